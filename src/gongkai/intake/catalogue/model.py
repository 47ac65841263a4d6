"""A catalogue as it stands on paper: rows of verbatim cells, each with its role."""

import dataclasses
from dataclasses import dataclass
from enum import StrEnum

from gongkai.rulebook.lint import Finding
from gongkai.rulebook.vocabulary import Channel, Level


class Role(StrEnum):
    """What a column of the catalogue is; the names are also those of printed cells in packs."""

    NUMBER = "number"
    LEVEL1 = "level1"
    LEVEL2 = "level2"
    LEVEL3 = "level3"
    CONTENT = "content"
    BASIS = "basis"
    TIMING = "timing"
    SUBJECT = "subject"
    CHANNELS = "channels"
    AUDIENCE_PUBLIC = "audience_public"
    AUDIENCE_SPECIFIC = "audience_specific"
    MODE_PROACTIVE = "mode_proactive"
    MODE_REQUEST = "mode_request"
    LEVEL_COUNTY = "level_county"
    LEVEL_TOWNSHIP = "level_township"
    LEVEL_VILLAGE = "level_village"


LEVELS = {
    Role.LEVEL_COUNTY: Level.COUNTY,
    Role.LEVEL_TOWNSHIP: Level.TOWNSHIP,
    Role.LEVEL_VILLAGE: Level.VILLAGE,
}
MARK = "√"


@dataclass(frozen=True, slots=True)
class ChannelMark:
    """One box of 公开渠道和载体: label as printed; channel; required (■) or optional (□); known, whether recognised."""

    label: str
    channel: Channel
    required: bool
    known: bool = True


@dataclass(frozen=True, slots=True)
class CatalogueRow:
    """One row.

    Arguments: field, the area of work, None where the catalogue names none; cells, role to verbatim text, a mark of
    any shape being “√”; extras, local columns with their header; sheet and row, where it stands (not compared).
    """

    field: str | None
    cells: tuple[tuple[Role, str], ...]
    extras: tuple[tuple[str, str], ...] = ()
    sheet: str = dataclasses.field(default="", compare=False)
    row: int = dataclasses.field(default=0, compare=False)

    def text(self, role: Role) -> str:
        """Return the words of a cell, empty where there are none."""
        return next((text for name, text in self.cells if name is role), "")

    @property
    def matter(self) -> tuple[str, ...]:
        """The levels of the matter that are filled, from the top."""
        named = (self.text(role) for role in (Role.LEVEL1, Role.LEVEL2, Role.LEVEL3))
        return tuple(text for text in named if text)

    @property
    def levels(self) -> tuple[Level, ...]:
        """The levels marked, county first."""
        return tuple(level for role, level in LEVELS.items() if self.text(role))

    @property
    def where(self) -> str:
        """Sheet and row as shown to people."""
        return f"{self.sheet}!{self.row}" if self.sheet else str(self.row)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """A whole catalogue: title above its table; rows; findings, what a person should look at; columns found."""

    title: str
    rows: tuple[CatalogueRow, ...]
    findings: tuple[Finding, ...] = ()
    columns: tuple[str, ...] = ()
