"""What a document number is, and what was unusual about the way it was printed."""

from dataclasses import dataclass
from enum import StrEnum

from gongkai.rulebook.objections import Objection


class Kind(StrEnum):
    """The family a series belongs to, told from the last characters of its code."""

    ISSUED = "issued"
    LETTER = "letter"
    ORDER = "order"
    TELEGRAM = "telegram"
    ANNOUNCEMENT = "announcement"


class Mark(StrEnum):
    """A departure from the printed form of GB/T 9704 that did not prevent reading."""

    BRACKETS = "brackets"
    MISSING_BRACKET = "missing_bracket"
    NO_BRACKETS = "no_brackets"
    SPACES = "spaces"
    FULL_WIDTH = "full_width"
    ORDINAL = "ordinal"
    LEADING_ZERO = "leading_zero"
    MISSING_HAO = "missing_hao"
    YEAR_FIRST = "year_first"
    TWO_DIGIT_YEAR = "two_digit_year"
    CHINESE_NUMERALS = "chinese_numerals"
    SEVERAL = "several"
    RANGE = "range"
    SUB_NUMBER = "sub_number"
    SURROUNDING_TEXT = "surrounding_text"


_ENDINGS = (
    (Kind.ORDER, ("令",)),
    (Kind.LETTER, ("函", "函字")),
    (Kind.TELEGRAM, ("明电", "电", "电字")),
    (Kind.ANNOUNCEMENT, ("公告", "通告", "公示")),
)


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """One document number.

    Arguments: series, the issuer code (机关代字) without spaces, e.g. 国办发; year, four digits, or None where the
    series counts through the years (国务院令第711号); number, the serial, at least 1.
    """

    series: str
    year: int | None
    number: int

    @property
    def kind(self) -> Kind:
        """The family of the series; everything without a telling ending is an issued document."""
        return next((kind for kind, endings in _ENDINGS if self.series.endswith(endings)), Kind.ISSUED)

    @property
    def canonical(self) -> str:
        """The number in the form of GB/T 9704-2012 §7.2.5: six-corner brackets, no 第, no leading zero."""
        if self.year is None:
            return f"{self.series}第{self.number}号"
        return f"{self.series}〔{self.year}〕{self.number}号"

    def __str__(self) -> str:
        """Return the canonical form."""
        return self.canonical


@dataclass(frozen=True, slots=True)
class Parsed:
    """The outcome of reading one printed text.

    Attributes: printed, the text as given; numbers, all numbers found (several for joint documents and ranges);
    marks, what was unusual; objection, why nothing could be read (then numbers is empty).
    """

    printed: str
    numbers: tuple[DocumentNumber, ...]
    marks: frozenset[Mark]
    objection: Objection | None = None

    @property
    def canonical(self) -> str:
        """All numbers in canonical form, joined by 、; empty when nothing could be read."""
        return "、".join(number.canonical for number in self.numbers)
