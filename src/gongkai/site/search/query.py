"""What a person typed becomes words, phrases and exclusions.

Nothing a person types is an error: whatever cannot be understood is left out or cut, and the answer says so.
"""

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Literal

import rjieba

from gongkai.site.search.analysis import fold, phrases, without_digit_commas
from gongkai.site.search.schema import exact_token

MOST_TYPED: Final = 256  # characters of a query that are looked at
MOST_WORDS: Final = 12
_MOST_UNITS: Final = 48  # of one phrase

_QUOTES = str.maketrans(dict.fromkeys("“”„‟〝〞〟″＂「」『』﹁﹂﹃﹄«»《》〈〉‹›‘’‚‛", '"'))
_APOSTROPHES = re.compile(r"(?<!\w)['＇]([^'＇]+)['＇](?!\w)")
_NUMBERED = re.compile(r"[〔\[［(（【〖]\s*[0-9０-９]{4}\s*[〕\]］)）】〗]\s*第?\s*[0-9０-９]+")
_HAN = re.compile(r"[^\x00-\x7f]")
_PARTICLES = frozenset("的了和与及或是在之等对为由于并将把被从到向也都而且其关")

Order = Literal["relevance", "newest"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchRequest:
    """What is asked. Empty text and no filters is every record, newest first.

    Attributes:
        text: What the person typed.
        unit_id: A unit; records of its subordinates are included.
        duty: Key of a duty.
        category: Key of a category.
        topic: Key of a topic.
        year: Year of the facet.
        date_from: First local date of publication.
        date_to: Last local date of publication.
        order: By relevance, or newest first.
        page: From 1; bounded by ``results.MOST_PAGES``.
        page_size: Records per page, 1 to 50.
        after: Cursor of a previous answer, for newest-first without a bound; overrides ``page``.
        with_facets: Whether to count categories, topics, years, duties and units.
    """

    text: str = ""
    unit_id: int | None = None
    duty: str = ""
    category: str = ""
    topic: str = ""
    year: int | None = None
    date_from: date | None = None
    date_to: date | None = None
    order: Order = "relevance"
    page: int = 1
    page_size: int = 20
    after: str = ""
    with_facets: bool = True


@dataclass(frozen=True, slots=True)
class Word:
    """One thing that must occur (or must not): neighbouring units."""

    units: tuple[str, ...]
    shown: str

    @property
    def text(self) -> str:
        """The units as one folded string."""
        return "".join(self.units)


@dataclass(frozen=True, slots=True)
class Words:
    """A query understood.

    Attributes:
        wanted: All of these must occur.
        unwanted: None of these may.
        exact: The whole text as one index number or document number.
        cut: Whether something was left out because there was too much of it.
    """

    wanted: tuple[Word, ...] = ()
    unwanted: tuple[Word, ...] = ()
    exact: str = ""
    cut: bool = False


def understand(text: str, *, loosely: bool = False) -> Words:
    """Divide what was typed.

    Quoted text (any style of quotes, 《》 too) is one phrase; so is a document number, whatever its brackets, and any run
    of Latin letters, digits and signs. Other runs of characters are divided into dictionary words; a single character
    beside a word is taken together with it, because that is how names fall apart (沟门|峪|村). A leading minus excludes.

    Args:
        text: What the person typed.
        loosely: Whether single characters and long words are looked for apart, the second attempt when nothing is found.

    Returns:
        The words, at most :data:`MOST_WORDS`.
    """
    cut = len(text) > MOST_TYPED
    text = _APOSTROPHES.sub(r'"\1"', text[:MOST_TYPED].translate(_QUOTES))
    pieces = text.split('"')
    wanted: dict[tuple[str, ...], Word] = {}
    unwanted: dict[tuple[str, ...], Word] = {}
    minus = False
    for number, piece in enumerate(pieces):
        if number % 2 and number < len(pieces) - 1:
            target = unwanted if minus else wanted
            target.update((word.units, word) for word in _phrases(piece))
            minus = False
            continue
        for run in _runs(piece):
            if run[0] in "-－" and len(run) > 1:
                unwanted.update((word.units, word) for word in _phrases(run))
            else:
                wanted.update((word.units, word) for word in _divide(run, loosely=loosely))
        minus = piece.endswith(("-", "－"))
    cut = cut or len(wanted) > MOST_WORDS or len(unwanted) > MOST_WORDS
    exact = exact_token(text)
    return Words(tuple(wanted.values())[:MOST_WORDS], tuple(unwanted.values())[:MOST_WORDS], exact, cut)


def _runs(piece: str) -> list[str]:
    if _NUMBERED.search(piece):  # spaces around the brackets of a document number are no boundaries
        piece = re.sub(r"\s*([〔\[［(（【〖〕\]］)）】〗])\s*", r"\1", piece)
    return piece.split()


def _phrases(text: str) -> list[Word]:
    shown = text.strip(" -－")
    found = (tuple(of_part[:_MOST_UNITS]) for of_part in phrases(text))
    words = [Word(of_part, "".join(of_part).replace("_", " ").strip()) for of_part in found]
    return [replace(words[0], shown=shown)] if len(words) == 1 else words


def _divide(run: str, *, loosely: bool) -> list[Word]:
    if not _HAN.search(run) or (_NUMBERED.search(run) and not loosely):
        return _phrases(run)
    divided: list[str] = []
    for stretch in fold(without_digit_commas(run)).split():
        segments = rjieba.cut_for_search(stretch) if loosely else rjieba.cut(stretch)
        divided.extend(segments if loosely else _glue(segments))
    return [word for segment in divided for word in _phrases(segment)]


def _glue(segments: list[str]) -> list[str]:
    glued: list[str] = []
    lengths = [len(segment) for segment in segments]
    for place, segment in enumerate(segments):
        between_words = 0 < place < len(segments) - 1 and lengths[place - 1] > 1 < lengths[place + 1]
        if segment in _PARTICLES and between_words:
            continue
        follows_single = place == 1 and lengths[0] == 1
        if glued and (lengths[place] == 1 or follows_single):
            glued[-1] += segment
        else:
            glued.append(segment)
    return glued
