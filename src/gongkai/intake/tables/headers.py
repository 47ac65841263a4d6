"""Where the header of a table is: below titles and notes, over one or several merged rows."""

from collections.abc import Sequence
from dataclasses import dataclass

from gongkai.intake.tables.columns import Vocabulary, recognise
from gongkai.intake.tables.model import Cell, Row, is_empty
from gongkai.intake.trouble import Unreadable

SEARCHED_ROWS = 30
MOST_HEADER_ROWS = 3

# ((first row, first column), (last row, last column)), all from 0
Merged = tuple[tuple[int, int], tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Header:
    """The header found: numbers of its first and last row, and one name per column."""

    first: int
    last: int
    names: tuple[str, ...]

    @property
    def height(self) -> int:
        """Number of rows."""
        return self.last - self.first + 1


def find_header(
    rows: Sequence[Row], merged: Sequence[Merged] = (), vocabulary: Vocabulary | None = None, given: int | None = None
) -> Header:
    """Return the header among the first rows of a table.

    Arguments: rows, the first rows with their numbers; merged, merged ranges; vocabulary, names looked for; given, the
    number of the header row where a person chose it.
    Raises: Unreadable, when there is no row with anything in it, or the given row is not there.
    """
    filled = [row for row in rows if not all(map(is_empty, row.cells))]
    if given is not None:
        chosen = next((row for row in filled if row.number == given), None)
        if chosen is None:
            raise Unreadable("no_header", f"第 {given} 行没有表头", f"There is no header in row {given}")
        return _header(rows, chosen, _height(chosen, merged), merged)
    if not filled:
        raise Unreadable("no_rows", "表里没有内容", "There is nothing in the table")
    candidates = [_header(rows, row, height, merged) for row in filled for height in range(1, _height(row, merged) + 1)]
    if vocabulary:
        # Among equals the lowest header wins: a title merged over all columns is no part of it.
        scores = [len(recognise(candidate.names, vocabulary).mapping) for candidate in candidates]
        best = max(range(len(candidates)), key=lambda index: (scores[index], -candidates[index].height, -index))
        if scores[best]:
            return candidates[best]
    width = max(sum(not is_empty(cell) for cell in row.cells) for row in filled)
    for row in filled:
        texts = [cell for cell in row.cells if not is_empty(cell)]
        if (len(texts) >= max(2, width / 2) and all(isinstance(cell, str) for cell in texts)) or width == 1:
            return _header(rows, row, _height(row, merged), merged)
    return _header(rows, filled[0], 1, merged)


def _height(row: Row, merged: Sequence[Merged]) -> int:
    """A header is as high as its highest merged cell, and one row more where a group spans columns."""
    height = 1
    for (top, left), (bottom, right) in merged:
        if top == row.number - 1:
            height = max(height, bottom - top + 1, 2 if right > left else 1)
    return min(height, MOST_HEADER_ROWS)


def _header(rows: Sequence[Row], start: Row, height: int, merged: Sequence[Merged]) -> Header:
    block = [row for row in rows if start.number <= row.number < start.number + height]
    width = max(len(row.cells) for row in block)
    names: list[list[str]] = [[] for _ in range(width)]
    for row in block:
        for index in range(width):
            text = _text(_cell(row, index, block, merged))
            if text and text not in names[index]:
                names[index].append(text)
    while names and not names[-1]:
        names.pop()
    return Header(start.number, block[-1].number, tuple(" ".join(parts) for parts in names))


def _cell(row: Row, index: int, block: Sequence[Row], merged: Sequence[Merged]) -> Cell:
    for (top, left), (bottom, right) in merged:
        if top <= row.number - 1 <= bottom and left <= index <= right:
            owner = next((candidate for candidate in block if candidate.number == top + 1), None)
            return owner.cells[left] if owner and left < len(owner.cells) else None
    return row.cells[index] if index < len(row.cells) else None


def _text(cell: Cell) -> str:
    return "" if cell is None else "".join(str(cell).split()) if _is_han(cell) else " ".join(str(cell).split())


def _is_han(cell: Cell) -> bool:
    return isinstance(cell, str) and any("\u3400" <= character <= "\u9fff" for character in cell)
