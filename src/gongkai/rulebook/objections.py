"""Objections: what stands in the way, said so that a person can act on it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Objection:
    """One thing that is wrong, in both languages.

    Arguments: code, a stable machine name; zh and en, the sentence shown; field, the element it belongs to;
    row, the one-based row inside a table element.
    """

    code: str
    zh: str
    en: str
    field: str | None = None
    row: int | None = None

    def text(self, language: str) -> str:
        """Return the sentence in the language asked for; anything but English is answered in Chinese."""
        return self.en if language.lower().startswith("en") else self.zh
