"""When a new version takes effect, what was raised ahead of time for periods it governs follows it."""

from gongkai.duties.expansion import Source, clause_and_period
from gongkai.duties.models import Obligation, RulebookVersion
from gongkai.duties.queries import composed, definition, working_calendar
from gongkai.rulebook import model

_FOLLOWS = (
    "version", "title", "opens_on", "due_on", "counted_on", "due_at", "posting_days", "posting_unit", "provisional", "arithmetic",
    "is_key", "state",
)  # fmt: skip


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
        state__in=[Obligation.State.OPEN, Obligation.State.CANCELLED],
        opens_on__gte=day,
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
        if duty is None or new is None:
            obligation.state = Obligation.State.CANCELLED
        else:
            clause = new[0]
            fresh = Source(obligation.duty, version, calendar).from_period(duty, obligation.unit, clause, old[1])
            for name in _FOLLOWS:
                setattr(obligation, name, getattr(fresh, name))
        changed.append(obligation)
    Obligation.objects.bulk_update(changed, _FOLLOWS, batch_size=500)
    return len(changed)
