"""Several counts of obligations from one pass over the rows, two in each sum.

A count with a condition of its own costs the database one look at the condition for every row; nine of them over
millions of rows cost nine. Here the state of a row is looked at once for each **pair** of counts: the first adds ones, the
second adds :data:`HIGH`, and the sum is taken apart afterwards. A pair holds up to 2³¹ − 1 of each, and the sum stays
within 63 bits.
"""

from collections.abc import Sequence
from datetime import date
from typing import Final, NamedTuple

from django.db.models import BigIntegerField, Case, Q, Sum, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast

from gongkai.duties.models import Obligation

HIGH: Final = 1 << 31


class Counted(NamedTuple):
    """What an obligation that is due adds to a count, by its state; one in no state named here is not counted.

    Args:
        met: when it was published: always, or the condition.
        open: when nothing answers it yet.
        zero: when its zero report was approved.
    """

    met: Q | bool
    open: bool
    zero: bool


Pair = tuple[Counted, Counted]


def due_pair(pair: Pair, day: date | None) -> Cast:
    """The sum of two counts over the obligations that are due.

    Args:
        pair: the two counts.
        day: due on or before it; ``None`` where the rows were chosen so that all are.
    """
    low, high = pair
    states = Case(
        When(state=Obligation.State.MET, then=_weight(1, when=low.met) + _weight(HIGH, when=high.met)),
        When(state=Obligation.State.OPEN, then=Value(low.open + HIGH * high.open)),
        When(state=Obligation.State.ZERO, then=Value(low.zero + HIGH * high.zero)),
        default=Value(0),
        output_field=BigIntegerField(),
    )
    return _sum(states if day is None else Case(When(counted_on__lte=day, then=states), default=Value(0)))


def coming_count(day: date) -> Cast:
    """How many are due after a day."""
    ahead = Q(counted_on__gt=day, state__in=[Obligation.State.MET, Obligation.State.OPEN, Obligation.State.ZERO])
    return _sum(Case(When(ahead, then=Value(1)), default=Value(0)))


def unpack(sums: Sequence[int | None]) -> list[int]:
    """The counts of packed sums, the first of a pair before the second; no rows give no counts."""
    return [count for one in sums for count in ((one or 0) % HIGH, (one or 0) // HIGH)]


def _weight(weight: int, *, when: Q | bool) -> Combinable:
    if isinstance(when, bool):
        return Value(weight * when, output_field=BigIntegerField())
    return Case(When(when, then=Value(weight)), default=Value(0), output_field=BigIntegerField())


def _sum(expression: Case) -> Cast:
    # PostgreSQL sums 64-bit numbers as arbitrary ones; ours fit by construction.
    expression.output_field = BigIntegerField()
    return Cast(Sum(expression), BigIntegerField())
