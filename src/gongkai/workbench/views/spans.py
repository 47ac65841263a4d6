"""Spans of time and other choices in addresses."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from gongkai.workbench.views.shared import language


@dataclass(frozen=True)
class Span:
    """A month or a year, as the address names it.

    Args:
        key: ``2026-11`` or ``2026``.
        start: first day.
        end: last day.
    """

    key: str
    start: date
    end: date

    @property
    def label(self) -> str:
        """The span in words."""
        if len(self.key) == 4:
            return _("%(year)s 年") % {"year": self.key}
        if language() == "en":
            return f"{self.start:%B %Y}"
        return f"{self.start.year} 年 {self.start.month} 月"


def month_of(day: date) -> Span:
    """The month a day lies in."""
    last = monthrange(day.year, day.month)[1]
    return Span(f"{day:%Y-%m}", day.replace(day=1), day.replace(day=last))


def year_of(year: int) -> Span:
    """A calendar year."""
    return Span(f"{year:04}", date(year, 1, 1), date(year, 12, 31))


def span_of(text: str | None, today: date) -> Span:
    """The span of an address; this year when it names none."""
    try:
        if text and len(text) == 7:
            return month_of(date.fromisoformat(f"{text}-01"))
        if text and len(text) == 4:
            return year_of(int(text))
    except ValueError:
        pass
    return year_of(today.year)


def choices(today: date, months: int = 14) -> Iterator[Span]:
    """What a person may choose: this year, last year, and the latest months."""
    yield year_of(today.year)
    yield year_of(today.year - 1)
    day = today
    for _number in range(months):
        span = month_of(day)
        yield span
        day = date.fromordinal(span.start.toordinal() - 1)
