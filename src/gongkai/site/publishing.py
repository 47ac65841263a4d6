"""What a publication, a correction or a withdrawal writes: its page, the newest pages of its lists, their feeds.

Everything happens inside the transaction that raised the event, in a number of statements that does not depend on how
much has been published before. Pages that few read are taken away instead and rendered when somebody asks.

Whoever writes pages first raises the generation, whose row stays locked until the transaction ends: pages are written by
one transaction after the other, from what its predecessor committed, and no two wait for each other in a circle.
"""

from collections.abc import Iterable

from gongkai.disclosures.models import Disclosure
from gongkai.journal.events import Event
from gongkai.rulebook.vocabulary import Audience
from gongkai.site import actions, addresses
from gongkai.site.actions import Made
from gongkai.site.build import disclosure as disclosure_pages
from gongkai.site.build import listing
from gongkai.site.build.frames import site
from gongkai.site.pages.feeds import render_feed
from gongkai.site.pages.rendering import render
from gongkai.site.queries import directory, listings, records
from gongkai.site.queries.listings import Line
from gongkai.site.queries.records import Record

HOME, RATES = "home", "rates"


def sorts_of(record: Record) -> dict[str, listing.Sort]:
    """The lists a record belongs to now, by key."""
    one, unit, duty = record.disclosure, record.unit, record.duty
    assert one.published_on is not None  # noqa: S101 the database demands it of what is published
    sorts = (
        listing.everything(),
        listing.of_unit(unit.pk, unit.code, unit.label, unit.name_en),
        listing.of_duty(duty.pk, duty.code, duty.title, duty.title_en),
        listing.of_category(duty.category),
        listing.of_topic(one.topic),
        listing.of_year(one.published_on.year),
    )
    return {sort.place.key: sort for sort in sorts}


def former(key: str) -> listing.Sort:
    """A list in which a record keeps its place, though it would not stand there today.

    A correction may have moved it to another topic, a better match to another duty, a new rulebook to another category.
    """
    sort, _, rest = key.partition(":")
    if sort == "category":
        return listing.of_category(rest)
    if sort == "duty":
        duty = directory.duties_by_key([int(rest)])[int(rest)]
        return listing.of_duty(duty.pk, duty.code, duty.title, duty.title_en)
    return listing.of_topic(rest)


def scopes_of(record: Record) -> list[str]:
    """What changes when the record does: boards above its unit included."""
    above = [f"unit:{key}" for key in record.unit.path.split("/") if key]
    return [HOME, RATES, f"duty:{record.duty.pk}", f"disclosure:{record.disclosure.pk}", *above]


def record_page(record: Record) -> Made:
    """The Chinese page of a record, or its tombstone."""
    one = record.disclosure
    gone = one.state == Disclosure.State.WITHDRAWN
    changed = record.withdrawal.withdrawn_at if gone and record.withdrawal else record.publications[-1].published_at
    return Made(
        path=addresses.disclosure(one.index_number or ""),
        body=render(disclosure_pages.page(record, "zh")),
        scope=f"disclosure:{one.pk}",
        modified=changed,
        status=410 if gone else 200,
    )


def list_pages(
    sort: listing.Sort, lines: list[Line], size: int, *, told: listing.Telling = listing.entry
) -> Iterable[Made]:
    """The newest page of a list and its feeds."""
    facts = site()
    modified = max(line.moment for line in lines)
    scope = f"list:{sort.place.key}"
    yield Made(sort.place.base, render(listing.page(sort, lines, size, 0, "zh", told=told)), scope, modified)
    if sort.feeds:
        feed = listing.feed_page(sort, lines, facts.origin, facts.name)
        yield Made(sort.place.atom, render_feed(feed, "atom"), scope, modified, "application/atom+xml; charset=utf-8")
        yield Made(sort.place.rss, render_feed(feed, "rss"), scope, modified, "application/rss+xml; charset=utf-8")


def stale_paths(place: addresses.ListAddress, numbers: Iterable[int]) -> list[str]:
    """Addresses of numbered pages, and of the newest page in English, that have to be rendered anew."""
    paths = [place.page(number) for number in numbers if number > 0]
    return [*paths, *(f"/en{path}" for path in paths), f"/en{place.base}"]


def _write(record: Record, places: list[tuple[str, int, int]]) -> None:
    """Write the record's page and its lists' newest pages; take away what else shows it.

    Args:
        record: as it is now.
        places: every list it stands in: key, size, its position.
    """
    sorts = sorts_of(record)
    sorts |= {key: former(key) for key, _, _ in places if key not in sorts}
    newest = listings.newest([key for key, _, _ in places])
    stale: list[str] = []
    made = [record_page(record)]
    for key, size, position in places:
        sort, number = sorts[key], listings.page_of(position)
        made += list_pages(sort, newest[key], size)
        # The page before may have been the newest one and then has to learn of its successor.
        stale += stale_paths(sort.place, (number, number - 1))
    scopes = scopes_of(record)
    actions.drop(stale, scopes)
    actions.store(made)


def published(event: Event) -> None:
    """A disclosure was published for the first time."""
    if event.subject.audience != Audience.PUBLIC:
        internal_changed(event)
        return
    actions.bump()
    record = records.records(records.public().filter(pk=event.subject.pk))[0]
    sizes = actions.append(list(sorts_of(record)), record.disclosure.pk)
    _write(record, [(key, size, size - 1) for key, size in sizes.items()])


def changed(event: Event) -> None:
    """A published disclosure was corrected, superseded or withdrawn, or judged anew."""
    refresh(event.subject)


def refresh(disclosure: Disclosure) -> None:
    """Write again whatever shows a disclosure."""
    actions.bump()
    found = records.records(records.public().filter(pk=disclosure.pk))
    if not found:
        return
    places = listings.places(disclosure.pk)
    missing = sorts_of(found[0]).keys() - {key for key, _, _ in places}
    if missing:
        places += [(key, size, size - 1) for key, size in actions.append(list(missing), disclosure.pk).items()]
    _write(found[0], places)
    # What it replaced and what replaced it show its title, or that it is gone.
    around = records.records(records.neighbours(disclosure))
    actions.drop((), [f"disclosure:{record.disclosure.pk}" for record in around])
    actions.store([record_page(record) for record in around])


def internal_changed(event: Event) -> None:
    """Something for an internal audience happened: figures change, public pages and lists do not."""
    unit = event.unit
    above = [f"unit:{key}" for key in unit.path.split("/") if key] if unit is not None else []
    scopes = [HOME, RATES, f"duty:{event.subject.duty_id}", *above]
    actions.bump()
    actions.drop((), scopes)


def figures_changed(event: Event) -> None:
    """Obligations changed without a publication: everything that shows figures is rendered anew."""
    actions.drop_all_lazy()
