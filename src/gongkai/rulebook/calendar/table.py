"""Tables of days off and make-up working days, as the State Council announces them each year."""

import hashlib
import json
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import Any, Self

from chinese_calendar import constants  # type: ignore[import-untyped]

from gongkai.rulebook.text import Text

NAMES: Mapping[str, str] = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明",
    "Labour Day": "五一",
    "Dragon Boat Festival": "端午",
    "Mid-autumn Festival": "中秋",
    "National Day": "国庆",
    "Anti-Fascist 70th Day": "抗战胜利纪念日",
}
_ENGLISH = {zh: en for en, zh in NAMES.items()} | {"国庆节": "National Day", "劳动节": "Labour Day"}


@dataclass(frozen=True, slots=True)
class HolidayRun:
    """Days off in a row.

    Arguments: name of the holiday most of them belong to; first and last day.
    """

    name: Text
    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days the run has."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True)
class HolidayTable:
    """Days off and make-up working days of whole years.

    Arguments: off and work, date to name of the holiday; years, which years the table is complete for.
    """

    off: Mapping[date, Text] = field(default_factory=dict)
    work: Mapping[date, Text] = field(default_factory=dict)
    years: frozenset[int] = frozenset()

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Read one year in the form of the open ``holiday-cn`` files.

        Arguments: data, ``{"year": 2027, "days": [{"name": "元旦", "date": "2027-01-01", "isOffDay": true}, …]}``; an
        empty list of days is a year not yet announced and covers nothing. Raises ValueError for a date that is none.
        """
        off: dict[date, Text] = {}
        work: dict[date, Text] = {}
        for day in data["days"]:
            name = Text(day["name"], _ENGLISH.get(day["name"], ""))
            (off if day["isOffDay"] else work)[date.fromisoformat(day["date"])] = name
        return cls(off, work, frozenset({int(data["year"])}) if data["days"] else frozenset())

    @cached_property
    def digest(self) -> str:
        """A short mark by which two tables are told apart."""
        days = [sorted(self.years), sorted(map(str, self.off)), sorted(map(str, self.work))]
        return hashlib.sha256(json.dumps(days).encode()).hexdigest()[:16]

    def limited(self, last_year: int) -> Self:
        """Return the table as it was known before the notices of later years."""
        return type(self)(
            {day: name for day, name in self.off.items() if day.year <= last_year},
            {day: name for day, name in self.work.items() if day.year <= last_year},
            frozenset(year for year in self.years if year <= last_year),
        )

    def with_table(self, other: Self) -> Self:
        """Return both tables joined; for a year in both, the other one is right."""
        kept = {year: name for year, name in self.off.items() if year.year not in other.years}
        works = {year: name for year, name in self.work.items() if year.year not in other.years}
        return type(self)({**kept, **other.off}, {**works, **other.work}, self.years | other.years)

    def runs(self, after: date, until: date) -> tuple[HolidayRun, ...]:
        """Return the days off within ``(after, until]``, those in a row together."""
        days = _within(self._off_days, after, until)
        groups: list[list[date]] = [[days[0]]] if days else []
        for before, day in pairwise(days):
            if (day - before).days == 1:
                groups[-1].append(day)
            else:
                groups.append([day])
        return tuple(HolidayRun(self._name(group), group[0], group[-1]) for group in groups)

    def make_ups(self, after: date, until: date) -> tuple[date, ...]:
        """Return the make-up working days within ``(after, until]``."""
        return tuple(_within(self._work_days, after, until))

    @cached_property
    def _off_days(self) -> list[date]:
        return sorted(self.off)

    @cached_property
    def _work_days(self) -> list[date]:
        return sorted(self.work)

    def _name(self, days: Iterable[date]) -> Text:
        return Counter(self.off[day] for day in days).most_common(1)[0][0]


def _within(days: list[date], after: date, until: date) -> list[date]:
    return days[bisect_right(days, after) : bisect_right(days, until)]


@lru_cache(maxsize=1)
def official_table() -> HolidayTable:
    """Return the State Council's announcements as the chinesecalendar package carries them."""
    off = {day: Text(NAMES.get(name, name), name) for day, name in constants.holidays.items()}
    work = {day: Text(NAMES.get(name, name), name) for day, name in constants.workdays.items()}
    return HolidayTable(off, work, frozenset(day.year for day in off))
