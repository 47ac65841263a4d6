"""Searching: hits, total, facets, and what to try when nothing is found."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, Final

import tantivy
from rapidfuzz import fuzz, process

from gongkai.site.search.builder import QueryBuilder, without_weight
from gongkai.site.search.document import SearchDocument
from gongkai.site.search.index import SearchIndex
from gongkai.site.search.query import SearchRequest, Words, understand
from gongkai.site.search.schema import UNIT
from gongkai.site.search.snippets import excerpt, marked, opening, pattern

MOST_PAGES: Final = 50
MOST_PER_PAGE: Final = 50
_LIKELY: Final = 3  # times what is shown
_FACETS: Final = {"category": 50, "topic": 50, "year": 50, "duty": 100, UNIT: 50}  # values at most
_ALIKE: Final = 70  # of 100, from which on a unit's name is suggested
_CURSOR_DIGITS: Final = 19


@dataclass(frozen=True, slots=True)
class FacetCount:
    """One value of a facet and how many of the found records have it.

    Attributes:
        value: Key of category, topic or duty; the year; the unit's id as text.
        count: Records.
        label: Name of the unit; the value itself otherwise.
    """

    value: str
    count: int
    label: str


@dataclass(frozen=True, slots=True)
class SearchHit:
    """One found record.

    Attributes:
        document: What the index keeps of it; texts may be cut.
        title_html: Title with the words marked, safe HTML.
        snippet_html: Excerpt with the words marked, safe HTML.
        snippet_from: "body" or "attachments".
    """

    document: SearchDocument
    title_html: str
    snippet_html: str
    snippet_from: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something to try instead.

    Attributes:
        kind: "drop_word", "without_filters" or "unit".
        text: Query text to try; name of the unit.
        total: Records it finds; 0 for units.
        unit_id: The unit, for kind "unit".
    """

    kind: str
    text: str
    total: int = 0
    unit_id: int | None = None


@dataclass(frozen=True, slots=True)
class SearchAnswer:
    """One page of results.

    Attributes:
        request: What was asked, with page and page size brought within bounds.
        hits: The page.
        total: Exact number of records found.
        pages: Pages that can be asked for by number.
        facets: By "category", "topic", "year" (newest first), "duty" and "unit".
        words: How the text was understood, as shown.
        loosened: Whether nothing was found literally and single words were then looked for.
        cut: Whether the text was too long and was cut.
        next_after: Cursor of the next page in newest-first order, "" at the end or by relevance.
        suggestions: When nothing was found.
    """

    request: SearchRequest
    hits: tuple[SearchHit, ...] = ()
    total: int = 0
    pages: int = 0
    facets: Mapping[str, tuple[FacetCount, ...]] = field(default_factory=dict)
    words: tuple[str, ...] = ()
    loosened: bool = False
    cut: bool = False
    next_after: str = ""
    suggestions: tuple[Suggestion, ...] = ()


