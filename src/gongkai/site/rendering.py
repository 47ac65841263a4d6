"""Every public page anew: the same bytes that publishing wrote, in batches, with flat memory."""

import gc
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from functools import lru_cache, partial
from typing import NamedTuple

from django.db import connection, transaction

from gongkai.site import actions
from gongkai.site.actions import Made, Packed
from gongkai.site.addresses import ListAddress
from gongkai.site.build import listing
from gongkai.site.pages.rendering import render
from gongkai.site.processes import helpers
from gongkai.site.publishing import list_pages, record_page, sorts_of
from gongkai.site.queries import listings, pages, records
from gongkai.site.queries.listings import PER_PAGE, Line
from gongkai.site.queries.records import Directory

BATCH = 500  # records
MANY = 50 * PER_PAGE  # entries of lists that are read at once; whole pages
WORTH_PROCESSES = 5_000  # records from which on starting processes pays
Progress = Callable[[float], None]
Keys = tuple[int, int]
Job = Callable[[], list[Packed]]


class Rendered(NamedTuple):
    """What a job rendered, and the count of changes that it saw before it read anything."""

    job: Job
    seen: int
    pages: list[Packed]


class _AtHand:
    """What this rendering has read for all its jobs, once per process: good for one count of changes."""

    def __init__(self) -> None:
        self.renew(-1)

    def renew(self, seen: int) -> None:
        """Forget what was read before another count of changes than ``seen``."""
        self._seen = seen
        self._directory: Directory | None = None
        self.lists = listings.Reader()
        self.told: listing.Telling = lru_cache(listings.KEPT)(listing.entry)

    def keep(self, seen: int) -> None:
        """Forget, if something has changed."""
        if seen != self._seen:
            self.renew(seen)

    def load(self) -> Directory:
        """Units, duties and versions."""
        if self._directory is None:
            self._directory = Directory.load()
        return self._directory


_at_hand = _AtHand()


def render_all(progress: Progress | None = None, *, processes: int | None = None) -> int:
    """Write every page of a record, every page of every list and every feed; the rest is rendered when asked for.

    Readers see the old pages until the new ones are there. Publishing may go on meanwhile: what was rendered from an
    earlier state than the one it is stored in is rendered again first, so that no page comes back that was withdrawn.

    Args:
        progress: told the share done, from 0 to 1.
        processes: how many render; by default as many as there are processors, for large sites.

    Returns:
        The number of pages written.
    """
    enlist_missing()
    actions.drop_all_lazy()
    _at_hand.renew(pages.generation())
    _at_hand.load()  # before other processes are made, which then share it
    ranges = list(records.ranges(BATCH))
    total = listings.total_pages() + len(ranges) * BATCH or 1
    wanted = processes if processes is not None else _worthwhile(len(ranges) * BATCH)
    written = 0
    for batch in _batches(_done(_jobs(ranges), wanted)):
        written += _store(batch)
        if progress is not None:
            progress(min(written / total, 1.0))
    _at_hand.renew(-1)  # a worker lives on
    actions.bump()
    if progress is not None:
        progress(1.0)
    return written


@transaction.atomic
def _store(batch: list[Rendered]) -> int:
    now = actions.hold()
    fresh: list[Packed] = []
    for one in batch:
        if one.seen != now:
            _at_hand.keep(now)
            fresh += one.job()
        else:
            fresh += one.pages
    actions.store(fresh)
    return len(fresh)


def _batches(done: Iterable[Rendered]) -> Iterator[list[Rendered]]:
    batch: list[Rendered] = []
    size = 0
    for one in done:
        batch.append(one)
        size += len(one.pages)
        if size >= BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _jobs(ranges: list[Keys]) -> Iterator[Job]:
    """All that is to be rendered, in pieces that any process can do, at any time: a job asks for the sizes itself."""
    for keys in ranges:
        yield partial(_render_range, keys)
    few: list[str] = []
    entries = 0
    for key, size in listings.every():
        if size > MANY:
            yield partial(_head, key)
            yield from (partial(_span, key, first) for first in range(0, size, MANY))
            continue
        few.append(key)
        entries += size
        if entries > MANY:
            yield partial(_short_lists, few)
            few, entries = [], 0
    yield partial(_short_lists, few)


