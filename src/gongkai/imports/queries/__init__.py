"""Every read of imports, old addresses, explanations and the past."""

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Q, QuerySet

from gongkai.disclosures.models import Disclosure
from gongkai.imports.models import ColumnMemory, GapExplanation, ImportedRow, ImportRun, LearntRule, Redirect
from gongkai.imports.rows import digest_of
from gongkai.journal.actors import Actor
from gongkai.rulebook.vocabulary import Audience
from gongkai.units.rights import rights_of
from gongkai.units.roles import Right

STALLED: Final = timedelta(minutes=2)


def run_for_work(key: int) -> ImportRun:
    """A run by key, for the worker, which acts for the person who began it."""
    return ImportRun.objects.select_related("unit", "created_by").get(pk=key)


def stalled(at: datetime) -> QuerySet[ImportRun]:
    """Runs that were being worked on and whose process has been silent for two minutes."""
    working = [ImportRun.State.CHECKING, ImportRun.State.TAKING]
    return ImportRun.objects.filter(state__in=working, beat__lt=at - STALLED)


def runs_visible_to(actor: Actor) -> QuerySet[ImportRun]:
    """The imports of units on which the actor writes, manages or oversees."""
    rights = rights_of(actor)
    condition = Q(pk__in=[])
    for right in (Right.DRAFT, Right.MANAGE_UNIT, Right.OVERSEE):
        condition |= rights.unit_filter(right, "unit__")
    return ImportRun.objects.filter(condition).select_related("unit", "created_by", "undone_by")


def refused_rows(run: ImportRun) -> QuerySet[ImportedRow]:
    """The rows that were good by themselves and were refused when they were taken; the run was visible."""
    return run.taken.filter(outcome=ImportedRow.Outcome.REFUSED).order_by("row")


def disclosures_of(run: ImportRun) -> Iterator[int]:
    """Keys of the historical disclosures that a run made."""
    rows = run.taken.filter(outcome=ImportedRow.Outcome.ADDED, target=Disclosure._meta.label_lower)
    keys = rows.filter(kind__in=["documents", "site"]).values_list("target_id", flat=True)
    return (key for key in keys.iterator(chunk_size=2_000) if key is not None)


def remembered(run: ImportRun, headers: Collection[str]) -> dict[str, str]:
    """The columns a person assigned for this unit, kind and headers."""
    found = ColumnMemory.objects.filter(
        unit=run.unit_id, kind=run.kind, headers_digest=digest_of(list(headers))
    ).values_list("mapping", flat=True)
    return dict(found.first() or {})


def redirect_for(path: str) -> str | None:
    """Where an address of the old site leads now; ``None`` when nothing public stands there.

    Args:
        path: path with its query, as asked for, percent-decoded.
    """
    candidates = [path, path.partition("?")[0]]
    rows = Redirect.objects.filter(
        path__in=candidates, disclosure__audience=Audience.PUBLIC,
        disclosure__state__in=[Disclosure.State.PUBLISHED, Disclosure.State.SUPERSEDED, Disclosure.State.WITHDRAWN],
    ).values_list("path", "disclosure__index_number")  # fmt: skip
    found: dict[str, str] = {old: number for old, number in rows if number}
    number = found.get(path) or found.get(candidates[1])
    return f"/disclosures/{number}/" if number else None


def gap_explanations_visible_to(actor: Actor) -> QuerySet[GapExplanation]:
    """Explanations of units the actor may see."""
    return GapExplanation.objects.filter(rights_of(actor).unit_filter(Right.SEE, "unit__")).select_related(
        "unit", "requested_by", "decided_by"
    )


def approved_gaps() -> dict[tuple[str, int, int], GapExplanation]:
    """Missing numbers whose explanation was approved: records, no findings."""
    rows = GapExplanation.objects.filter(decision=GapExplanation.Decision.APPROVED)
    return {(row.series, row.year, row.number): row for row in rows}


def rules_visible_to(actor: Actor) -> QuerySet[LearntRule]:
    """Rules in use, for the office."""
    if not rights_of(actor).anywhere(Right.OVERSEE):
        return LearntRule.objects.none()
    return LearntRule.objects.filter(retired_at__isnull=True).select_related("duty", "learnt_from").order_by("-id")


def imported_for(actor: Actor) -> QuerySet[Disclosure]:
    """Imported documents that are public, of units the actor may see."""
    return Disclosure.objects.filter(
        rights_of(actor).unit_filter(Right.SEE, "unit__"), imported=True, state=Disclosure.State.PUBLISHED
    ).select_related("unit", "duty", "version")
