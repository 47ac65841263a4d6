"""Tying a disclosure that was started without a task to the task it answers."""

from datetime import datetime

from gongkai.disclosures.models import Disclosure
from gongkai.disclosures.stages import metadata_of
from gongkai.disclosures.starting import own_anchor
from gongkai.duties.actions import record_occurrence
from gongkai.duties.models import Obligation
from gongkai.journal.actors import Actor
from gongkai.rulebook import model


def answer_obligations(disclosure: Disclosure, definition: model.Duty, *, actor: Actor, at: datetime) -> None:
    """Find or raise the task of a disclosure that names none.

    An event duty gets its event recorded, unless an open task of the same event day waits already. A periodic or
    standing duty is tied to its open task when there is exactly one that has begun; with several, the clerk chooses.
    """
    day = disclosure.occurred_on or disclosure.produced_on
    if day is None:
        return
    waiting = Obligation.objects.filter(
        unit=disclosure.unit,
        duty=disclosure.duty,
        state=Obligation.State.OPEN,
        opens_on__lte=day,
        demand=Obligation.Demand.PUBLISH,
    )
    name = own_anchor(disclosure, definition)
    if name is None:
        found = list(waiting[:2])
        if len(found) == 1:
            disclosure.obligations.add(found[0])
        return
    known = list(waiting.filter(occurrence__isnull=False, occurrence__occurred_on=day, disclosures__isnull=True)[:1])
    if not known:
        occurrence = record_occurrence(
            name, disclosure.unit, actor=actor, occurred_on=day, occurred_at=disclosure.occurred_at,
            title=str(metadata_of(disclosure)["title"]), duty=disclosure.duty, at=at,
        )  # fmt: skip
        known = list(occurrence.obligations.filter(unit=disclosure.unit))
    disclosure.obligations.add(*known)
