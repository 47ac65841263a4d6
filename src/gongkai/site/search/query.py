"""What a person typed becomes words, phrases and exclusions, and those become an index query.

Nothing a person types is an error: whatever cannot be understood is left out or cut, and the answer says so.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Literal

import rjieba
import tantivy

from gongkai.site.search.analysis import fold, phrases, without_digit_commas
from gongkai.site.search.document import recency
from gongkai.site.search.grams import CommonGrams
from gongkai.site.search.schema import CHARACTERS, EXACT, PAIRS, RUNS, TITLE, exact_token, storable

MOST_TYPED: Final = 256  # characters of a query that are looked at
MOST_WORDS: Final = 12
_MOST_UNITS: Final = 48  # of one phrase
_TITLE_WEIGHT: Final = 3.0
_EXACT_WEIGHT: Final = 50.0
_COMMON: Final = 0.2  # share of all records from which on a word no longer tells records apart

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


class QueryBuilder:
    """Index queries for one view of the index.

    Args:
        searcher: The view.
        schema: Its schema.
        common: Its grams that are tokens of their own.
    """

    def __init__(self, searcher: tantivy.Searcher, schema: tantivy.Schema, common: CommonGrams) -> None:
        self._searcher = searcher
        self._schema = schema
        self._common = common

    def matching(self, words: Words, request: SearchRequest) -> tantivy.Query:
        """What must be true of a record, without any weight.

        Args:
            words: The words.
            request: Its filters.
        """
        must = [self.word(word) for word in words.wanted]
        must += self._filters(request)
        parts_of_query = [(tantivy.Occur.Must, query) for query in must or [tantivy.Query.all_query()]]
        parts_of_query += [(tantivy.Occur.MustNot, self.word(word)) for word in words.unwanted]
        if len(parts_of_query) == 1:
            return parts_of_query[0][1]
        return tantivy.Query.boolean_query(parts_of_query)

    def weighed(self, words: Words, request: SearchRequest) -> tantivy.Query:
        """The same records with weights: BM25 of each word, more for a word in the title, most for a whole number.

        Args:
            words: The words.
            request: Its filters.
        """
        heavy = [tantivy.Query.boost_query(self.word(word, field=TITLE), _TITLE_WEIGHT) for word in words.wanted]
        if words.exact and self._searcher.doc_freq(EXACT, words.exact):
            number = tantivy.Query.term_query(self._schema, EXACT, words.exact, "basic")
            heavy.append(tantivy.Query.boost_query(number, _EXACT_WEIGHT))
        should = [(tantivy.Occur.Should, query) for query in heavy]
        alone = len(words.wanted) == 1 and not words.unwanted and not self._filters(request)
        if alone:  # a plain union, which the index can cut short
            return tantivy.Query.boolean_query([(tantivy.Occur.Should, self.word(words.wanted[0])), *should])
        if self._all_common(words):
            must = tantivy.Query.const_score_query(self.matching(words, request), 0.0)
            return tantivy.Query.boolean_query([(tantivy.Occur.Must, must), *should])
        required = [(tantivy.Occur.Must, self.word(word)) for word in words.wanted]
        required += [(tantivy.Occur.Must, query) for query in self._filters(request)]
        required += [(tantivy.Occur.MustNot, self.word(word)) for word in words.unwanted]
        return tantivy.Query.boolean_query([*required, *should])

    def word(self, word: Word, *, field: str = "") -> tantivy.Query:
        """Records in which the units stand next to one another.

        Args:
            word: The units.
            field: The field of titles, or "" for everything.
        """
        alone = self._alone(word)
        if alone:
            return tantivy.Query.term_query(self._schema, field or alone[0], alone[1], "basic")
        tokens = _cover(word.units)
        if len(tokens) == 1:
            return tantivy.Query.term_query(self._schema, field or PAIRS, tokens[0][1])
        return tantivy.Query.phrase_query(self._schema, field or PAIRS, list(tokens))

    def _alone(self, word: Word) -> tuple[str, str] | None:
        """Field and token of a word that is one token without positions."""
        text = word.text
        if text in self._common:
            return CHARACTERS, self._common.mark(text)
        if len(word.units) == 1:
            return RUNS if text.endswith("_") else CHARACTERS, text
        return None

    def _all_common(self, words: Words) -> bool:
        enough = self._searcher.num_docs * _COMMON
        return len(words.wanted) > 1 and all(self._frequency(word) > enough for word in words.wanted)

    def _frequency(self, word: Word) -> int:
        alone = self._alone(word)
        if alone:
            return self._searcher.doc_freq(*alone)
        return min(self._searcher.doc_freq(PAIRS, token) for _, token in _cover(word.units))

    def _filters(self, request: SearchRequest) -> list[tantivy.Query]:
        found: list[tantivy.Query] = []
        terms: Iterable[tuple[str, int | str | None]] = (
            ("units", request.unit_id),
            ("year", request.year),
            ("duty", request.duty or None),
            ("category", request.category or None),
            ("topic", request.topic or None),
        )
        for field, value in terms:
            if value is None:
                continue
            if isinstance(value, int):
                possible = 0 <= value < 1 << 63
                query = tantivy.Query.term_query(self._schema, field, value) if possible else _nothing()
            else:
                query = tantivy.Query.term_query(self._schema, field, storable(value), "basic")
            found.append(tantivy.Query.const_score_query(query, 0.0))
        if request.date_from or request.date_to:
            lower = recency(request.date_from) if request.date_from else None
            upper = recency(request.date_to) | (1 << 40) - 1 if request.date_to else None
            found.append(self.between(lower, upper))
        return found

    def between(self, lower: int | None, upper: int | None) -> tantivy.Query:
        """Records whose sorting key lies between, both ends included, without weight.

        Args:
            lower: The least, or None.
            upper: The greatest, or None.
        """
        low, high = lower or 0, (1 << 63) - 1 if upper is None else upper
        if low > high:
            return _nothing()
        unsigned = tantivy.FieldType.Unsigned
        query = tantivy.Query.range_query(self._schema, "recency", unsigned, low, high)
        return tantivy.Query.const_score_query(query, 0.0)


def _nothing() -> tantivy.Query:
    return tantivy.Query.empty_query()


def _cover(sequence: tuple[str, ...]) -> list[tuple[int, str]]:
    starts = list(range(0, len(sequence) - 1, 2))
    if starts[-1] != len(sequence) - 2:
        starts.append(len(sequence) - 2)
    return [(start, sequence[start] + sequence[start + 1]) for start in starts]
