"""What happens in the rooms below and concerns obligations."""

from datetime import date

from gongkai.duties.actions import pass_obligations
from gongkai.journal.events import Event, subscribe
from gongkai.units.events import UNIT_CLOSED


def unit_closed(event: Event) -> None:
    """Hand over what a closed unit still owes."""
    pass_obligations(
        event.subject, event.subject.successor, on=date.fromisoformat(event.details["on"]), actor=event.actor
    )


def connect() -> None:
    """Subscribe; doing it twice changes nothing."""
    subscribe(UNIT_CLOSED, unit_closed)
