"""Dates, amounts and vocabulary in the language of the page."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from email.utils import format_datetime
from functools import cache, lru_cache
from typing import TypeVar
from zoneinfo import ZoneInfo

from gongkai.rulebook.timing.clauses import PeriodKind
from gongkai.rulebook.timing.periods import period_of
from gongkai.rulebook.vocabulary import Retention
from gongkai.rulebook.vocabulary.labelled import Labelled
from gongkai.site.pages.frame import Language

SHANGHAI = ZoneInfo("Asia/Shanghai")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
GROUPED_FROM = 10_000
_ARTICLE = re.compile(r"(\d+)(?:\((\w+)\))?")
L = TypeVar("L", bound=Labelled)


def long_date(day: date | None, language: Language) -> str:
    """``2026年11月23日``, ``23 Nov 2026``."""
    if day is None:
        return ""
    if language == "zh":
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def month_name(year: int, month: int, language: Language) -> str:
    """``2026年11月``, ``Nov 2026``."""
    return f"{year}年{month}月" if language == "zh" else f"{MONTHS[month - 1]} {year}"


def minute(at: datetime) -> str:
    """``2026-11-23 15:20``, local time."""
    return at.astimezone(SHANGHAI).replace(tzinfo=None).isoformat(" ", "minutes")


def http_date(at: datetime) -> str:
    """The instant as HTTP headers write it."""
    return format_datetime(at.astimezone(UTC).replace(microsecond=0), usegmt=True)


def amount(text: object, decimals: int | None = None) -> str:
    """A number with thousands separators; what is no number is shown as it is.

    Args:
        text: the number.
        decimals: digits after the point, for money; without it the number stays as it was written, and one of four
            digits, which may be a year, stays in one piece.
    """
    try:
        number = Decimal(str(text))
    except InvalidOperation:
        return str(text)
    if decimals is not None:
        return f"{number:,.{decimals}f}"
    return f"{number:,f}" if abs(number) >= GROUPED_FROM else f"{number:f}"


@lru_cache(maxsize=4096)
def label(kind: type[L], code: str, language: Language) -> str:
    """The word for a code of a closed list; the code itself when a later release removed it."""
    try:
        return kind(code).label.text(language)
    except ValueError:
        return code


def retention(code: str, language: Language) -> str:
    """永久, 10年, ``7Y`` as years."""
    if code in Retention.codes():
        return label(Retention, code, language)
    years = code.removesuffix("Y")
    return (f"{years}年" if language == "zh" else f"{years} years") if years.isdigit() else code


@cache
def _periods_of_year(year: int) -> dict[str, tuple[str, str]]:
    found = {}
    for kind in PeriodKind:
        for month in range(1, 13):
            for day in (1, 8, 15, 16, 22, 28):
                period = period_of(kind, date(year, month, day))
                found[period.key] = (period.title.zh, period.title.en)
    return found


def period(key: str, language: Language) -> str:
    """``2026年第三季度`` for ``2026Q3``; an unknown key is shown as it is."""
    year = key[:4]
    if not year.isdigit() or int(year) < 1:
        return key
    names = _periods_of_year(int(year)).get(key)
    return key if names is None else names[0 if language == "zh" else 1]


def article(cited: str, language: Language) -> str:
    """``第20条（11）`` for ``20(11)``; what is no number, such as a part of a catalogue, is shown as it is."""
    number, rest = (found[1], found[2]) if (found := _ARTICLE.fullmatch(cited)) else ("", "")
    if not number:
        return cited
    if language == "en":
        return f"Art. {cited}"
    return f"第{number}条" + (f"（{rest}）" if rest else "")


def size(octets: int) -> str:
    """``1.2 MB``, in powers of a thousand."""
    for limit, unit in ((10**9, "GB"), (10**6, "MB"), (10**3, "KB")):
        if octets >= limit:
            return f"{octets / limit:.1f} {unit}"
    return f"{octets} B"
