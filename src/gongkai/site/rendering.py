"""Every public page anew: the same bytes that publishing wrote, in batches, with flat memory."""

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import ExitStack

from django.db import connection, transaction

from gongkai.site import actions
from gongkai.site.actions import Made
from gongkai.site.addresses import ListAddress
from gongkai.site.build import listing
from gongkai.site.models import Page
from gongkai.site.pages.rendering import render
from gongkai.site.processes import begin
from gongkai.site.publishing import list_pages, record_page, sorts_of
from gongkai.site.queries import listings, records
from gongkai.site.queries.listings import PER_PAGE, Line
from gongkai.site.queries.records import Directory

BATCH = 250  # records
MANY = 50 * PER_PAGE  # entries of lists that are read at once; whole pages
WORTH_PROCESSES = 5_000  # records from which on starting processes pays
Progress = Callable[[float], None]
Keys = tuple[int, int]


class _AtHand:
    """The directory of this rendering, read once per process."""

    def __init__(self) -> None:
        self._directory: Directory | None = None

    def get(self) -> Directory:
        if self._directory is None:
            self._directory = Directory.load()
        return self._directory

    def forget(self) -> None:
        self._directory = None


_at_hand = _AtHand()


def render_all(progress: Progress | None = None, *, processes: int | None = None) -> int:
    """Write every page of a record, every page of every list and every feed; the rest is rendered when asked for.

    Readers see the old pages until the new ones are there. Publishing may go on meanwhile.

    Args:
        progress: told the share done, from 0 to 1.
        processes: how many render; by default as many as there are processors, for large sites.

    Returns:
        The number of pages written.
    """
    _at_hand.forget()
    enlist_missing()
    actions.drop_all_lazy()
    ranges = list(records.ranges(BATCH))
    total = listings.total_pages() + len(ranges) * BATCH or 1
    written = 0
    for batch in _batches(_everything(ranges, processes)):
        with transaction.atomic():
            actions.store(batch)
        written += len(batch)
        if progress is not None:
            progress(min(written / total, 1.0))
    actions.bump()
    if progress is not None:
        progress(1.0)
    return written


def _batches(pages: Iterable[Made | Page]) -> Iterator[list[Made | Page]]:
    batch: list[Made | Page] = []
    for page in pages:
        batch.append(page)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _everything(ranges: list[Keys], processes: int | None) -> Iterator[Made | Page]:
    for rows in _records(ranges, processes):
        yield from rows
    directory = _at_hand.get()
    few: dict[str, int] = {}
    for key, size in listings.every():
        if size > MANY:
            yield from _long_list(_sort(key, directory), size)
            continue
        few[key] = size
        if sum(few.values()) > MANY:
            yield from _short_lists(few, directory)
            few = {}
    yield from _short_lists(few, directory)


def _records(ranges: list[Keys], processes: int | None) -> Iterator[Iterable[Made | Page]]:
    wanted = processes if processes is not None else _worthwhile(len(ranges) * BATCH)
    if wanted < 2:
        yield from map(_render_range, ranges)
        return
    with ExitStack() as stack:
        # A fresh interpreter each: a forked one would share the database connection. This process renders too.
        pool = stack.enter_context(
            ProcessPoolExecutor(wanted - 1, mp_context=multiprocessing.get_context("spawn"), initializer=begin)
        )
        left = deque(ranges)
        given: deque[Future[list[Page]]] = deque()
        while left or given:
            while left and len(given) < wanted:
                given.append(pool.submit(_render_range, left.popleft()))
            if left and not given[0].done():
                yield _render_range(left.popleft())
            else:
                yield given.popleft().result()


def _worthwhile(count: int) -> int:
    reachable = connection.vendor != "sqlite" or not connection.is_in_memory_db()  # type: ignore[attr-defined]
    return (os.cpu_count() or 1) if count >= WORTH_PROCESSES and reachable else 1


def _spare_memory() -> None:
    """Every row is read once, so SQLite need not remember many."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA cache_size=-8000")


def _render_range(keys: Keys) -> list[Page]:
    """The pages of the public records of a range of keys."""
    _spare_memory()
    chosen = records.public().filter(pk__gte=keys[0], pk__lte=keys[1]).order_by("pk")
    return [record_page(record).row() for record in records.records(chosen, _at_hand.get())]


def _sort(key: str, directory: Directory) -> listing.Sort:
    sort, _, rest = key.partition(":")
    match sort:
        case "unit":
            unit = directory.units[int(rest)]
            return listing.of_unit(unit.pk, unit.code, unit.label, unit.name_en)
        case "duty":
            duty = directory.duties[int(rest)]
            return listing.of_duty(duty.pk, duty.code, duty.title, duty.title_en)
        case "category":
            return listing.of_category(rest)
        case "topic":
            return listing.of_topic(rest)
        case "year":
            return listing.of_year(int(rest))
    return listing.everything()


def _short_lists(sizes: dict[str, int], directory: Directory) -> Iterator[Made]:
    """Lists small enough to be read together."""
    lines = listings.whole(sizes)
    for key, size in sizes.items():
        sort = _sort(key, directory)
        yield from list_pages(sort, lines[key][:PER_PAGE], size)
        yield from _numbered(sort, lines[key], size)


def _long_list(sort: listing.Sort, size: int) -> Iterator[Made]:
    """A list that is read in spans."""
    key = sort.place.key
    yield from list_pages(sort, listings.newest([key])[key], size)
    for first in range(0, size, MANY):
        yield from _numbered(sort, listings.span(key, first, first + MANY), size)


def _numbered(sort: listing.Sort, lines: list[Line], size: int) -> Iterator[Made]:
    pages: dict[int, list[Line]] = {}
    for line in lines:
        pages.setdefault(listings.page_of(line.position), []).append(line)
    for number in sorted(pages):
        yield numbered_page(sort, pages[number], size, number)


def numbered_page(sort: listing.Sort, lines: list[Line], size: int, number: int) -> Made:
    """A numbered page in Chinese, as it is also rendered on demand."""
    modified = max(max(line.updated_at, line.published_at) for line in lines)
    place: ListAddress = sort.place
    body = render(listing.page(sort, lines, size, number, "zh"))
    return Made(place.page(number), body, f"list:{place.key}", modified, lazy=True)


def enlist_missing() -> int:
    """Put public records that stand in no list yet (imported in bulk) into their lists, in order of publication."""
    directory = Directory.load()
    count = 0
    while True:
        found = records.records(listings.unlisted(BATCH * 4), directory)
        if not found:
            return count
        with transaction.atomic():
            actions.append_many([(list(sorts_of(record)), record.disclosure.pk) for record in found])
        count += len(found)
