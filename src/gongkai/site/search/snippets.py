"""Excerpts with the found words marked, as HTML that is safe to insert: everything but <mark> is escaped."""

import re
from collections import Counter
from collections.abc import Sequence
from html import escape

from gongkai.site.search.analysis import fold_with_offsets
from gongkai.site.search.query import Word

_FIRST = 300  # characters looked at first: one or two words mostly stand there, close together
_FEW = 2  # words
_CHUNK = 4_000  # characters looked at in one go
_OVERLAP = 100  # characters, so that a word across two chunks is found
_MOST_MATCHES = 60  # of one chunk
_ENOUGH = 20  # matches among which the best place is chosen, once every word has been met
_BEFORE = 20  # characters shown before the first found word
LENGTH = 120  # characters of an excerpt
_SPACE = re.compile(r"\s+")


def pattern(words: Sequence[Word]) -> re.Pattern[str] | None:
    """What to mark, in folded text.

    Args:
        words: The words that were looked for.

    Returns:
        A pattern, None when there are no words.
    """
    alternatives = sorted((_alternative(word) for word in words if word.units), key=len, reverse=True)
    # The empty group tells which alternative it was. Around the alternative it would hide from the regular expression
    # engine with which characters a match can begin at all, and every place of the text would be tried.
    return re.compile("|".join(f"{alternative}()" for alternative in alternatives)) if alternatives else None


def _alternative(word: Word) -> str:
    made = r"(?<![a-z0-9])" if word.units[0].endswith("_") else ""
    for number, unit in enumerate(word.units):
        after_latin = number > 0 and word.units[number - 1].endswith("_")
        between = r"\s{1,4}" if after_latin and unit.endswith("_") else r"\s{0,4}"
        made += (between if number else "") + re.escape(unit.rstrip("_"))
    return made + (r"(?![a-z0-9])" if word.units[-1].endswith("_") else "")


def spans(text: str, marking: re.Pattern[str] | None, enough: int = _MOST_MATCHES) -> list[tuple[int, int, int]]:
    """Where found words stand.

    Args:
        text: Text as it is shown.
        marking: What :func:`pattern` made.
        enough: How many are wanted once every word has been met.

    Returns:
        Start, end and number of the word, in order, not overlapping.
    """
    if marking is None:
        return []
    folded, offsets = fold_with_offsets(text)
    found: list[tuple[int, int, int]] = []
    met: set[int] = set()
    for match in marking.finditer(folded):
        start, end = match.span()
        if offsets is not None:
            start, end = offsets[start], offsets[end - 1] + 1
        if not found or start >= found[-1][1]:
            word = match.lastindex or 0
            met.add(word)
            found.append((start, end, word))
            if len(found) >= enough and (len(met) == marking.groups or len(found) == _MOST_MATCHES):
                break
    return found


def marked(text: str, marking: re.Pattern[str] | None) -> str:
    """A whole text with the found words marked, for titles.

    Args:
        text: Text as it is shown.
        marking: What :func:`pattern` made.

    Returns:
        HTML.
    """
    return _html(text, 0, len(text), spans(text, marking))


def excerpt(text: str, marking: re.Pattern[str] | None, length: int = LENGTH) -> str:
    """The stretch of a text in which most of the words stand, marked.

    Args:
        text: Text as it is shown.
        marking: What :func:`pattern` made.
        length: Characters at most, ellipses aside.

    Returns:
        HTML, "" when none of the words stand in the text.
    """
    if marking is not None and marking.groups <= _FEW and len(text) > _FIRST + _OVERLAP:
        found = spans(text[: _FIRST + _OVERLAP], marking, _ENOUGH)
        place, distinct = _best(found, length)
        if distinct == marking.groups and found[place][0] + length <= _FIRST:
            return _window(text, 0, found, place, length)
    for offset in range(0, len(text), _CHUNK):
        chunk = text[offset : offset + _CHUNK + _OVERLAP]
        found = spans(chunk, marking, _ENOUGH)
        if found:
            return _window(text, offset, found, _best(found, length)[0], length)
    return ""


def opening(text: str, length: int = LENGTH) -> str:
    """The beginning of a text.

    Args:
        text: Text as it is shown.
        length: Characters at most, the ellipsis aside.

    Returns:
        HTML.
    """
    return _html(text, 0, min(length, len(text)), [])


def _best(found: Sequence[tuple[int, int, int]], length: int) -> tuple[int, int]:
    """From which found word on most different words stand close together, and how many."""
    present = len({word for _, _, word in found})
    best, most, upto = 0, 0, 0
    inside: Counter[int] = Counter()
    for first, (begin, _, word) in enumerate(found):
        limit = begin + length - _BEFORE
        while upto < len(found) and found[upto][1] <= limit:
            inside[found[upto][2]] += 1
            upto += 1
        distinct = len(inside)
        if distinct > most:
            best, most = first, distinct
        if most == present:
            break
        if upto > first:  # the window moves on; a word longer than the window was never in it
            inside[word] -= 1
            if not inside[word]:
                del inside[word]
        else:
            upto = first + 1
    return best, most


def _window(text: str, offset: int, found: Sequence[tuple[int, int, int]], best: int, length: int) -> str:
    start = max(0, offset + found[best][0] - _BEFORE)
    end = min(len(text), max(start + length, offset + found[best][1]))
    near = [(first + offset, last + offset, word) for first, last, word in found if start <= first + offset < end]
    return _html(text, start, end, near)


def _html(text: str, start: int, end: int, found: Sequence[tuple[int, int, int]]) -> str:
    made = ["…"] if start else []
    place = start
    for first, last, _ in found:
        if first < place or last > end:
            continue
        made += [_plain(text[place:first]), "<mark>", _plain(text[first:last]), "</mark>"]
        place = last
    made.append(_plain(text[place:end]))
    if end < len(text):
        made.append("…")
    return "".join(made)


def _plain(text: str) -> str:
    return escape(_SPACE.sub(" ", text))
