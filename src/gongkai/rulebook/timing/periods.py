"""The periods of a periodic duty: their keys, first and last days, and names for people."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from gongkai.rulebook.text import Text
from gongkai.rulebook.timing.clauses import ByDate, Clause, Periodic, PeriodKind

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """One period.

    Arguments: key, for example 2026Q3, 2026-09, 2026-09B, 2026-W39, 2026H1, 2026, 2026-2027-1; starts_on and ends_on,
    its first and last day.
    """

    key: str
    starts_on: date
    ends_on: date

    @property
    def title(self) -> Text:
        """The period's name for people."""
        return _title(self)


def period_of(kind: PeriodKind, day: date) -> Period:
    """Return the period a day lies in.

    Arguments: kind; day. A school year begins on 1 September, its second term on 1 February.
    """
    year, month = day.year, day.month
    match kind:
        case PeriodKind.WEEK:
            return _week(day)
        case PeriodKind.HALF_MONTH:
            return _half_month(day)
        case PeriodKind.MONTH:
            return Period(f"{year}-{month:02}", day.replace(day=1), _end(year, month))
        case PeriodKind.QUARTER:
            quarter = (month + 2) // 3
            return Period(f"{year}Q{quarter}", date(year, quarter * 3 - 2, 1), _end(year, quarter * 3))
        case PeriodKind.HALF:
            half = 1 if month <= 6 else 2
            return Period(f"{year}H{half}", date(year, half * 6 - 5, 1), _end(year, half * 6))
        case PeriodKind.YEAR:
            return Period(str(year), date(year, 1, 1), date(year, 12, 31))
        case PeriodKind.TERM:
            return _term(day)


def _week(day: date) -> Period:
    year, week, weekday = day.isocalendar()
    monday = day - timedelta(days=weekday - 1)
    return Period(f"{year}-W{week:02}", monday, monday + timedelta(days=6))


def _half_month(day: date) -> Period:
    key = f"{day.year}-{day.month:02}"
    if day.day <= 15:
        return Period(f"{key}A", day.replace(day=1), day.replace(day=15))
    return Period(f"{key}B", day.replace(day=16), _end(day.year, day.month))


def _term(day: date) -> Period:
    year, month = day.year, day.month
    if 2 <= month <= 8:
        return Period(f"{year - 1}-{year}-2", date(year, 2, 1), date(year, 8, 31))
    first = year if month >= 9 else year - 1
    return Period(f"{first}-{first + 1}-1", date(first, 9, 1), date(first + 1, 1, 31))


def periods(clause: Clause, start: date, end: date) -> Iterator[Period]:
    """Yield the periods of a clause that touch the days from ``start`` to ``end``, both included.

    Only ``F`` and ``D`` have periods; a ``D`` has one every year, named after the year its date falls in.
    """
    kind = clause.period if isinstance(clause, Periodic) else PeriodKind.YEAR if isinstance(clause, ByDate) else None
    day = start
    while kind is not None and day <= end:
        period = period_of(kind, day)
        yield period
        day = period.ends_on + _DAY


def before(clause: Periodic | ByDate, period: Period) -> Period:
    """Return the period of a clause that ended the day before another one began."""
    [found] = periods(clause, period.starts_on - _DAY, period.starts_on - _DAY)
    return found


def _end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _title(period: Period) -> Text:
    key, start = period.key, period.starts_on
    if "W" in key:
        year, week = key.split("-W")
        return Text(f"{year}年第{int(week)}周", f"week {int(week)} of {year}")
    if "Q" in key:
        return Text(f"{start.year}年第{key[-1]}季度", f"quarter {key[-1]} of {start.year}")
    if "H" in key:
        return Text(f"{start.year}年{'上' if key[-1] == '1' else '下'}半年", f"half {key[-1]} of {start.year}")
    if key[-1] in "AB":
        part = ("上半月", "first half") if key[-1] == "A" else ("下半月", "second half")
        return Text(f"{start.year}年{start.month}月{part[0]}", f"{part[1]} of {start:%Y-%m}")
    match key.count("-"):
        case 0:
            return Text(f"{start.year}年", str(start.year))
        case 1:
            return Text(f"{start.year}年{start.month}月", f"{start:%Y-%m}")
    return Text(f"{key[:9]}学年第{key[-1]}学期", f"term {key[-1]} of {key[:9]}")
