"""The words of an official catalogue that a duty was taken from, kept so that it can be printed as it was."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

# What a printed cell says in words, by the keys of the duty that say the same: when one changes, the words are void.
SPEAKS_FOR: Mapping[str, frozenset[str]] = {
    "number": frozenset(),
    "content": frozenset({"elements"}),
    "basis": frozenset({"bases"}),
    "timing": frozenset({"timing", "timing_text", "local_limit"}),
    "subject": frozenset({"units"}),
    "channels": frozenset({"channels"}),
    "audience_public": frozenset({"audience"}),
    "audience_specific": frozenset({"audience"}),
    "mode_proactive": frozenset({"mode"}),
    "mode_request": frozenset({"mode"}),
    "level_county": frozenset({"levels"}),
    "level_township": frozenset({"levels"}),
    "level_village": frozenset({"levels"}),
}


@dataclass(frozen=True, slots=True)
class PrintedCell:
    """One cell: column, a name of ``SPEAKS_FOR`` or the header of a local column; text, verbatim."""

    column: str
    text: str

    def outdated(self, changed: frozenset[str]) -> bool:
        """Tell whether a change of these keys of the duty leaves the words untrue."""
        return not changed.isdisjoint(SPEAKS_FOR.get(self.column, frozenset()))

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Read ``{column, text}``."""
        return cls(data["column"], data["text"])

    def to_json(self) -> dict[str, str]:
        """Write what ``from_json`` reads."""
        return {"column": self.column, "text": self.text}
