"""From issue to publication, against the limit that was the law at the time."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from gongkai.retrospect.documents import Document
from gongkai.retrospect.limits import PublicationLimit, limit_on
from gongkai.rulebook.calendar import CalendarDays, Days, WorkingCalendar, WorkingDays, official_calendar

# No run of holidays makes twenty working days last longer than this many times as many calendar days.
_SURELY_LATE = 3


class Verdict(StrEnum):
    """The outcome for one document."""

    ON_TIME = "on_time"
    LATE = "late"
    IMPOSSIBLE = "impossible"
    UNKNOWN = "unknown"


class Reason(StrEnum):
    """Why a document is impossible or unknown."""

    BEFORE_ISSUE = "before_issue"
    FUTURE = "future"
    NO_DATE = "no_date"
    NO_LIMIT = "no_limit"
    NO_CALENDAR = "no_calendar"


@dataclass(frozen=True, slots=True)
class Timing:
    """One document's way to the public.

    Attributes: document; days, from issue to publication (working days, or calendar days where the calendar does not
    reach; negative when published before issued; None when a date is missing); limit, in force when it was issued;
    verdict; reason, of an impossible or unknown one.
    """

    document: Document
    days: Days | None
    limit: PublicationLimit | None
    verdict: Verdict
    reason: Reason | None = None

    @property
    def unit(self) -> str:
        """The unit of days and limit: working_days, calendar_days, or empty when there is neither."""
        kind = self.days or (self.limit.days if self.limit else None)
        return "" if kind is None else "working_days" if isinstance(kind, WorkingDays) else "calendar_days"


def judge(document: Document, *, on: dt.date, calendar: WorkingCalendar | None = None) -> Timing:
    """Judge one document.

    Arguments: document; on, today, after which dates are impossible; calendar, of working days.
    The day of issue is day 0. Where the calendar does not reach, calendar days are counted and marked as such; then
    only what is on time or late beyond doubt is judged.
    Source: law/publication_limits.yaml.
    """
    calendar = calendar or official_calendar()
    issued, published = document.issued_on, document.published_on
    limit = limit_on(issued) if issued else None
    days = _days(issued, published, calendar) if issued and published else None
    if issued and published and published < issued:
        return Timing(document, days, limit, Verdict.IMPOSSIBLE, Reason.BEFORE_ISSUE)
    if any(date and date > on for date in (issued, published)):
        return Timing(document, days, limit, Verdict.IMPOSSIBLE, Reason.FUTURE)
    if days is None:
        return Timing(document, None, limit, Verdict.UNKNOWN, Reason.NO_DATE)
    if limit is None:
        return Timing(document, days, None, Verdict.UNKNOWN, Reason.NO_LIMIT)
    if type(days) is type(limit.days) or days.n <= limit.days.n:
        return Timing(document, days, limit, Verdict.ON_TIME if days.n <= limit.days.n else Verdict.LATE)
    if days.n > _SURELY_LATE * limit.days.n:
        return Timing(document, days, limit, Verdict.LATE)
    return Timing(document, days, limit, Verdict.UNKNOWN, Reason.NO_CALENDAR)


def _days(issued: dt.date, published: dt.date, calendar: WorkingCalendar) -> Days:
    first, last = sorted((issued, published))
    sign = 1 if published >= issued else -1
    # Between two covered days every year is covered: the table has no holes.
    if calendar.covers(first) and calendar.covers(last):
        return WorkingDays(sign * calendar.count(first, last).n)
    return CalendarDays(sign * (last - first).days)


@dataclass(frozen=True, slots=True)
class Spread:
    """How a group of documents fared.

    Attributes: name, of the group; counts, by verdict; middle and ninth, the median and the ninth tenth of working
    days of those judged (None when there are none); longest.
    """

    name: str
    counts: Counter[Verdict]
    middle: int | None
    ninth: int | None
    longest: int | None

    @property
    def total(self) -> int:
        """All documents of the group."""
        return self.counts.total()

    @property
    def judged(self) -> int:
        """Documents on time or late."""
        return self.counts[Verdict.ON_TIME] + self.counts[Verdict.LATE]

    @property
    def share(self) -> float | None:
        """Share on time among those judged, in percent."""
        return 100 * self.counts[Verdict.ON_TIME] / self.judged if self.judged else None


def spread(name: str, timings: Iterable[Timing]) -> Spread:
    """Return how a group fared."""
    group = list(timings)
    judged = {Verdict.ON_TIME, Verdict.LATE}
    days = sorted(
        timing.days.n for timing in group if timing.verdict in judged and isinstance(timing.days, WorkingDays)
    )
    return Spread(
        name,
        Counter(timing.verdict for timing in group),
        days[(len(days) - 1) // 2] if days else None,
        days[(len(days) - 1) * 9 // 10] if days else None,
        days[-1] if days else None,
    )


def spread_by(timings: Sequence[Timing], key: Callable[[Timing], str]) -> list[Spread]:
    """Return how each group fared, sorted by the name of the group."""
    groups: dict[str, list[Timing]] = {}
    for timing in timings:
        groups.setdefault(key(timing), []).append(timing)
    return [spread(name, groups[name]) for name in sorted(groups)]


def year_of(timing: Timing) -> str:
    """Return the year a document was issued in, empty when unknown."""
    issued = timing.document.issued_on
    return str(issued.year) if issued else ""


def worst(timings: Iterable[Timing], count: int) -> list[Timing]:
    """Return the latest of the late, the worst first."""
    late = [timing for timing in timings if timing.verdict is Verdict.LATE and timing.days]
    return sorted(late, key=lambda timing: -(timing.days.n if timing.days else 0))[:count]
