"""Time limits: their grammar, the periods they make, and the dates they give."""

from gongkai.rulebook.timing.clauses import (
    AfterEnd,
    AfterStart,
    Before,
    ByDate,
    Clause,
    DayOfFirstMonth,
    OnMonthDay,
    OnWeekday,
    PeriodDue,
    Periodic,
    PeriodKind,
    Permanent,
    Posted,
    RealTime,
    Timing,
    WithdrawWithin,
    Within,
)
from gongkai.rulebook.timing.grammar import TimingError, parse

__all__ = [
    "AfterEnd",
    "AfterStart",
    "Before",
    "ByDate",
    "Clause",
    "DayOfFirstMonth",
    "OnMonthDay",
    "OnWeekday",
    "PeriodDue",
    "PeriodKind",
    "Periodic",
    "Permanent",
    "Posted",
    "RealTime",
    "Timing",
    "TimingError",
    "WithdrawWithin",
    "Within",
    "parse",
]