def search(index: SearchIndex, request: SearchRequest) -> SearchAnswer:
    """Answer a request; no input is an error.

    Args:
        index: The index.
        request: What is asked.

    Returns:
        One page.
    """
    request = replace(
        request,
        page=min(max(request.page, 1), MOST_PAGES),
        page_size=min(max(request.page_size, 1), MOST_PER_PAGE),
    )
    searcher, schema, common = index.reading()
    builder = QueryBuilder(searcher, schema, common)
    words = understand(request.text)
    if request.text.strip() and not words.wanted and not words.unwanted:
        return SearchAnswer(request, cut=words.cut)  # nothing but signs
    total, addresses = _page(searcher, builder, words, request)
    loosened = False
    if not total and words.wanted:
        loose = understand(request.text, loosely=True)
        if set(loose.wanted) != set(words.wanted):
            again = _page(searcher, builder, loose, request)
            if again[0]:
                (total, addresses), words, loosened = again, loose, True
    if request.after:
        total = _count(searcher, builder.matching(words, request))
    hits = _hits(searcher, addresses, words)
    newest = _is_newest(request, words)
    last = hits[-1].document.recency if newest and len(hits) == request.page_size else 0
    return SearchAnswer(
        request,
        hits=hits,
        total=total,
        pages=min(MOST_PAGES, -(-total // request.page_size)),
        facets=_facets(searcher, builder.matching(words, request)) if request.with_facets and total else {},
        words=tuple(word.shown for word in words.wanted),
        loosened=loosened,
        cut=words.cut,
        next_after=str(last) if last else "",
        suggestions=() if total else _suggest(searcher, builder, words, request),
    )


def _is_newest(request: SearchRequest, words: Words) -> bool:
    return request.order == "newest" or bool(request.after) or not words.wanted


def _page(
    searcher: tantivy.Searcher, builder: QueryBuilder, words: Words, request: SearchRequest
) -> tuple[int, list[tantivy.DocAddress]]:
    size, offset = request.page_size, (request.page - 1) * request.page_size
    if not _is_newest(request, words):
        if builder.all_common(words):
            return _prominent_first(searcher, builder, words, request)
        return _addresses(searcher.search(builder.weighed(words, request), limit=size, offset=offset))
    query = builder.matching(words, request)
    if request.after:
        offset = 0
        below = int(request.after) - 1 if _is_cursor(request.after) else -1
        before = builder.between(None, below) if below >= 0 else tantivy.Query.empty_query()
        query = tantivy.Query.boolean_query([(tantivy.Occur.Must, query), (tantivy.Occur.Must, before)])
    return _addresses(searcher.search(without_weight(query), limit=size, offset=offset, order_by_field="recency"))


def _prominent_first(
    searcher: tantivy.Searcher, builder: QueryBuilder, words: Words, request: SearchRequest
) -> tuple[int, list[tantivy.DocAddress]]:
    """Records with the words in the title, then the newest of the others."""
    upto = request.page * request.page_size
    shown = slice(upto - request.page_size, upto)
    matching, prominent = builder.matching(words, request), builder.prominent(words)
    first: list[tantivy.DocAddress] = []
    if upto <= MOST_PER_PAGE and builder.often_prominent(words):
        # The most prominent of all records are cheap to find, and common words are in most of them anyway.
        _, likely = _addresses(searcher.search(prominent, limit=_LIKELY * upto, count=False))
        ids = [int(key) for key in searcher.fast_field_values("id", likely) if key is not None]
        _, fitting = _addresses(searcher.search(builder.among(ids, matching), limit=_LIKELY * upto, count=False))
        known = set(map(_key, fitting))
        first = [address for address in likely if _key(address) in known][:upto]
    if len(first) < upto:
        both = [(tantivy.Occur.Must, prominent), (tantivy.Occur.Must, without_weight(matching))]
        _, first = _addresses(searcher.search(tantivy.Query.boolean_query(both), limit=upto, count=False))
    if len(first) == upto:
        return _count(searcher, matching), first[shown]
    total, newest = _addresses(searcher.search(without_weight(matching), limit=upto, order_by_field="recency"))
    known = set(map(_key, first))
    first += [address for address in newest if _key(address) not in known]
    return total, first[shown]


def _key(address: tantivy.DocAddress) -> tuple[int, int]:
    return address.segment_ord, address.doc


def _addresses(found: tantivy.SearchResult) -> tuple[int, list[tantivy.DocAddress]]:
    total: int | None = found.count  # type: ignore[attr-defined]  # the library's stub forgets it
    return total or 0, [address for _, address in found.hits]


def _is_cursor(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= _CURSOR_DIGITS and int(text) < 1 << 63


def _hits(searcher: tantivy.Searcher, addresses: list[tantivy.DocAddress], words: Words) -> tuple[SearchHit, ...]:
    marking = pattern(words.wanted)
    hits = []
    for address in addresses:
        document = SearchDocument.from_json(bytes(searcher.doc(address).get_first("kept") or b""))
        snippet, source = excerpt(document.body, marking), "body"
        if not snippet and (of_attachments := excerpt(document.attachments_text, marking)):
            snippet, source = of_attachments, "attachments"
        title = marked(document.title, marking)
        hits.append(SearchHit(document, title, snippet or opening(document.body), source))
    return tuple(hits)


def _count(searcher: tantivy.Searcher, query: tantivy.Query) -> int:
    counted = searcher.aggregate(query, {"all": {"value_count": {"field": "recency"}}})
    return int(counted["all"]["value"])


def _facets(searcher: tantivy.Searcher, query: tantivy.Query) -> dict[str, tuple[FacetCount, ...]]:
    asked = {name: {"terms": {"field": name, "size": size}} for name, size in _FACETS.items()}
    answered: dict[str, Any] = searcher.aggregate(query, asked)
    facets = {}
    for name in _FACETS:
        counts = []
        for bucket in answered[name]["buckets"]:
            value = str(int(bucket["key"])) if name == "year" else str(bucket["key"])
            key, _, label = value.partition("\t")
            counts.append(FacetCount(key, int(bucket["doc_count"]), label or key))
        facets[name] = tuple(sorted(counts, key=lambda c: c.value, reverse=True) if name == "year" else counts)
    return facets


def _suggest(
    searcher: tantivy.Searcher, builder: QueryBuilder, words: Words, request: SearchRequest
) -> tuple[Suggestion, ...]:
    made = []
    if len(words.wanted) > 1:
        for left_out in words.wanted:
            rest = tuple(word for word in words.wanted if word != left_out)
            total = _count(searcher, builder.matching(replace(words, wanted=rest), request))
            if total:
                made.append(Suggestion("drop_word", " ".join(_quoted(word.shown) for word in rest), total))
    made.sort(key=lambda suggestion: -suggestion.total)
    unfiltered = SearchRequest(text=request.text)
    if replace(unfiltered, page=request.page) != request and words.wanted:
        total = _count(searcher, builder.matching(words, unfiltered))
        if total:
            made.insert(0, Suggestion("without_filters", request.text, total))
    names = _unit_names(searcher)
    typed = "".join(word.text for word in words.wanted)
    for _, score, value in process.extract(typed, names, scorer=fuzz.partial_ratio, limit=3) if typed else ():
        if score >= _ALIKE:
            unit_id, _, name = value.partition("\t")
            made.append(Suggestion("unit", name, unit_id=int(unit_id)))
    return tuple(made[:8])


@lru_cache(maxsize=2)
def _unit_names(searcher: tantivy.Searcher) -> dict[str, str]:
    values = searcher.terms_with_prefix(UNIT, "", limit=20_000)
    return {value: value.partition("\t")[2] for value, _ in values}


def _quoted(text: str) -> str:
    return f'"{text}"' if " " in text else text
