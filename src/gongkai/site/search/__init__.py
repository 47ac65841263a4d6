"""Full-text search over public records, for this face only; no database, no web framework."""

from gongkai.site.search.document import SearchDocument
from gongkai.site.search.index import RebuildRunning, SearchIndex, rebuild
from gongkai.site.search.query import SearchRequest
from gongkai.site.search.results import FacetCount, SearchAnswer, SearchHit, Suggestion, search
from gongkai.site.search.store import IndexOutdated, IndexUnusable

__all__ = [
    "FacetCount",
    "IndexOutdated",
    "IndexUnusable",
    "RebuildRunning",
    "SearchAnswer",
    "SearchDocument",
    "SearchHit",
    "SearchIndex",
    "SearchRequest",
    "Suggestion",
    "rebuild",
    "search",
]
