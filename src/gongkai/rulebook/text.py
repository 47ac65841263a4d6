"""A sentence or a name in both languages of the house."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class Text:
    """Simplified Chinese first, English second.

    Arguments: zh and en, the two wordings; en may be empty where only the Chinese is official.
    """

    zh: str
    en: str = ""

    def text(self, language: str) -> str:
        """Return the wording in the language asked for; Chinese where there is no English."""
        return self.en if language.lower().startswith("en") and self.en else self.zh

    def __str__(self) -> str:
        return self.zh

    @classmethod
    def from_json(cls, data: Mapping[str, str] | str) -> Self:
        """Read ``{zh, en}`` or a plain Chinese string."""
        if isinstance(data, str):
            return cls(data)
        return cls(data["zh"], data.get("en", ""))

    def to_json(self) -> dict[str, str]:
        """Write what ``from_json`` reads."""
        return {"zh": self.zh, "en": self.en} if self.en else {"zh": self.zh}
