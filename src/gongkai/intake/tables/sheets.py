"""Workbooks: .xlsx, .xlsm, .xls and .ods."""

import datetime as dt
import struct
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import BinaryIO

from lxml import etree
from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from gongkai.intake.archives import check_zip
from gongkai.intake.limits import Limits
from gongkai.intake.source import Source
from gongkai.intake.tables.columns import Vocabulary, recognise
from gongkai.intake.tables.delimited import too_many_columns, too_many_rows
from gongkai.intake.tables.headers import SEARCHED_ROWS, Merged, find_header
from gongkai.intake.tables.model import Cell, Row, Sheet
from gongkai.intake.tables.notices import sheet_notices
from gongkai.intake.tables.peek import Peek, peek_ods, peek_xlsx
from gongkai.intake.tables.peek_xls import ProtectedError, peek_xls
from gongkai.intake.trouble import Unreadable
from gongkai.rulebook.objections import Objection


class Workbook:
    """One sheet of a workbook, chosen by name or by what it holds.

    Arguments: source, the file; sheet, the name a person chose; vocabulary, names of columns looked for, so that the
    sheet with most of them is taken when none was chosen; limits, the caps.
    Raises: Unreadable, for a damaged, protected or oversized file, a sheet that is not there, or no sheet with content.
    """

    def __init__(self, source: Source, limits: Limits, sheet: str | None, vocabulary: Vocabulary | None) -> None:
        self.source = source
        self.limits = limits
        self.zipped = source.head(4) == b"PK\x03\x04"
        if self.zipped:
            with source.open() as stream:
                check_zip(stream, source.name, limits)
        self.opened_whole = not self.zipped
        self.seen = self._peek() if self.zipped else self._peek_old()
        # The reader unfolds all of an .ods or .xls when it is opened, an .xlsx sheet by sheet.
        if self.opened_whole:
            for seen in self.seen.values():
                self._check_reach(seen)
            if sum(seen.rows * seen.columns for seen in self.seen.values()) > limits.cells:
                raise too_many_rows(source, limits)
        # A sheet, once read, stands on its own; the file need not stay open.
        with source.open() as stream:
            self.book = self._open(stream)
            self.sheets = tuple(
                Sheet(entry.name, entry.visible != SheetVisibleEnum.Visible)
                for entry in self.book.sheets_metadata
                if entry.typ in (SheetTypeEnum.WorkSheet, SheetTypeEnum.MacroSheet)
            )
            self.data = self._choose(sheet, vocabulary)
            self.book.close()
        self.name = self.data.name
        self.merged: list[Merged] = list(self.data.merged_cell_ranges or ())
        self._check_size()
        # Cells merged downwards repeat their value, so that every row can stand alone.
        self._fill = {
            (row, column): (top, left)
            for (top, left), (bottom, right) in self.merged
            if bottom - top < self.limits.rows
            for row in range(top, min(bottom, self._last_row()) + 1)
            for column in range(left, min(right, limits.columns) + 1)
            if (row, column) != (top, left)
        }

    def _open(self, stream: BinaryIO) -> CalamineWorkbook:
        with self._soundly():
            return CalamineWorkbook.from_filelike(stream)

    def _sheet(self, name: str) -> CalamineSheet:
        self._check_reach(self.seen.get(name, Peek()))
        with self._soundly():
            return self.book.get_sheet_by_name(name)

    @contextmanager
    def _soundly(self) -> Iterator[None]:
        """Turn every way in which the reader fails into a refusal."""
        try:
            yield
        except PasswordError as error:
            raise self._protected() from error
        except (CalamineError, zipfile.BadZipFile, OSError, ValueError) as error:
            raise self._damaged() from error
        except BaseException as error:
            # The reader is Rust; where it panics over damaged bytes, Python sees something that is no Exception.
            if type(error).__name__ == "PanicException":
                raise self._damaged() from error
            raise

    def _choose(self, wanted: str | None, vocabulary: Vocabulary | None) -> CalamineSheet:
        names = [sheet.name for sheet in self.sheets]
        if wanted is not None:
            if wanted not in names:
                raise Unreadable(
                    "no_such_sheet",
                    f"没有名为“{wanted}”的工作表；现有：{'、'.join(names)}",
                    f"There is no sheet “{wanted}”; there are: {', '.join(names)}",
                )
            return self._sheet(wanted)
        visible = [sheet.name for sheet in self.sheets if not sheet.hidden] or names
        filled = [sheet for sheet in map(self._sheet, visible) if sheet.start is not None]
        if not filled:
            raise Unreadable(
                "no_rows",
                f"{self.source.name} 里可见的工作表都是空的",
                f"All visible sheets of {self.source.name} are empty",
            )
        if vocabulary is None or len(filled) == 1:
            return filled[0]
        return max(filled, key=lambda sheet: self._score(sheet, vocabulary))

    def _score(self, sheet: CalamineSheet, vocabulary: Vocabulary) -> int:
        header = find_header(list(_head(sheet)), sheet.merged_cell_ranges or (), vocabulary)
        return len(recognise(header.names, vocabulary).mapping)

    def _last_row(self) -> int:
        return self.data.end[0] if self.data.end else 0

    def _check_reach(self, seen: Peek) -> None:
        """Refuse a sheet before the reader reserves memory for the whole rectangle."""
        if seen.columns > self.limits.columns:
            raise too_many_columns(self.source, self.limits, 1)
        if seen.rows > self.limits.rows:
            raise too_many_rows(self.source, self.limits)
        if seen.rows * seen.columns > self.limits.cells:
            raise Unreadable(
                "too_spread",
                f"{self.source.name} 的内容散布在 {seen.rows:,} 行 × {seen.columns:,} 列的范围里，过大；"
                "请删去远处的零散单元格，或拆分后再导入。",
                f"The content of {self.source.name} spreads over {seen.rows:,} rows × {seen.columns:,} columns; "
                "delete stray cells far away, or split it.",
            )

    def _check_size(self) -> None:
        if self._last_row() >= self.limits.rows:
            raise too_many_rows(self.source, self.limits)
        if self.data.width > self.limits.columns:
            raise too_many_columns(self.source, self.limits, 1)

    def rows(self) -> Iterator[Row]:
        """Go through all rows with the numbers that the spreadsheet program shows, the header included."""
        kept: dict[tuple[int, int], Cell] = {}
        owners = set(self._fill.values())
        for row in _rows(self.data):
            if not self._fill:
                yield row
                continue
            cells = list(row.cells)
            for index, cell in enumerate(cells):
                place = (row.number - 1, index)
                if place in owners:
                    kept[place] = cell
                elif cell is None and place in self._fill:
                    cells[index] = kept.get(self._fill[place])
            yield Row(row.number, cells)

    def head(self) -> list[Row]:
        """Return the first rows as they stand, merged cells not repeated."""
        return list(_head(self.data))

    def notices(self, header_row: int) -> tuple[Objection, ...]:
        """Return what a person should know about this sheet before trusting what is read from it."""
        body = sum(1 for (_, _), (bottom, _) in self.merged if bottom >= header_row)
        return sheet_notices(self.name, self.sheets, self.seen.get(self.name, Peek()), body)

    def _peek(self) -> dict[str, Peek]:
        try:
            with self.source.open() as stream, zipfile.ZipFile(stream) as archive:
                names = set(archive.namelist())
                if "content.xml" in names:
                    self.opened_whole = True
                    with archive.open("content.xml") as content:
                        return peek_ods(content)
                if "xl/workbook.xml" in names:
                    return peek_xlsx(archive)
        except etree.XMLSyntaxError as error:
            raise self._damaged() from error
        raise Unreadable(
            "not_a_table",
            f"{self.source.name} 不是 .xlsx、.xls 或 .ods 表格；请打开后另存为 .xlsx 再试。",
            f"{self.source.name} is not an .xlsx, .xls or .ods workbook; open it and save it as .xlsx.",
        )

    def _peek_old(self) -> dict[str, Peek]:
        # Old sheets are told by their place: names stand elsewhere in the file.
        try:
            with self.source.open() as stream:
                return {f"#{place}": seen for place, seen in enumerate(peek_xls(stream))}
        except ProtectedError as error:
            raise self._protected() from error
        except (OSError, ValueError, IndexError, struct.error) as error:
            raise self._damaged() from error

    def _protected(self) -> Unreadable:
        return Unreadable(
            "password",
            f"{self.source.name} 设有打开密码；请去掉密码后再试。",
            f"{self.source.name} is protected by a password; remove it.",
        )

    def _damaged(self) -> Unreadable:
        return Unreadable(
            "damaged",
            f"{self.source.name} 不是完好的表格文件；请在表格软件里打开并另存为 .xlsx 再试。",
            f"{self.source.name} is not a sound workbook; open it and save it as .xlsx.",
        )


def _head(sheet: CalamineSheet) -> Iterator[Row]:
    for row, _ in zip(_rows(sheet), range(SEARCHED_ROWS), strict=False):
        yield row


def _rows(sheet: CalamineSheet) -> Iterator[Row]:
    if sheet.start is None:
        return
    left = sheet.start[1]
    # iter_rows starts at the first row of the sheet but at the first filled column.
    for number, cells in enumerate(sheet.iter_rows(), 1):
        yield Row(number, _plain(cells, left))


def _plain(cells: Sequence[object], left: int) -> list[Cell]:
    plain: list[Cell] = [None] * left
    for cell in cells:
        if cell == "" and isinstance(cell, str):
            plain.append(None)
        elif isinstance(cell, str | int | float | bool | dt.date | dt.time | dt.timedelta):
            plain.append(cell)
        else:
            plain.append(str(cell))
    return plain
