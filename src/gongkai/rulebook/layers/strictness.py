"""Whether one time limit is laxer than another.

Working and calendar days are compared through the shortest and the longest stretch that so many working days take
anywhere in the announced calendar; what lies between is reported as not comparable.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from gongkai.rulebook.calendar import Amount, CalendarDays, Hours, WorkingCalendar, WorkingDays
from gongkai.rulebook.layers.laxity import Laxity
from gongkai.rulebook.timing import (
    Before,
    ByDate,
    Clause,
    Periodic,
    PeriodKind,
    Permanent,
    Posted,
    RealTime,
    Timing,
    WithdrawWithin,
    Within,
    due,
    periods,
)

Counted = Within | Before | WithdrawWithin
_HOURS = 24
_OFTENER = {kind: rank for rank, kind in enumerate(PeriodKind)} | {
    PeriodKind.TERM: list(PeriodKind).index(PeriodKind.HALF)
}


def laxities(new: Timing, old: Timing, calendar: WorkingCalendar) -> tuple[Laxity, ...]:
    """Return every respect in which ``new`` gives more time, or asks for less, than ``old``."""
    return tuple(laxity for clause in old if (laxity := _against(clause, new, calendar)) is not None)


def _against(old: Clause, new: Timing, calendar: WorkingCalendar) -> Laxity | None:
    match old:
        case RealTime():
            return None if len(new) else _gone(old)
        case Permanent():
            return None if old in new.clauses else _gone(old)
        case ByDate():
            return _best([_by_date(old, clause) for clause in new.of(ByDate)], old, new)
        case Periodic():
            return _best([_periodic(old, clause, calendar) for clause in new.of(Periodic)], old, new)
        case Posted():
            return _best(
                [_weigh(old.amount, clause.amount, old, clause, calendar) for clause in new.of(Posted)], old, new
            )
        case Before():
            return _of_event(old, new.of(Before), new, calendar)
        case Within():
            return _of_event(old, new.of(Within), new, calendar)
        case WithdrawWithin():
            return _of_event(old, new.of(WithdrawWithin), new, calendar)


def _of_event(old: Counted, found: tuple[Counted, ...], new: Timing, calendar: WorkingCalendar) -> Laxity | None:
    same = [clause for clause in found if clause.anchor == old.anchor]
    if found and not same:
        zh, en = f"起算事件不同：{old} 改为 {new}", f"counted from another event: {old} became {new}"
        return Laxity.incomparable("timing", zh, en)
    if isinstance(old, Before):
        return _best([_weigh(old.amount, clause.amount, old, clause, calendar) for clause in same], old, new)
    return _best([_weigh(clause.amount, old.amount, old, clause, calendar) for clause in same], old, new)


def _best(found: list[Laxity | None], old: Clause, new: Timing) -> Laxity | None:
    if not found:
        return _gone(old, new)
    if None in found:
        return None
    return next((one for one in found if one and one.grade == "incomparable"), found[0])


def _gone(old: Clause, new: Timing | None = None) -> Laxity:
    after = f"{new}" if new else "—"
    return Laxity.laxer("timing", f"不再有时限 {old}（现为 {after}）", f"the limit {old} is gone (now {after})")


def _weigh(less: Amount, more: Amount, old: Clause, new: Clause, calendar: WorkingCalendar) -> Laxity | None:
    """Demand that ``less`` is never longer than ``more``."""
    if type(less) is type(more):
        if less.n <= more.n:
            return None
        return Laxity.laxer("timing", f"{new} 比 {old} 宽", f"{new} is laxer than {old}")
    low_less, high_less = _hours(less, calendar)
    low_more, high_more = _hours(more, calendar)
    if high_less <= low_more:
        return None
    if low_less > high_more:
        return Laxity.laxer("timing", f"{new} 比 {old} 宽", f"{new} is laxer than {old}")
    zh = f"{new} 与 {old} 一个按工作日、一个按自然日，孰宽孰严取决于日期"
    return Laxity.incomparable(
        "timing", zh, f"{new} and {old} count different days: which is stricter depends on the date"
    )


def _hours(amount: Amount, calendar: WorkingCalendar) -> tuple[int, int]:
    if isinstance(amount, Hours):
        return amount.n, amount.n
    if isinstance(amount, CalendarDays):
        return amount.n * _HOURS, amount.n * _HOURS
    shortest, longest = spans(amount, calendar)
    return shortest * _HOURS, longest * _HOURS


@lru_cache(maxsize=512)
def spans(amount: WorkingDays, calendar: WorkingCalendar) -> tuple[int, int]:
    """Return the fewest and the most calendar days that so many working days take in the announced years."""
    years = calendar.table.years or {2000}
    found = [(calendar.add(day, amount) - day).days for year in years for day in _days_of(year)]
    return min(found), max(found)


def _days_of(year: int) -> Iterator[date]:
    first = date(year, 1, 1)
    return (first + timedelta(days=n) for n in range(365))


def _by_date(old: ByDate, new: ByDate) -> Laxity | None:
    if (new.month, new.day) <= (old.month, old.day):
        return None
    return Laxity.laxer("timing", f"{new} 比 {old} 晚", f"{new} is later than {old}")


def _periodic(old: Periodic, new: Periodic, calendar: WorkingCalendar) -> Laxity | None:
    if old.period != new.period:
        if _OFTENER[new.period] < _OFTENER[old.period]:
            return None
        if _OFTENER[new.period] == _OFTENER[old.period]:
            return Laxity.incomparable("timing", f"{new} 与 {old} 周期不同", f"{new} and {old} have different periods")
        return Laxity.laxer("timing", f"{new} 不如 {old} 频繁", f"{new} is less frequent than {old}")
    year = max(calendar.table.years, default=2000)
    later = []
    for period in periods(old, date(year - 3, 1, 1), date(year, 12, 31)):
        was, becomes = due(old, period, calendar), due(new, period, calendar)
        later.append(was is not None and becomes is not None and becomes.date > was.date)
    if not any(later):
        return None
    if all(later):
        return Laxity.laxer("timing", f"{new} 比 {old} 晚", f"{new} is later than {old}")
    return Laxity.incomparable("timing", f"{new} 有时比 {old} 晚", f"{new} is sometimes later than {old}")
