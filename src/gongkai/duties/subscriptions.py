"""What happens in the rooms below and concerns obligations."""

from datetime import date

from django.utils import timezone

from gongkai.duties.actions import align_unit, pass_obligations
from gongkai.journal.events import Event, subscribe
from gongkai.units.actions.units import DECISIVE
from gongkai.units.events import UNIT_CHANGED, UNIT_CLOSED


def unit_closed(event: Event) -> None:
    """Hand over what a closed unit still owes."""
    pass_obligations(
        event.subject, event.subject.successor, on=date.fromisoformat(event.details["on"]), actor=event.actor
    )


def unit_changed(event: Event) -> None:
    """Raise and cancel what a unit owes otherwise since it is of another kind or has other functions."""
    if DECISIVE & set(event.details["fields"].split("、")):
        align_unit(event.subject, on=timezone.localdate(event.at), actor=event.actor)


def connect() -> None:
    """Subscribe; doing it twice changes nothing."""
    subscribe(UNIT_CLOSED, unit_closed)
    subscribe(UNIT_CHANGED, unit_changed)
