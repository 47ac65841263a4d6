"""Notices, and whom a happening concerns."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet

from gongkai.disclosures.models import Disclosure, ReviewStep
from gongkai.disclosures.reviewing import ENTITLED
from gongkai.duties.models import Exemption, Obligation
from gongkai.journal.actors import Actor
from gongkai.units.models import Person, Unit
from gongkai.units.queries import holders
from gongkai.units.roles import Right
from gongkai.workbench.models import Notice


def notices(actor: Actor) -> QuerySet[Notice]:
    """One's own notices."""
    return Notice.objects.filter(person_id=actor.pk or 0)


def unread(actor: Actor) -> int:
    """How many of one's notices are unread; beyond 99 it does not matter."""
    return len(notices(actor).filter(read_at__isnull=True).order_by()[:100].values_list("pk", flat=True))


def pending_step(disclosure: Disclosure) -> ReviewStep | None:
    """The review whose turn it is."""
    return (
        ReviewStep.objects.filter(revision_id=disclosure.submitted_id or 0, state=ReviewStep.State.PENDING)
        .select_related("unit")
        .order_by("order")
        .first()
    )


def reviewers(step: ReviewStep, on: date) -> dict[int, Person]:
    """Everybody entitled to decide a step."""
    return {one.pk: one for right in ENTITLED[step.kind] for one in holders(right, step.unit, on)}


def clerks(unit: Unit, on: date) -> Iterable[Person]:
    """Who drafts for a unit."""
    return holders(Right.DRAFT, unit, on)


def deciders(exemption: Exemption, on: date) -> Iterable[Person]:
    """Who decides a zero report (its leaders) or "not applicable" (the office)."""
    right = Right.APPROVE if exemption.kind == Exemption.Kind.ZERO else Right.OVERSEE
    return holders(right, exemption.obligation.unit, on).exclude(pk=exemption.requested_by_id or 0)


def exemption_of(key: int) -> Exemption:
    """A request with what a notice needs of it."""
    return Exemption.objects.select_related("obligation__unit", "requested_by").get(pk=key)


def urgent_by_unit(on: date, days: int) -> dict[int, tuple[int, int]]:
    """For each unit: how many open tasks are due within some days, and how many are overdue."""
    rows = (
        Obligation.objects.filter(state=Obligation.State.OPEN, due_on__lte=on + timedelta(days=days), opens_on__lte=on)
        .order_by()
        .values_list("unit_id")
        .annotate(soon=Count("pk", filter=Q(due_on__gte=on)), late=Count("pk", filter=Q(due_on__lt=on)))
    )
    return {unit: (soon, late) for unit, soon, late in rows}


def serving(units: Iterable[int], roles: Iterable[str], on: date) -> Iterable[tuple[int, int]]:
    """Unit and person of everybody with one of the roles at one of the units."""
    return (
        Person.objects.filter(
            Q(grants__ends_on__isnull=True) | Q(grants__ends_on__gte=on),
            is_active=True,
            grants__starts_on__lte=on,
            grants__role__in=list(roles),
            grants__unit__in=list(units),
        )
        .values_list("grants__unit_id", "pk")
        .distinct()
    )
