"""Common three- and four-character strings as tokens of their own, found in a text without a loop over its characters.

A string is one number of 64 bits, 16 for each character (characters beyond the basic plane belong to no string), so
equality of numbers is equality of strings. A table with one place per hash leads from a number to the string; of two
strings with the same place the rarer is left out when they are chosen, which costs speed of that one word, never a hit.
In the index each is written as one character of a private plane, which folding leaves in no text.
"""

from collections.abc import Iterable, Iterator
from typing import Final

import numpy as np
import numpy.typing as npt

from gongkai.site.search.analysis import Codes, compact, to_codes, to_text

LENGTHS: Final = (3, 4)  # characters
_MOST: Final = 20_000
_LEAST: Final = 20  # documents of the sample
_SHARE: Final = 100  # at least one document of so many
_PAIR_SHARE: Final = 33  # and each pair within it in one of so many: a phrase with a rarer pair is fast as it is
_PLACES: Final = 20  # bits of the table
_MIX: Final = np.uint64(0x9E3779B97F4A7C15)  # Fibonacci hashing (Knuth, TAOCP 3, 6.4)
_BITS: Final = tuple(np.uint64(16 * n) for n in range(4))
_FIRST_MARK: Final = 0xF0000

_Numbers = npt.NDArray[np.uint64]
_Ordinals = npt.NDArray[np.int32]


def _numbers(units: Codes) -> tuple[_Numbers, _Numbers, _Numbers]:
    """Every two, three and four neighbours as numbers."""
    codes = units.astype(np.uint64)
    codes[codes > 0xFFFF] = 0
    twos = codes[:-1] | codes[1:] << _BITS[1]
    threes = twos[:-1] | codes[2:] << _BITS[2]
    return twos, threes, threes[:-1] | codes[3:] << _BITS[3]


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
            number = _numbers(to_codes(string))[len(string) - 2][:1]
            place = int(_places(number)[0])
            if place not in taken:
                taken.add(place)
                kept.append(string)
                numbers.append(int(number[0]))
        self.strings = tuple(kept)
        self._ordinals = {string: ordinal for ordinal, string in enumerate(kept)}
        self._known: _Numbers = np.array([*numbers, 0], dtype=np.uint64)
        self._table: _Ordinals = np.full(1 << _PLACES, len(kept), dtype=np.int32)  # the last number is no string's
        if kept:
            self._table[_places(self._known[:-1])] = np.arange(len(kept), dtype=np.int32)

    def __contains__(self, string: str) -> bool:
        return string in self._ordinals

    def __len__(self) -> int:
        return len(self.strings)

    def mark(self, string: str) -> str:
        """The character that stands for a string of the set.

        Args:
            string: One of the strings.

        Raises:
            KeyError: When it is none of them.
        """
        return chr(_FIRST_MARK + self._ordinals[string])

    def within(self, units: Codes) -> Iterator[tuple[npt.NDArray[np.intp], str]]:
        """Which of the strings stand where in a text.

        Args:
            units: Code points of what :func:`~gongkai.site.search.analysis.compact` gave.

        Yields:
            For each length the places in order, and as many marks.
        """
        if len(units) < LENGTHS[-1]:
            units = np.concatenate([units, np.zeros(LENGTHS[-1], dtype=np.uint32)])
        for numbers in _numbers(units)[1:]:
            at = self._table.take(_places(numbers))
            places = np.flatnonzero((self._known.take(at) == numbers) & (numbers != 0))
            yield places, to_text((at[places] + _FIRST_MARK).astype(np.uint32))


NO_GRAMS: Final = CommonGrams(())


def choose_grams(texts: Iterable[str]) -> CommonGrams:
    """Strings common enough to be tokens of their own.

    Args:
        texts: A sample of documents, a few thousand at most.

    Returns:
        Those without Latin letters and digits that occur in one document of a hundred and in twenty, whose pairs occur
        in three of a hundred, commonest first.
    """
    each: list[tuple[_Numbers, _Numbers]] = []
    for text in texts:
        twos, threes, fours = _numbers(to_codes(f"{compact(text)}\n\n\n\n"))
        each.append((np.unique(twos), np.unique(np.concatenate([threes, fours]))))
    if not each:
        return NO_GRAMS
    pairs, of_pairs = np.unique(np.concatenate([twos for twos, _ in each]), return_counts=True)
    common_pairs = set(map(_string, pairs[of_pairs * _PAIR_SHARE >= len(each)].tolist()))
    grams, of_grams = np.unique(np.concatenate([found for _, found in each]), return_counts=True)
    enough = of_grams >= max(_LEAST, len(each) // _SHARE)
    counted = sorted(zip(of_grams[enough].tolist(), map(_string, grams[enough].tolist()), strict=True), reverse=True)
    usable = [
        gram
        for _, gram in counted
        if len(gram) in LENGTHS
        and gram.isalpha()
        and not any(c.isascii() for c in gram)
        and all(gram[place : place + 2] in common_pairs for place in range(len(gram) - 1))
    ]
    return CommonGrams(usable[:_MOST])


def _string(number: int) -> str:
    return number.to_bytes(8, "little").decode("utf-16-le", "replace").rstrip("\0")
