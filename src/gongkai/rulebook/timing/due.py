"""Due dates and posting windows, each with the working that led to it."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from gongkai.rulebook.calendar import Amount, CalendarDays, Hours, WorkingCalendar, WorkingDays
from gongkai.rulebook.text import Text
from gongkai.rulebook.timing.arithmetic import Arithmetic, Moment
from gongkai.rulebook.timing.clauses import (
    AfterEnd,
    AfterStart,
    Before,
    ByDate,
    Clause,
    DayOfFirstMonth,
    OnMonthDay,
    OnWeekday,
    Periodic,
    Posted,
    Timing,
    WithdrawWithin,
    Within,
)
from gongkai.rulebook.timing.periods import Period

SHANGHAI = ZoneInfo("Asia/Shanghai")
_START = Text("起算日", "start")
_WEEKDAYS = (
    ("周一", "Monday"),
    ("周二", "Tuesday"),
    ("周三", "Wednesday"),
    ("周四", "Thursday"),
    ("周五", "Friday"),
    ("周六", "Saturday"),
    ("周日", "Sunday"),
)


@dataclass(frozen=True, slots=True)
class DueDate:
    """When something must be done.

    Arguments: date, the last local day on which it is in time; provisional, whether the days off it leans on are not
    announced; arithmetic; at, the last instant where the rule counts hours.
    """

    date: date
    provisional: bool
    arithmetic: Arithmetic
    at: datetime | None = None

    def met_by(self, done: Moment) -> bool:
        """Tell whether a deed on that day or at that instant is in time."""
        if self.at is not None and isinstance(done, datetime):
            return done <= self.at
        return local_day(done) <= self.date


@dataclass(frozen=True, slots=True)
class Window:
    """How long something must stay posted.

    Arguments: posted_from, day 0; until, the day at whose end it may be taken down; provisional; arithmetic.
    """

    posted_from: date
    until: date
    provisional: bool
    arithmetic: Arithmetic

    def kept(self, taken_down: Moment | None, on: date) -> bool | None:
        """Tell whether it stayed up long enough; None while the window is still running.

        Arguments: taken_down, when it was taken down, if ever; on, today.
        """
        if taken_down is not None:
            return local_day(taken_down) > self.until
        return True if on > self.until else None


def local_day(moment: Moment) -> date:
    """Return the Asia/Shanghai day of a day or an aware instant. Raises ValueError for a naive instant."""
    if not isinstance(moment, datetime):
        return moment
    if moment.tzinfo is None:
        raise ValueError("an instant must carry its time zone")
    return moment.astimezone(SHANGHAI).date()


def due(
    clause: Clause, anchor: Moment | Period, calendar: WorkingCalendar, label: Text | None = None
) -> DueDate | None:
    """Return when a clause falls due.

    Arguments: clause; anchor, the day or aware instant of the event, or the period; calendar; label, the event's name
    for the working. Returns None for ``RT`` and ``PERM``, which have no number, and for ``P``, which is a window.
    Raises TypeError for a period clause without a period. Source: 条例 Art 26 and the counting rule that the day of
    the event is day 0. Hours from an event known only by its day count from the end of that day, hours before it from
    its beginning.
    """
    if isinstance(clause, Periodic | ByDate):
        return _of_period(clause, anchor, calendar)
    if isinstance(anchor, Period):
        raise TypeError(f"{clause} needs an event, not a period")
    if isinstance(clause, Within | WithdrawWithin):
        return _counted(clause.amount, anchor, calendar, label or _START)
    if isinstance(clause, Before):
        return _counted(clause.amount, anchor, calendar, label or _START, backwards=True)
    return None


def due_for_event(
    timing: Timing, event: str, at: Moment, calendar: WorkingCalendar, label: Text | None = None
) -> DueDate | None:
    """Return the earliest publication limit an event sets in a timing, or None when it sets none."""
    bound = (clause for clause in timing if isinstance(clause, Within | Before) and clause.anchor == event)
    return _earliest(bound, at, calendar, label)


def due_to_withdraw(
    timing: Timing, event: str, at: Moment, calendar: WorkingCalendar, label: Text | None = None
) -> DueDate | None:
    """Return by when what was published must be withdrawn or corrected after an event, or None when nothing says so."""
    return _earliest((clause for clause in timing.of(WithdrawWithin) if clause.anchor == event), at, calendar, label)


def _earliest(clauses: Iterable[Clause], at: Moment, calendar: WorkingCalendar, label: Text | None) -> DueDate | None:
    found = [date for clause in clauses if (date := due(clause, at, calendar, label)) is not None]
    return min(found, key=lambda date: (date.date, date.at or datetime.max.replace(tzinfo=SHANGHAI)), default=None)


def posting_window(clause: Posted, posted_from: Moment, calendar: WorkingCalendar, label: Text | None = None) -> Window:
    """Return how long a thing posted on a day must stay.

    The day of posting is day 0, and it may be taken down at the end of the n-th day; a take-down before is a violation
    even if the page comes back.
    """
    start = local_day(posted_from)
    until = calendar.add(start, clause.amount)
    working = _working(clause.amount, start, until, calendar, label=label or Text("公示", "posted"), direction="posted")
    return Window(start, until, working.provisional_after is not None, working)


def _counted(
    amount: Amount, anchor: Moment, calendar: WorkingCalendar, label: Text, *, backwards: bool = False
) -> DueDate:
    day, direction = local_day(anchor), "before" if backwards else "after"
    if isinstance(amount, Hours):
        length = timedelta(hours=amount.n)
        start = anchor.astimezone(SHANGHAI) if isinstance(anchor, datetime) else _midnight(day, end=not backwards)
        at = start - length if backwards else start + length
        return DueDate(at.date(), False, Arithmetic(label, start, at, direction, amount), at)
    result = calendar.subtract(day, amount) if backwards else calendar.add(day, amount)
    working = _working(amount, day, result, calendar, label=label, direction=direction)
    return DueDate(result, working.provisional_after is not None, working)


def _midnight(day: date, *, end: bool) -> datetime:
    return datetime.combine(day + timedelta(days=1) if end else day, time(), SHANGHAI)


def _working(
    amount: WorkingDays | CalendarDays,
    start: date,
    result: date,
    calendar: WorkingCalendar,
    *,
    label: Text,
    direction: str,
) -> Arithmetic:
    if isinstance(amount, CalendarDays):
        return Arithmetic(label, start, result, direction, amount)
    after, until = (start, result) if start <= result else (result - timedelta(days=1), start - timedelta(days=1))
    return Arithmetic(
        label,
        start,
        result,
        direction,
        amount,
        holidays=calendar.table.runs(after, until),
        make_up=calendar.table.make_ups(after, until),
        provisional_after=calendar.horizon if calendar.provisional(start, result) else None,
    )


def _of_period(clause: Periodic | ByDate, anchor: Moment | Period, calendar: WorkingCalendar) -> DueDate:
    if isinstance(clause, ByDate):
        start = anchor.starts_on if isinstance(anchor, Period) else local_day(anchor)
        rule = Text(f"每年{clause.month}月{clause.day}日前", f"by {clause.month:02}-{clause.day:02} every year")
        return _named(Text("年度", "year"), start, _day(start.year, clause.month, clause.day), rule)
    if not isinstance(anchor, Period):
        raise TypeError(f"{clause} needs a period, not an event")
    return _periodic(clause, anchor, calendar)


def _periodic(clause: Periodic, period: Period, calendar: WorkingCalendar) -> DueDate:
    by, end = clause.by, period.ends_on
    ended = Text(f"{period.title.zh}结束", f"{period.title.en} ends")
    match by:
        case None:
            return _named(ended, end, end, Text("期末前", "by its last day"))
        case DayOfFirstMonth():
            first = end + timedelta(days=1)
            following = first if first.day == 1 else (end.replace(day=28) + timedelta(days=4)).replace(day=1)
            rule = Text(f"次期首月{by.day}日前", f"by day {by.day} of the next period's first month")
            return _named(ended, end, _day(following.year, following.month, by.day), rule)
        case AfterEnd():
            return _counted(by.days, end, calendar, ended)
        case AfterStart():
            begun = Text(f"{period.title.zh}开始", f"{period.title.en} begins")
            return _counted(by.days, period.starts_on, calendar, begun)
        case OnMonthDay():
            result = _day(end.year, by.month, by.day)
            result = result if result > end else _day(end.year + 1, by.month, by.day)
            return _named(ended, end, result, Text(f"{by.month}月{by.day}日前", f"by {by}"))
        case OnWeekday():
            result = end + timedelta(days=(by.weekday - end.weekday() - 1) % 7 + 1)
            zh, en = _WEEKDAYS[by.weekday]
            return _named(ended, end, result, Text(f"下一个{zh}前", f"by the next {en}"))


def _named(label: Text, start: date, result: date, rule: Text) -> DueDate:
    return DueDate(result, False, Arithmetic(label, start, result, "on", rule=rule))


def _day(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, monthrange(year, month)[1]))
