"""Raising what comes round by the calendar, and keeping provisional due dates right."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Q
from django.utils import timezone

from gongkai.duties.events import DUE_DATES_RECOMPUTED, PERIODS_EXPANDED
from gongkai.duties.expansion import STANDING_KEY, Source, is_standing, periodic_clauses, periods
from gongkai.duties.judging import judge_obligations
from gongkai.duties.models import Duty, Obligation, RulebookVersion
from gongkai.duties.queries import composed, definition, working_calendar
from gongkai.journal.actions import action, happened
from gongkai.journal.actors import Actor
from gongkai.journal.models import AuditRow
from gongkai.units.models import Unit
from gongkai.units.queries import existing_within

LOOK_BACK = timedelta(days=366)  # days off are not moved later than that


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
            since = max(start, unit.active_from or start, unit.obliged_from or start, unit.particulars_since or start)
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


def _last_table() -> str:
    """The mark of the holiday table when due dates were last computed again."""
    about = AuditRow.objects.filter(subject_type=RulebookVersion._meta.label_lower)
    row = about.filter(kind=DUE_DATES_RECOMPUTED.name).order_by("-pk").first()
    return str(row.details.get("table", "")) if row else ""


@action
def recompute_due_dates(*, actor: Actor) -> int:
    """Compute due dates again that lean on the holiday table: provisional ones, and recent ones once it has changed.

    The table grows with each yearly notice; and days off have been moved after they were announced, as in 2020.

    Returns:
        The number of due dates that changed or became final.
    """
    calendar = working_calendar()
    mark = calendar.table.digest
    changed: list[Obligation] = []
    leaning = Q(provisional=True)
    renewed = _last_table() != mark
    if renewed:
        leaning |= Q(counted_on__gte=timezone.localdate() - LOOK_BACK, arithmetic__amount__1="WD")
    rows = Obligation.objects.filter(leaning).select_related("version", "occurrence", "duty", "unit")
    for obligation in rows.iterator(chunk_size=2000):
        duty = definition(obligation.duty, obligation.unit, obligation.version)
        fresh = Source(obligation.duty, obligation.version, calendar).again(obligation, duty)
        if any(getattr(obligation, name) != value for name, value in fresh.items() if name != "arithmetic"):
            for name, value in fresh.items():
                setattr(obligation, name, value)
            changed.append(obligation)
    Obligation.objects.bulk_update(
        changed, ["due_on", "counted_on", "due_at", "provisional", "arithmetic"], batch_size=500
    )
    keys = [obligation.pk for obligation in changed]
    for first in range(0, len(keys), 1000):
        judge_obligations(keys[first : first + 1000])
    version = RulebookVersion.objects.order_by("number").last()
    if version is not None and (changed or renewed):
        happened(
            DUE_DATES_RECOMPUTED, actor=actor, subject=version, changed=len(changed), table=mark,
            published=[one.disclosure_id for one in changed if one.disclosure_id is not None],
        )  # fmt: skip
    return len(changed)
