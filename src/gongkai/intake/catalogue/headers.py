"""Where the header of a catalogue is, over one to three rows, and what each column is."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from gongkai.intake.catalogue.marks import channel_of, mark
from gongkai.intake.catalogue.model import MARK
from gongkai.intake.catalogue.tables import levelled, table

SEARCHED_ROWS = 40
_HIGHEST = 3
_LEAST = 3
_CORE = frozenset({"content", "basis", "timing", "subject", "channels", "matter", "level1"})
_BELOW = frozenset({
    "level1", "level2", "level3", "audience_public", "audience_specific", "mode_proactive", "mode_request",
    "level_county", "level_township", "level_village", "level_both",
})  # fmt: skip
_ALONE = frozenset({"number", "content", "basis", "timing", "subject", "level1", "level2", "level3"})
_LONGEST_NAME = 40

Cells = Sequence[str]


@dataclass(frozen=True, slots=True)
class Header:
    """A header found: indexes of its first row and of the row after it; per column its role and its printed name.

    A role is one of the column table, ``channel`` for a box in a column of its own, or ``extra``.
    """

    first: int
    after: int
    roles: tuple[str, ...]
    names: tuple[str, ...]

    @property
    def core(self) -> int:
        """How many of the columns that make a catalogue are there."""
        return len(_CORE.intersection(self.roles))

    def repeats(self, cells: Cells) -> bool:
        """Tell whether a row is this header printed again."""
        filled = [(levelled(cell), name) for cell, name in zip(cells, self.names, strict=False) if cell]
        return len(filled) >= _LEAST and all(cell in levelled(name) for cell, name in filled)


@lru_cache(maxsize=1)
def _names() -> tuple[tuple[str, re.Pattern[str], re.Pattern[str] | None], ...]:
    return tuple(
        (row["role"], re.compile(row["is"]), re.compile(row["below"]) if "below" in row else None)
        for row in table("columns")["columns"]
    )


@lru_cache(maxsize=1)
def _channel_group() -> re.Pattern[str]:
    return re.compile(table("columns")["channel_group"])


@lru_cache(maxsize=4096)
def role_of(name: str, group: str = "") -> str:
    """Return the role of a column by its name and the name of the group above it; empty for a local column."""
    plain, above = _plain(name), _plain(group)
    for role, pattern, below in _names():
        if pattern.fullmatch(plain) and (below is None or below.fullmatch(above)):
            return role
    return ""


def _plain(name: str) -> str:
    return re.sub(r"[*:：.。_\-]+", "", levelled(name))


def find_header(rows: Sequence[tuple[int, Cells]]) -> Header | None:
    """Return the header among the first rows, None where there is none."""
    best: Header | None = None
    for first in range(min(len(rows), SEARCHED_ROWS)):
        if sum(bool(role_of(cell)) for cell in rows[first][1] if len(cell) <= _LONGEST_NAME) < _LEAST:
            continue
        header = _header(rows, first)
        if header.core >= _LEAST and (best is None or header.core > best.core):
            best = header
        if best is not None and first > best.after:
            break
    return best


def _header(rows: Sequence[tuple[int, Cells]], first: int) -> Header:
    after = first + 1
    while after < len(rows) and after - first < _HIGHEST and _continues(rows, first, after):
        after += 1
    width = max(len(cells) for _, cells in rows[first:after])
    roles, names = [], []
    for column in range(width):
        parts: list[str] = []
        for _, cells in rows[first:after]:
            part = "".join(cells[column].split()) if column < len(cells) else ""
            if part and part not in parts:
                parts.append(part)
        roles.append(_role(parts, rows[first][1], column))
        names.append("/".join(parts))
    return Header(first, after, tuple(roles), tuple(names))


def _role(parts: list[str], top: Cells, column: int) -> str:
    if not parts:
        return ""
    group = parts[0] if len(parts) > 1 else _group(top, column)
    for part in reversed(parts):
        if role := role_of(part, group):
            if role == "channels" and len(parts) > 1 and part != parts[-1]:
                break
            return role
    if len(parts) > 1 and _channel_group().fullmatch(_plain(parts[0])):
        return "channel"
    if len(parts) == 1 and not top[column : column + 1] and channel_of(parts[0])[1]:
        return "channel"
    return "extra"


def _group(top: Cells, column: int) -> str:
    """The group of a column whose cell in the first row is blank stands left of it."""
    for left in range(min(column, len(top) - 1), -1, -1):
        if top[left]:
            return top[left]
    return ""


def _continues(rows: Sequence[tuple[int, Cells]], first: int, at: int) -> bool:
    above, cells = rows[at - 1][1], rows[at][1]
    below = 0
    for column, cell in enumerate(cells):
        over = above[column] if column < len(above) else ""
        if not cell or levelled(cell) == levelled(over):
            continue
        # A mark, or words below a column that needs no second name, belong to the first row of the catalogue.
        if len(cell) > _LONGEST_NAME or mark(cell) == MARK or role_of(over) in _ALONE:
            return False
        group = over or _group(rows[first][1], column)
        below += role_of(cell, group) in _BELOW
        below += bool(_channel_group().fullmatch(_plain(group))) and channel_of(cell)[1]
    filled = sum(bool(cell) for cell in cells)
    return below >= 2 and filled >= below
