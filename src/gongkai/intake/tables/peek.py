"""What the calamine reader does not tell about a workbook, or tells too late.

Hidden rows and columns, formulas and errors; and how far each sheet reaches, because the reader reserves memory for the
whole rectangle: two cells in opposite corners of an otherwise empty sheet would take hundreds of gigabytes.
The XML is searched by pattern while it is unfolded, never held whole.
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
# A cell that closes itself holds a style and nothing else.
_CELL = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Za-z]{1,3})(\d{1,7})"[^>]*(?<!/)>')
_FORMULA = re.compile(rb"<(?:\w+:)?f[ >/]")
_UNCOMPUTED = re.compile(rb"</(?:\w+:)?f>\s*(?:<(?:\w+:)?v\s*/>\s*)?</(?:\w+:)?c>|<(?:\w+:)?f[^>]*/>\s*</(?:\w+:)?c>")
_ERROR = re.compile(rb'<(?:\w+:)?c\b[^>]*\bt="e"')
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


@dataclass(slots=True)
class Peek:
    """What was seen of a sheet.

    Attributes: rows and columns, how far cells with content reach, counted from the first; hidden_rows, the first
    thousand by number from 1, and how many there are; hidden_columns, by index from 0; counts of the rest.
    """

    rows: int = 0
    columns: int = 0
    hidden_rows: list[int] = field(default_factory=list)
    hidden_row_count: int = 0
    hidden_columns: list[int] = field(default_factory=list)
    formulas: int = 0
    uncomputed: int = 0
    errors: int = 0


def peek_xlsx(archive: zipfile.ZipFile) -> dict[str, Peek]:
    """Return what each sheet of an .xlsx or .xlsm holds, by its name; sheets whose part is not found are left out."""
    seen = {}
    for name, part in _parts(archive):
        peek = seen[name] = Peek()
        with archive.open(part) as xml:
            for block in _blocks(xml):
                _search(block, peek)
    return seen


def _search(block: bytes, seen: Peek) -> None:
    places = _CELL.findall(block)
    if places:
        seen.rows = max(seen.rows, *(int(row) for _, row in places))
        seen.columns = max(seen.columns, *map(_column_number, {letters for letters, _ in places}))
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


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _blocks(stream: IO[bytes]) -> Iterator[bytes]:
    """Cut the stream between cells, so that no pattern is torn apart."""
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


def _parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        book = etree.fromstring(archive.read("xl/workbook.xml"), parser)
        links = etree.fromstring(archive.read("xl/_rels/workbook.xml.rels"), parser)
    except (KeyError, etree.XMLSyntaxError):
        return
    targets = {link.get("Id"): link.get("Target") for link in links}
    for entry in book.iter(f"{_MAIN}sheet"):
        name, target = entry.get("name"), targets.get(entry.get(f"{_REL}id"))
        if name and target:
            part = target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join("xl", target))
            if part in archive.namelist():
                yield name, part


_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"


def peek_ods(stream: BinaryIO | IO[bytes]) -> dict[str, Peek]:
    """Return what each table of the content.xml of an .ods holds, by its name.

    Raises: lxml.etree.XMLSyntaxError, when it is not XML.
    """
    seen: dict[str, Peek] = {}
    peek, above = Peek(), 0
    tags = [f"{_TABLE}{name}" for name in ("table", "table-column", "table-row")]
    for event, element in etree.iterparse(
        stream, events=("start", "end"), tag=tags, resolve_entities=False, no_network=True
    ):
        kind = str(element.tag).removeprefix(_TABLE)
        if event == "start":
            if kind == "table":
                peek, above = seen.setdefault(element.get(f"{_TABLE}name", ""), Peek()), 0
            continue
        hidden = element.get(f"{_TABLE}visibility", "visible") != "visible"
        if kind == "table-column" and hidden:
            peek.hidden_columns.append(-1)
        elif kind == "table-row":
            repeated = _repeated(element, "rows")
            width = _filled_width(element)
            if width:
                peek.rows, peek.columns = above + repeated, max(peek.columns, width)
                peek.hidden_row_count += repeated if hidden else 0
            above += repeated
            element.clear()
    return seen


def _filled_width(row: "etree._Element") -> int:
    at = width = 0
    for cell in row:
        at += _repeated(cell, "columns")
        if cell.get(f"{_OFFICE}value-type"):
            width = at
    return width


def _repeated(element: "etree._Element", what: str) -> int:
    digits = element.get(f"{_TABLE}number-{what}-repeated", "1")
    return int(digits) if digits.isdigit() and len(digits) < 12 else 1
