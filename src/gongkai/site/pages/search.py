"""Search results."""

from dataclasses import dataclass
from typing import ClassVar

from gongkai.site.pages.common import Choice, Tag
from gongkai.site.pages.frame import Frame, Link


@dataclass(frozen=True, slots=True)
class Hit:
    """One result; ``title`` and ``snippet`` are HTML with nothing but ``mark`` elements."""

    title: str
    href: str
    meta: str
    snippet: str
    tag: Tag | None = None


@dataclass(frozen=True, slots=True)
class Facet:
    """A way to narrow the results: choices with counts; ``clear`` takes the filter off."""

    label: str
    choices: tuple[Choice, ...]
    clear: str = ""


@dataclass(frozen=True, slots=True)
class SearchPage:
    """Context of the search page.

    Args:
        query: the words as typed.
        hidden: filters to keep when the words change.
        elapsed: how long it took, in words.
        problem: what the reader should know about the answer.
        asked: whether anything was asked; without it the page only explains itself.
        suggestions: what to try when nothing was found.
        narrowed: the filters in force, each with the address of the search without it.
    """

    template: ClassVar[str] = "search.html"
    frame: Frame
    query: str
    total: int
    hits: tuple[Hit, ...]
    facets: tuple[Facet, ...]
    orders: tuple[Choice, ...]
    hidden: tuple[tuple[str, str], ...] = ()
    date_from: str = ""
    date_to: str = ""
    previous: str = ""
    next: str = ""
    elapsed: str = ""
    problem: str = ""
    asked: bool = True
    suggestions: tuple[Link, ...] = ()
    narrowed: tuple[Choice, ...] = ()
