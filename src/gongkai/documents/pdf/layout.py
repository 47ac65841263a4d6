"""How wide columns are, whether a page is turned, and how far letters may shrink."""

import unicodedata
from dataclasses import dataclass
from typing import Final, Protocol


class _Column(Protocol):
    @property
    def title(self) -> str: ...
    @property
    def numeric(self) -> bool: ...


class _Table(Protocol):
    @property
    def columns(self) -> tuple["_Column", ...]: ...
    @property
    def rows(self) -> tuple[tuple[str, ...], ...]: ...


_ROOM: Final = {"a3": (45.0, 66.0), "a4": (47.0, 71.0)}
"""Width between the margins, in letters of the table's size: upright and turned."""

_SMALLEST: Final = 0.68
"""On A3 this leaves characters of 3.8 mm: a 260th of the metre from which a board is read."""

_WIDEST_TEXT: Final = 12.0
_PADDING: Final = 1.2


@dataclass(frozen=True, slots=True)
class TableLayout:
    """Relative widths of text columns, the size of letters (1 = as designed), and whether the page should turn."""

    weights: tuple[float, ...]
    scale: float
    wide: bool


def display_width(text: str) -> float:
    """Return the width of a text in Chinese characters, by the measures of Noto Sans."""
    return sum(
        0.28 if character in ",.'| " else 1.0 if unicodedata.east_asian_width(character) in "WF" else 0.58
        for character in text
    )


def table_layout(table: _Table, paper: str, *, flipped: bool | None = None) -> TableLayout:
    """Return the layout of a table on a kind of paper; without `flipped` it says what it would like."""
    widths = _widths(table)
    needed = sum(widths)
    upright, turned = _ROOM[paper]
    wide = needed > upright if flipped is None else flipped
    room = turned if wide else upright
    scale = max(_SMALLEST, min(1.0, room / needed)) if needed else 1.0
    return TableLayout(tuple(round(width, 2) for width in widths), round(scale, 3), wide)


def column_groups(table: _Table, paper: str) -> list[list[int]]:
    """Return which columns go together so that each group fits turned paper in the smallest letters.

    Mostly one group. A table that is wider is continued below itself, its first column repeated in every group.
    """
    widths = _widths(table)
    room = _ROOM[paper][1] / _SMALLEST
    groups: list[list[int]] = [[]]
    for position, width in enumerate(widths):
        group = groups[-1]
        if len(group) > 1 and sum(widths[p] for p in group) + width > room:
            groups.append([0])
        groups[-1].append(position)
    return groups


def _widths(table: _Table) -> list[float]:
    widths = []
    for position, column in enumerate(table.columns):
        longest = max((display_width(row[position]) for row in table.rows), default=0.0)
        if column.numeric:
            widths.append(max(longest, min(display_width(column.title), 4.0)) + _PADDING)
        else:
            widths.append(min(max(longest, display_width(column.title), 2.0), _WIDEST_TEXT) + _PADDING)
    return widths


def title_scale(title: str) -> float:
    """Return how far a title shrinks so that it seldom takes more than three lines."""
    return round(max(0.55, min(1.0, 30 / max(display_width(title), 1.0))), 3)
