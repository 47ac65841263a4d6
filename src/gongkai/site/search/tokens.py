"""The tokens of whole batches of documents, without a loop over characters: an index of all records is made of these.

The batch is one array of code points. A run of Latin letters and digits is one unit among characters: in the array one
place holder stands for it, and its letters are put in at the end, in the few places where there are any.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import Final

import numpy as np
import numpy.typing as npt

from gongkai.site.search.analysis import LONGEST_RUN, Codes, fold_codes, to_codes, to_text
from gongkai.site.search.grams import CommonGrams

_PLACE_HOLDER: Final = "\ue000"  # private use: folding leaves none in a text
_ASCII_COMMA, _WIDE_COMMA = ord(","), ord("，")
_Places = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of one document.

    Attributes:
        pairs: Neighbouring units of everything, by position, joined by spaces.
        characters: Every character is a token: the units of everything that are one character, and the common grams.
        runs: Runs of Latin letters and digits, closed by "_", joined by spaces.
        heading: All of these of the heading, joined by spaces, the pairs first and by position.
    """

    pairs: str
    characters: str
    runs: str
    heading: str


def tokens(texts: Sequence[tuple[str, str]], common: CommonGrams) -> Iterator[Tokens]:
    """Find the tokens of documents.

    Args:
        texts: Heading and everything else of each document.
        common: The grams that are tokens of their own.
    """
    if not texts:
        return
    pieces = [part for heading, rest in texts for part in (_closed(f"。{heading}"), _closed(rest))]
    units, bounds, runs = _units(pieces)
    # A pair with a line break in it is taken for one unit alone when the index divides at white space: two such
    # positions stand between the pairs on either side of a sentence mark, and no phrase reaches across.
    rows = np.empty((len(units) - 1, 3), dtype=np.uint32)
    rows[:, 0], rows[:, 1], rows[:, 2] = units[:-1], units[1:], ord(" ")
    pairs, whole = to_text(rows), to_text(units)
    found = [(np.searchsorted(places, bounds).tolist(), marks) for places, marks in common.within(units)]
    first_run = 0
    for number in range(0, len(pieces), 2):
        begin, middle, end = bounds[number : number + 3]
        of_heading = first_run + whole.count(_PLACE_HOLDER, begin, middle)
        last_run = of_heading + whole.count(_PLACE_HOLDER, middle, end)
        heading_runs, all_runs = runs[first_run:of_heading], runs[first_run:last_run]
        heading_marks = "".join(marks[at[number] : at[number + 1]] for at, marks in found)
        marks = "".join(marks[at[number] : at[number + 2]] for at, marks in found)
        heading_pairs = _filled(pairs[3 * begin : 3 * (middle - 1)], heading_runs, 2)
        heading_units = _filled(" ".join(whole[begin:middle] + heading_marks), heading_runs, 1)
        yield Tokens(
            pairs=_filled(pairs[3 * begin : 3 * (end - 1)], all_runs, 2),
            characters=whole[begin:end] + marks,
            runs=" ".join(all_runs),
            heading=heading_pairs + heading_units,
        )
        first_run = last_run


def _closed(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\n\n", "。") + "。"


def _filled(text: str, runs: Sequence[str], times: int) -> str:
    """Put the runs in, each so many times: it stands in two pairs."""
    if not runs:
        return text
    pieces = text.split(_PLACE_HOLDER)
    repeated = (run for run in runs for _ in range(times))
    return "".join(chain.from_iterable(zip(pieces, repeated, strict=False))) + pieces[-1]


def _units(texts: Sequence[str]) -> tuple[Codes, list[int], list[str]]:
    """The units of texts one after another, where each text begins (and the end), the runs that place holders stand for.

    The same as ``analysis.compact``; a test compares them.
    """
    raw = to_codes("".join(texts))
    ends = np.cumsum([len(text) for text in texts])
    folded, several = fold_codes(raw)
    if several:
        raw, folded, ends = _lengthened(raw, folded, ends, several)
    commas = _digit_commas(raw)
    if commas.size:
        folded, ends = np.delete(folded, commas), ends - np.searchsorted(commas, ends)
    keep = folded != ord(" ")
    runs: list[str] = []
    latin = np.flatnonzero((folded > ord(" ")) & (folded < 128))
    if latin.size:
        starts = np.flatnonzero(np.diff(latin, prepend=-2) != 1)
        since = np.arange(latin.size) - np.repeat(starts, np.diff(starts, append=latin.size))
        opens = since % LONGEST_RUN == 0
        letters = folded[latin].astype(np.uint8).tobytes().decode("ascii")
        runs = [f"{letters[begin:end]}_" for begin, end in pairwise([*np.flatnonzero(opens).tolist(), latin.size])]
        keep[latin[~opens]] = False
        folded[latin[opens]] = ord(_PLACE_HOLDER)
    lengths = np.add.reduceat(keep, [0, *ends[:-1].tolist()], dtype=np.intp)
    return folded[keep], [0, *np.cumsum(lengths).tolist()], runs


def _lengthened(
    raw: Codes, folded: Codes, ends: _Places, several: Sequence[tuple[int, str]]
) -> tuple[Codes, Codes, _Places]:
    """Make room for characters that stand for several (㎡)."""
    times = np.ones(len(raw), dtype=np.intp)
    times[[place for place, _ in several]] = [len(text) for _, text in several]
    folded = np.repeat(folded, times)
    after = np.cumsum(times)
    for place, text in several:
        folded[after[place] - len(text) : after[place]] = to_codes(text)
    return np.repeat(raw, times), folded, after[ends - 1]


def _digit_commas(raw: Codes) -> _Places:
    """Where 1,234 has its comma."""
    commas = np.flatnonzero((raw == _ASCII_COMMA) | (raw == _WIDE_COMMA))
    commas = commas[(commas > 0) & (commas < len(raw) - 3)]
    for step in (-1, 1, 2, 3):
        beside = raw[commas + step]
        # Only the digits 0 to 9 and their full-width forms.
        commas = commas[((beside >= 0x30) & (beside <= 0x39)) | ((beside >= 0xFF10) & (beside <= 0xFF19))]
    return commas
