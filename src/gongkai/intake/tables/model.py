"""A table as a person sees it: headers, and rows with the numbers that the spreadsheet program shows."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from gongkai.rulebook.objections import Objection

Cell = str | int | float | bool | dt.date | dt.datetime | dt.time | dt.timedelta | None


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number as shown in the margin of the spreadsheet, and its cells."""

    number: int
    cells: Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a workbook and whether the program hides it."""

    name: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class Table:
    """A table that is open for reading; its rows can be gone through any number of times.

    Attributes: name, of the file; headers, one per column; header_row, the number of the (last) header row;
    notices, what a person should know about the file (hidden rows, formulas …); sheet and sheets of a workbook;
    encoding and delimiter of a text file.
    """

    name: str
    headers: tuple[str, ...]
    header_row: int
    read: Callable[[], Iterator[Row]] = field(repr=False)
    notices: tuple[Objection, ...] = ()
    sheet: str | None = None
    sheets: tuple[Sheet, ...] = ()
    encoding: str | None = None
    delimiter: str | None = None

    def rows(self) -> Iterator[Row]:
        """Go through the rows below the header; empty rows are left out but counted.

        Raises: Unreadable, where a row breaks the limits.
        """
        return (row for row in self.read() if row.number > self.header_row and any(map(_filled, row.cells)))


def _filled(cell: Cell) -> bool:
    return cell is not None and cell != "" and not (isinstance(cell, str) and cell.isspace())


def is_empty(cell: Cell) -> bool:
    """Whether a cell holds nothing that a person would see."""
    return not _filled(cell)


def column_letter(index: int) -> str:
    """Return the letters of a column as spreadsheets show them: 0 → A, 26 → AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
