"""Rules that tell which duty a document serves. They are data of the rulebook, never code."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self

from gongkai.rulebook.model import Duty
from gongkai.rulebook.text import Text


class MatchField(StrEnum):
    """What of a document a rule looks at."""

    COLUMN = "column"
    TITLE = "title"
    CLASSIFICATION = "classification"
    DOCUMENT_NUMBER = "document_number"

    @property
    def label(self) -> Text:
        """The name of the field."""
        return _LABELS[self]


_LABELS = {
    MatchField.COLUMN: Text("栏目", "column"),
    MatchField.TITLE: Text("标题", "title"),
    MatchField.CLASSIFICATION: Text("分类", "classification"),
    MatchField.DOCUMENT_NUMBER: Text("文号", "document number"),
}

# A column of the old site says most; the words of a title alone are just enough.
COLUMN_WEIGHT = 80
TITLE_WEIGHT = 50
CLASSIFICATION_WEIGHT = 30
_SHORTEST = 3
# A matter of few characters (实施方案) stands in the titles of all sorts of documents: alone it says too little.
_TELLING = 6


@dataclass(frozen=True, slots=True)
class MatchRule:
    """One rule.

    Arguments: duty, the id it speaks for; field, what it looks at; pattern, a regular expression searched in that
    field; weight, how much a hit counts for the duty, negative where it counts against; source, who made the rule (a
    pack of the rulebook, or the correction it was learnt from).
    Raises: ValueError, when the pattern is not a regular expression.
    """

    duty: str
    field: MatchField
    pattern: str
    weight: int
    source: str

    def __post_init__(self) -> None:
        try:
            re.compile(self.pattern)
        except re.error as error:
            raise ValueError(f"pattern of duty {self.duty}: {error}") from error

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Read ``{duty, field, pattern, weight, source}``."""
        return cls(data["duty"], MatchField(data["field"]), data["pattern"], int(data["weight"]), data["source"])

    def to_json(self) -> dict[str, Any]:
        """Write what ``from_json`` reads."""
        return {
            "duty": self.duty,
            "field": self.field.value,
            "pattern": self.pattern,
            "weight": self.weight,
            "source": self.source,
        }


def rules_of_duties(duties: Iterable[Duty]) -> Iterator[MatchRule]:
    """Return the rules that follow from the wording of the catalogue: its matters as columns, its titles in titles.

    Arguments: duties, of the rulebook in force. Wordings that several duties share say nothing and are left out.
    """
    found: dict[tuple[MatchField, str], list[tuple[str, int]]] = {}
    for duty in duties:
        lowest = duty.matter.level3 or duty.matter.level2 or duty.matter.level1
        for field, words, weight in (
            (MatchField.COLUMN, lowest.zh, COLUMN_WEIGHT),
            (MatchField.COLUMN, duty.title.zh, COLUMN_WEIGHT),
            (MatchField.TITLE, duty.title.zh, TITLE_WEIGHT),
            (MatchField.TITLE, lowest.zh, TITLE_WEIGHT if len(lowest.zh) >= _TELLING else CLASSIFICATION_WEIGHT),
            (MatchField.CLASSIFICATION, lowest.zh, CLASSIFICATION_WEIGHT),
        ):
            bare = words.removesuffix("公开").removesuffix("公示")
            if len(bare) >= _SHORTEST:
                pattern = f"^{re.escape(words)}$" if field is MatchField.COLUMN else re.escape(bare)
                found.setdefault((field, pattern), []).append((duty.id, weight))
    for (field, pattern), owners in found.items():
        if len({duty for duty, _ in owners}) == 1:
            yield MatchRule(owners[0][0], field, pattern, owners[0][1], "rulebook")
