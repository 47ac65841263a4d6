"""Document numbers (发文字号) as printed, read into issuer code, year and serial (GB/T 9704-2012 §7.2.5)."""

from gongkai.rulebook.document_numbers.model import DocumentNumber, Kind, Mark, Parsed
from gongkai.rulebook.document_numbers.reading import parse

__all__ = ["DocumentNumber", "Kind", "Mark", "Parsed", "parse"]
