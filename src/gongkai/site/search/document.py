"""What the index knows of one public record, and its form on disk."""

import json
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any, Self

MOST_TEXT = 2_000_000  # characters of body, and of attachments, that are indexed
MOST_KEPT = 100_000  # characters of each that are kept for snippets
_ID_BITS = 40


def recency(published_on: date, record_id: int = 0) -> int:
    """One number that sorts by date and, within a date, by record.

    Args:
        published_on: Local date of publication.
        record_id: Identity of the record, below 2**40.

    Returns:
        A number below 2**63.
    """
    return published_on.toordinal() << _ID_BITS | record_id


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchDocument:
    """One public record as search sees it.

    Only public records may be given to the index: what is in it can be found by anyone.

    Attributes:
        id: Identity of the record, 0 <= id < 2**40; adding a known id replaces it.
        path: Address of its page on this site, starting with a slash.
        title: Title.
        body: Plain text (no HTML).
        attachments_text: Plain text of all attachments.
        unit_id: Publishing unit.
        unit_path: Ancestors of the unit, in any order, with or without itself.
        unit_name: Name of the unit; findable too.
        duty: Key of the duty in the rulebook, "" when none.
        category: Key of the category.
        topic: Key of the topic, "" when none.
        published_on: Local date of publication.
        index_number: Index number (索引号).
        document_number: Document number (文号), "" when none.
        year: Year of the facet; the year of publication when 0.
    """

    id: int
    path: str
    title: str
    published_on: date
    body: str = ""
    attachments_text: str = ""
    unit_id: int = 0
    unit_path: tuple[int, ...] = ()
    unit_name: str = ""
    duty: str = ""
    category: str = ""
    topic: str = ""
    index_number: str = ""
    document_number: str = ""
    year: int = 0

    def __post_init__(self) -> None:
        if not 0 <= self.id < 1 << _ID_BITS:
            raise ValueError(f"id {self.id} is not between 0 and 2**{_ID_BITS}")
        if not self.year:
            object.__setattr__(self, "year", self.published_on.year)

    @property
    def recency(self) -> int:
        """Sorting key of newest-first."""
        return recency(self.published_on, self.id)

    def to_json(self) -> str:
        """Write as JSON, for the queue and for the index."""
        return json.dumps({**asdict(self), "published_on": self.published_on.isoformat()}, ensure_ascii=False)

    def to_kept_json(self) -> str:
        """Write as JSON what results and snippets need."""
        kept: dict[str, Any] = {name: getattr(self, name) for name in _KEPT}
        kept["published_on"] = self.published_on.isoformat()
        kept["body"] = self.body[:MOST_KEPT]
        kept["attachments_text"] = self.attachments_text[:MOST_KEPT]
        return json.dumps(kept, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str | bytes) -> Self:
        """Read what :meth:`to_json` or :meth:`to_kept_json` wrote.

        Args:
            text: The JSON.

        Raises:
            ValueError: When it is not such a document.
        """
        read = json.loads(text if isinstance(text, str) else text.decode())
        read["published_on"] = date.fromisoformat(read["published_on"])
        read["unit_path"] = tuple(read["unit_path"])
        return cls(**read)


_KEPT = tuple(field.name for field in fields(SearchDocument))
