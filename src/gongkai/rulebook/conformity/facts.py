"""What happened to an obligation, as far as its verdict depends on it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from gongkai.rulebook.objections import Objection
from gongkai.rulebook.timing import Moment


class Decision(StrEnum):
    """How a review ended."""

    APPROVED = "approved"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewDone:
    """One review that took place.

    Arguments: kind, of the review kinds; order, its place in the chain as it was run, from 1; decided_at; entitled,
    whether the person held the post it needs on that day and had not drafted the text; decision.
    """

    kind: str
    order: int
    decided_at: datetime
    entitled: bool = True
    decision: str = Decision.APPROVED


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Facts of one obligation.

    Arguments: due_on and due_at, the last day, or instant where the rule counts hours, None where there is no number;
    published_on and published_at; historical, imported from before, never counted as in time; posted_from, day 0 of
    the posting window; posted_until, the day at whose end it may come down; taken_down, when it came down, if it did;
    window_broken, known to have been unreachable within the window; reviews; required_channels, None for those of the
    duty; evidenced_channels, channel to first day of evidence; content_objections; not_applicable and zero_report,
    approved by somebody entitled.
    """

    due_on: date | None = None
    due_at: datetime | None = None
    published_on: date | None = None
    published_at: datetime | None = None
    historical: bool = False
    posted_from: date | None = None
    posted_until: date | None = None
    taken_down: Moment | None = None
    window_broken: bool = False
    reviews: tuple[ReviewDone, ...] = ()
    required_channels: tuple[str, ...] | None = None
    evidenced_channels: Mapping[str, date] = field(default_factory=dict)
    content_objections: tuple[Objection, ...] = ()
    not_applicable: bool = False
    zero_report: bool = False
