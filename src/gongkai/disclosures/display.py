"""Values as people read them, the same on every face."""

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from gongkai.documents.html import to_text
from gongkai.rulebook.model import Field
from gongkai.rulebook.vocabulary import ElementType

_YES: Final = {True: ("是", "Yes"), False: ("否", "No")}
TEN_THOUSAND: Final = Decimal(10_000)


def shown(field: Field, value: Any, language: str = "zh") -> str:
    """A value of an element or a column in words: thousands separated, options by label, rich text as plain text.

    Args:
        field: the element or column.
        value: canonical, as stored.
        language: ``zh`` or ``en``.
    """
    if value is None or value == "":
        return ""
    match field.type:
        case ElementType.NUMBER | ElementType.MONEY | ElementType.PERCENT:
            return number(field, str(value))
        case ElementType.CHOICE:
            chosen = value if isinstance(value, list | tuple) else [value]
            labels = {option.value: option.label.text(language) for option in field.options}
            return ("、" if language == "zh" else ", ").join(labels.get(str(one), str(one)) for one in chosen)
        case ElementType.BOOLEAN:
            return _YES[bool(value)][0 if language == "zh" else 1]
        case ElementType.RICH_TEXT:
            return to_text(str(value))
        case ElementType.TABLE:
            return f"{len(value)} 行" if language == "zh" else f"{len(value)} rows"
    return _plain(value)


def number(field: Field, text: str) -> str:
    """A number with separators, in the unit in which the duty asks for it (money is stored in 元)."""
    try:
        amount = Decimal(text)
    except InvalidOperation:
        return text
    if field.type == ElementType.MONEY and field.unit == "万元":
        amount = (amount / TEN_THOUSAND).normalize()
        return f"{amount:,f}"
    return f"{amount:,f}" + ("%" if field.type == ElementType.PERCENT else "")


def entered(field: Field, value: Any) -> Any:
    """A stored value as a clerk would type it: money in the unit in which the duty asks for it."""
    if field.type == ElementType.MONEY and field.unit == "万元" and value not in (None, ""):
        try:
            return f"{(Decimal(str(value)) / TEN_THOUSAND).normalize():f}"
        except InvalidOperation:
            return value
    return value


def _plain(value: Any) -> str:
    if isinstance(value, Mapping):
        return " ".join(_plain(one) for one in value.values() if one not in (None, ""))
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "、".join(_plain(one) for one in value)
    return str(value)
