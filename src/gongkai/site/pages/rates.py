"""公开率: rates with numerator, denominator and the list behind."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from gongkai.site.pages.common import Choice, Owed, Pager, Rate
from gongkai.site.pages.frame import Frame, Link


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
        late: due and nothing published; on the page of the overdue only what is past its day, as ``late_label`` says.
        aspects: content, procedure, time, form, over the same denominator.
        key: the rate of key duties alone.
        chart: SVG of the rate by month; the same figures are in the table of months.
        owed: the newest of the obligations behind the figures, on the pages of one unit or one duty.
        lists: addresses of the whole lists, by the figure they stand behind.
    """

    template: ClassVar[str] = "rates.html"
    frame: Frame
    heading: str
    lead: str
    overall: Rate
    key: Rate
    aspects: tuple[Rate, ...]
    late: int
    late_label: str
    waiting: int
    tables: tuple[RateTable, ...]
    as_of: str
    chart: str = ""
    views: tuple[Choice, ...] = ()
    periods: tuple[Choice, ...] = ()
    owed: tuple[Owed, ...] = ()
    owed_heading: str = ""
    pager: Pager | None = None
    lists: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OwedListPage:
    """Context of the whole list behind a figure of a board.

    Args:
        figures: the figures of the board, each with how many its list holds.
        board: the board it belongs to.
    """

    template: ClassVar[str] = "owed_list.html"
    frame: Frame
    heading: str
    lead: str
    figures: tuple[Choice, ...]
    owed: tuple[Owed, ...]
    pager: Pager
    board: Link
    as_of: str
