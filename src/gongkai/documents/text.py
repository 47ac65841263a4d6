"""The words of attachments, for search: bounded in size and time, silent about damage."""

import io
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from lxml import etree
from pypdf import PdfReader
from python_calamine import CalamineError, CalamineWorkbook

from gongkai.documents import files
from gongkai.documents.files import archives, sniff
from gongkai.documents.files.facts import MEGABYTE
from gongkai.documents.files.pdfs import BROKEN as BROKEN_PDF
from gongkai.documents.files.pdfs import page_text
from gongkai.documents.html import to_text

_WORD: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DOCX_PARTS: Final = re.compile(r"^word/(document|footnotes|endnotes|header\d*|footer\d*)\.xml$")
_OFD_PARTS: Final = re.compile(r"(^|/)Pages?/.*Content\.xml$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TextLimits:
    """How much is read: characters kept, seconds spent, bytes of one part unpacked."""

    characters: int = 2_000_000
    seconds: float = 20.0
    part: int = 64 * MEGABYTE


DEFAULT: Final = TextLimits()


def plain_text(data: bytes, kind: str, limits: TextLimits = DEFAULT) -> str:
    """Return the words of a pdf, docx, xlsx, ofd, csv, txt or html file; nothing for pictures.

    Arguments: data, the bytes; kind, `FileFacts.kind` or `html`; limits, see `TextLimits`.
    Never raises on account of the content: what cannot be read yields what was read before it, or nothing. Time is
    looked at between pages, paragraphs and rows; the size of one such piece is bounded by the unpacking limits.
    """
    reader = _READERS.get(kind)
    if reader is None:
        return ""
    if kind in files.PACKAGES and files.inspect(data, f"x.{kind}").objections:
        return ""
    deadline = time.monotonic() + limits.seconds
    pieces: list[str] = []
    length = 0
    try:
        for piece in reader(data, limits):
            pieces.append(piece)
            length += len(piece) + 1
            if length > limits.characters or time.monotonic() > deadline:
                break
    except (*BROKEN_PDF, etree.LxmlError, CalamineError):
        # Half a text is found; a search that stops at the first broken file is not.
        pass
    lines = (re.sub(r"[ \t\r\f\v\u00a0\u3000]+", " ", line).strip() for line in "\n".join(pieces).splitlines())
    words = "\n".join(line for line in lines if line)
    # Lone surrogates from broken fonts could not be stored.
    return words.replace("\x00", "").encode("utf-8", "ignore").decode()[: limits.characters]


def _pdf(data: bytes, limits: TextLimits) -> Iterator[str]:
    reader = PdfReader(io.BytesIO(data), strict=False)
    for page in reader.pages:
        try:
            yield page_text(page)
        except BROKEN_PDF:
            continue


def _docx(data: bytes, limits: TextLimits) -> Iterator[str]:
    archive = archives.opened(data)
    if archive is None:
        return
    with archive:
        for name in sorted(filter(_DOCX_PARTS.match, archive.namelist())):
            yield from _paragraphs(archives.read(archive, name, limits.part))


def _paragraphs(content: bytes) -> Iterator[str]:
    words: list[str] = []
    for _, element in etree.iterparse(io.BytesIO(content), events=("end",), recover=True, resolve_entities=False):
        if element.tag == f"{_WORD}t":
            words.append(element.text or "")
        elif element.tag in {f"{_WORD}tab", f"{_WORD}br", f"{_WORD}tc"}:
            words.append("\t")
        elif element.tag == f"{_WORD}p":
            yield "".join(words)
            words.clear()
            element.clear()
    yield "".join(words)


def _xlsx(data: bytes, limits: TextLimits) -> Iterator[str]:
    with CalamineWorkbook.from_filelike(io.BytesIO(data)) as workbook:
        for name in workbook.sheet_names:
            yield name
            for row in workbook.get_sheet_by_name(name).iter_rows():
                yield "\t".join(str(cell) for cell in row if cell not in {"", None})


def _ofd(data: bytes, limits: TextLimits) -> Iterator[str]:
    archive = archives.opened(data)
    if archive is None:
        return
    with archive:
        for name in sorted(filter(_OFD_PARTS.search, archive.namelist())):
            content = io.BytesIO(archives.read(archive, name, limits.part))
            for _, element in etree.iterparse(content, events=("end",), recover=True, resolve_entities=False):
                if etree.QName(element).localname == "TextCode" and element.text:
                    yield element.text


def _text(data: bytes, limits: TextLimits) -> Iterator[str]:
    text = sniff.decoded(data[: limits.characters * 4], complete=len(data) <= limits.characters * 4)
    yield text or ""


def _html(data: bytes, limits: TextLimits) -> Iterator[str]:
    for text in _text(data, limits):
        yield to_text(text)


_READERS: Final[dict[str, Callable[[bytes, TextLimits], Iterator[str]]]] = {
    "pdf": _pdf,
    "docx": _docx,
    "xlsx": _xlsx,
    "ofd": _ofd,
    "csv": _text,
    "txt": _text,
    "html": _html,
}
