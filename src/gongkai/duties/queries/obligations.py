"""Reading obligations: tasks, lists, the matrix."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from gongkai.duties.models import Exemption, Fulfilment, Obligation, Occurrence
from gongkai.duties.queries.rates import COUNTED, due_by
from gongkai.journal.actors import Actor
from gongkai.units.rights import rights_of
from gongkai.units.roles import Right

_OPEN = Q(state=Obligation.State.OPEN)


def _all() -> QuerySet[Obligation]:
    return Obligation.objects.select_related("duty", "unit")


def for_public() -> QuerySet[Obligation]:
    """Every obligation that was not cancelled: what is owed is public, even where the content is not."""
    return _all().exclude(state=Obligation.State.CANCELLED)


def visible_to(actor: Actor, right: Right = Right.SEE) -> QuerySet[Obligation]:
    """Obligations of the units on which the actor holds ``right``."""
    return _all().filter(rights_of(actor).unit_filter(right, "unit__"))


@dataclass(frozen=True)
class Tasks:
    """Open obligations of those who must act, by urgency. Lists are cut at ``limit``; ``more`` says so."""

    overdue: Sequence[Obligation]
    due_soon: Sequence[Obligation]
    later: Sequence[Obligation]
    no_limit: Sequence[Obligation]
    more: bool


def tasks(actor: Actor, *, on: date, soon_days: int = 7, limit: int = 100) -> Tasks:
    """What the actor's units still owe (only units where the actor drafts), the overdue first.

    Args:
        actor: a clerk, usually.
        on: today.
        soon_days: calendar days ahead that count as soon.
        limit: rows per list.
    """
    rows = (
        visible_to(actor, Right.DRAFT)
        .filter(_OPEN, opens_on__lte=on + timedelta(days=31))
        .select_related("duty", "unit", "occurrence")
    )
    soon = on + timedelta(days=soon_days)
    lists = [
        list(rows.filter(condition).order_by("due_on", "id")[: limit + 1])
        for condition in (
            Q(due_on__lt=on), Q(due_on__gte=on, due_on__lte=soon), Q(due_on__gt=soon), Q(due_on__isnull=True),
        )
    ]  # fmt: skip
    overdue, due_soon, later, no_limit = (one[:limit] for one in lists)
    return Tasks(overdue, due_soon, later, no_limit, more=any(len(one) > limit for one in lists))


def behind(obligations: QuerySet[Obligation], aspect: str, *, on: date) -> QuerySet[Obligation]:
    """The list behind a figure of a :class:`~gongkai.duties.queries.rates.Rate`.

    Args:
        obligations: the set the rate was computed over.
        aspect: ``due``, ``conforming``, ``content``, ``procedure``, ``time``, ``form`` (those that fail it), ``late``,
            ``missing``, ``coming`` or ``not_conforming``.
        on: the day of the rate.
    """
    due = due_by(on)
    zero = Q(state=Obligation.State.ZERO)
    failing = {
        name: due & ~zero & (Q(**{f"{name}_ok": False}) | Q(**{f"{name}_ok__isnull": True}))
        for name in ("content", "procedure", "time", "form")
    }
    conditions = {
        "due": due,
        "conforming": due & (Q(conforming=True) | zero),
        "not_conforming": due & ~zero & (Q(conforming=False) | Q(conforming__isnull=True)),
        "late": due & Q(state=Obligation.State.MET, time_ok=False),
        "missing": due & _OPEN,
        "coming": COUNTED & Q(counted_on__gt=on),
        **failing,
    }
    return obligations.filter(conditions[aspect])


def occurrences_visible_to(actor: Actor) -> QuerySet[Occurrence]:
    """Recorded events of units the actor may see."""
    return Occurrence.objects.filter(rights_of(actor).unit_filter(Right.SEE, "unit__")).select_related("unit", "duty")


def for_occurrence(actor: Actor, occurrence: Occurrence) -> QuerySet[Obligation]:
    """What an event raised, as far as the actor may see it."""
    return visible_to(actor).filter(occurrence=occurrence)


def demands(actor: Actor, disclosure_id: int) -> QuerySet[Obligation]:
    """What asks for a record to be withdrawn or corrected, met or not, as far as the actor may see it."""
    asking = visible_to(actor).filter(demand=Obligation.Demand.WITHDRAW, occurrence__disclosure_id=disclosure_id)
    return asking.exclude(state=Obligation.State.CANCELLED).select_related("occurrence", "fulfilment")


def publications_of(disclosure_id: int) -> QuerySet[Fulfilment]:
    """What a disclosure met by being published, not by being withdrawn or corrected."""
    return Fulfilment.objects.filter(disclosure_id=disclosure_id, obligation__demand=Obligation.Demand.PUBLISH)


def exemptions_visible_to(actor: Actor) -> QuerySet[Exemption]:
    """Requests for zero report or not applicable of units the actor may see, newest first."""
    return Exemption.objects.filter(rights_of(actor).unit_filter(Right.SEE, "obligation__unit__")).select_related(
        "obligation__unit", "obligation__duty", "requested_by", "decided_by"
    )


def may_decide(exemption: Exemption, actor: Actor) -> bool:
    """Whether the actor holds the right that decides this kind of exemption, and did not ask for it."""
    unit = exemption.obligation.unit
    rights = rights_of(actor)
    if actor.pk is not None and exemption.requested_by_id == actor.pk:
        return False
    if exemption.kind == Exemption.Kind.ZERO:
        return rights.has(Right.APPROVE, unit) or rights.has(Right.OVERSEE, unit)
    return rights.has(Right.OVERSEE, unit)
