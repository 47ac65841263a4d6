"""What the lint finds."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How grave a finding is: an error keeps a rulebook from taking effect."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found.

    Arguments: severity; code, a stable machine name; where, the pack, duty or basis; zh and en, the sentence.
    """

    severity: Severity
    code: str
    where: str
    zh: str
    en: str

    def text(self, language: str) -> str:
        """Return the sentence in the language asked for."""
        return self.en if language.lower().startswith("en") else self.zh

    @classmethod
    def error(cls, code: str, where: str, zh: str, en: str) -> "Finding":
        """Make an error."""
        return cls(Severity.ERROR, code, where, zh, en)

    @classmethod
    def warning(cls, code: str, where: str, zh: str, en: str) -> "Finding":
        """Make a warning."""
        return cls(Severity.WARNING, code, where, zh, en)
