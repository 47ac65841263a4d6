"""How text becomes index tokens, the same for documents and for queries.

Words are found *inside* words: 预算 in 财政预算执行, and so is a name that no dictionary has. Therefore the index holds
no dictionary words but every pair of neighbouring units (a unit is one character, or one run of Latin letters and
digits), with positions; a longer word is a phrase of pairs, which is an exact substring match. Three- and
four-character strings that many documents share (人民政府) are tokens of their own, because a phrase of very common
pairs is the one slow query; the index chooses them itself (:func:`choose_grams`). The dictionary (rjieba) is asked only
about queries, where a run of characters is to be divided into words.

Folding maps full-width to half-width (NFKC), traditional to simplified (zhconv) and upper to lower case, character by
character: context-free, so that any part of a text folds like the whole.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from importlib.metadata import version
from operator import add

import zhconv_rs

# Positions on either side of these are not neighbours: 预算，执行 is not 预算执行.
_BREAKS = frozenset("。、;!?,:")
_ALIKE = {"○": "〇", "◯": "〇"}  # zero as it is typed in 二○二六年
_UNIT = re.compile(r"[a-z0-9]+|[^\sa-z0-9]")
_LATIN = re.compile(r"[a-z0-9]")
_DIGIT_COMMA = re.compile(r"(?<=[0-9０-９])[,，](?=[0-9０-９]{3})")
BREAK = "|"  # a token in the place of a sentence mark, so that phrases do not match across it
_LONGEST_UNIT = 64  # letters: anything longer is machine text (base64) and is cut, in documents and queries alike
GRAM_LENGTHS = (3, 4)  # characters
MOST_GRAMS = 30_000


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
    folded = fold(text)
    if len(folded) == len(text):  # folding only ever lengthens
        return folded, None
    return folded, [index for index, character in enumerate(text) for _ in _FOLDING[ord(character)]]


def parts(text: str) -> list[str]:
    """Folded stretches between sentence marks; inside one, neighbouring units are neighbours.

    Args:
        text: Any text.

    Returns:
        Non-empty folded stretches, still with spaces.
    """
    text = _DIGIT_COMMA.sub("", text.replace("\r\n", "\n")).replace("\n\n", "。")
    return [part for part in fold(text).split("\n") if part and not part.isspace()]


def units(part: str) -> list[str]:
    """Divide a folded stretch into units: single characters, and runs of Latin letters and digits.

    Args:
        part: A folded stretch, as :func:`parts` gives it.

    Returns:
        The units, in order.
    """
    return [unit[:_LONGEST_UNIT] for unit in _UNIT.findall(part)]


def pair(first: str, second: str) -> str:
    """One token for two neighbouring units.

    Args:
        first: A unit.
        second: The unit after it.

    Returns:
        The token; two Latin runs are kept apart, so that 20|19 is not 2019.
    """
    return f"{first}_{second}" if first[-1].isascii() and second[0].isascii() else first + second


class Tokens:
    """The tokens of one text: ``pairs`` in order of position, ``singles`` and ``grams`` as sets."""

    __slots__ = ("grams", "pairs", "singles")

    def __init__(self, text: str, common: frozenset[str]) -> None:
        self.pairs: list[str] = []
        self.singles: set[str] = set()
        self.grams: set[str] = set()
        for part in parts(text):
            compact = part.replace(" ", "")
            if _LATIN.search(part):
                sequence = units(part)
                self.singles.update(sequence)
                self.pairs.extend(map(pair, sequence, sequence[1:]))
                self.pairs += (sequence[-1], BREAK)
            else:
                self.singles.update(compact)
                self.pairs.extend(map(add, compact, compact[1:]))
                self.pairs += (compact[-1], BREAK)
            if common:
                self.grams |= common.intersection(_grams(compact))


def _grams(compact: str) -> set[str]:
    threes = list(map(add, map(add, compact, compact[1:]), compact[2:]))
    found = set(threes)
    found.update(map(add, threes, compact[3:]))
    return found


def choose_grams(texts: Iterable[str]) -> frozenset[str]:
    """Three- and four-character strings common enough to be tokens of their own.

    Args:
        texts: A sample of documents, a few thousand at most.

    Returns:
        Strings without Latin letters and digits that occur in at least one document of a hundred (and in twenty).
    """
    counts: Counter[str] = Counter()
    number = 0
    for text in texts:
        number += 1
        of_text: set[str] = set()
        for part in parts(text):
            of_text |= _grams(part.replace(" ", ""))
        counts.update(of_text)
    enough = max(20, number // 100)
    return frozenset(
        gram for gram, count in counts.most_common(MOST_GRAMS) if count >= enough and not _LATIN.search(gram)
    )
