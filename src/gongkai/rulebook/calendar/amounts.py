"""Lengths of time as the law counts them: working days, calendar days and hours are different types and never mix."""

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True, order=True)
class WorkingDays:
    """工作日: Monday to Friday less the State Council's days off, plus its make-up days."""

    n: int

    def zh(self) -> str:
        """Return the length in Chinese."""
        return f"{self.n}个工作日"

    def en(self) -> str:
        """Return the length in English."""
        return f"{self.n} working day{'' if self.n == 1 else 's'}"

    def __str__(self) -> str:
        return f"{self.n},WD"


@dataclass(frozen=True, slots=True, order=True)
class CalendarDays:
    """日、天 (自然日): every day counts."""

    n: int

    def zh(self) -> str:
        """Return the length in Chinese."""
        return f"{self.n}日"

    def en(self) -> str:
        """Return the length in English."""
        return f"{self.n} calendar day{'' if self.n == 1 else 's'}"

    def __str__(self) -> str:
        return f"{self.n},CD"


@dataclass(frozen=True, slots=True, order=True)
class Hours:
    """小时, counted between instants."""

    n: int

    def zh(self) -> str:
        """Return the length in Chinese."""
        return f"{self.n}小时"

    def en(self) -> str:
        """Return the length in English."""
        return f"{self.n} hour{'' if self.n == 1 else 's'}"

    def __str__(self) -> str:
        return f"{self.n},H"


Amount: TypeAlias = WorkingDays | CalendarDays | Hours
Days: TypeAlias = WorkingDays | CalendarDays

AMOUNTS: dict[str, type[WorkingDays] | type[CalendarDays] | type[Hours]] = {
    "WD": WorkingDays,
    "CD": CalendarDays,
    "H": Hours,
}
