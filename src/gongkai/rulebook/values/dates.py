"""Dates and periods as people and spreadsheets write them."""

import re
import unicodedata
from datetime import date, datetime
from typing import Any

from gongkai.rulebook.timing import PeriodKind, period_of
from gongkai.rulebook.values.refusal import Refusal

_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_DATE = re.compile(
    r"(?P<y>\d{4})(?:年|[-/.])(?P<m>\d{1,2})(?:月|[-/.])(?P<d>\d{1,2})日?(?:[T ]?\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?"
)
_COMPACT = re.compile(r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})")
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_KEY = re.compile(r"\d{4}(?:Q[1-4]|H[12]|-(?:0[1-9]|1[0-2])[AB]?|-W\d{2}|-\d{4}-[12])?")
_QUARTER = re.compile(r"(\d{4})年?第?([1-4])季度?")
_HALF = re.compile(r"(\d{4})年?(上|下)半年")
_MONTH = re.compile(r"(\d{4})(?:年|[-/.])(\d{1,2})月?")
_YEAR = re.compile(r"(\d{4})年?度?")
_TERM = re.compile(r"(\d{4})[-—~至](\d{4})学年(?:度)?第?([12])学期")


def parse_date(value: Any) -> str:
    """Return a date as YYYY-MM-DD. Raises Refusal."""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    tidy = re.sub(r"\s+", " ", unicodedata.normalize("NFKC", str(value))).strip()
    tidy = re.sub(r"(?<=[年月日]) | (?=[年月日])", "", tidy)
    found = _DATE.fullmatch(tidy) or _COMPACT.fullmatch(tidy) or _DATE.fullmatch(_arabic(tidy))
    try:
        day = date(int(found["y"]), int(found["m"]), int(found["d"])) if found else None
    except ValueError:
        day = None
    if day is None or not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        zh, en = f"“{value}”不是日期，请填写如 2026-03-01", f"“{value}” is not a date; write it like 2026-03-01"
        raise Refusal("value.date", zh, en)
    return day.isoformat()


def parse_period(value: Any) -> str:
    """Return a period as a key (2026, 2026H1, 2026Q3, 2026-09) or two dates joined by a slash. Raises Refusal."""
    tidy = re.sub(r"\s+", "", unicodedata.normalize("NFKC", str(value)))
    if re.search(r"[一二三四〇]", tidy):
        tidy = tidy.translate(_DIGITS)
    if _KEY.fullmatch(tidy.upper()):
        return tidy.upper()
    if found := _QUARTER.fullmatch(tidy):
        return f"{found[1]}Q{found[2]}"
    if found := _HALF.fullmatch(tidy):
        return f"{found[1]}H{1 if found[2] == '上' else 2}"
    if found := _TERM.fullmatch(tidy):
        return f"{found[1]}-{found[2]}-{found[3]}"
    if (found := _MONTH.fullmatch(tidy)) and 1 <= int(found[2]) <= 12:
        return period_of(PeriodKind.MONTH, date(int(found[1]), int(found[2]), 1)).key
    if found := _YEAR.fullmatch(tidy):
        return found[1]
    return _between(tidy, value)


def _between(tidy: str, value: Any) -> str:
    parts = re.split(r"至|到|~|—+|/(?=\d{4}-)|(?<=日)-", tidy)
    if len(parts) == 2:
        first, last = parts
        if first[:4].isdecimal() and "月" in last and "年" not in last:
            last = f"{first[:4]}年{last}"
        try:
            start, end = parse_date(first), parse_date(last)
        except Refusal:
            start, end = "", ""
        if start and start <= end:
            return f"{start}/{end}"
    zh = f"“{value}”不是期间，请填写如 2026、2026Q3、2026-09 或 2026年1月1日至2026年3月31日"
    raise Refusal("value.period", zh, f"“{value}” is not a period; write 2026, 2026Q3, 2026-09 or two dates")


def _arabic(text: str) -> str:
    """Turn Chinese numerals of a date (二〇二六年三月十一日) into digits."""
    text = re.sub(r"([二三])?十([一二三四五六七八九])?", lambda m: str((_one(m[1]) or 1) * 10 + _one(m[2])), text)
    return text.translate(_DIGITS)


def _one(digit: str | None) -> int:
    return int(digit.translate(_DIGITS)) if digit else 0
