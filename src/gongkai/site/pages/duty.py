"""Duties: what the law asks, who complies, who is late."""

from dataclasses import dataclass
from typing import ClassVar

from gongkai.site.pages.common import Choice, Entry, Pager, Rate
from gongkai.site.pages.frame import Frame


@dataclass(frozen=True, slots=True)
class DutyLine:
    """A duty in the standard catalogue."""

    title: str
    href: str
    timing: str
    who: str
    key: bool
    verified: bool


@dataclass(frozen=True, slots=True)
class DutyGroup:
    """Duties of one category."""

    anchor: str
    label: str
    lines: tuple[DutyLine, ...]


@dataclass(frozen=True, slots=True)
class DutyListPage:
    """Context of the standard catalogue (标准目录)."""

    template: ClassVar[str] = "duties.html"
    frame: Frame
    version: str
    groups: tuple[DutyGroup, ...]
    total: int


@dataclass(frozen=True, slots=True)
class BasisLine:
    """A legal basis with its dated version; ``in_force`` is empty while it is in force."""

    title: str
    number: str
    article: str
    version: str
    verified: bool
    lapsed: str = ""


@dataclass(frozen=True, slots=True)
class ElementLine:
    """A required piece of content."""

    title: str
    type: str
    required: bool
    columns: str = ""


@dataclass(frozen=True, slots=True)
class DutyPage:
    """Context of a duty."""

    template: ClassVar[str] = "duty.html"
    frame: Frame
    title: str
    category: Choice
    matter: str
    key: bool
    verified: bool
    timing_text: str
    timing_explained: tuple[str, ...]
    who: str
    audience: str
    mode: str
    reviews: tuple[str, ...]
    channels_required: str
    channels_optional: str
    bases: tuple[BasisLine, ...]
    elements: tuple[ElementLine, ...]
    entries: tuple[Entry, ...]
    pager: Pager
    rates_href: str
    rate: Rate | None = None
    retired: str = ""
    inside: str = ""
