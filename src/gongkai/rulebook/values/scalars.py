"""Reading one value of any type but a table into its canonical, JSON-able form."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

from gongkai.rulebook.model import Field
from gongkai.rulebook.values.dates import parse_date, parse_period
from gongkai.rulebook.values.numbers import SCIENTIFIC, parse_number
from gongkai.rulebook.values.refusal import Refusal
from gongkai.rulebook.vocabulary import ElementType

_YES = {"是", "有", "对", "√", "✓", "■", "true", "yes", "y", "on", "1"}
_NO = {"否", "无", "不", "×", "✗", "□", "false", "no", "n", "off", "0"}
_NUMERIC = {ElementType.NUMBER, ElementType.MONEY, ElementType.PERCENT}


def is_blank(value: Any) -> bool:
    """Tell whether nothing was entered."""
    if isinstance(value, str):
        return not value.replace("\u200b", "").replace("\ufeff", "").strip()
    return value is None or (isinstance(value, Sequence | Mapping) and not value)


def parse_scalar(value: Any, field: Field) -> Any:
    """Return a value in canonical form. Raises Refusal."""
    if field.type in _NUMERIC:
        return parse_number(_written(value), field)
    match field.type:
        case ElementType.DATE | ElementType.PERIOD:
            return parse_date(value) if field.type == ElementType.DATE else parse_period(_written(value))
        case ElementType.CHOICE:
            return _choice(value, field)
        case ElementType.BOOLEAN:
            return _boolean(value)
        case ElementType.LINK:
            return _link(str(value).strip())
        case ElementType.FILE | ElementType.IMAGE:
            return [str(one) for one in value] if isinstance(value, list | tuple) else [str(value)]
    if isinstance(value, Mapping):
        return {str(key): str(one).strip() for key, one in value.items() if not is_blank(one)}
    return str(value).strip() if field.type == ElementType.RICH_TEXT else _line(value)


def _written(value: Any) -> str:
    if isinstance(value, float):
        return f"{Decimal(repr(value)):f}"
    return f"{value:f}" if isinstance(value, Decimal) else str(value).strip()


def _line(value: Any) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    text = unicodedata.normalize("NFC", _written(value))
    if SCIENTIFIC.fullmatch(text):
        raise Refusal.scientific(text)
    return text


def _choice(value: Any, field: Field) -> Any:
    parts = [str(one).strip() for one in value] if isinstance(value, list | tuple) else [str(value).strip()]
    if field.multiple and len(parts) == 1:
        parts = [part.strip() for part in re.split(r"[、,，;；|\n]", parts[0]) if part.strip()]
    known = {key: option.value for option in field.options for key in (option.label.en, option.label.zh, option.value)}
    wrong = [part for part in parts if part not in known]
    if wrong or (len(parts) != 1 and not field.multiple):
        zh = f"“{'、'.join(wrong or parts)}”不在可选范围：{'、'.join(option.label.zh for option in field.options)}"
        en = f"“{', '.join(wrong or parts)}” is not one of: {', '.join(option.label.text('en') for option in field.options)}"
        raise Refusal("value.choice", zh, en)
    chosen = list(dict.fromkeys(known[part] for part in parts))
    return chosen if field.multiple else chosen[0]


def _boolean(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    word = unicodedata.normalize("NFKC", str(value)).strip().lower()
    if word in _YES | _NO:
        return word in _YES
    raise Refusal("value.boolean", f"“{value}”请填“是”或“否”", f"“{value}”: write yes or no")


def _link(text: str) -> str:
    try:
        parts = urlsplit(text)
        good = parts.scheme in {"http", "https"} and bool(parts.hostname) and not re.search(r"\s", text)
    except ValueError:
        good = False
    if not good:
        zh = f"“{text}”不是网址，请填写以 http:// 或 https:// 开头的完整地址"
        raise Refusal("value.link", zh, f"“{text}” is not an address; it must begin with http:// or https://")
    return text
