"""The matrix unit × duty of a span, read from one index."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db import connection
from django.db.models import Count, Q, QuerySet, Value

from gongkai.duties.models import Duty, Obligation
from gongkai.duties.queries.rates import COUNTED, due_by, due_within
from gongkai.units.models import Unit


class Cell(NamedTuple):
    """Counts of obligations, as in :class:`~gongkai.duties.queries.rates.Rate`, as far as a matrix shows them."""

    due: int = 0
    conforming: int = 0
    late: int = 0
    missing: int = 0
    coming: int = 0

    def percent(self) -> str:
        """Conforming of due, one decimal, rounded down; ``–`` when nothing was due."""
        if not self.due:
            return "–"
        tenths = self.conforming * 1000 // self.due
        return f"{tenths // 10}.{tenths % 10}%"


@dataclass(frozen=True)
class Matrix:
    """Unit × duty: counts per cell that has obligations, and the sums of rows and columns."""

    units: Sequence[Unit]
    duties: Sequence[Duty]
    cells: dict[tuple[int, int], Cell]
    rows: dict[int, Cell]
    columns: dict[int, Cell]

    @property
    def total(self) -> Cell:
        """The sum of all rows."""
        return Cell(*map(sum, zip(*self.rows.values(), strict=True))) if self.rows else Cell()


def matrix(
    obligations: QuerySet[Obligation],
    units: Sequence[Unit],
    duties: Sequence[Duty],
    *,
    start: date,
    end: date,
    on: date,
) -> Matrix:
    """The compliance matrix of the obligations falling due in a span.

    Args:
        obligations: from :func:`~gongkai.duties.queries.visible_to` or :func:`~gongkai.duties.queries.for_public`.
        units: the rows, in order.
        duties: the columns, in order.
        start: first due date counted.
        end: last due date counted.
        on: the day it is judged for.
    """
    if not units or not duties:
        return Matrix(units, duties, {}, {}, {})
    scoped = due_within(obligations.select_related(None), start, end).filter(unit__in=[unit.pk for unit in units])
    if len(duties) < _MANY:
        scoped = scoped.filter(duty__in=[duty.pk for duty in duties])
    # A span that is over needs no look at the day.
    over = end <= on
    due = COUNTED if over else due_by(on)
    zero = Q(state=Obligation.State.ZERO)
    found = (
        scoped.order_by()
        .values_list("unit_id", "duty_id")
        .annotate(
            due=Count("pk", filter=due),
            conforming=Count("pk", filter=due & (Q(conforming=True) | zero)),
            late=Count("pk", filter=due & Q(state=Obligation.State.MET, time_ok=False)),
            missing=Count("pk", filter=due & Q(state=Obligation.State.OPEN)),
            coming=Value(0) if over else Count("pk", filter=COUNTED & Q(counted_on__gt=on)),
        )
    )
    wanted = {duty.pk for duty in duties}
    cells: dict[tuple[int, int], Cell] = {}
    rows: defaultdict[int, list[Cell]] = defaultdict(list)
    columns: defaultdict[int, list[Cell]] = defaultdict(list)
    # Tens of thousands of small rows: read as the database gives them, which takes a third of the time.
    with connection.cursor() as cursor:
        cursor.execute(*found.query.sql_with_params())
        for row in cursor.fetchall():
            unit_id, duty_id = row[:2]
            if duty_id in wanted:
                cell = cells[unit_id, duty_id] = Cell._make(row[2:])
                rows[unit_id].append(cell)
                columns[duty_id].append(cell)
    return Matrix(units, duties, cells, _sums(rows), _sums(columns))


_MANY = 50  # duties from which on the database had better not look for each


def _sums(groups: dict[int, list[Cell]]) -> dict[int, Cell]:
    return {key: Cell(*map(sum, zip(*group, strict=True))) for key, group in groups.items()}
