"""Posting windows (公示期): how long a publication is protected from being taken down."""

from datetime import date
from typing import Final

from gongkai.disclosures.models import Disclosure, Withdrawal
from gongkai.duties.queries import working_calendar
from gongkai.rulebook import model
from gongkai.rulebook.timing import Posted, posting_window

BREAKING: Final = frozenset(
    {Withdrawal.Kind.PRIVACY, Withdrawal.Kind.SECRECY, Withdrawal.Kind.COURT, Withdrawal.Kind.ANNULLED}
)
"""Reasons strong enough to take a notice down while its window runs; it counts as broken all the same."""

REOPENING: Final = frozenset({Withdrawal.Kind.ERROR, Withdrawal.Kind.DUPLICATE})
"""Reasons after which the obligation is open again: what was published did not meet it."""


def protected_until(definition: model.Duty, posted_on: date) -> date | None:
    """The last day of the longest posting window of a duty; ``None`` when it has none."""
    calendar = working_calendar()
    return max(
        (posting_window(clause, posted_on, calendar).until for clause in definition.effective_timing.of(Posted)),
        default=None,
    )


def is_running(disclosure: Disclosure, on: date) -> bool:
    """Whether the posting window of a published disclosure still runs on a day."""
    return disclosure.posted_until is not None and on <= disclosure.posted_until
