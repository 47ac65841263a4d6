"""A unit is closed: what it still owes passes to the unit that takes over."""

from datetime import date

from gongkai.duties.events import OBLIGATIONS_PASSED
from gongkai.duties.models import Obligation
from gongkai.journal.actions import action, happened
from gongkai.journal.actors import Actor
from gongkai.units.models import Unit


@action
def pass_obligations(unit: Unit, successor: Unit, *, on: date, actor: Actor) -> int:
    """Hand the open obligations of a closed unit to its successor, so that nothing is left without anybody.

    Those that begin after the last day, and those the successor owes for the same period or event itself, are cancelled.

    Returns:
        The number handed over.
    """
    open_ones = Obligation.objects.filter(unit=unit, state=Obligation.State.OPEN)
    open_ones.filter(opens_on__gt=on).update(state=Obligation.State.CANCELLED)
    owed = set(Obligation.objects.filter(unit=successor).values_list("duty_id", "period_key", "occurrence_id"))
    passed = [one for one in open_ones if (one.duty_id, one.period_key, one.occurrence_id) not in owed]
    keys = [one.pk for one in passed]
    open_ones.exclude(pk__in=keys).update(state=Obligation.State.CANCELLED)
    Obligation.objects.filter(pk__in=keys).update(unit=successor)
    if keys:
        happened(OBLIGATIONS_PASSED, actor=actor, subject=successor, unit=successor, passed=len(keys), former=unit.name)
    return len(keys)
