"""A unit became of another kind, or got other functions: what it owes follows, from that day."""

from datetime import date, timedelta

from django.db.models import Q

from gongkai.duties.actions.expansion import expand_periods
from gongkai.duties.events import UNIT_ALIGNED
from gongkai.duties.expansion import asks_for, clause_and_period, is_standing
from gongkai.duties.models import Obligation
from gongkai.duties.queries import rulebook_on
from gongkai.journal.actions import action, happened
from gongkai.journal.actors import Actor
from gongkai.rulebook import model
from gongkai.units.models import Unit

State = Obligation.State
AHEAD = timedelta(days=62)  # as far as the worker raises periods every day


@action
def align_unit(unit: Unit, *, on: date, actor: Actor) -> int:
    """Cancel what a unit need not publish any more, take up again what it must, and raise what it now owes besides.

    What has fallen due already stays: a change of particulars excuses nothing, only an approved "not applicable" does.

    Args:
        unit: with its new particulars.
        on: the day of the change.
        actor: who changed it.

    Returns:
        The number of obligations cancelled, taken up again or raised.
    """
    rulebook = rulebook_on(on)
    if rulebook is None:
        return 0
    bound = {duty.id: duty for duty in rulebook.duties_for(unit.facts(), on)}
    ahead = Obligation.objects.filter(Q(due_on__gte=on) | Q(due_on__isnull=True), unit=unit)
    ended = [one.pk for one in ahead.filter(state=State.OPEN).select_related("duty") if one.duty.code not in bound]
    again = [
        one.pk
        for one in ahead.filter(state=State.CANCELLED).select_related("duty", "occurrence")
        if one.duty.code in bound and _asks(bound[one.duty.code], one)
    ]
    Obligation.objects.filter(pk__in=ended).update(state=State.CANCELLED)
    Obligation.objects.filter(pk__in=again).update(state=State.OPEN)
    raised = len(again) + expand_periods(until=on + AHEAD, actor=actor, units=[unit])
    if ended or raised:
        happened(UNIT_ALIGNED, actor=actor, subject=unit, unit=unit, cancelled=len(ended), raised=raised)
    return len(ended) + raised


def _asks(duty: model.Duty, one: Obligation) -> bool:
    """Whether the duty still asks for this very period or event."""
    if one.occurrence is not None:
        return one.occurrence.cancelled_at is None and asks_for(duty, one.occurrence)
    return is_standing(duty) if one.origin == Obligation.Origin.STANDING else clause_and_period(duty, one) is not None
