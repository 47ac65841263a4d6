"""The working calendar: adding, subtracting and counting days as the law counts them."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache
from typing import Self

from gongkai.rulebook.calendar.amounts import CalendarDays, Days, WorkingDays
from gongkai.rulebook.calendar.table import HolidayTable, official_table

FIRST_YEAR, LAST_YEAR = 1990, 2069
_SATURDAY = 5


class CalendarRangeError(ValueError):
    """A date outside the years the calendar can reckon with."""

    def __init__(self, day: date) -> None:
        super().__init__(f"{day} lies outside {FIRST_YEAR}–{LAST_YEAR}")


class WorkingCalendar:
    """Working days: Monday to Friday less the days off of the table, plus its make-up days.

    Arguments: table. Beyond the table every Monday to Friday counts as working, and dates are provisional.
    Source: the State Council's yearly notices on days off.
    """

    def __init__(self, table: HolidayTable) -> None:
        self.table = table
        first, last = date(FIRST_YEAR, 1, 1).toordinal(), date(LAST_YEAR, 12, 31).toordinal()
        off = {day.toordinal() for day in table.off}
        work = {day.toordinal() for day in table.work}
        every = range(first, last + 1)
        self._working = [day for day in every if ((day - 1) % 7 < _SATURDAY and day not in off) or day in work]

    @classmethod
    def official(cls, *, extra: Iterable[HolidayTable] = (), last_year: int | None = None) -> Self:
        """Return the calendar of the announced years.

        Arguments: extra, tables an operator supplies, which win over the package's for their years; last_year, to see
        the calendar as it was before later notices.
        """
        table = official_table()
        if last_year is not None:
            table = table.limited(last_year)
        for more in extra:
            table = table.with_table(more)
        return cls(table)

    @property
    def horizon(self) -> date:
        """The last day of the announced years; later dates are provisional."""
        return date(max(self.table.years, default=FIRST_YEAR - 1), 12, 31)

    def covers(self, day: date) -> bool:
        """Tell whether the days off of that day's year are announced."""
        return day.year in self.table.years

    def is_working(self, day: date) -> bool:
        """Tell whether people work on a day."""
        at = bisect_left(self._working, day.toordinal())
        return at < len(self._working) and self._working[at] == day.toordinal()

    def add(self, day: date, days: Days) -> date:
        """Return the n-th day after ``day``, which itself is day 0. Raises CalendarRangeError."""
        if isinstance(days, CalendarDays):
            return day + timedelta(days=days.n)
        if days.n == 0:
            return day
        at = bisect_right(self._working, day.toordinal()) + days.n - 1
        return self._day(at, day)

    def subtract(self, day: date, days: Days) -> date:
        """Return the n-th day before ``day``, which itself is day 0. Raises CalendarRangeError."""
        if isinstance(days, CalendarDays):
            return day - timedelta(days=days.n)
        if days.n == 0:
            return day
        return self._day(bisect_left(self._working, day.toordinal()) - days.n, day)

    def count(self, after: date, until: date) -> WorkingDays:
        """Return how many working days lie within ``(after, until]``; none when ``until`` is not later."""
        first, last = (bisect_right(self._working, day.toordinal()) for day in (after, until))
        return WorkingDays(max(0, last - first))

    def provisional(self, first: date, last: date) -> bool:
        """Tell whether a count over these days leans on a year that is not announced."""
        return any(year not in self.table.years for year in range(min(first, last).year, max(first, last).year + 1))

    def _day(self, at: int, start: date) -> date:
        first, last = date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)
        if not 0 <= at < len(self._working) or not first <= start <= last:
            raise CalendarRangeError(start)
        return date.fromordinal(self._working[at])


@lru_cache(maxsize=8)
def official_calendar(last_year: int | None = None) -> WorkingCalendar:
    """Return the one calendar of the announced years, made once."""
    return WorkingCalendar.official(last_year=last_year)
