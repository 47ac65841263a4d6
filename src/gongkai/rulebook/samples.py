"""Plausible contents for duties, made from recipes (``packs/samples.yaml``): demonstration and tests by data.

The same duty, unit, day, period and seed always give the same values. The recipe format is described in
``packs/README.md``.
"""

import ast
import operator
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeAlias

from gongkai.rulebook.loading import read_yaml
from gongkai.rulebook.model import Duty, Field
from gongkai.rulebook.vocabulary import ElementType

Recipe: TypeAlias = Mapping[str, Any]
Values: TypeAlias = dict[str, Any]

_CENT = Decimal("0.01")
_OPERATIONS: dict[type[ast.operator], Callable[[Decimal, Decimal], Decimal]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
}


class RecipeError(ValueError):
    """A recipe that cannot be followed; the message names duty and element."""


@dataclass(frozen=True, slots=True)
class Occasion:
    """Who fills in a form, and when.

    Arguments: unit, the name shown in texts; on, the day that relative dates count from; period, the key of the
    period reported on, if any; seed, any whole number.
    """

    unit: str
    on: date
    period: str | None = None
    seed: int = 0


@lru_cache(maxsize=1)
def recipes() -> Mapping[str, Recipe]:
    """Return the recipes that come with the product, by duty id."""
    text = (Path(__file__).parent / "packs" / "samples.yaml").read_text("utf-8")
    found: Mapping[str, Recipe] = read_yaml(text)["samples"]
    return found


def sample(duty: Duty, occasion: Occasion, recipe: Recipe | None = None) -> Values:
    """Return one complete, conforming set of raw values for a duty, as a person would enter them.

    Arguments: duty; occasion; recipe, the built-in one when None. Raises RecipeError for a recipe that asks for what
    does not exist; KeyError when there is no built-in recipe.
    """
    recipe = recipes()[duty.id] if recipe is None else recipe
    chance = random.Random(f"{occasion.seed}|{duty.id}|{occasion.unit}|{occasion.on}|{occasion.period}")  # noqa: S311
    values: Values = {}
    waiting: list[tuple[Field, Any]] = []
    for element in duty.elements:
        if element.id not in recipe:
            continue
        how = recipe[element.id]
        if element.type == ElementType.TABLE:
            values[element.id] = _rows(duty.id, element.columns, how, occasion, chance)
        elif _derived(how):
            waiting.append((element, how))
        else:
            values[element.id] = _value(element, how, occasion, chance, 0)
    _settle(duty.id, values, waiting)
    return {element.id: values[element.id] for element in duty.elements if element.id in values}


def incomplete(duty: Duty, values: Mapping[str, Any], seed: int = 0) -> Values:
    """Return the values without one of the required elements, for cases that must be refused."""
    required = [element.id for element in duty.elements if element.required and element.id in values]
    dropped = required[seed % len(required)]
    return {name: value for name, value in values.items() if name != dropped}


def _rows(duty: str, columns: Sequence[Field], how: Recipe, occasion: Occasion, chance: random.Random) -> list[Values]:
    count = how["rows"]
    rows = []
    for number in range(chance.randint(*count) if isinstance(count, list) else count):
        row: Values = {}
        waiting: list[tuple[Field, Any]] = []
        for column in columns:
            if column.id not in how["row"]:
                continue
            cell = how["row"][column.id]
            if _derived(cell):
                waiting.append((column, cell))
            else:
                row[column.id] = _value(column, cell, occasion, chance, number)
        _settle(duty, row, waiting)
        rows.append({column.id: row[column.id] for column in columns if column.id in row})
    return rows


def _derived(how: Any) -> bool:
    return isinstance(how, Mapping) and ("calc" in how or "sum" in how)


def _settle(duty: str, values: Values, waiting: Sequence[tuple[Field, Any]]) -> None:
    # A total may be written above what it totals, so derived values are worked out in whatever order they allow.
    left = list(waiting)
    while left:
        later = []
        for field, how in left:
            try:
                amount = _total(values, how["sum"]) if "sum" in how else _calculated(values, how["calc"])
            except KeyError:
                later.append((field, how))
                continue
            values[field.id] = _written(field, amount)
        if len(later) == len(left):
            names = ", ".join(field.id for field, _ in later)
            raise RecipeError(f"{duty}: cannot work out {names}")
        left = later


def _total(values: Values, path: str) -> Decimal:
    table, column = path.split(".")
    return sum((Decimal(str(row[column])) for row in values[table]), Decimal(0))


def _calculated(values: Values, text: str) -> Decimal:
    def worked(node: ast.expr) -> Decimal:
        match node:
            case ast.BinOp(left, op, right) if type(op) in _OPERATIONS:
                return _OPERATIONS[type(op)](worked(left), worked(right))
            case ast.Name(name):
                return Decimal(str(values[name]))
            case ast.Constant(int(number)):
                return Decimal(number)
            case _:
                raise RecipeError(f"“{text}” is more than + - * of elements and whole numbers")

    return worked(ast.parse(text, mode="eval").body)


def _written(field: Field, amount: Decimal) -> str:
    if field.type == ElementType.MONEY:
        return str(amount.quantize(_CENT))
    return str(int(amount)) if amount == amount.to_integral_value() else str(amount.normalize())


def _value(field: Field, how: Any, occasion: Occasion, chance: random.Random, row: int) -> Any:
    if isinstance(how, bool):
        return how
    if not isinstance(how, Mapping):
        return _text(str(how), occasion, chance, row)
    ((verb, told),) = how.items()
    match verb:
        case "money":
            low, high = (int(Decimal(str(bound)) * 100) for bound in told)
            return str((Decimal(chance.randint(low, high)) / 100).quantize(_CENT))
        case "number":
            scale = 10 if any(isinstance(bound, float) for bound in told) else 1
            low, high = (int(Decimal(str(bound)) * scale) for bound in told)
            return _written(field, Decimal(chance.randint(low, high)) / scale)
        case "day":
            days = chance.randint(*told) if isinstance(told, list) else told
            return (occasion.on + timedelta(days=days)).isoformat()
        case "pick":
            return _value(field, chance.choice(told), occasion, chance, row)
        case "cycle":
            return _value(field, told[row % len(told)], occasion, chance, row)
        case _:
            raise RecipeError(f"{field.id}: no recipe verb “{verb}”")


def _text(template: str, occasion: Occasion, chance: random.Random, row: int) -> str:
    if "{" not in template:
        return template
    return template.format(
        unit=occasion.unit,
        period=occasion.period or f"{occasion.on:%Y-%m}",
        year=occasion.on.year,
        last_year=occasion.on.year - 1,
        next_year=occasion.on.year + 1,
        month=occasion.on.month,
        serial=row + 1,
        serial3=f"{chance.randint(1, 999):03}",
        serial4=f"{chance.randint(1, 9999):04}",
        number=chance.randint(1, 300),
    )
