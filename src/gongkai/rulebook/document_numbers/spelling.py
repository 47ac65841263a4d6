"""One spelling for the many ways in which a document number is typed."""

import re
import unicodedata

from gongkai.rulebook.document_numbers.model import Mark

HAN = r"\u3400-\u4dbf\u4e00-\u9fff"
_OPENERS = "([{<〔【〖《〈「『"
_CLOSERS = ")]}>〕】〗》〉」』"
_BRACKETS = str.maketrans(_OPENERS + _CLOSERS, "〔" * len(_OPENERS) + "〕" * len(_CLOSERS))
_DASHES = re.compile(r"[‐‑‒–—―─━－~〜﹣]+|--+")
_INVISIBLE = re.compile(r"[\s\u200b-\u200f\u2060\ufeff\u00ad]+")
_DIGITS = {character: value for value, character in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_NUMERAL = "".join(_DIGITS) + "".join(_UNITS)
_NUMERALS = re.compile(rf"(?<=[第〔〕])[{_NUMERAL}]+(?=[号〕年-]|$)|[{_NUMERAL}]{{4}}(?=年)")
# A gap between a year and a serial is the only space that carries meaning.
_GAP = re.compile(rf"(?<=[{HAN}〔])((?:19|20)\d\d)\s+(?=\d)")


def chinese_numeral(text: str) -> int:
    """Return the value of a numeral in Chinese characters: 七十五 → 75, 二〇二〇 → 2020."""
    if not any(character in _UNITS for character in text):
        return int("".join(str(_DIGITS[character]) for character in text))
    total, digit = 0, 0
    for character in text:
        if character in _UNITS:
            total += (digit or 1) * _UNITS[character]
            digit = 0
        else:
            digit = _DIGITS[character]
    return total + digit


def spell(printed: str) -> tuple[str, set[Mark]]:
    """Return the text in half width, without spaces, with 〔〕 for every bracket and digits for numerals."""
    marks: set[Mark] = set()
    stripped = printed.strip().strip("\ufeff\u200b")
    text = unicodedata.normalize("NFKC", stripped)
    if re.search(r"[\uff01-\uff5e]", re.sub(r"[（）［］｛｝＜＞：，；～]", "", stripped)):
        marks.add(Mark.FULL_WIDTH)
    if _INVISIBLE.search(text):
        marks.add(Mark.SPACES)
        text = _INVISIBLE.sub("", _GAP.sub(r"\1-", text))
    text = _DASHES.sub("-", text)
    unified = text.translate(_BRACKETS)
    if unified != text:
        marks.add(Mark.BRACKETS)
    digits = _NUMERALS.sub(lambda found: str(chinese_numeral(found.group())), unified)
    if digits != unified:
        marks.add(Mark.CHINESE_NUMERALS)
    return digits, marks
