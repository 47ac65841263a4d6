"""Units: who must publish."""

from dataclasses import dataclass
from typing import ClassVar

from gongkai.site.pages.common import Choice, Entry, Pager, Rate
from gongkai.site.pages.frame import Frame, Link


@dataclass(frozen=True, slots=True)
class UnitGroup:
    """Units of one kind, with how many there are."""

    anchor: str
    label: str
    units: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class UnitListPage:
    """Context of the list of all units."""

    template: ClassVar[str] = "units.html"
    frame: Frame
    groups: tuple[UnitGroup, ...]
    total: int


@dataclass(frozen=True, slots=True)
class UnitDuty:
    """A duty of the unit: its newest disclosure, or that there is none yet, or whom it is for when not for everybody."""

    title: str
    href: str
    timing: str
    key: bool
    newest: Entry | None
    inside: str = ""


@dataclass(frozen=True, slots=True)
class UnitPage:
    """Context of a unit: who they are, what they owe, what they published, how they stand."""

    template: ClassVar[str] = "unit.html"
    frame: Frame
    name: str
    kind: str
    facts: tuple[tuple[str, str], ...]
    responsibilities: tuple[str, ...]
    parents: tuple[Link, ...]
    children: tuple[Choice, ...]
    entries: tuple[Entry, ...]
    pager: Pager
    rates_href: str
    duties_href: str
    rate: Rate | None = None
    closed: str = ""


@dataclass(frozen=True, slots=True)
class UnitDutiesPage:
    """Context of the catalogue of one unit: every duty, by category, with the newest disclosure."""

    template: ClassVar[str] = "unit_duties.html"
    frame: Frame
    name: str
    unit_href: str
    groups: tuple[tuple[str, tuple[UnitDuty, ...]], ...]
    total: int
