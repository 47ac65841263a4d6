"""What CEL checks may call beside the language's own operators and macros."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from celpy import celtypes

from gongkai.rulebook.checks.numbers import Number


def column(table: Sequence[Mapping[str, Any]], name: str) -> celtypes.ListType:
    """Return the values of one column, empty cells left out."""
    key = celtypes.StringType(name)
    return celtypes.ListType([row[key] for row in table if key in row])


def total(values: Sequence[Decimal]) -> Number:
    """Return the exact sum of a list of numbers; 0 for an empty list."""
    return Number(sum(values, Decimal(0)))


def size(value: Any) -> Number:
    """Return how many entries or characters there are."""
    return Number(len(value))


def days(first: str, last: str) -> Number:
    """Return the calendar days from one date to another, the first being day 0."""
    return Number((date.fromisoformat(str(last)) - date.fromisoformat(str(first))).days)


def whole(value: Any) -> Number:
    """Return the whole part of a number."""
    return Number(int(Decimal(value)))


def rounded(value: Decimal, digits: Decimal = Decimal(0)) -> Number:
    """Return a number rounded half up to so many decimals."""
    return Number(value.quantize(Decimal(1).scaleb(-int(digits)), ROUND_HALF_UP))


def unique(values: Sequence[Any]) -> celtypes.BoolType:
    """Tell whether no value occurs twice."""
    return celtypes.BoolType(len({str(value) for value in values}) == len(values))


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "abs": lambda value: Number(abs(value)),
    "column": column,
    "count": size,
    "days": days,
    "decimal": lambda value: Number(str(value)),
    "double": lambda value: Number(str(value)),
    "greatest": lambda values: Number(max(values)),
    "int": whole,
    "least": lambda values: Number(min(values)),
    "round": rounded,
    "size": size,
    "sum": total,
    "unique": unique,
}
