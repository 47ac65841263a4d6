"""Running a duty's checks over its values."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from gongkai.rulebook.checks.expressions import Expression, ExpressionError, compile_expression, exposed
from gongkai.rulebook.model import Check, Duty, Field
from gongkai.rulebook.objections import Objection
from gongkai.rulebook.vocabulary import ElementType

NUMERIC = frozenset({ElementType.NUMBER, ElementType.MONEY, ElementType.PERCENT})


def check_objections(duty: Duty, values: Mapping[str, Any]) -> tuple[Objection, ...]:
    """Return the checks that do not hold.

    Arguments: duty; values, canonical. A check that needs an element that is not filled in is not run: the missing
    element is an objection of its own. A rule over every row of a table names the rows where it fails.
    """
    context = {element.id: _typed(element, values.get(element.id)) for element in duty.elements}
    known = {name: value for name, value in context.items() if value is not None}
    return tuple(objection for check in duty.checks for objection in _run(check, known))


def _run(check: Check, known: Mapping[str, Any]) -> Iterator[Objection]:
    try:
        expression = compile_expression(check.cel)
        if expression.names - expression.optional - known.keys():
            return
        if expression.rows is not None:
            yield from _rows(check, *expression.rows, known)
        elif not expression.evaluate(known):
            yield _objection(check)
    except ExpressionError as error:
        zh, en = f"{check.message.zh}（核对未能完成：{error}）", f"{check.message.text('en')} (not checked: {error})"
        yield Objection(f"check.{check.id}", zh, en, check.fields[0] if check.fields else None)


def _rows(check: Check, table: str, name: str, rule: Expression, known: Mapping[str, Any]) -> Iterator[Objection]:
    for number, row in enumerate(known[table], start=1):
        try:
            holds = rule.evaluate({**known, name: row})
        except ExpressionError:
            # An empty cell is an objection of its own; a rule cannot be held against it.
            continue
        if not holds:
            yield _objection(check, table, number)


def _objection(check: Check, field: str | None = None, row: int | None = None) -> Objection:
    where = field or (check.fields[0] if check.fields else None)
    zh, en = check.message.zh, check.message.text("en")
    if row is not None:
        zh, en = f"第{row}行：{zh}", f"row {row}: {en}"
    return Objection(f"check.{check.id}", zh, en, where, row)


def _typed(field: Field, value: Any) -> Any:
    if value is None or value == "":
        return None
    if field.type == ElementType.TABLE and isinstance(value, Sequence) and not isinstance(value, str):
        columns: Sequence[Field] = getattr(field, "columns", ())
        rows = ({one.id: _typed(one, row.get(one.id)) for one in columns} for row in value)
        return exposed([{name: cell for name, cell in row.items() if cell is not None} for row in rows])
    if field.type in NUMERIC:
        return exposed(Decimal(str(value)))
    return exposed(value)
