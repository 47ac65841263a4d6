"""公开率: rates with numerator, denominator and the list behind."""

from dataclasses import dataclass
from typing import ClassVar

from gongkai.site.pages.common import Choice, Owed, Pager, Rate
from gongkai.site.pages.frame import Frame


@dataclass(frozen=True, slots=True)
class RateRow:
    """One row of a board: a unit, a duty or a month, with the four conformities."""

    label: str
    href: str
    overall: Rate
    content: Rate
    procedure: Rate
    time: Rate
    form: Rate
    late: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class RateTable:
    """Rows of one sort."""

    heading: str
    first: str
    rows: tuple[RateRow, ...]
    more: str = ""
    more_label: str = ""


@dataclass(frozen=True, slots=True)
class RatesPage:
    """Context of a board.

    Args:
        aspects: content, procedure, time, form, over the same denominator.
        key: the rate of key duties alone.
        chart: SVG of the rate by month; the same figures are in the table of months.
        owed: the obligations behind the figures, on the pages of one unit or one duty.
    """

    template: ClassVar[str] = "rates.html"
    frame: Frame
    heading: str
    lead: str
    overall: Rate
    key: Rate
    aspects: tuple[Rate, ...]
    late: int
    waiting: int
    tables: tuple[RateTable, ...]
    as_of: str
    chart: str = ""
    views: tuple[Choice, ...] = ()
    periods: tuple[Choice, ...] = ()
    owed: tuple[Owed, ...] = ()
    owed_heading: str = ""
    pager: Pager | None = None
