"""Parsers of cells: each returns a value or refuses with what is wrong and what to do."""

import datetime as dt
import decimal
import math
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence

from gongkai.intake.tables.dates import ValueRefused, parse_date
from gongkai.intake.tables.model import Cell
from gongkai.rulebook.document_numbers import parse as parse_number
from gongkai.rulebook.text import Text

Parser = Callable[[Cell], object]

__all__ = [
    "Parser",
    "ValueRefused",
    "as_text",
    "boolean",
    "choice",
    "date",
    "document_number",
    "integer",
    "money",
    "number",
    "parse_date",
    "several",
    "text",
]

# Spreadsheets keep 15 significant digits; a longer number has lost its end.
_EXACT = 10**15
# Decimal arithmetic is exact to 28 digits.
_MOST_DIGITS = 24
_SCIENTIFIC = re.compile(r"^[+-]?\d(?:\.\d+)?E[+]?\d{2,}$", re.IGNORECASE)
_NUMBER = re.compile(r"^[+-]?(?=[\d.])(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d+)?$")
_TRUE = {"是", "有", "对", "√", "✓", "■", "☑", "y", "yes", "true", "1"}
_FALSE = {"否", "无", "错", "×", "✗", "□", "☐", "n", "no", "false", "0"}


def plain(cell: Cell) -> str:
    """Return a cell as the text a person reads in it.

    Raises: ValueRefused, for numbers that the spreadsheet has rounded (1.2E+17).
    """
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, int):
        return str(cell)
    if isinstance(cell, float):
        if not math.isfinite(cell) or abs(cell) >= _EXACT:
            raise _rounded(f"{cell:.6G}")
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, dt.datetime):
        return cell.isoformat(" ") if cell.time() != dt.time() else cell.date().isoformat()
    if cell is None:
        return ""
    value = str(cell).strip().strip("\ufeff\u200b")
    if _SCIENTIFIC.match(value):
        raise _rounded(value)
    if value.startswith("#") and value in {"#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!"}:
        raise ValueRefused(
            Text(f"单元格是错误值 {value}", f"the cell holds the error {value}"),
            Text("改正公式或直接填写内容", "mend the formula or type the value"),
        )
    # An apostrophe before = or @ is how spreadsheets, and our own rejects files, say «this is text».
    return value[1:] if value[:2] in {"'=", "'@"} else value


def as_text(value: str) -> str:
    """Return a text as it may stand in a CSV file: one that starts like a formula would run when the file is opened."""
    return "'" + value if value[:1] in {"=", "@"} else value


def text(*, longest: int | None = None, pattern: str | None = None, example: str = "") -> Parser:
    """Return a parser of text; longest, in characters; pattern, which the whole must match; example, of one."""
    compiled = re.compile(pattern) if pattern else None

    def parser(cell: Cell) -> str:
        value = plain(cell)
        if "\ufffd" in value:
            raise ValueRefused(
                Text("有损坏的字符", "there are broken characters"), Text("从原文件重新录入", "enter it again")
            )
        if longest is not None and len(value) > longest:
            raise ValueRefused(
                Text(f"有 {len(value)} 个字，最多 {longest} 个", f"it has {len(value)} characters, at most {longest}"),
                Text("缩短内容", "shorten it"),
            )
        if compiled and not compiled.fullmatch(value):
            raise ValueRefused(
                Text(f"“{value[:40]}”格式不对", f"“{value[:40]}” has the wrong form"),
                Text(f"例如 {example}", f"for example {example}"),
            )
        return value

    return parser


def date() -> Parser:
    """Return a parser of dates; see dates.parse_date for the forms."""
    return parse_date


def document_number() -> Parser:
    """Return a parser of document numbers, giving the canonical form (several are joined by 、)."""

    def parser(cell: Cell) -> str:
        parsed = parse_number(plain(cell))
        if parsed.objection:
            raise ValueRefused(
                Text(parsed.objection.zh, parsed.objection.en),
                Text("请写成 国办发〔2020〕5号", "write it like 国办发〔2020〕5号"),
            )
        return parsed.canonical

    return parser


