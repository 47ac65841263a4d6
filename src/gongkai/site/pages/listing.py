"""Lists of disclosures: by unit, duty, category, topic, year, or all."""

from dataclasses import dataclass
from typing import ClassVar

from gongkai.site.pages.common import Choice, Entry, Pager
from gongkai.site.pages.frame import Feed, Frame


@dataclass(frozen=True, slots=True)
class ListingPage:
    """Context of one page of a list.

    Args:
        heading: what the list holds.
        note: a line under the heading.
        entries: newest first.
        siblings: other lists of the same sort.
    """

    template: ClassVar[str] = "listing.html"
    frame: Frame
    heading: str
    note: str
    entries: tuple[Entry, ...]
    pager: Pager
    siblings: tuple[Choice, ...] = ()
    siblings_label: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Some lists, or their feeds, under a common heading."""

    heading: str
    choices: tuple[Choice, ...] = ()
    feeds: tuple[Feed, ...] = ()


@dataclass(frozen=True, slots=True)
class DirectoryPage:
    """Context of a page that leads to lists: all categories, all topics, all years."""

    template: ClassVar[str] = "directory.html"
    frame: Frame
    heading: str
    note: str
    groups: tuple[Group, ...]
