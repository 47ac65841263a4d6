"""Lists of disclosures, paged by key, and what is registered with the office."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Generic, TypeVar

from django.db import models
from django.db.models import Q, QuerySet, Value
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan

from gongkai.disclosures.models import Disclosure, Filing, IndexSequence
from gongkai.disclosures.queries.visibility import light, visible_to
from gongkai.disclosures.stages import PUBLIC, State
from gongkai.duties.models import Duty
from gongkai.journal.actors import Actor
from gongkai.units.models import Unit
from gongkai.units.rights import rights_of
from gongkai.units.roles import Right

M = TypeVar("M", bound=models.Model)


@dataclass(frozen=True)
class Page(Generic[M]):
    """A page of a list, newest first.

    Args:
        rows: of the page.
        after: the key to ask the next page with; ``None`` on the last page.
    """

    rows: Sequence[M]
    after: int | None


def page_of(rows: QuerySet[M], after: int | None = None, limit: int = 50) -> Page[M]:
    """One page of a list by descending key. Nothing is counted and nothing is skipped, so page 2,000 costs as page 1.

    Args:
        rows: any queryset; its order is replaced.
        after: the ``after`` of the page before; ``None`` for the first page.
        limit: rows per page.
    """
    wanted = rows.order_by("-pk")
    if after is not None:
        wanted = wanted.filter(pk__lt=after)
    found = list(wanted[: limit + 1])
    return Page(found[:limit], found[limit - 1].pk if len(found) > limit else None)


@dataclass(frozen=True)
class Filters:
    """What a list is narrowed to; ``None`` and empty mean everything.

    Args:
        states: stages of the working copy; a correction counts under its own stage and as published.
        unit: one unit.
        duty: one duty.
        text: part of the title or the index number.
        published_from: first day of publication.
        published_to: last day of publication.
    """

    states: Sequence[str] = ()
    unit: Unit | None = None
    duty: Duty | None = None
    text: str = ""
    published_from: date | None = None
    published_to: date | None = None


def filtered(rows: QuerySet[Disclosure], filters: Filters) -> QuerySet[Disclosure]:
    """Narrow a list."""
    shown = [state for state in filters.states if state in PUBLIC]
    working = [state for state in filters.states if state not in PUBLIC]
    if shown and working:
        rows = rows.filter(Q(state__in=shown) | Q(progress__in=working))
    elif shown:
        rows = rows.filter(state__in=shown)
    elif working:
        rows = rows.filter(progress__in=working)
    else:
        rows = rows.exclude(state=State.DISCARDED)
    if filters.unit is not None:
        rows = rows.filter(unit=filters.unit)
    if filters.duty is not None:
        rows = rows.filter(duty=filters.duty)
    if filters.text.strip():
        rows = rows.filter(_naming(filters.text.strip()))
    if filters.published_from is not None:
        rows = rows.filter(published_on__gte=filters.published_from)
    if filters.published_to is not None:
        rows = rows.filter(published_on__lte=filters.published_to)
    return rows


def _naming(text: str) -> Q:
    """What has the text in its title, or at the end of its index number. Looked for the quickest way that can find it."""
    if not text.isascii():  # no index number has such a character
        if text.lower() == text.upper():
            return Q(GreaterThan(StrIndex("title", Value(text)), 0))
        return Q(title__icontains=text)
    return Q(title__icontains=text) | Q(index_number__iendswith=text)


def listed(actor: Actor, filters: Filters | None = None, after: int | None = None, limit: int = 50) -> Page[Disclosure]:
    """A page of the disclosures the actor may see, without their working copies.

    Keys are found first, so that a search passes over narrow index entries and not over whole records.
    """
    wanted = filtered(visible_to(actor), filters or Filters()).order_by("-pk")
    if after is not None:
        wanted = wanted.filter(pk__lt=after)
    keys = list(wanted.values_list("pk", flat=True)[: limit + 1])
    rows = light(Disclosure.objects.select_related("unit", "duty")).filter(pk__in=keys[:limit]).order_by("-pk")
    return Page(list(rows), keys[limit - 1] if len(keys) > limit else None)


def due_for_publication(at: datetime) -> QuerySet[Disclosure]:
    """Scheduled disclosures and corrections whose instant has come, in that order; for the worker."""
    return light(
        Disclosure.objects.select_related("unit", "duty").filter(progress=State.SCHEDULED, publish_at__lte=at)
    ).order_by("publish_at", "pk")


def filings_visible_to(actor: Actor) -> QuerySet[Filing]:
    """The filing register: all of it for the office, the unit's own part for others."""
    return Filing.objects.filter(rights_of(actor).unit_filter(Right.SEE, "unit__")).select_related(
        "unit", "publication__disclosure"
    )


def sequence(unit: Unit, year: int) -> IndexSequence | None:
    """The last serials a unit gave out in a year; what was published must be exactly these many."""
    return IndexSequence.objects.filter(unit=unit, year=year).first()
