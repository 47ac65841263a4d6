"""Dates as people write them in China."""

import datetime as dt
import math
import re
import unicodedata

from gongkai.intake.tables.model import Cell
from gongkai.rulebook.document_numbers.spelling import chinese_numeral
from gongkai.rulebook.text import Text

EARLIEST_YEAR = 1900
LATEST_YEAR = 2100

# Serials of 1950-01-01 and 2100-01-01 in the 1900 system, which every program writes into exported text.
_FIRST_SERIAL, _LAST_SERIAL = 18_264, 73_051
_TOO_LARGE = 10**9
_SERIAL_ORIGIN = dt.date(1899, 12, 30)
_TIME = r"(?:[T日 ]*(?:[上下]午)?\d{1,2}[:时]\d{1,2}(?:[:分]\d{1,2}(?:\.\d+)?)?[分秒]?(?:Z|[+-]\d\d:?\d\d)?)?"
_FULL = re.compile(rf"^(\d{{4}})[年\-/.](\d{{1,2}})[月\-/.](\d{{1,2}})日?{_TIME}$")
_COMPACT = re.compile(rf"^(\d{{4}})(\d\d)(\d\d){_TIME}$")
_SHORT_YEAR = re.compile(r"^\d{2}[年\-/.]\d{1,2}[月\-/.]\d{1,2}日?$")
_DAY_FIRST = re.compile(r"^\d{1,2}[\-/.]\d{1,2}[\-/.]\d{2,4}$")
_NO_DAY = re.compile(r"^\d{4}[年\-/.]\d{1,2}月?$")
_HAN_DATE = re.compile(r"^([〇零○一二三四五六七八九]{4})年([一二三四五六七八九十]+)月([一二三四五六七八九十]+)日$")
_EXAMPLE_ZH = "请写成 2019-04-03 或 2019年4月3日"
_EXAMPLE_EN = "write 2019-04-03 or 2019年4月3日"


class ValueRefused(ValueError):
    """A cell that cannot be taken as what its column asks for.

    Attributes: what, is wrong; remedy, what to do; both in both languages.
    """

    def __init__(self, what: Text, remedy: Text) -> None:
        super().__init__(what.en)
        self.what = what
        self.remedy = remedy


def parse_date(cell: Cell) -> dt.date:
    """Return the date in a cell.

    Arguments: cell, a date cell, a text such as 2019年4月3日, 2019-4-3, 2019.04.03, 20190403, 二〇一九年四月三日, with
    or without a time of day, or a serial number of a spreadsheet (43558).
    Raises: ValueRefused, for two-digit years, missing days, days that do not exist, and anything else.
    """
    if isinstance(cell, dt.datetime):
        return _within(cell.date())
    if isinstance(cell, dt.date):
        return _within(cell)
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _number(float(cell) if abs(cell) < _TOO_LARGE else math.inf)
    if not isinstance(cell, str):
        raise _refused("不是日期", "this is not a date")
    return _text(cell)


def _text(cell: str) -> dt.date:
    text = unicodedata.normalize("NFKC", cell).strip().strip("'").replace("—", "-").replace("–", "-")
    text = re.sub(r"\s*([年月日./-])\s*", r"\1", text)
    if found := _HAN_DATE.match(text):
        return _date(*(chinese_numeral(part) for part in found.groups()), shown=text)
    if found := _FULL.match(text) or _COMPACT.match(text):
        return _date(*(int(part) for part in found.groups()), shown=text)
    if _SHORT_YEAR.match(text) or _DAY_FIRST.match(text):
        raise _refused(
            f"“{text}”的年份不是四位数，无法确定", f"the year of “{text}” has not four digits and is uncertain"
        )
    if _NO_DAY.match(text):
        raise _refused(f"“{text}”没有写日", f"“{text}” names no day")
    if re.fullmatch(r"\d{5}(?:\.\d+)?", text):
        return _number(float(text))
    raise _refused(f"“{text[:40]}”不是日期", f"“{text[:40]}” is not a date")


def _number(value: float) -> dt.date:
    if _FIRST_SERIAL <= value < _LAST_SERIAL:
        return _SERIAL_ORIGIN + dt.timedelta(days=int(value))
    whole = int(value) if math.isfinite(value) else 0
    if value == whole and EARLIEST_YEAR * 10_000 < whole < LATEST_YEAR * 10_000:
        return _date(whole // 10_000, whole // 100 % 100, whole % 100, shown=str(whole))
    raise _refused(f"数字 {value:g} 不是日期", f"the number {value:g} is not a date")


def _date(year: int, month: int, day: int, *, shown: str) -> dt.date:
    try:
        return _within(dt.date(year, month, day))
    except ValueRefused:
        raise
    except ValueError as error:
        raise _refused(f"没有“{shown}”这一天", f"there is no such day as “{shown}”") from error


def _within(date: dt.date) -> dt.date:
    if not EARLIEST_YEAR <= date.year <= LATEST_YEAR:
        raise _refused(f"年份 {date.year} 不合理", f"the year {date.year} is not plausible")
    return date


def _refused(zh: str, en: str) -> ValueRefused:
    return ValueRefused(Text(zh, en), Text(_EXAMPLE_ZH, _EXAMPLE_EN))
