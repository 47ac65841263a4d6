"""Bytes of a page into text, whatever the page says about its own encoding."""

import codecs
import re
from dataclasses import dataclass

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"charset\s*=\s*[\"']?\s*([\w.:-]{3,20})", re.IGNORECASE)
_HEAD = 4096
_FAMILY = {"gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "gb_2312-80": "gb18030", "utf8": "utf-8",
           "big5-hkscs": "big5hkscs"}  # fmt: skip
# Controls that no writer types, and halves of characters, which no parser takes.
_UNWANTED = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a page: encoding, the one it really is in; declared, what it says; broken, characters lost."""

    text: str
    encoding: str
    declared: str
    broken: int = 0


def decode(data: bytes) -> Decoded:
    """Return the text of a page.

    A text that is whole UTF-8 is UTF-8, whatever it declares; next comes the declared encoding, then GB18030; a
    damaged text is read in the encoding that loses least.
    """
    found = _DECLARED.search(data[:_HEAD])
    declared = found.group(1).decode("ascii").lower() if found else ""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _loosely(data, name, declared)
    zeros = (data[:_HEAD:2].count(0), data[1:_HEAD:2].count(0))
    if max(zeros) > 64 and max(zeros) > len(data[:_HEAD]) // 8:
        return _loosely(data, "utf-16-be" if zeros[0] > zeros[1] else "utf-16-le", declared)
    for name in dict.fromkeys(("utf-8", _codec(declared), "gb18030")):
        try:
            return Decoded(_tidy(data.decode(name)), name, declared)
        except (UnicodeDecodeError, LookupError):
            continue
    return min((_loosely(data, name, declared) for name in ("utf-8", "gb18030")), key=lambda one: one.broken)


def _codec(declared: str) -> str:
    name = _FAMILY.get(declared, declared)
    # latin-1 takes any bytes and makes nonsense of all but English.
    return name if name.startswith(("big5", "gb", "utf-16")) else "utf-8"


def _loosely(data: bytes, name: str, declared: str) -> Decoded:
    text = data.decode(name, "replace")
    return Decoded(_tidy(text), name, declared, text.count("\ufffd"))


def _tidy(text: str) -> str:
    return _UNWANTED.sub("", text)
