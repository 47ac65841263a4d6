"""PDF files: scripts and protection found, traces of the author removed."""

import io
import logging
import re
import time
from collections.abc import Iterator
from typing import Final

from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject, PdfObject, StreamObject

from gongkai.documents.files.facts import Findings, Limits
from gongkai.documents.files.jpegs import without_traces
from gongkai.documents.files.messages import objection

# Damaged files are the people's, not ours: pypdf's remarks about them do not belong into the log.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)

BROKEN: Final = (PyPdfError, ValueError, TypeError, KeyError, IndexError, AttributeError, OSError, RecursionError,
                 OverflowError, ZeroDivisionError, AssertionError, NotImplementedError, MemoryError, EOFError,
                 UnicodeError, LookupError, ArithmeticError, RuntimeError)  # fmt: skip
"""What pypdf lets through on damaged files."""

_SCRIPT_KEYS: Final = frozenset({"/JavaScript", "/JS", "/RichMedia", "/XFA", "/RichMediaContent"})
_SCRIPT_ACTIONS: Final = frozenset({"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/Rendition", "/Movie"})
_DEPTH: Final = 40
_LONGEST_PAGE: Final = 3_000_000
_TRACES: Final = ("/Metadata", "/PieceInfo", "/LastModified", "/Thumb")
_RAW_SCRIPT: Final = re.compile(rb"/S\s*/(JavaScript|Launch)\b")


def look(data: bytes, limits: Limits) -> Findings:
    """Return what a PDF holds besides its pages. Time and number of objects are bounded by `limits`."""
    if _RAW_SCRIPT.search(data):
        return Findings((objection("pdf_scripts", part="JavaScript / Launch"),))
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted:
            return Findings((objection("file_encrypted"),))
        pages = len(reader.pages)
        if pages == 0:
            return Findings((objection("pdf_no_pages"),))
        found, signed, embedded = _walk(reader, limits)
    except TimeoutError:
        return Findings((objection("pdf_too_complex"),))
    except BROKEN:
        return Findings((objection("file_damaged"),))
    if found:
        return Findings((objection("pdf_scripts", part=found),), pages=pages)
    cautions = [objection("caution_signed")] if signed else []
    if embedded:
        cautions.append(objection("caution_embedded_files"))
    if not _has_text(reader, limits):
        cautions.append(objection("caution_no_text"))
    return Findings((), tuple(cautions), signed=signed, pages=pages)


def _walk(reader: PdfReader, limits: Limits) -> tuple[str, bool, bool]:
    """Look at every object once; return the first script found, whether signed, whether files are embedded."""
    deadline = time.monotonic() + limits.seconds
    numbers = {(number, generation) for generation, table in reader.xref.items() for number in table}
    numbers |= {(number, 0) for number in reader.xref_objStm}
    if len(numbers) > limits.pdf_objects:
        raise TimeoutError
    signed = embedded = False
    for number, generation in sorted(numbers):
        if time.monotonic() > deadline:
            raise TimeoutError
        try:
            root = reader.get_object(IndirectObject(number, generation, reader))
        except BROKEN:
            # An object that cannot be read runs nowhere; the page tree was read already.
            continue
        for part in _dictionaries(root, _DEPTH):
            for key in part:
                if key in _SCRIPT_KEYS:
                    return str(key), signed, embedded
            action = part.get("/S")
            if isinstance(action, NameObject) and action in _SCRIPT_ACTIONS:
                return str(action), signed, embedded
            signed = signed or (part.get("/Type") == "/Sig" and "/ByteRange" in part)
            embedded = embedded or "/EmbeddedFiles" in part or part.get("/Type") == "/EmbeddedFile"
    return "", signed, embedded


def _dictionaries(found: PdfObject | None, depth: int) -> Iterator[DictionaryObject]:
    if depth == 0:
        raise TimeoutError
    children: list[PdfObject] = []
    if isinstance(found, DictionaryObject):
        yield found
        children = list(found.values())
    elif isinstance(found, ArrayObject):
        children = list(found)
    for child in children:
        if isinstance(child, DictionaryObject | ArrayObject):
            yield from _dictionaries(child, depth - 1)


def _has_text(reader: PdfReader, limits: Limits, pages: int = 3) -> bool:
    deadline = time.monotonic() + limits.seconds / 4
    for page in reader.pages[:pages]:
        if time.monotonic() > deadline:
            return True
        try:
            if page_text(page).strip():
                return True
        except BROKEN:
            continue
    return False


def page_text(page: PageObject) -> str:
    """Return the words of a page, or nothing when its drawing is so long (3 MB) that reading would take a minute.

    Raises: what `BROKEN` lists, on damaged pages.
    """
    contents = page.get_contents()
    if contents is None or len(contents.get_data()) > _LONGEST_PAGE:
        return ""
    return page.extract_text()


def clean(data: bytes) -> bytes:
    """Return the PDF without information dictionary, XMP, private application data, embedded files and camera data.

    Raises: ValueError when the file cannot be read; inspect it first. Signed files must not be given to it.
    """
    try:
        writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data), strict=False))
        writer.metadata = None
        root = writer.root_object
        for name in ("/Names", "/AF"):
            entry = root.get(name)
            names = entry.get_object() if entry is not None else None
            if isinstance(names, DictionaryObject):
                names.pop(NameObject("/EmbeddedFiles"), None)
            elif names is not None:
                del root[name]
        for position, found in enumerate(writer._objects):  # noqa: SLF001 - pypdf offers no other walk
            # The key opens the document for nobody any more, but says which program made it when.
            for part in _dictionaries(found, _DEPTH):
                for key in _TRACES:
                    part.pop(NameObject(key), None)
            if isinstance(found, DictionaryObject) and found.get("/Type") in {
                "/Filespec",
                "/EmbeddedFile",
                "/Metadata",
            }:
                writer._objects[position] = DictionaryObject()  # noqa: SLF001
            if isinstance(found, StreamObject) and found.get("/Filter") in ("/DCTDecode", ["/DCTDecode"]):
                found._data = without_traces(found._data)  # noqa: SLF001
        writer._ID = None  # noqa: SLF001
        out = io.BytesIO()
        writer.write(out)
        return out.getvalue()
    except (*BROKEN, TimeoutError) as error:
        message = "the PDF cannot be read"
        raise ValueError(message) from error
