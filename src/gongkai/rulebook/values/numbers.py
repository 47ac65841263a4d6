"""Numbers, money and percentages as people and spreadsheets write them."""

import re
import unicodedata
from decimal import Decimal, InvalidOperation

from gongkai.rulebook.model import Field
from gongkai.rulebook.values.refusal import Refusal
from gongkai.rulebook.vocabulary import ElementType

SCIENTIFIC = re.compile(r"[-+]?\d(?:\.\d+)?[Ee]\+?\d+")
_NUMBER = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d+)?")
_SCALES = {
    "元": Decimal(1),
    "千元": Decimal(10**3),
    "万元": Decimal(10**4),
    "百万元": Decimal(10**6),
    "亿元": Decimal(10**8),
}
_MONEY = re.compile(r"(?P<number>.*?)(?P<scale>百万|千|万|亿)?(?P<yuan>元|圆)?(?:整|正)?")
_MOST_DIGITS = 20


def parse_number(text: str, field: Field) -> str:
    """Return a number, money in yuan or a percentage as a plain decimal string.

    Arguments: text; field, which gives type, unit of entry and decimals. Money is entered in the field's unit unless
    the text names another (12.5万元), and stored in yuan with two decimals or more. Raises Refusal.
    """
    tidy = unicodedata.normalize("NFKC", text).replace("−", "-").replace("、", ",").strip()
    tidy = re.sub(r"\s+", "", tidy)
    if SCIENTIFIC.fullmatch(tidy):
        raise Refusal.scientific(text)
    if field.type == ElementType.MONEY:
        return _money(tidy, text, field)
    tidy = tidy.removesuffix("%") if field.type == ElementType.PERCENT else tidy
    if field.unit and tidy.endswith(field.unit):
        tidy = tidy.removesuffix(field.unit)
    value = _plain(tidy, text)
    _check_decimals(value, field.decimals, text)
    return f"{_trim(value):f}"


def _money(tidy: str, text: str, field: Field) -> str:
    found = _MONEY.fullmatch(tidy.removeprefix("人民币").lstrip("¥￥"))
    if found is None:
        raise Refusal.number(text)
    number, scale = found["number"], found["scale"] or ""
    named = f"{scale}元" if scale else ("元" if found["yuan"] else "")
    factor = _SCALES.get(named or field.unit or "元", Decimal(1))
    value = _plain(number.lstrip("¥￥"), text) * factor
    _check_decimals(value, 2 if field.decimals is None else field.decimals, text)
    value = _trim(value)
    return f"{value.quantize(Decimal('0.01')) if -value.as_tuple().exponent <= 2 else value:f}"  # type: ignore[operator]


def _plain(tidy: str, text: str) -> Decimal:
    negative = tidy.startswith("-") or (tidy.startswith("(") and tidy.endswith(")"))
    digits = tidy.strip("()").lstrip("+-")
    if not digits or digits == "." or not _NUMBER.fullmatch(digits) or len(digits) > _MOST_DIGITS:
        raise Refusal.number(text)
    try:
        value = Decimal(digits.replace(",", ""))
    except InvalidOperation:
        raise Refusal.number(text) from None
    return -value if negative and value else value


def _check_decimals(value: Decimal, allowed: int | None, text: str) -> None:
    exponent = _trim(value).as_tuple().exponent
    if allowed is not None and isinstance(exponent, int) and -exponent > allowed:
        zh = f"“{text}”小数位数太多，最多{allowed}位" if allowed else f"“{text}”应为整数"
        raise Refusal("value.decimals", zh, f"“{text}” has too many decimals, at most {allowed}")


def _trim(value: Decimal) -> Decimal:
    whole = value.to_integral_value()
    return whole if value == whole else value.normalize()
