"""A workbook opened for reading: its sheets as rows, and what the fast reader does not tell."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from lxml import etree
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum

from gongkai.documents.files import archives
from gongkai.documents.files.packages import column_number
from gongkai.documents.sheets.cells import Read

BROKEN: Final = (CalamineError, OSError, ValueError, KeyError, IndexError, OverflowError, RuntimeError)
"""What the reader raises on damaged workbooks."""

_RELATION: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_PLACE: Final = re.compile(rb"\br=\"([A-Z]{1,3})(\d{1,7})\"")
_ERROR_CELL: Final = re.compile(rb"<c\b([^>]*\bt=\"e\"[^>]*)>")
_UNCALCULATED: Final = re.compile(rb"<c\b([^>/]*)><f\b[^>]*?(?:/>|>[^<]*</f>)(?:<v\s*/>|<v></v>)?</c>")
_EPOCH: Final = re.compile(rb"<(?:\w+:)?workbookPr\b[^>]*\bdate1904\s*=\s*[\"'](?:1|true|on)[\"']")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. Rows and columns count from zero at A1; `faults` are cells whose value cannot be used."""

    name: str
    source: CalamineSheet
    offset: int
    faults: dict[tuple[int, int], str]

    def rows(self) -> Iterator[tuple[int, list[Read]]]:
        """Yield every row with its number from zero, cells from column A on."""
        blank: list[Read] = [""] * self.offset
        for number, row in enumerate(self.source.iter_rows()):
            yield number, blank + row if self.offset else row

    def merged(self) -> list[tuple[tuple[int, int], tuple[int, int]]]:
        """Return the merged areas as first and last cell."""
        try:
            return self.source.merged_cell_ranges or []
        except BROKEN:
            return []


@dataclass(frozen=True, slots=True)
class Book:
    """The sheets of a workbook and where its day numbers start."""

    sheets: tuple[Sheet, ...]
    epoch_1904: bool


def open_book(data: bytes) -> Book | None:
    """Return an .xlsx opened for reading, or None when it is damaged; inspect it before."""
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        archive = archives.opened(data)
        if archive is None:
            return None
        with archive:
            places = _places(archive)
            sheets = tuple(
                _sheet(workbook, meta.name, archive, places)
                for meta in workbook.sheets_metadata
                if meta.typ == SheetTypeEnum.WorkSheet
            )
            return Book(sheets, bool(_EPOCH.search(archives.read(archive, "xl/workbook.xml"))))
    except BROKEN:
        return None


def _sheet(workbook: CalamineWorkbook, name: str, archive: zipfile.ZipFile, places: dict[str, str]) -> Sheet:
    source = workbook.get_sheet_by_name(name)
    text = archives.read(archive, places.get(name, ""), 256 * 1024 * 1024) if name in places else b""
    faults = {}
    for pattern, code in ((_ERROR_CELL, "cell_error"), (_UNCALCULATED, "cell_uncalculated")):
        for found in pattern.finditer(text):
            if place := _PLACE.search(found[1]):
                faults[int(place[2]) - 1, column_number(place[1].decode()) - 1] = code
    return Sheet(name, source, source.start[1] if source.start else 0, faults)


def _places(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return in which part of the package each sheet lies."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        relations = etree.fromstring(archives.read(archive, "xl/_rels/workbook.xml.rels"), parser)
        book = etree.fromstring(archives.read(archive, "xl/workbook.xml"), parser)
    except etree.XMLSyntaxError:
        return {}
    targets = {str(relation.get("Id")): str(relation.get("Target") or "") for relation in relations}
    places = {}
    for sheet in book.iter("{*}sheet"):
        target = targets.get(str(sheet.get(_RELATION)), "")
        places[str(sheet.get("name"))] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return places
