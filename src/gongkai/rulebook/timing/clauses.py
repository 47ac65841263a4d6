"""The clauses a time limit is made of; a duty's timing joins one or more of them with ``+``."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias, TypeVar

from gongkai.rulebook.calendar.amounts import Amount, CalendarDays, Days
from gongkai.rulebook.vocabulary.labelled import Labelled


class PeriodKind(Labelled):
    """How often a periodic duty falls due."""

    WEEK = "week", "每周", "Every week"
    HALF_MONTH = "half_month", "每半月", "Every half month"
    MONTH = "month", "每月", "Every month"
    QUARTER = "quarter", "每季度", "Every quarter"
    HALF = "half", "每半年", "Every half year"
    YEAR = "year", "每年", "Every year"
    TERM = "term", "每学期", "Every school term"


WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_ORDINALS = {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd", 31: "st"}


@dataclass(frozen=True, slots=True)
class DayOfFirstMonth:
    """``20th``: that day of the first month after the period (每季度首月20日前公布上一季度)."""

    day: int

    def __str__(self) -> str:
        return f"{self.day}{_ORDINALS.get(self.day, 'th')}"


@dataclass(frozen=True, slots=True)
class AfterEnd:
    """``+5CD``, ``+10WD``: so many days after the last day of the period."""

    days: Days

    def __str__(self) -> str:
        return f"+{self.days.n}{'CD' if isinstance(self.days, CalendarDays) else 'WD'}"


@dataclass(frozen=True, slots=True)
class AfterStart:
    """``start+20CD``: so many days after the first day of the period, for plans due at its beginning."""

    days: Days

    def __str__(self) -> str:
        return f"start+{self.days.n}{'CD' if isinstance(self.days, CalendarDays) else 'WD'}"


@dataclass(frozen=True, slots=True)
class OnMonthDay:
    """``03-31``: the first such date after the period."""

    month: int
    day: int

    def __str__(self) -> str:
        return f"{self.month:02}-{self.day:02}"


@dataclass(frozen=True, slots=True)
class OnWeekday:
    """``wed``: the first such weekday after the period; 0 is Monday."""

    weekday: int

    def __str__(self) -> str:
        return WEEKDAYS[self.weekday]


PeriodDue: TypeAlias = DayOfFirstMonth | AfterEnd | AfterStart | OnMonthDay | OnWeekday


@dataclass(frozen=True, slots=True)
class Within:
    """``W(n,WD|CD|H,anchor)``: publish within so long after the anchor."""

    amount: Amount
    anchor: str

    def __str__(self) -> str:
        return f"W({self.amount},{self.anchor})"


@dataclass(frozen=True, slots=True)
class Posted:
    """``P(n,WD|CD)``: stay posted at least so many days (公示期)."""

    amount: Days

    def __str__(self) -> str:
        return f"P({self.amount})"


@dataclass(frozen=True, slots=True)
class Before:
    """``B(n,WD|CD|H,event)``: publish at least so long before the event."""

    amount: Amount
    anchor: str

    def __str__(self) -> str:
        return f"B({self.amount},{self.anchor})"


@dataclass(frozen=True, slots=True)
class Periodic:
    """``F(period)`` or ``F(period,due)``: once in every period; without ``due``, by the period's last day."""

    period: PeriodKind
    by: PeriodDue | None = None

    def __str__(self) -> str:
        return f"F({self.period})" if self.by is None else f"F({self.period},{self.by})"


@dataclass(frozen=True, slots=True)
class ByDate:
    """``D(mm-dd)``: by that date every year."""

    month: int
    day: int

    def __str__(self) -> str:
        return f"D({self.month:02}-{self.day:02})"


@dataclass(frozen=True, slots=True)
class RealTime:
    """``RT``: 实时, 及时, 按进展; the rule has no number, a local one must be set."""

    def __str__(self) -> str:
        return "RT"


@dataclass(frozen=True, slots=True)
class Permanent:
    """``PERM``: 长期公开; must always be reachable."""

    def __str__(self) -> str:
        return "PERM"


@dataclass(frozen=True, slots=True)
class WithdrawWithin:
    """``WDR(n,WD|CD|H,event)``: withdraw or correct within so long after the event."""

    amount: Amount
    anchor: str

    def __str__(self) -> str:
        return f"WDR({self.amount},{self.anchor})"


Clause: TypeAlias = Within | Posted | Before | Periodic | ByDate | RealTime | Permanent | WithdrawWithin
_C = TypeVar("_C", bound=Clause)


@dataclass(frozen=True, slots=True)
class Timing:
    """All time limits of one duty; every clause binds.

    Arguments: clauses, at least one, in the order written.
    """

    clauses: tuple[Clause, ...]

    def __iter__(self) -> Iterator[Clause]:
        return iter(self.clauses)

    def __len__(self) -> int:
        return len(self.clauses)

    def __str__(self) -> str:
        return "+".join(str(clause) for clause in self.clauses)

    def of(self, kind: type[_C]) -> tuple[_C, ...]:
        """Return the clauses of one kind."""
        return tuple(clause for clause in self.clauses if isinstance(clause, kind))

    @property
    def anchors(self) -> tuple[str, ...]:
        """The events that start or end a clock of this timing, each once."""
        named = (clause.anchor for clause in self.clauses if isinstance(clause, Within | Before | WithdrawWithin))
        return tuple(dict.fromkeys(named))

    @property
    def has_number(self) -> bool:
        """Whether any clause gives a due date without a local number being set."""
        return any(isinstance(clause, Within | Before | Periodic | ByDate) for clause in self.clauses)
