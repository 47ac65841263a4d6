"""Lists of public disclosures: what stands in them, newest first, and on which numbered page."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, NullIf

from gongkai.disclosures.models import Disclosure, Publication
from gongkai.disclosures.queries import for_public
from gongkai.site.addresses import EVERYTHING
from gongkai.site.models import Listing, ListingEntry

PER_PAGE = 20
KEPT = 20_000  # lines a rendering keeps at hand, about 1 KB each
_AT_ONCE = 1_000  # records asked for by key in one statement
State = Disclosure.State
_FIELDS = (
    "disclosure_id", "disclosure__index_number", "disclosure__title", "disclosure__state", "disclosure__published_on",
    "disclosure__published_at", "disclosure__posted_until", "disclosure__summary", "disclosure__duty__category",
    "unit_label", "disclosure__unit__name_en", "changed_at",
)  # fmt: skip


class Line(NamedTuple):
    """One entry of a list, the same in all of them; ``changed_at`` is empty while nothing came after its publication."""

    disclosure: int
    index_number: str
    title: str
    state: str
    published_on: date
    published_at: datetime
    posted_until: date | None
    summary: str
    category: str
    unit: str
    unit_en: str
    changed_at: datetime | None

    @property
    def withdrawn(self) -> bool:
        """Whether its place is empty now."""
        return self.state == State.WITHDRAWN

    @property
    def moment(self) -> datetime:
        """When it last changed."""
        return self.published_at if self.changed_at is None else max(self.changed_at, self.published_at)


def page_of(position: int) -> int:
    """The numbered page on which a position stands; page 1 holds the twenty oldest."""
    return position // PER_PAGE + 1


def last_page(size: int) -> int:
    """The highest page number of a list."""
    return page_of(size - 1) if size else 0


def _lines(entries: QuerySet[ListingEntry]) -> Iterator[tuple[str, Line]]:
    """Keys of lists with their entries, in the order of the query."""
    latest = Publication.objects.filter(disclosure=OuterRef("disclosure_id")).order_by("-id").values("published_at")[:1]
    rows = entries.annotate(
        unit_label=Coalesce(NullIf("disclosure__unit__short_name", Value("")), "disclosure__unit__name"),
        changed_at=NullIf(Subquery(latest), "disclosure__published_at"),
    ).values_list("listing__key", *_FIELDS)
    return ((key, Line._make(line)) for key, *line in rows)


def _newest_first(entries: QuerySet[ListingEntry]) -> QuerySet[ListingEntry]:
    return entries.order_by("listing_id", "-position")


def newest(keys: Collection[str]) -> dict[str, list[Line]]:
    """The newest twenty of each list, in one query."""
    entries = ListingEntry.objects.filter(listing__key__in=list(keys), position__gte=F("listing__size") - PER_PAGE)
    found: dict[str, list[Line]] = {key: [] for key in keys}
    for key, line in _lines(_newest_first(entries)):
        found[key].append(line)
    return found


def numbered(key: str, number: int) -> list[Line]:
    """The entries of a numbered page, newest first."""
    first = (number - 1) * PER_PAGE
    entries = ListingEntry.objects.filter(listing__key=key, position__gte=first, position__lt=first + PER_PAGE)
    return [line for _, line in _lines(_newest_first(entries))]


class Reader:
    """Reads whole lists for a rendering, and each record once for all the lists it stands in.

    Good for one state of what is public: whoever keeps one makes a new one when something has changed.
    """

    def __init__(self) -> None:
        """Nothing read yet."""
        self._lines: dict[int, Line] = {}

    def whole(self, keys: Collection[str]) -> dict[str, list[tuple[int, Line]]]:
        """All entries of some short lists with their positions, newest first."""
        # By number, without a join: SQLite without statistics would walk through every entry of every list.
        names = dict(Listing.objects.filter(key__in=list(keys)).values_list("pk", "key"))
        found: dict[str, list[tuple[int, Line]]] = {key: [] for key in keys}
        for listing, position, line in self._read(ListingEntry.objects.filter(listing_id__in=list(names))):
            found[names[listing]].append((position, line))
        return found

    def span(self, key: str, first: int, last: int) -> list[tuple[int, Line]]:
        """The entries from position ``first`` to before ``last``, newest first."""
        number = Listing.objects.filter(key=key).values_list("pk", flat=True)[:1]
        entries = ListingEntry.objects.filter(listing_id__in=list(number), position__gte=first, position__lt=last)
        return [(position, line) for _, position, line in self._read(entries)]

    def _read(self, entries: QuerySet[ListingEntry]) -> Iterator[tuple[int, int, Line]]:
        places = list(_newest_first(entries).values_list("listing_id", "position", "disclosure_id"))
        if len(self._lines) > KEPT:
            self._lines.clear()
        missing = list({key for *_, key in places} - self._lines.keys())
        for first in range(0, len(missing), _AT_ONCE):
            everywhere = ListingEntry.objects.filter(
                listing__key=EVERYTHING.key, disclosure_id__in=missing[first : first + _AT_ONCE]
            )
            self._lines.update((line.disclosure, line) for _, line in _lines(everywhere.order_by()))
        # What is missing now was taken out of the lists between the two questions; the change will have this read again.
        return ((listing, place, self._lines[key]) for listing, place, key in places if key in self._lines)


def size_of(key: str) -> int:
    """How many entries a list has."""
    return Listing.objects.filter(key=key).values_list("size", flat=True).first() or 0


def sizes(keys: Iterable[str]) -> dict[str, int]:
    """The sizes of several lists; lists without entries are missing."""
    return dict(Listing.objects.filter(key__in=list(keys)).values_list("key", "size"))


def sizes_like(prefix: str) -> dict[str, int]:
    """The sizes of all lists of a sort, such as ``unit:``, by the rest of their key."""
    rows = Listing.objects.filter(key__startswith=prefix).values_list("key", "size")
    return {key.removeprefix(prefix): size for key, size in rows}


def places(disclosure: int) -> list[tuple[str, int, int]]:
    """Where a disclosure stands: key of the list, its size, and the position."""
    return list(
        ListingEntry.objects.filter(disclosure_id=disclosure)
        .order_by("listing__key")
        .values_list("listing__key", "listing__size", "position")
    )


def places_of(disclosures: Collection[int]) -> dict[int, dict[str, int]]:
    """In which lists some disclosures stand: by disclosure, key of the list and its size."""
    found: dict[int, dict[str, int]] = {key: {} for key in disclosures}
    rows = ListingEntry.objects.filter(disclosure_id__in=list(disclosures)).order_by("disclosure_id", "listing__key")
    for disclosure, key, size in rows.values_list("disclosure_id", "listing__key", "listing__size"):
        found[disclosure][key] = size
    return found


def every() -> list[tuple[str, int]]:
    """All lists with their sizes."""
    return list(Listing.objects.filter(size__gt=0).order_by("key").values_list("key", "size"))


def total_pages() -> int:
    """How many pages and feeds the lists have together, about."""
    return sum(last_page(size) + 3 for _, size in every())


def _unlisted() -> QuerySet[Disclosure]:
    listed = ListingEntry.objects.filter(disclosure_id=OuterRef("pk"), listing__key=EVERYTHING.key)
    return for_public().filter(~Exists(listed)).order_by("published_at", "pk")


def unlisted_keys() -> list[int]:
    """Public records that stand in no list yet, in order of publication."""
    return list(_unlisted().values_list("pk", flat=True))


def listed_keys() -> set[int]:
    """All records that stand in a list."""
    return set(ListingEntry.objects.order_by().values_list("disclosure_id", flat=True).distinct())


def unlisted(keys: Collection[int]) -> QuerySet[Disclosure]:
    """Those of some records that still stand in no list, in order of publication."""
    return _unlisted().filter(pk__in=keys)
