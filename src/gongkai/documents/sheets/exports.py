"""Tables written for people and machines to take away: .xlsx and .csv."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final, Literal

import xlsxwriter

Cell = str | int | float | bool | Decimal | date | datetime | None
ColumnType = Literal["text", "number", "money", "percent", "date", "datetime", "boolean"]

_ACTIVE: Final = re.compile(r"^\s*[=+\-@\t\r\n＝＋－＠]")
_NUMBER: Final = re.compile(r"[+-]?\d[\d,]*(\.\d+)?%?")
_UNSAFE_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LONGEST_CELL: Final = 32_767
_EXACT_DIGITS: Final = 15
_FORMATS: Final = {"money": "#,##0.00", "number": "General", "percent": '0.######"%"', "date": "yyyy-mm-dd",
                   "datetime": "yyyy-mm-dd hh:mm"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ExportColumn:
    """A column to write: heading, type, width in letters (0 = by heading)."""

    title: str
    type: ColumnType = "text"
    width: int = 0


def table_csv(columns: Sequence[ExportColumn | str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Return the table as CSV: RFC 4180, UTF-8 with a byte order mark, so that Excel shows Chinese.

    A text that a spreadsheet would run as a formula gets an apostrophe in front (OWASP CSV injection); plain numbers,
    also negative ones, stay as they are.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([_guarded(_column(column).title) for column in columns])
    for row in rows:
        writer.writerow([_guarded(_plain(cell)) for cell in row])
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8", "replace")


def table_xlsx(columns: Sequence[ExportColumn | str], rows: Iterable[Sequence[Cell]], *, name: str = "数据") -> bytes:
    """Return the table as .xlsx with a frozen, filterable heading; rows are streamed, so a million need little memory.

    Texts are written as texts and never as formulas or links. Numbers with more than 15 digits are written as text,
    because a spreadsheet would round them. More than 1,048,575 rows raise ValueError.
    """
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"constant_memory": True, "default_date_format": "yyyy-mm-dd"}) as book:
        book.set_properties({"created": datetime(2000, 1, 1)})  # noqa: DTZ001 - a fixed mark, so equal data gives equal bytes
        sheet = book.add_worksheet(name)
        head = book.add_format({"bold": True, "bg_color": "#F3E9E8", "bottom": 1, "text_wrap": True, "valign": "top"})
        formats = {kind: book.add_format({"num_format": shape}) for kind, shape in _FORMATS.items()}
        described = [_column(column) for column in columns]
        for position, column in enumerate(described):
            sheet.set_column(position, position, column.width or min(max(len(column.title) * 2 + 4, 10), 50))
            sheet.write_string(0, position, _safe(column.title), head)
        sheet.freeze_panes(1, 0)
        last = 0
        for last, row in enumerate(rows, start=1):
            if last > 1_048_575:
                raise ValueError("a sheet holds at most 1,048,575 rows; write a CSV instead")
            for position, (column, cell) in enumerate(zip(described, row, strict=True)):
                _write(sheet, last, position, cell, formats.get(column.type))
        if described:
            sheet.autofilter(0, 0, max(last, 1), len(described) - 1)
    return out.getvalue()


def _column(column: ExportColumn | str) -> ExportColumn:
    return ExportColumn(column) if isinstance(column, str) else column


def _write(sheet: "xlsxwriter.worksheet.Worksheet", row: int, position: int, cell: Cell, shape: object) -> None:
    if cell is None or cell == "":
        return
    if isinstance(cell, bool):
        sheet.write_boolean(row, position, cell)
    elif isinstance(cell, int | float | Decimal):
        if len(re.sub(r"\D", "", str(cell)).strip("0")) > _EXACT_DIGITS or not Decimal(str(cell)).is_finite():
            sheet.write_string(row, position, str(cell))
        else:
            sheet.write_number(row, position, float(cell), shape)
    elif isinstance(cell, datetime):
        sheet.write_datetime(row, position, cell.replace(tzinfo=None), shape)
    elif isinstance(cell, date):
        sheet.write_datetime(row, position, datetime(cell.year, cell.month, cell.day), shape)  # noqa: DTZ001 - a day
    else:
        sheet.write_string(row, position, _safe(cell))


def _safe(text: str) -> str:
    return _UNSAFE_CONTROL.sub("", text)[:_LONGEST_CELL]


def _plain(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ", timespec="minutes")
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def _guarded(text: str) -> str:
    text = _UNSAFE_CONTROL.sub("", text)
    return f"'{text}" if _ACTIVE.match(text) and not _NUMBER.fullmatch(text.strip()) else text
