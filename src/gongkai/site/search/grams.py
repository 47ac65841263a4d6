"""Common three- and four-character strings as tokens of their own, found in a text without a loop over its characters.

A string is one number of 64 bits, 16 for each character (characters beyond the basic plane belong to no string), so
equality of numbers is equality of strings. A table with one place per hash leads from a number to the string; of two
strings with the same place the rarer is left out when they are chosen, which costs speed of that one word, never a hit.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from operator import add
from typing import Final

import numpy as np
import numpy.typing as npt

from gongkai.site.search.analysis import compact

LENGTHS: Final = (3, 4)  # characters
_MOST: Final = 20_000
_LEAST: Final = 20  # documents of the sample
_SHARE: Final = 100  # at least one document of so many
_PLACES: Final = 20  # bits of the table
_MIX: Final = np.uint64(0x9E3779B97F4A7C15)  # Fibonacci hashing (Knuth, TAOCP 3, 6.4)
_BITS: Final = tuple(np.uint64(16 * n) for n in range(4))

_Numbers = npt.NDArray[np.uint64]


def _numbers(text: str) -> tuple[_Numbers, _Numbers]:
    codes = np.frombuffer(text.encode("utf-32-le", "replace"), dtype=np.uint32).astype(np.uint64)
    codes[codes > 0xFFFF] = 0
    threes = codes[:-2] | codes[1:-1] << _BITS[1] | codes[2:] << _BITS[2]
    return threes, threes[:-1] | codes[3:] << _BITS[3]


def _places(numbers: _Numbers) -> _Numbers:
    return (numbers * _MIX) >> np.uint64(64 - _PLACES)


class CommonGrams:
    """A fixed set of strings.

    Args:
        strings: Of three or four characters, the more important first.
    """

    def __init__(self, strings: Iterable[str]) -> None:
        kept: list[str] = []
        numbers: list[int] = []
        taken: set[int] = set()
        for string in strings:
            threes, fours = _numbers(string)
            number = threes[:1] if len(string) == LENGTHS[0] else fours[:1]
            place = int(_places(number)[0])
            if place not in taken:
                taken.add(place)
                kept.append(string)
                numbers.append(int(number[0]))
        self.strings = tuple(kept)
        self._members = frozenset(kept)
        self._known = np.array([*numbers, 0], dtype=np.uint64)
        self._table = np.full(1 << _PLACES, len(kept), dtype=np.int32)  # the last number is no string's
        if kept:
            self._table[_places(self._known[:-1])] = np.arange(len(kept), dtype=np.int32)

    def __contains__(self, string: str) -> bool:
        return string in self._members

    def __len__(self) -> int:
        return len(self.strings)

    def within(self, text: str) -> set[str]:
        """Which of the strings stand in a text.

        Args:
            text: What :func:`~gongkai.site.search.analysis.compact` gave.
        """
        if not self.strings or len(text) < LENGTHS[-1]:
            return {text} & self._members
        found: set[int] = set()
        for numbers in _numbers(text):
            at = self._table[_places(numbers)]
            found.update(at[(self._known[at] == numbers) & (numbers != 0)].tolist())
        return {self.strings[number] for number in found}


NO_GRAMS: Final = CommonGrams(())


def choose_grams(texts: Iterable[str]) -> CommonGrams:
    """Strings common enough to be tokens of their own.

    Args:
        texts: A sample of documents, a few thousand at most.

    Returns:
        Those without Latin letters and digits that occur in one document of a hundred and in twenty, commonest first.
    """
    counts: Counter[str] = Counter()
    number = 0
    for text in texts:
        number += 1
        whole = compact(text)
        threes = list(map(add, map(add, whole, whole[1:]), whole[2:]))
        counts.update({*threes, *map(add, threes, whole[3:])})
    enough = max(_LEAST, number // _SHARE)
    common = sorted(((count, gram) for gram, count in counts.items() if count >= enough), reverse=True)
    usable: Sequence[str] = [gram for _, gram in common if gram.isalpha() and not any(c.isascii() for c in gram)]
    return CommonGrams(usable[:_MOST])
