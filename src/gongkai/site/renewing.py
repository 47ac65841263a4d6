"""Pages already written follow what changes elsewhere: a unit's name, a duty's title, a due date reckoned anew.

The change itself takes away what is rendered when asked for; a queued task writes the rest again, so that in the end the
site is what a full rendering would make of it.
"""

from collections.abc import Collection, Sequence
from functools import partial

from django.db import transaction
from django.db.models import Q, QuerySet
from django_tasks import task

from gongkai.disclosures.models import Disclosure
from gongkai.journal.events import Event
from gongkai.site import actions, indexing
from gongkai.site.build import listing
from gongkai.site.publishing import former, list_pages, record_page, sorts_of
from gongkai.site.queries import listings, records
from gongkai.site.rendering import render_all

SHOWN = frozenset({"name", "short_name", "name_en", "kind", "functions"})  # of a unit; the last two decide the wording
SOME = 50  # records written in one transaction: whoever publishes meanwhile waits no longer
WORTH_ALL = 2_000  # records from which on writing everything is no more work


def unit_changed(event: Event) -> None:
    """A unit has another name, or is of another kind."""
    if SHOWN & set(event.details["fields"].split("、")):
        _soon(units=[event.subject.pk])


def rulebook_changed(event: Event) -> None:
    """Duties have other titles or stand in other categories."""
    _soon(duties=event.details["touched"])


def due_dates_recomputed(event: Event) -> None:
    """What was published is due on another day, and so perhaps in time, or late."""
    _soon(disclosures=event.details["published"])


def _soon(**chosen: Sequence[int]) -> None:
    if _chosen(**chosen).exists():
        transaction.on_commit(partial(renew.enqueue, **{name: list(keys) for name, keys in chosen.items()}))


def _chosen(
    units: Collection[int] = (), duties: Collection[int] = (), disclosures: Collection[int] = ()
) -> QuerySet[Disclosure]:
    return records.public().filter(Q(unit__in=units) | Q(duty__in=duties) | Q(pk__in=disclosures))


@task()
def renew(units: Sequence[int] = (), duties: Sequence[int] = (), disclosures: Sequence[int] = ()) -> int:
    """Write again whatever shows the public records of some units or duties, or some records.

    Returns:
        The number of records.
    """
    keys = list(_chosen(units, duties, disclosures).order_by("pk").values_list("pk", flat=True))
    sorts: dict[str, listing.Sort] = {}
    everything = len(keys) > WORTH_ALL
    for first in range(0, len(keys), SOME):
        sorts |= _records(keys[first : first + SOME], write=not everything)
    if everything:
        render_all(processes=1)
    else:
        for key in sorted(sorts):
            _list(sorts[key])
        actions.drop_all_lazy()
    for first in range(0, len(keys), indexing.BATCH):
        indexing.update(*keys[first : first + indexing.BATCH])
    return len(keys)


@transaction.atomic
def _records(keys: Sequence[int], *, write: bool) -> dict[str, listing.Sort]:
    """Enlist the records that belong to another category now, and write their pages; returns all their lists."""
    actions.bump()
    found = records.records(records.public().filter(pk__in=keys).order_by("pk"))
    places = listings.places_of(keys)
    sorts: dict[str, listing.Sort] = {}
    for record in found:
        belongs, stands = sorts_of(record), places[record.disclosure.pk]
        missing = belongs.keys() - stands.keys()
        if missing:
            actions.append(list(missing), record.disclosure.pk)
        sorts |= {key: former(key) for key in stands.keys() - belongs.keys() - sorts.keys()} | belongs
    if write:
        actions.store(record_page(record) for record in found)
    return sorts


@transaction.atomic
def _list(sort: listing.Sort) -> None:
    """Write the newest page of a list, and its feeds."""
    actions.bump()
    key = sort.place.key
    actions.store(list_pages(sort, listings.newest([key])[key], listings.size_of(key)))