def number(*, places: int | None = None, least: int | None = None, most: int | None = None) -> Parser:
    """Return a parser of decimals; places after the point at most; least and most, the bounds."""

    def parser(cell: Cell) -> decimal.Decimal:
        value = _decimal(cell)
        exponent = value.normalize().as_tuple().exponent
        if places is not None and isinstance(exponent, int) and -exponent > places:
            raise ValueRefused(
                Text(f"小数超过 {places} 位", f"more than {places} decimal places"),
                Text("四舍五入后填写", "round it"),
            )
        if (least is not None and value < least) or (most is not None and value > most):
            raise ValueRefused(
                Text(f"{value} 超出范围", f"{value} is out of range"),
                Text(
                    f"应在 {'…' if least is None else least} 至 {'…' if most is None else most} 之间",
                    f"it must lie between {'…' if least is None else least} and {'…' if most is None else most}",
                ),
            )
        return value

    return parser


def money(*, least: int | None = 0) -> Parser:
    """Return a parser of amounts in yuan with at most two decimal places; 万元 is multiplied out."""
    return number(places=2, least=least)


def integer(*, least: int | None = None, most: int | None = None) -> Parser:
    """Return a parser of whole numbers."""
    decimals = number(places=0, least=least, most=most)

    def parser(cell: Cell) -> int:
        return int(str(decimals(cell)).split(".", maxsplit=1)[0])

    return parser


def boolean() -> Parser:
    """Return a parser of yes and no."""

    def parser(cell: Cell) -> bool:
        value = plain(cell).casefold()
        if value in _TRUE or value in _FALSE:
            return value in _TRUE
        raise ValueRefused(
            Text(f"“{value[:40]}”不是“是”或“否”", f"“{value[:40]}” is neither yes nor no"),
            Text("填写“是”或“否”", "write 是 or 否"),
        )

    return parser


def choice(options: Mapping[str, Sequence[str]]) -> Parser:
    """Return a parser of one of several options; options, the value with the words that stand for it."""
    words = {_key(word): value for value, usual in options.items() for word in (value, *usual)}
    shown = [usual[0] if usual else value for value, usual in options.items()]

    def parser(cell: Cell) -> str:
        value = plain(cell)
        if _key(value) not in words:
            raise ValueRefused(
                Text(f"没有“{value[:40]}”这个选项", f"“{value[:40]}” is not an option"),
                Text(f"可填：{'、'.join(shown)}", f"options: {', '.join(shown)}"),
            )
        return words[_key(value)]

    return parser


def several(item: Parser) -> Parser:
    """Return a parser of a list in one cell, parted by 、，；; or line breaks."""

    def parser(cell: Cell) -> tuple[object, ...]:
        return tuple(item(part.strip()) for part in re.split(r"[、，,；;\n]+", plain(cell)) if part.strip())

    return parser


def _key(word: str) -> str:
    return "".join(unicodedata.normalize("NFKC", word).casefold().split())


def _decimal(cell: Cell) -> decimal.Decimal:
    if isinstance(cell, float) and math.isfinite(cell):
        return decimal.Decimal(repr(cell))
    value = unicodedata.normalize("NFKC", plain(cell)).replace(" ", "").lstrip("¥￥")
    factor = 10_000 if value.endswith(("万元", "万")) else 1
    bare = value.removesuffix("元").removesuffix("万")
    if not bare or len(bare) > _MOST_DIGITS or not _NUMBER.match(bare):
        raise ValueRefused(
            Text(f"“{value[:40]}”不是数字", f"“{value[:40]}” is not a number"), Text("只填数字", "write digits only")
        )
    return decimal.Decimal(bare.replace(",", "")) * factor


def _rounded(shown: str) -> ValueRefused:
    return ValueRefused(
        Text(
            f"数字被表格软件改成了 {shown}，后几位已丢失",
            f"the spreadsheet turned the number into {shown}; digits are lost",
        ),
        Text("把这一列设为“文本”格式后重新录入", "format the column as text and enter it again"),
    )
