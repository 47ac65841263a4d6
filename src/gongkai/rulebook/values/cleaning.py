"""From what people typed, pasted or imported to canonical values, with every objection."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gongkai.rulebook.model import Duty, Element
from gongkai.rulebook.objections import Objection
from gongkai.rulebook.values.content import objections
from gongkai.rulebook.values.refusal import Refusal
from gongkai.rulebook.values.scalars import is_blank, parse_scalar
from gongkai.rulebook.values.tables import parse_table
from gongkai.rulebook.vocabulary import ElementType


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What cleaning gives.

    Arguments: values, canonical and fit for JSON (money, numbers and percentages as plain decimal strings, money in
    yuan; dates as YYYY-MM-DD), only of elements that were filled in and could be read; objections.
    """

    values: dict[str, Any]
    objections: tuple[Objection, ...]


def clean(duty: Duty, raw: Mapping[str, Any], *, complete: bool) -> Cleaned:
    """Read input for a duty.

    Arguments: duty; raw, element id to what was entered (text, lists, dates, rows; tables also as tab-separated
    text), other keys are ignored; complete, whether what is missing or too little is an objection too.
    """
    values: dict[str, Any] = {}
    found: list[Objection] = []
    for element in duty.elements:
        value = raw.get(element.id)
        if not is_blank(value):
            found += _read(element, value, values)
    if complete:
        unread = {objection.field for objection in found}
        found += [one for one in objections(duty, values) if one.field not in unread or one.row is not None]
    return Cleaned(values, tuple(found))


def _read(element: Element, value: Any, values: dict[str, Any]) -> list[Objection]:
    if element.type == ElementType.TABLE:
        rows, found = parse_table(value, element)
        if rows and not found:
            values[element.id] = rows
        return found
    try:
        values[element.id] = parse_scalar(value, element)
    except Refusal as refusal:
        zh, en = f"“{element.title.zh}”：{refusal.zh}", f"“{element.title.text('en')}”: {refusal.en}"
        return [Objection(refusal.code, zh, en, element.id)]
    return []
