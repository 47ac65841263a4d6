"""When a new version takes effect, what was raised ahead of time for periods and events it governs follows it."""

from gongkai.duties.expansion import Source, clause_and_period
from gongkai.duties.models import Obligation, Occurrence, RulebookVersion
from gongkai.duties.queries import composed, definition, working_calendar
from gongkai.duties.queries.raising import would_raise
from gongkai.rulebook import model

_FOLLOWS = (
    "version", "title", "opens_on", "due_on", "counted_on", "due_at", "posting_days", "posting_unit", "provisional", "arithmetic",
    "is_key", "state",
)  # fmt: skip
_UNSETTLED = (Obligation.State.OPEN, Obligation.State.CANCELLED)


def realign(version: RulebookVersion) -> int:
    """Bring open periodic obligations of earlier versions in line, where their period begins under ``version``.

    A period belongs to the version in force when it begins. The row stays, because a draft may be written for it: it
    takes over what the new version says, or is cancelled where the new version asks nothing for the period any more.

    Returns:
        The number of obligations changed.
    """
    rulebook, calendar = composed(version), working_calendar()
    day = version.effective_from
    ahead = Obligation.objects.filter(
        origin=Obligation.Origin.PERIOD,
        state__in=_UNSETTLED,
        opens_on__gte=day,
        unit__active_until__isnull=True,
    ).exclude(version=version)
    bound: dict[model.UnitFacts, dict[str, model.Duty]] = {}
    changed = []
    for obligation in ahead.select_related("duty", "unit", "version"):
        old = clause_and_period(definition(obligation.duty, obligation.unit, obligation.version), obligation)
        if old is None or old[1].starts_on < day:
            continue
        facts = obligation.unit.facts()
        if facts not in bound:
            bound[facts] = {duty.id: duty for duty in rulebook.duties_for(facts, day)}
        duty = bound[facts].get(obligation.duty.code)
        new = clause_and_period(duty, obligation) if duty else None
        source = Source(obligation.duty, version, calendar)
        _follow(obligation, source.from_period(duty, obligation.unit, new[0], old[1]) if duty and new else None)
        changed.append(obligation)
    Obligation.objects.bulk_update(changed, _FOLLOWS, batch_size=500)
    return len(changed)


def realign_events(version: RulebookVersion) -> int:
    """Let what events on or after the version's first day have raised follow it; what has been met stays as it is.

    A stop of supply is announced ahead, a version may be installed after its day: both leave obligations of an earlier
    version behind.

    Returns:
        The number of obligations changed or raised.
    """
    later = Occurrence.objects.filter(occurred_on__gte=version.effective_from, cancelled_at__isnull=True)
    changed: list[Obligation] = []
    fresh: list[Obligation] = []
    for occurrence in later.select_related("unit", "duty"):
        wanted = {(one.duty_id, one.unit_id): one for one in would_raise(occurrence, version)}
        # What a closed unit owed has passed to its successor, or was cancelled.
        passed = {(one.duty_id, one.unit.successor_id): one for one in wanted.values() if one.unit.successor_id}
        for one in occurrence.obligations.filter(unit__active_until__isnull=True):
            new = wanted.pop((one.duty_id, one.unit_id), passed.get((one.duty_id, one.unit_id)))
            if one.state in _UNSETTLED and one.version_id != version.pk:
                _follow(one, new)
                changed.append(one)
        fresh += [one for one in wanted.values() if one.unit.active_until is None]
    Obligation.objects.bulk_update(changed, _FOLLOWS, batch_size=500)
    Obligation.objects.bulk_create(fresh, batch_size=500)
    return len(changed) + len(fresh)


def _follow(one: Obligation, new: Obligation | None) -> None:
    """Take over what the new version says, or be cancelled where it says nothing."""
    if new is None:
        one.state = Obligation.State.CANCELLED
        return
    for name in _FOLLOWS:
        setattr(one, name, getattr(new, name))
