"""Small pieces that several page kinds show."""

from dataclasses import dataclass
from typing import Literal

State = Literal["ok", "soon", "late", "na"]


@dataclass(frozen=True, slots=True)
class Tag:
    """A state: always a shape (from the style), a word and a colour together."""

    state: State
    word: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One disclosure in a list.

    Args:
        meta: what stands under the title: unit, category, date.
        gone: withdrawn; then ``title`` says so and not what it was.
    """

    title: str
    href: str
    date: str
    meta: str
    tag: Tag | None = None
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate that always shows its numerator and denominator.

    Args:
        percent: ``98.5``; empty when nothing was due.
        share: the same as an attribute of a bar, ``98.5%``.
        href: the list behind it.
    """

    label: str
    met: int
    due: int
    percent: str
    share: str
    href: str = ""
    key: bool = False


def rate(label: str, met: int, due: int, href: str = "", *, key: bool = False) -> Rate:
    """A rate rounded down to a tenth of a percent, so that 100 never stands for less than all."""
    if not due:
        return Rate(label, met, due, "", "0%", href, key)
    tenths = met * 1000 // due
    percent = f"{tenths // 10}.{tenths % 10}"
    return Rate(label, met, due, percent, f"{percent}%", href, key)


@dataclass(frozen=True, slots=True)
class Pager:
    """Pages numbered from the oldest: a full page never changes again, so it may not tell how many follow.

    Args:
        number: this page; 0 is the newest view at the list's own address.
        older: address of the older page.
        newer: address of the newer page.
        oldest: address of page 1.
        last: the highest number; told by the newest view alone.
        total: entries of the whole list; told by the newest view alone.
    """

    number: int
    older: str = ""
    newer: str = ""
    oldest: str = ""
    last: int = 0
    total: int = 0


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a filter: a link that may be the current one."""

    label: str
    href: str
    count: str = ""
    current: bool = False


@dataclass(frozen=True, slots=True)
class Owed:
    """One obligation as the public sees it: what, until when, how that day was found, how it was judged."""

    title: str
    unit: str
    unit_href: str
    duty: str
    duty_href: str
    due: str
    arithmetic: str
    tag: Tag
    published: str = ""
    href: str = ""
    aspects: tuple[Tag, ...] = ()
    reasons: tuple[str, ...] = ()
    provisional: bool = False
    key: bool = False
    remedy: bool = False  # it asked for a record to be withdrawn or corrected
