"""PDF documents: posters for notice boards, and the compiler that reports use as well."""

from gongkai.documents.pdf.compiler import TemplateError, compile_pdf
from gongkai.documents.pdf.glyphs import unprintable
from gongkai.documents.pdf.poster import Paper, PosterColumn, PosterData, PosterTable, PosterText, poster

__all__ = [
    "Paper",
    "PosterColumn",
    "PosterData",
    "PosterTable",
    "PosterText",
    "TemplateError",
    "compile_pdf",
    "poster",
    "unprintable",
]
