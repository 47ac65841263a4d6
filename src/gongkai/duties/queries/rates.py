"""公开率: conforming obligations over obligations due, always with numerator, denominator and the list behind.

An obligation is **due** on a day when its due date has passed (or is that day) and it was neither exempted as not
applicable nor cancelled. It **conforms** when content, procedure, time and form all conform, or when its zero report was
approved. Obligations without a number in the rule (``RT`` without a local limit) count once they are published.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Q, QuerySet
from django.db.models.functions import Cast

from gongkai.duties.models import Obligation
from gongkai.duties.queries.packing import Counted, coming_count, due_pair, unpack

COUNTED = ~Q(state__in=[Obligation.State.NOT_APPLICABLE, Obligation.State.CANCELLED])


@dataclass(frozen=True, slots=True)
class Rate:
    """Counts of obligations; every share shown is one of these over ``due``."""

    due: int = 0
    conforming: int = 0
    content: int = 0
    procedure: int = 0
    time: int = 0
    form: int = 0
    late: int = 0  # published after the due date
    missing: int = 0  # due and not published
    coming: int = 0  # not due yet

    @property
    def share(self) -> float | None:
        """Percent of the due that conform; ``None`` when nothing was due."""
        return self.conforming * 100 / self.due if self.due else None

    def percent(self, aspect: str = "conforming") -> str:
        """A share as text with one decimal, rounded down so that 100 % means every one; ``–`` when nothing was due."""
        if not self.due:
            return "–"
        tenths = getattr(self, aspect) * 1000 // self.due
        return f"{tenths // 10}.{tenths % 10}%"


def due_by(day: date) -> Q:
    """The condition "was due on ``day``" on obligations."""
    return COUNTED & Q(counted_on__lte=day)


# What a published obligation, an open one and an approved zero report count for, in the order of the fields of a rate.
_PAIRS: Final = (
    (Counted(met=True, open=True, zero=True), Counted(Q(conforming=True), open=False, zero=True)),
    (Counted(Q(content_ok=True), open=False, zero=True), Counted(Q(procedure_ok=True), open=False, zero=True)),
    (Counted(Q(time_ok=True), open=False, zero=True), Counted(Q(form_ok=True), open=False, zero=True)),
    (Counted(Q(time_ok=False), open=False, zero=False), Counted(met=False, open=True, zero=False)),
)


def _sums(day: date) -> dict[str, Cast]:
    """The sums a :class:`Rate` on a day is taken from."""
    pairs = {f"pair_{number}": due_pair(pair, day) for number, pair in enumerate(_PAIRS)}
    return {**pairs, "coming_later": coming_count(day)}


def _rate(sums: Sequence[int | None]) -> Rate:
    *pairs, coming = sums
    return Rate(*[*unpack(pairs), coming or 0])


def rate(obligations: QuerySet[Obligation], *, on: date) -> Rate:
    """The rate of a set of obligations on a day."""
    return _rate(list(obligations.aggregate(**_sums(on)).values()))


def rates_by(obligations: QuerySet[Obligation], *keys: str, on: date) -> dict[tuple[object, ...], Rate]:
    """Rates grouped by fields of the obligation, such as ``"unit_id", "duty_id"``."""
    rows = obligations.order_by().values_list(*keys).annotate(**_sums(on))
    width = len(keys)
    return {tuple(row[:width]): _rate(row[width:]) for row in rows}


def rates_by_month(obligations: QuerySet[Obligation], *, on: date) -> list[tuple[date, Rate]]:
    """Rates by the first day of the month in which obligations count, oldest first."""
    months: dict[date, list[Rate]] = {}
    # By day in the database, which needs no function there; there are few days.
    for (day,), one in rates_by(obligations.filter(counted_on__isnull=False), "counted_on", on=on).items():
        if isinstance(day, date):
            months.setdefault(day.replace(day=1), []).append(one)
    return [(month, total(months[month])) for month in sorted(months)]


def total(rates: Iterable[Rate]) -> Rate:
    """The rate of several sets of obligations that do not overlap."""
    found = list(rates)
    return Rate(*(sum(getattr(one, name) for one in found) for name in Rate.__slots__))


def due_within(obligations: QuerySet[Obligation], start: date, end: date) -> QuerySet[Obligation]:
    """Obligations falling due in a span, and those without a due date that were published in it."""
    return obligations.filter(counted_on__gte=start, counted_on__lte=end)


def worst(rates: Sequence[Rate]) -> list[int]:
    """Positions of the rates from the worst share to the best, those with nothing due last."""
    return sorted(range(len(rates)), key=lambda i: (rates[i].due == 0, rates[i].share or 0.0, -rates[i].missing))
