"""What a comparison of an old and a new rule can find."""

from dataclasses import dataclass
from enum import StrEnum


class Grade(StrEnum):
    """How sure it is that the new rule asks for less."""

    LAXER = "laxer"
    INCOMPARABLE = "incomparable"


@dataclass(frozen=True, slots=True)
class Laxity:
    """One respect in which a rule asks for less than the one it changes, or cannot be compared with it.

    Arguments: grade; field of the duty; zh and en, the sentence.
    """

    grade: Grade
    field: str
    zh: str
    en: str

    @classmethod
    def laxer(cls, field: str, zh: str, en: str) -> "Laxity":
        """Make one that is surely laxer."""
        return cls(Grade.LAXER, field, zh, en)

    @classmethod
    def incomparable(cls, field: str, zh: str, en: str) -> "Laxity":
        """Make one that depends on the day or on a judgement."""
        return cls(Grade.INCOMPARABLE, field, zh, en)
