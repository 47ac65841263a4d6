"""Common strings as tokens of their own, found in a text without a loop over its characters.

A string of three or four characters is one number of 64 bits, 16 for each character (characters beyond the basic plane
belong to no string); one of five to eight characters is the two strings of four at its ends. So equality of numbers is
equality of strings. A table with one place per hash leads from a number to the string; of two strings with the same
place the rarer is left out when they are chosen, which costs speed of that one word, never a hit. In the index each is
written as one character of a private plane, which folding leaves in no text.
"""

from collections.abc import Iterable, Iterator
from typing import Final

import numpy as np
import numpy.typing as npt

from gongkai.site.search.analysis import Codes, compact, to_codes, to_text

SHORTEST: Final = 3  # characters
_HALF: Final = 4
LONGEST: Final = 2 * _HALF
_MOST: Final = 20_000
_LEAST: Final = 20  # documents of the sample
_SHARE: Final = 100  # at least one document of so many
_PAIR_SHARE: Final = 33  # and each pair within it in one of so many: a phrase with a rarer pair is fast as it is
_PLACES: Final = 20  # bits of the table
_MIX: Final = np.uint64(0x9E3779B97F4A7C15)  # Fibonacci hashing (Knuth, TAOCP 3, 6.4)
_BITS: Final = tuple(np.uint64(16 * n) for n in range(4))
_FIRST_MARK: Final = 0xF0000

_Numbers = npt.NDArray[np.uint64]
_Places = npt.NDArray[np.intp]


def _numbers(units: Codes) -> tuple[_Numbers, _Numbers, _Numbers]:
    """Every two, three and four neighbours as numbers."""
    codes = units.astype(np.uint64)
    codes[codes > 0xFFFF] = 0
    twos = codes[:-1] | codes[1:] << _BITS[1]
    threes = twos[:-1] | codes[2:] << _BITS[2]
    return twos, threes, threes[:-1] | codes[3:] << _BITS[3]


def _long_numbers(places: _Places, halves: _Numbers) -> Iterator[tuple[_Places, _Numbers]]:
    """Where strings of five to eight may stand, and as which numbers.

    Args:
        places: Where common strings of four stand, in order.
        halves: Which, counted from one.
    """
    beside = np.zeros(int(places[-1]) + LONGEST if places.size else 1, dtype=np.uint64)
    beside[places] = halves
    for more in range(1, _HALF + 1):
        second = beside[places + more]
        both = second != 0
        length = np.uint64(_HALF + more) << _BITS[2]  # no string of three has such a third character
        yield places[both], halves[both] | second[both] << _BITS[1] | length


def _hashes(numbers: _Numbers) -> _Numbers:
    return (numbers * _MIX) >> np.uint64(64 - _PLACES)


class CommonGrams:
    """A fixed set of strings.

    Args:
        strings: Of three to eight characters, the more important first; those that begin and end longer ones before them.
    """

    def __init__(self, strings: Iterable[str]) -> None:
        self._ordinals: dict[str, int] = {}
        self._table = np.full(1 << _PLACES, -1, dtype=np.int32)
        numbers: list[int] = []
        for string in strings:
            number = self._number(string)
            place = _hashes(np.array([number], dtype=np.uint64))[0]
            if number and self._table[place] < 0:
                self._table[place] = self._ordinals[string] = len(numbers)
                numbers.append(number)
        self.strings = tuple(self._ordinals)
        self._known: _Numbers = np.array([*numbers, 0], dtype=np.uint64)  # the last is no string's

    def _number(self, string: str) -> int:
        if len(string) <= _HALF:
            return int(_numbers(to_codes(string))[len(string) - 2][0])
        first, second = self._ordinals.get(string[:_HALF]), self._ordinals.get(string[-_HALF:])
        return 0 if first is None or second is None else first + 1 | second + 1 << 16 | len(string) << 32

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

    def within(self, units: Codes) -> Iterator[tuple[_Places, str]]:
        """Which of the strings stand where in a text.

        Args:
            units: Code points of what :func:`~gongkai.site.search.analysis.compact` gave.

        Yields:
            For each length the places in order, and as many marks.
        """
        if len(units) < _HALF:
            units = np.concatenate([units, np.zeros(_HALF, dtype=np.uint32)])
        _, threes, fours = _numbers(units)
        places, ordinals = self._find(threes)
        yield places, _marks(ordinals)
        places, ordinals = self._find(fours)
        yield places, _marks(ordinals)
        for begins, numbers in _long_numbers(places, ordinals.astype(np.uint64) + np.uint64(1)):
            which, ordinals = self._find(numbers)
            yield begins[which], _marks(ordinals)

    def long_numbers(self, units: Codes) -> list[_Numbers]:
        """What strings of five to eight stand in a text whose ends are of this set.

        Args:
            units: Code points, four at least.
        """
        places, ordinals = self._find(_numbers(units)[2])
        return [numbers for _, numbers in _long_numbers(places, ordinals.astype(np.uint64) + np.uint64(1))]

    def long_string(self, number: int) -> str:
        """What a number of :meth:`long_numbers` stands for."""
        first, second = self.strings[(number & 0xFFFF) - 1], self.strings[(number >> 16 & 0xFFFF) - 1]
        return first + second[2 * _HALF - (number >> 32) :]

    def _find(self, numbers: _Numbers) -> tuple[_Places, npt.NDArray[np.int32]]:
        at = self._table.take(_hashes(numbers))
        places = np.flatnonzero((self._known.take(at, mode="wrap") == numbers) & (numbers != 0))
        return places, at[places]


def _marks(ordinals: npt.NDArray[np.int32]) -> str:
    return to_text((ordinals + _FIRST_MARK).astype(np.uint32))


NO_GRAMS: Final = CommonGrams(())


def choose_grams(texts: Iterable[str]) -> CommonGrams:
    """Strings common enough to be tokens of their own.

    Args:
        texts: A sample of documents, a few thousand at most.

    Returns:
        Those without Latin letters and digits that occur in one document of a hundred and in twenty, whose pairs occur
        in three of a hundred, commonest first.
    """
    sample = [to_codes(f"{compact(text)}\n\n\n\n") for text in texts]
    if not sample:
        return NO_GRAMS
    numbers = [_numbers(units) for units in sample]
    enough = max(_LEAST, len(sample) // _SHARE)
    pairs = {_string(pair) for pair in _in_documents([twos for twos, _, _ in numbers], len(sample) // _PAIR_SHARE)}
    short = [
        gram
        for gram in map(_string, _in_documents([np.concatenate(longer) for _, *longer in numbers], enough))
        if len(gram) >= SHORTEST
        and gram.isalpha()
        and not any(c.isascii() for c in gram)
        and all(gram[place : place + 2] in pairs for place in range(len(gram) - 1))
    ]
    common = CommonGrams(short[:_MOST])
    long = _in_documents([np.concatenate(common.long_numbers(units)) for units in sample], enough)
    return CommonGrams((*common.strings, *map(common.long_string, long[: _MOST - len(common)])))


def _in_documents(numbers: list[_Numbers], enough: int) -> list[int]:
    """Numbers that so many documents hold, commonest first."""
    found, counts = np.unique(np.concatenate([np.unique(of_one) for of_one in numbers]), return_counts=True)
    common = np.flatnonzero(counts >= enough)
    return [int(number) for number in found[common[np.argsort(-counts[common], kind="stable")]]]


def _string(number: int) -> str:
    return number.to_bytes(8, "little").decode("utf-16-le", "replace").rstrip("\0")
