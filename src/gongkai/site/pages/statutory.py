"""The four headings of 国办公开办函〔2019〕61号 and the entry of requests (依申请公开); method and about."""

from dataclasses import dataclass
from typing import ClassVar

from gongkai.site.pages.common import Choice, Entry
from gongkai.site.pages.frame import Frame, Link


@dataclass(frozen=True, slots=True)
class Part:
    """A heading with paragraphs and links below it."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    links: tuple[Choice, ...] = ()
    items: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    entries: tuple[Entry, ...] = ()
    empty: str = ""


@dataclass(frozen=True, slots=True)
class StatutoryPage:
    """Context of one of the five statutory columns, and of the pages that explain the site.

    Args:
        tabs: the five columns, the current one marked; empty on other explaining pages.
    """

    template: ClassVar[str] = "statutory.html"
    frame: Frame
    heading: str
    lead: str
    parts: tuple[Part, ...]
    tabs: tuple[Choice, ...] = ()
    primary: Link | None = None
