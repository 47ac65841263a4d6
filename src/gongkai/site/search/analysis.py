"""How text becomes index tokens, the same for documents and for queries.

Words are found *inside* words: 预算 in 财政预算执行, and so is a name that no dictionary has. Therefore the index holds
no dictionary words but every pair of neighbouring units (a unit is one character, or one run of Latin letters and
digits), with positions; a longer word is a phrase of pairs, which is an exact substring match. Three- and
four-character strings that many documents share (人民政府) are tokens of their own, because a phrase of very common
pairs is the one slow query; the index chooses them itself (``grams``). ``tokens`` makes these of whole batches of
documents. The dictionary (rjieba) is asked only about queries, where a run of characters is to be divided into words.

Folding maps full-width to half-width (NFKC), traditional to simplified (zhconv) and upper to lower case, character by
character: context-free, so that any part of a text folds like the whole.
"""

import re
import unicodedata
from functools import cache
from importlib.metadata import version
from typing import Final

import numpy as np
import numpy.typing as npt
import zhconv_rs

# Positions on either side of these are not neighbours: 预算，执行 is not 预算执行.
_BREAKS = frozenset("。、;!?,:")
_ALIKE = {"○": "〇", "◯": "〇"}  # zero as it is typed in 二○二六年
_SHORT: Final = 100  # characters, up to which an array does not pay
LONGEST_RUN: Final = 64  # anything longer is machine text (base64) and is divided
_RUN = re.compile(rf"[a-z0-9]{{1,{LONGEST_RUN}}}")
_UNIT = re.compile(r"[a-z0-9]+_|[^a-z0-9_]")
_LATIN = re.compile(r"[a-z0-9]")
_DIGIT_COMMA = re.compile(r"(?<=[0-9０-９])[,，](?=[0-9０-９]{3})")


class _Folding(dict[int, str]):
    """Code point to its folded text, filled as characters are met: a text uses a few thousand of a million."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        if unicodedata.category(character) == "Cs":  # half of a surrogate pair cannot be stored
            folded = " "
        else:
            wide = unicodedata.normalize("NFKC", _ALIKE.get(character, character)).casefold()
            folded = "".join(_as_unit(c) for c in zhconv_rs.zhconv(wide, "zh-Hans"))
        self[code] = folded
        return folded


def _as_unit(character: str) -> str:
    if character in _BREAKS:
        return "\n"
    return character if character.isalnum() else " "


_FOLDING = _Folding()

Codes = npt.NDArray[np.uint32]
_SEVERAL: Final = 0x110000  # stands for several characters: no code point
_UNMET: Final = 0x110001
_TABLE: Final[Codes] = np.full(0x110000, _UNMET, dtype=np.uint32)


def to_codes(text: str) -> Codes:
    """A text as an array of code points.

    Args:
        text: Any text, halves of surrogate pairs too.
    """
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


def to_text(codes: Codes) -> str:
    """The opposite of :func:`to_codes`.

    Args:
        codes: Code points, no halves of surrogate pairs.
    """
    return codes.tobytes().decode("utf-32-le")


def fold_codes(codes: Codes) -> tuple[Codes, list[tuple[int, str]]]:
    """Fold an array at once: what :func:`fold` does, eight times as fast on texts of some length.

    Args:
        codes: Code points.

    Returns:
        As many folded code points, and where one of them stands for several (then it is meaningless), which.
    """
    folded = _TABLE.take(codes)
    if folded.max(initial=0) < _SEVERAL:
        return folded, []
    for code in np.unique(codes[folded == _UNMET]).tolist():
        of_one = _FOLDING[code]
        _TABLE[code] = ord(of_one) if len(of_one) == 1 else _SEVERAL
    folded = _TABLE.take(codes)
    several = np.flatnonzero(folded == _SEVERAL).tolist()
    return folded, [(place, _FOLDING[int(codes[place])]) for place in several]


@cache
def folding_stamp() -> str:
    """What an index must agree on with its reader: the tables that fold characters."""
    return f"zhconv-rs {version('zhconv-rs')}, unicode {unicodedata.unidata_version}"


def fold(text: str) -> str:
    """Fold a text: letters and digits comparable, sentence marks as line breaks, everything else as spaces.

    Args:
        text: Any text; blank lines count as sentence marks, single line breaks (hard-wrapped text) as nothing.

    Returns:
        The folded text; its length differs from the text's only where one character stands for several (㎡, ﬁ).
    """
    return text.translate(_FOLDING)


def fold_with_offsets(text: str) -> tuple[str, list[int] | None]:
    """Fold and say where each folded character comes from.

    Args:
        text: Any text.

    Returns:
        The folded text and, where lengths differ, the index in ``text`` of each folded character, else None.
    """
    if len(text) < _SHORT:
        folded = fold(text)
        several = len(folded) > len(text)  # folding only ever lengthens
    else:
        codes, places = fold_codes(to_codes(text))
        several = bool(places)
        folded = fold(text) if several else to_text(codes)
    if not several:
        return folded, None
    return folded, [index for index, character in enumerate(text) for _ in _FOLDING[ord(character)]]


def without_digit_commas(text: str) -> str:
    """Write 1,234 as 1234.

    Args:
        text: Any text.
    """
    return _DIGIT_COMMA.sub("", text)


def compact(text: str) -> str:
    """Fold a text and take out what does not separate.

    Args:
        text: Any text.

    Returns:
        Units without anything between them, each run of Latin letters and digits closed by "_" (so that 20|19 is not
        2019), and a line break in the place of each sentence mark.
    """
    folded = fold(without_digit_commas(text.replace("\r\n", "\n")).replace("\n\n", "。"))
    if _LATIN.search(folded):
        folded = _RUN.sub(r"\g<0>_", folded)
    return folded.replace(" ", "")


def phrases(text: str) -> list[list[str]]:
    """The units of a text, one list for each stretch between sentence marks.

    Args:
        text: Any text.

    Returns:
        Lists that are not empty; a unit is one character, or a run of Latin letters and digits closed by "_".
    """
    return [_UNIT.findall(part) for part in compact(text).split("\n") if part]