def _done(jobs: Iterator[Job], wanted: int) -> Iterator[Rendered]:
    """What the jobs rendered, roughly in their order. This process works too; few results wait at any time."""
    if wanted < 2:
        yield from map(_do, jobs)
        return
    with helpers(wanted - 1) as pool:
        given: deque[Future[Rendered]] = deque()
        for job in jobs:
            if len(given) < wanted:
                given.append(pool.submit(_do, job))
            elif given[0].done():
                yield given.popleft().result()
                given.append(pool.submit(_do, job))
            else:
                yield _do(job)
        while given:
            yield given.popleft().result()


def _do(job: Job) -> Rendered:
    """Without the garbage collector: it would walk over all that is at hand again and again, and find nothing."""
    _spare_memory()
    gc.disable()
    try:
        seen = pages.generation()
        _at_hand.keep(seen)
        return Rendered(job, seen, job())
    finally:
        gc.enable()


def _worthwhile(count: int) -> int:
    reachable = connection.vendor != "sqlite" or not connection.is_in_memory_db()  # type: ignore[attr-defined]
    return (os.cpu_count() or 1) if count >= WORTH_PROCESSES and reachable else 1


def _spare_memory() -> None:
    """Every row is read once, so SQLite need not remember many."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA cache_size=-8000")


def _render_range(keys: Keys) -> list[Packed]:
    """The pages of the public records of a range of keys."""
    chosen = records.public().filter(pk__gte=keys[0], pk__lte=keys[1]).order_by("pk")
    return [record_page(record).packed() for record in records.records(chosen, _at_hand.load())]


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


def _short_lists(keys: list[str]) -> list[Packed]:
    """Lists small enough to be read together."""
    sizes, lines = listings.sizes(keys), _at_hand.lists.whole(keys)
    made: list[Made] = []
    for key, size in sizes.items():
        sort = _sort(key, _at_hand.load())
        made += list_pages(sort, [line for _, line in lines[key][:PER_PAGE]], size, told=_at_hand.told)
        made += _numbered(sort, lines[key], size)
    return [one.packed() for one in made]


def _head(key: str) -> list[Packed]:
    """The newest page of a long list, and its feeds."""
    made = list_pages(
        _sort(key, _at_hand.load()), listings.newest([key])[key], listings.size_of(key), told=_at_hand.told
    )
    return [one.packed() for one in made]


def _span(key: str, first: int) -> list[Packed]:
    """Some numbered pages of a long list."""
    size = listings.size_of(key)
    made = _numbered(_sort(key, _at_hand.load()), _at_hand.lists.span(key, first, first + MANY), size)
    return [one.packed() for one in made]


def _numbered(sort: listing.Sort, lines: list[tuple[int, Line]], size: int) -> Iterator[Made]:
    pages: dict[int, list[Line]] = {}
    for position, line in lines:
        pages.setdefault(listings.page_of(position), []).append(line)
    for number in sorted(pages):
        yield numbered_page(sort, pages[number], size, number)


def numbered_page(sort: listing.Sort, lines: list[Line], size: int, number: int) -> Made:
    """A numbered page in Chinese, as it is also rendered on demand."""
    modified = max(line.moment for line in lines)
    place: ListAddress = sort.place
    body = render(listing.page(sort, lines, size, number, "zh", told=_at_hand.told))
    return Made(place.page(number), body, f"list:{place.key}", modified, lazy=True)


def enlist_missing() -> int:
    """Put public records that stand in no list yet (imported in bulk) into their lists, in order of publication."""
    count = 0
    keys = listings.unlisted_keys()  # once: looking for the next ones again and again would take the square of the time
    directory = Directory.load() if keys else None
    for first in range(0, len(keys), MANY):
        with transaction.atomic():
            found = records.records(listings.unlisted(keys[first : first + MANY]), directory)
            actions.append_many([(list(sorts_of(record)), record.disclosure.pk) for record in found])
        count += len(found)
    return count
