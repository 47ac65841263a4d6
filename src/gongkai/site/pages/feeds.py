"""Feeds: Atom (RFC 4287) and RSS 2.0 of the newest entries of a list."""

import re
from dataclasses import dataclass
from typing import Literal

from gongkai.site.pages.rendering import environment

# XML 1.0 §2.2 has no place for most control characters, not even escaped: one pasted into a title would end every feed it stands in.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


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
    """A feed; ``home`` is the page it follows and its identity, ``atom`` and ``rss`` its own addresses."""

    title: str
    home: str
    atom: str
    rss: str
    updated: str
    built: str
    entries: tuple[FeedEntry, ...]


def render_feed(feed: FeedPage, form: Literal["atom", "rss"]) -> bytes:
    """The feed as XML. Pure, like every page."""
    text = environment("zh").render_template(f"{form}.xml", feed=feed)
    return _FORBIDDEN.sub("", text).encode()
