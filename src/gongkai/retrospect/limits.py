"""The limits within which documents had to be public, as the law stood at the time."""

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

import yaml

from gongkai.rulebook.calendar import CalendarDays, Days, WorkingDays
from gongkai.rulebook.text import Text

_UNITS: dict[str, type[WorkingDays] | type[CalendarDays]] = {"working_days": WorkingDays, "calendar_days": CalendarDays}


@dataclass(frozen=True, slots=True)
class PublicationLimit:
    """One limit: the days allowed, from when to when it was the law (last day included; None: still), and its basis."""

    in_force_from: dt.date
    in_force_to: dt.date | None
    days: Days
    basis: Text
    source: str

    def covers(self, day: dt.date) -> bool:
        """Tell whether the limit was in force on a day."""
        return self.in_force_from <= day and (self.in_force_to is None or day <= self.in_force_to)


@lru_cache(maxsize=1)
def publication_limits() -> tuple[PublicationLimit, ...]:
    """Return all limits from the first to the newest. Source: law/publication_limits.yaml, each with its article."""
    text = resources.files("gongkai.retrospect").joinpath("law/publication_limits.yaml").read_text(encoding="utf-8")
    return tuple(
        PublicationLimit(
            in_force_from=row["in_force_from"],
            in_force_to=row["in_force_to"],
            days=_UNITS[row["unit"]](row["days"]),
            basis=Text.from_json(row["basis"]),
            source=row["source"],
        )
        for row in yaml.safe_load(text)["limits"]
    )


def limit_on(day: dt.date) -> PublicationLimit | None:
    """Return the limit in force for a document made on a day, or None when there was none yet."""
    return next((limit for limit in publication_limits() if limit.covers(day)), None)
