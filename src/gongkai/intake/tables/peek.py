"""What the calamine reader does not tell about a sheet: hidden rows and columns, formulas, errors.

The XML is searched by pattern while it is unfolded, never held whole, so that a sheet of any size costs no memory.
"""

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO, BinaryIO

from lxml import etree

_CHUNK = 1 << 20
_MOST_LISTED = 1_000
_ROW = re.compile(rb'<(?:\w+:)?row\b[^>]*?\bhidden="(?:1|true)"[^>]*>')
_ROW_NUMBER = re.compile(rb'\br="(\d+)"')
_COLUMN = re.compile(rb'<(?:\w+:)?col\b(?=[^>]*\bhidden="(?:1|true)")[^>]*>')
_COLUMN_SPAN = re.compile(rb'\b(min|max)="(\d+)"')
_FORMULA = re.compile(rb"<(?:\w+:)?f[ >/]")
_UNCOMPUTED = re.compile(rb"</(?:\w+:)?f>\s*(?:<(?:\w+:)?v\s*/>\s*)?</(?:\w+:)?c>|<(?:\w+:)?f[^>]*/>\s*</(?:\w+:)?c>")
_ERROR = re.compile(rb'<(?:\w+:)?c\b[^>]*\bt="e"')
_ODS_HIDDEN = re.compile(rb'<table:table-(row|column)\b[^>]*table:visibility="(?:collapse|filter)"')
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


@dataclass(slots=True)
class Peek:
    """What was seen: numbers of hidden rows (from 1), indexes of hidden columns (from 0), counts of the rest."""

    hidden_rows: list[int] = field(default_factory=list)
    hidden_row_count: int = 0
    hidden_columns: list[int] = field(default_factory=list)
    formulas: int = 0
    uncomputed: int = 0
    errors: int = 0


def peek_xlsx(stream: BinaryIO, sheet: str) -> Peek:
    """Return what the named sheet of an .xlsx or .xlsm hides; what cannot be found is left at nothing."""
    seen = Peek()
    with zipfile.ZipFile(stream) as archive:
        part = _part(archive, sheet)
        if part is None:
            return seen
        with archive.open(part) as xml:
            for block in _blocks(xml):
                _search(block, seen)
    return seen


def peek_ods(stream: BinaryIO) -> Peek:
    """Return how many rows and columns an .ods hides, over all its sheets."""
    seen = Peek()
    with zipfile.ZipFile(stream) as archive, archive.open("content.xml") as xml:
        for block in _blocks(xml):
            for found in _ODS_HIDDEN.finditer(block):
                if found.group(1) == b"row":
                    seen.hidden_row_count += 1
                else:
                    seen.hidden_columns.append(-1)
    return seen


def _search(block: bytes, seen: Peek) -> None:
    for found in _ROW.finditer(block):
        seen.hidden_row_count += 1
        number = _ROW_NUMBER.search(found.group())
        if number and len(seen.hidden_rows) < _MOST_LISTED:
            seen.hidden_rows.append(int(number.group(1)))
    for found in _COLUMN.finditer(block):
        span = {name: int(value) for name, value in _COLUMN_SPAN.findall(found.group())}
        first, last = span.get(b"min", 1), span.get(b"max", 1)
        seen.hidden_columns.extend(range(first - 1, min(last, first + _MOST_LISTED)))
    # Most sheets hold no formula: one plain search is cheaper than three patterns.
    if b"<f" in block or b":f" in block:
        seen.formulas += len(_FORMULA.findall(block))
        seen.uncomputed += len(_UNCOMPUTED.findall(block))
    if b't="e"' in block:
        seen.errors += len(_ERROR.findall(block))


def _blocks(stream: IO[bytes]) -> Iterator[bytes]:
    """Cut the stream between rows, so that no pattern is torn apart."""
    rest = b""
    while chunk := stream.read(_CHUNK):
        block = rest + chunk
        cell = block.rfind(b"</c>")
        cut = cell + 4 if cell >= 0 else block.rfind(b">") + 1
        if cut == 0 and len(block) > 8 * _CHUNK:
            cut = len(block)
        yield block[:cut]
        rest = block[cut:]
    if rest:
        yield rest


def _part(archive: zipfile.ZipFile, sheet: str) -> str | None:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        book = etree.fromstring(archive.read("xl/workbook.xml"), parser)
        links = etree.fromstring(archive.read("xl/_rels/workbook.xml.rels"), parser)
    except (KeyError, etree.XMLSyntaxError):
        return None
    targets = {link.get("Id"): link.get("Target") for link in links}
    for entry in book.iter(f"{_MAIN}sheet"):
        target = targets.get(entry.get(f"{_REL}id"))
        if entry.get("name") == sheet and target:
            part = posixpath.normpath(posixpath.join("xl", target)) if not target.startswith("/") else target[1:]
            return part if part in archive.namelist() else None
    return None
