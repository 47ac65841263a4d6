"""What the demo asks of the district while it plays the year; it acts for everybody, so it sees everything."""

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from gongkai.disclosures.models import Disclosure, ReviewStep
from gongkai.duties.models import Duty, Obligation
from gongkai.units.models import Unit


def district_exists() -> bool:
    """Whether there are units."""
    return Unit.objects.exists()


def steps_of(disclosure: Disclosure) -> list[ReviewStep]:
    """The review steps of the submitted revision, in order."""
    return list(ReviewStep.objects.filter(revision=disclosure.submitted).order_by("order"))


def rows_of(codes: Iterable[str]) -> dict[str, Duty]:
    """Duties by code."""
    return {row.code: row for row in Duty.objects.filter(code__in=list(codes))}


def owed(until: date, today: date) -> QuerySet[Obligation]:
    """Open obligations due by a day that have begun, the earliest due first."""
    return (
        Obligation.objects.filter(state=Obligation.State.OPEN, due_on__lte=until, opens_on__lte=today)
        .select_related("unit", "duty", "version")
        .order_by("due_on", "id")
    )


def overdue(today: date) -> QuerySet[Obligation]:
    """Open obligations whose due date has passed."""
    return (
        Obligation.objects.filter(state=Obligation.State.OPEN, due_on__lt=today).select_related("unit").order_by("id")
    )
