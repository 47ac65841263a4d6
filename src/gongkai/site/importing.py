"""What an import of many documents does to the public face: lists are put together anew, every page is written."""

from collections.abc import Iterator
from functools import partial

from django.db import transaction
from django_tasks import task

from gongkai.disclosures.models import Disclosure
from gongkai.imports.queries import disclosures_of
from gongkai.journal.events import Event
from gongkai.site import actions, indexing
from gongkai.site.rendering import enlist_missing, render_all

LABEL = Disclosure._meta.label_lower
SOME = 500


@task()
def write_anew() -> None:
    """Put every list together in order of publication, write every page, build the search index anew."""
    with transaction.atomic():
        actions.forget_lists()
        enlist_missing()
    render_all(processes=1)
    indexing.rebuild_all()


def finished(event: Event) -> None:
    """Rows were imported: if they are public documents, the site shows them soon after."""
    if any(True for _ in disclosures_of(event.subject)):
        transaction.on_commit(partial(write_anew.enqueue))


def undone(event: Event) -> None:
    """An import was undone: its pages go at once, lists and search follow."""
    keys = disclosures_of(event.subject)
    found = False
    for some in _some(keys):
        found = True
        actions.forget(some)
    if found:
        actions.drop_all_lazy()
        transaction.on_commit(partial(write_anew.enqueue))


def _some(keys: Iterator[int]) -> Iterator[list[int]]:
    batch: list[int] = []
    for key in keys:
        batch.append(key)
        if len(batch) == SOME:
            yield batch
            batch = []
    if batch:
        yield batch
