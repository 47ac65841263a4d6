"""Words and filters become queries of the index.

Counting and ordering are asked apart where that is cheaper: most of the time of a query of common words would go into
weighing records that are never shown.
"""

from collections.abc import Iterable, Sequence
from typing import Final, Literal

import tantivy

from gongkai.site.search.document import recency
from gongkai.site.search.grams import LONGEST, SHORTEST, CommonGrams
from gongkai.site.search.query import SearchRequest, Word, Words
from gongkai.site.search.schema import CHARACTERS, EXACT, PAIRS, RUNS, TITLE, storable

_TITLE_WEIGHT: Final = 3.0
_EXACT_WEIGHT: Final = 50.0
_COMMON: Final = 0.2  # share of all records from which on a word no longer tells records apart
_MUCH_RARER: Final = 2  # times: worth another list to intersect
_SEVERAL: Final = 0.01  # share of all records up to which a phrase is fast as it is
_MOST_SIEVES: Final = 2
_MANY_TITLES: Final = 30_000

_Reading = Literal["basic", "freq"]


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
        must = [self.word(word, reading="basic") for word in words.wanted]
        must += self._filters(request)
        parts_of_query = [(tantivy.Occur.Must, query) for query in must or [tantivy.Query.all_query()]]
        parts_of_query += [(tantivy.Occur.MustNot, self.word(word, reading="basic")) for word in words.unwanted]
        if len(parts_of_query) == 1:
            return parts_of_query[0][1]
        return tantivy.Query.boolean_query(parts_of_query)

    def weighed(self, words: Words, request: SearchRequest) -> tantivy.Query:
        """The same records with weights: BM25 of each word, more for a word in the title, most for a whole number.

        Args:
            words: The words.
            request: Its filters.
        """
        should = [(tantivy.Occur.Should, query) for query in self._heavy(words)]
        alone = len(words.wanted) == 1 and not words.unwanted and not self._filters(request)
        if alone:  # a plain union, which the index can cut short
            return tantivy.Query.boolean_query([(tantivy.Occur.Should, self.word(words.wanted[0])), *should])
        required = [(tantivy.Occur.Must, self.word(word)) for word in words.wanted]
        required += [(tantivy.Occur.Must, query) for query in self._filters(request)]
        required += [(tantivy.Occur.MustNot, self.word(word)) for word in words.unwanted]
        return tantivy.Query.boolean_query([*required, *should])

    def prominent(self, words: Words) -> tantivy.Query:
        """Records that have any of the words in the title, or the whole number, with these weights.

        Args:
            words: The words.
        """
        return tantivy.Query.boolean_query([(tantivy.Occur.Should, query) for query in self._heavy(words)])

    def often_prominent(self, words: Words) -> bool:
        """Whether many titles have one of the words, so that going through all of them takes long.

        Args:
            words: The words.
        """
        titles = 0
        for word in words.wanted:
            alone = self._alone(word)
            tokens = [alone[1]] if alone else [token for _, token in _cover(word.units)]
            titles += min(self._searcher.doc_freq(TITLE, token) for token in tokens)
        return titles > _MANY_TITLES

    def among(self, record_ids: Sequence[int], query: tantivy.Query) -> tantivy.Query:
        """Those of some records that a query matches, without weight.

        Args:
            record_ids: The records.
            query: The query.
        """
        ids = tantivy.Query.term_set_query(self._schema, "id", record_ids)
        return without_weight(tantivy.Query.boolean_query([(tantivy.Occur.Must, ids), (tantivy.Occur.Must, query)]))

    def all_common(self, words: Words) -> bool:
        """Whether there are several words and none of them tells records apart, so that only their place counts.

        Args:
            words: The words.
        """
        enough = self._searcher.num_docs * _COMMON
        return len(words.wanted) > 1 and all(self._frequency(word) > enough for word in words.wanted)

    def _heavy(self, words: Words) -> list[tantivy.Query]:
        heavy = [tantivy.Query.boost_query(self.word(word, field=TITLE), _TITLE_WEIGHT) for word in words.wanted]
        if words.exact and self._searcher.doc_freq(EXACT, words.exact):
            number = tantivy.Query.term_query(self._schema, EXACT, words.exact, "basic")
            heavy.append(tantivy.Query.boost_query(number, _EXACT_WEIGHT))
        return heavy

    def word(self, word: Word, *, field: str = "", reading: _Reading = "freq") -> tantivy.Query:
        """Records in which the units stand next to one another.

        Args:
            word: The units.
            field: The field of titles, or "" for everything.
            reading: Whether it matters how often.
        """
        alone = self._alone(word)
        if alone:
            return tantivy.Query.term_query(self._schema, field or alone[0], alone[1], "basic")
        tokens = _cover(word.units)
        if len(tokens) == 1:
            return tantivy.Query.term_query(self._schema, field or PAIRS, tokens[0][1], reading)
        if field:
            return tantivy.Query.phrase_query(self._schema, field, list(tokens))
        return self._phrase(word, tokens)

    def _phrase(self, word: Word, cover: Sequence[tuple[int, str]]) -> tantivy.Query:
        """A phrase, with the rarest of what stands in it first: comparing positions is what takes time."""
        frequency = {token: self._searcher.doc_freq(PAIRS, token) for token in _pairs(word.units)}
        tokens = dict(cover)
        rarest = min(range(len(word.units) - 1), key=lambda place: frequency[_pair(word.units, place)])
        least = min(frequency[token] for token in tokens.values())
        if frequency[_pair(word.units, rarest)] * _MUCH_RARER < least:
            tokens[rarest] = _pair(word.units, rarest)
            least = frequency[tokens[rarest]]
        phrase = tantivy.Query.phrase_query(self._schema, PAIRS, sorted(tokens.items()))
        if least < self._searcher.num_docs * _SEVERAL:
            return phrase
        sieves = sorted((self._searcher.doc_freq(CHARACTERS, mark), mark) for mark in self._marks(word))
        chosen = [mark for count, mark in sieves[:_MOST_SIEVES] if count * _MUCH_RARER < least]
        required = [tantivy.Query.term_query(self._schema, CHARACTERS, mark, "basic") for mark in chosen]
        parts_of_query = [(tantivy.Occur.Must, query) for query in (*map(without_weight, required), phrase)]
        return tantivy.Query.boolean_query(parts_of_query) if chosen else phrase

    def _marks(self, word: Word) -> set[str]:
        """Common grams within a word."""
        text = word.text
        lengths = range(SHORTEST, min(LONGEST, len(text)) + 1)
        within = {text[start : start + length] for length in lengths for start in range(len(text) - length + 1)}
        return {self._common.mark(gram) for gram in within if gram in self._common}

    def _alone(self, word: Word) -> tuple[str, str] | None:
        """Field and token of a word that is one token without positions."""
        text = word.text
        if text in self._common:
            return CHARACTERS, self._common.mark(text)
        if len(word.units) == 1:
            return RUNS if text.endswith("_") else CHARACTERS, text
        return None

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
            found.append(without_weight(query))
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
        return without_weight(query)


def without_weight(query: tantivy.Query) -> tantivy.Query:
    """The same records, all of weight nought.

    Args:
        query: Any query.
    """
    return tantivy.Query.const_score_query(query, 0.0)


def _nothing() -> tantivy.Query:
    return tantivy.Query.empty_query()


def _cover(sequence: Sequence[str]) -> list[tuple[int, str]]:
    starts = list(range(0, len(sequence) - 1, 2))
    if starts[-1] != len(sequence) - 2:
        starts.append(len(sequence) - 2)
    return [(start, _pair(sequence, start)) for start in starts]


def _pair(units: Sequence[str], place: int) -> str:
    return units[place] + units[place + 1]


def _pairs(units: Sequence[str]) -> set[str]:
    return {_pair(units, place) for place in range(len(units) - 1)}
