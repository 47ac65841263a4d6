"""The matrix unit × duty of a span, read from one index."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt
from django.db import connection
from django.db.models import BigIntegerField, Q, QuerySet, Value

from gongkai.duties.models import Duty, Obligation
from gongkai.duties.queries.packing import Counted, coming_count, due_pair, unpack
from gongkai.duties.queries.rates import due_within
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


class Cells(Mapping[tuple[int, int], Cell]):
    """The cells of a matrix by unit and duty, made when looked at: of tens of thousands, a page shows a few hundred.

    Args:
        places: unit and duty to the row.
        sums: the packed sums, a row for each cell.
    """

    def __init__(self, places: dict[tuple[int, int], int], sums: npt.NDArray[np.int64]) -> None:
        self._places = places
        self._sums = sums

    def __getitem__(self, key: tuple[int, int]) -> Cell:
        return _cell(self._sums[self._places[key]].tolist())

    def __iter__(self) -> Iterator[tuple[int, int]]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


@dataclass(frozen=True)
class Matrix:
    """Unit × duty: counts per cell that has obligations, and the sums of rows and columns."""

    units: Sequence[Unit]
    duties: Sequence[Duty]
    cells: Mapping[tuple[int, int], Cell]
    rows: dict[int, Cell]
    columns: dict[int, Cell]

    @property
    def total(self) -> Cell:
        """The sum of all rows."""
        return Cell(*map(sum, zip(*self.rows.values(), strict=True))) if self.rows else Cell()


_PAIRS: Final = (
    (Counted(met=True, open=True, zero=True), Counted(Q(conforming=True), open=False, zero=True)),
    (Counted(Q(time_ok=False), open=False, zero=False), Counted(met=False, open=True, zero=False)),
)


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
    found = (
        scoped.order_by()
        .values_list("unit_id", "duty_id")
        .annotate(
            due_conforming=due_pair(_PAIRS[0], None if over else on),
            late_missing=due_pair(_PAIRS[1], None if over else on),
            coming=Value(0, output_field=BigIntegerField()) if over else coming_count(on),
        )
    )
    # Tens of thousands of small rows: taken as the database gives them, and summed as columns of numbers.
    with connection.cursor() as cursor:
        cursor.execute(*found.query.sql_with_params())
        table = np.array(cursor.fetchall(), dtype=np.int64).reshape(-1, 5)
    table = table[np.isin(table[:, 1], [duty.pk for duty in duties])]
    places = {key: place for place, key in enumerate(zip(table[:, 0].tolist(), table[:, 1].tolist(), strict=True))}
    sums = table[:, 2:]
    return Matrix(units, duties, Cells(places, sums), _grouped(table[:, 0], sums), _grouped(table[:, 1], sums))


_MANY = 50  # duties from which on the database had better not look for each


def _grouped(keys: npt.NDArray[np.int64], sums: npt.NDArray[np.int64]) -> dict[int, Cell]:
    """The packed sums of the cells with the same key; packed counts add up like plain ones."""
    distinct, groups = np.unique(keys, return_inverse=True)
    added = np.zeros((len(distinct), sums.shape[1]), dtype=np.int64)
    np.add.at(added, groups, sums)
    return {key: _cell(row) for key, row in zip(distinct.tolist(), added.tolist(), strict=True)}


def _cell(sums: Sequence[int]) -> Cell:
    *pairs, coming = sums
    return Cell(*[*unpack(pairs), coming])
