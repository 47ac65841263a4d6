"""The first page: search, what is new, what is late, the rate, entrances."""

from dataclasses import dataclass
from typing import ClassVar

from gongkai.site.pages.common import Choice, Entry, Owed, Rate
from gongkai.site.pages.frame import Frame, Link


@dataclass(frozen=True, slots=True)
class Entrance:
    """A way in: what stands behind it, in a line."""

    label: str
    href: str
    note: str


@dataclass(frozen=True, slots=True)
class HomePage:
    """Context of the first page.

    Args:
        month: the month the figures are about, in words.
        overdue: obligations past their date with nothing published, a few of the oldest.
    """

    template: ClassVar[str] = "home.html"
    frame: Frame
    month: str
    due: int
    published: int
    late: int
    open: int
    rate: Rate
    aspects: tuple[Rate, ...]
    newest: tuple[Entry, ...]
    windows: tuple[Entry, ...]
    overdue: tuple[Owed, ...]
    overdue_total: int
    frequent: tuple[Link, ...]
    categories: tuple[Entrance, ...]
    kinds: tuple[Choice, ...]
    as_of: str
