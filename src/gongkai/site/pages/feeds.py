"""Feeds: Atom (RFC 4287) and RSS 2.0 of the newest entries of a list."""

from dataclasses import dataclass
from typing import Literal

from gongkai.site.pages.rendering import environment


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One entry; ``published`` and ``updated`` in RFC 3339, ``date`` as RFC 822 wants it."""

    title: str
    href: str
    published: str
    updated: str
    date: str
    author: str
    category: str
    summary: str


@dataclass(frozen=True, slots=True)
class FeedPage:
    """A feed; ``home`` is the page it follows and its identity, ``atom`` its own address."""

    title: str
    home: str
    atom: str
    updated: str
    built: str
    entries: tuple[FeedEntry, ...]


def render_feed(feed: FeedPage, form: Literal["atom", "rss"]) -> bytes:
    """The feed as XML. Pure, like every page."""
    return environment("zh").render_template(f"{form}.xml", feed=feed).encode()
