"""Raising what comes round by the calendar, and keeping provisional due dates right."""

from collections.abc import Iterable
from datetime import date, timedelta

from gongkai.duties.events import DUE_DATES_RECOMPUTED, PERIODS_EXPANDED
from gongkai.duties.expansion import STANDING_KEY, Source, is_standing, periodic_clauses, periods
from gongkai.duties.judging import judge_obligations
from gongkai.duties.models import Duty, Obligation, RulebookVersion
from gongkai.duties.queries import composed, definition, working_calendar
from gongkai.journal.actions import action, happened
from gongkai.journal.actors import Actor
from gongkai.units.models import Unit
from gongkai.units.queries import existing_within


def _spans(until: date) -> Iterable[tuple[RulebookVersion, date, date]]:
    """The versions effective by a day, each with the first and last day it is in force."""
    rows = list(RulebookVersion.objects.filter(effective_from__lte=until).order_by("effective_from", "number"))
    for position, version in enumerate(rows):
        later = rows[position + 1].effective_from - timedelta(days=1) if position + 1 < len(rows) else until
        if later >= version.effective_from:
            yield version, version.effective_from, min(later, until)


@action
def expand_periods(*, until: date, actor: Actor, units: Iterable[Unit] | None = None) -> int:
    """Raise the periodic and standing obligations of every unit up to a day. Repeating it raises nothing twice.

    A period belongs to the version in force when it begins. A duty's standing obligation is raised once.

    Args:
        until: periods that begin by this day are raised.
        actor: usually the system.
        units: only these units.

    Returns:
        The number of obligations raised.
    """
    calendar = working_calendar()
    rows = {row.code: row for row in Duty.objects.all()}
    raised = 0
    for version, start, end in _spans(until):
        rulebook = composed(version)
        chosen = list(existing_within(start, end) if units is None else units)
        known = set(
            Obligation.objects.filter(
                unit__in=[unit.pk for unit in chosen], occurrence__isnull=True, opens_on__gte=start
            ).values_list("duty__code", "unit_id", "period_key")
        )
        standing = set(
            Obligation.objects.filter(period_key=STANDING_KEY, unit__in=[unit.pk for unit in chosen]).values_list(
                "duty__code", "unit_id"
            )
        )
        fresh: list[Obligation] = []
        for unit in chosen:
            since = max(start, unit.active_from or start, unit.obliged_from or start)
            last = min(end, unit.active_until or end)
            if since > last:
                continue
            for duty in rulebook.duties_for(unit.facts(), last):
                source = Source(rows[duty.id], version, calendar)
                if is_standing(duty):
                    if (duty.id, unit.pk) not in standing:
                        fresh.append(source.standing(duty, unit, since))
                    continue
                for clause in periodic_clauses(duty):
                    for period in periods(clause, since, last):
                        if period.starts_on >= since and (duty.id, unit.pk, period.key) not in known:
                            known.add((duty.id, unit.pk, period.key))
                            fresh.append(source.from_period(duty, unit, clause, period))
        Obligation.objects.bulk_create(fresh, batch_size=2000, ignore_conflicts=True)
        raised += len(fresh)
        if fresh:
            happened(PERIODS_EXPANDED, actor=actor, subject=version, until=end.isoformat(), raised=len(fresh))
    return raised


@action
def recompute_due_dates(*, actor: Actor) -> int:
    """Compute provisional due dates again, after the holiday table has grown.

    Returns:
        The number of due dates that changed or became final.
    """
    calendar = working_calendar()
    changed: list[Obligation] = []
    provisional = Obligation.objects.filter(provisional=True).select_related("version", "occurrence", "duty", "unit")
    for obligation in provisional:
        duty = definition(obligation.duty, obligation.unit, obligation.version)
        fresh = Source(obligation.duty, obligation.version, calendar).again(obligation, duty)
        if any(getattr(obligation, name) != value for name, value in fresh.items() if name != "arithmetic"):
            for name, value in fresh.items():
                setattr(obligation, name, value)
            changed.append(obligation)
    Obligation.objects.bulk_update(
        changed, ["due_on", "counted_on", "due_at", "provisional", "arithmetic"], batch_size=500
    )
    judge_obligations([obligation.pk for obligation in changed])
    if changed:
        happened(DUE_DATES_RECOMPUTED, actor=actor, subject=changed[0].version, changed=len(changed))
    return len(changed)
