"""Writes of the public face: ready-made pages, lists, and what makes pages stale. All derived, so none is an action."""

import hashlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import NamedTuple

from django.db import OperationalError, connection, transaction
from django.db.models import F, Q
from isal import isal_zlib

from gongkai.site.build.words import http_date
from gongkai.site.models import Generation, Listing, ListingEntry, Page


@dataclass(frozen=True, slots=True)
class Made:
    """A page as it goes into the table."""

    path: str
    body: bytes
    scope: str
    modified: datetime
    content_type: str = "text/html; charset=utf-8"
    language: str = "zh"
    status: int = 200
    lazy: bool = False
    valid_until: int | None = None

    def packed(self) -> "Packed":
        """The columns of the row; equal pages give equal rows."""
        return Packed(
            self.path,
            self.language,
            self.status,
            self.content_type,
            isal_zlib.compress(self.body, _LEVEL, _GZIP),
            f'"{hashlib.sha256(self.body).hexdigest()[:20]}"',
            http_date(self.modified),
            self.scope,
            self.lazy,
            self.valid_until,
        )

    def row(self) -> Page:
        """The row."""
        return Page(**self.packed()._asdict())


class Packed(NamedTuple):
    """The columns of a row of :class:`Page`; as a tuple, because whole sites of them are written."""

    path: str
    language: str
    status: int
    content_type: str
    body: bytes
    etag: str
    last_modified: str
    scope: str
    lazy: bool
    valid_until: int | None


_LEVEL = 1  # level 3 would be 60 % more work for 4 %
_GZIP = 31  # a gzip frame without a time, so that equal pages are equal octets
_packed_of = attrgetter(*Packed._fields)


def store(pages: Iterable[Made | Packed | Page]) -> None:
    """Put pages into the table, in place of what stood at their addresses, in one statement."""
    rows = [
        one.packed() if isinstance(one, Made) else _packed_of(one) if isinstance(one, Page) else one for one in pages
    ]
    if not rows:
        return
    table, columns = connection.ops.quote_name(Page._meta.db_table), ", ".join(Packed._fields)
    places = ", ".join(["%s"] * len(Packed._fields))
    renewed = ", ".join(f"{name} = excluded.{name}" for name in Packed._fields[1:])
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {table} ({columns}) VALUES ({places}) ON CONFLICT (path) DO UPDATE SET {renewed}",  # noqa: S608 names of the model
            rows,
        )


def bump() -> None:
    """Say that something changed. Whoever renders from an earlier state will not store what it rendered.

    The row stays locked until the transaction ends.
    """
    if not Generation.objects.filter(pk=1).update(number=F("number") + 1):
        Generation.objects.bulk_create([Generation(pk=1, number=0)], ignore_conflicts=True)  # others may do so now
        Generation.objects.filter(pk=1).update(number=F("number") + 1)


def hold() -> int:
    """The count of changes, which stays as it is until the transaction ends."""
    found = Generation.objects.select_for_update().filter(pk=1).values_list("number", flat=True).first()
    return found or 0


def drop(paths: Collection[str], scopes: Collection[str]) -> None:
    """Take pages away so that they are rendered anew: by address, and lazily rendered ones by scope."""
    Page.objects.filter(Q(path__in=list(paths)) | Q(lazy=True, scope__in=list(scopes))).delete()


def drop_all_lazy() -> None:
    """Take away every page that was rendered on first read."""
    bump()
    Page.objects.filter(lazy=True).delete()


def store_if_current(page: Page, seen: int) -> bool:
    """Keep a page rendered on first read, unless something has changed since.

    Args:
        page: rendered after ``seen`` was read.
        seen: from :func:`gongkai.site.queries.pages.generation`.
    """
    try:
        return _store_if_current(page, seen)
    except OperationalError:
        return False  # the database is busy writing; the next reader renders it again


def _store_if_current(page: Page, seen: int) -> bool:
    with transaction.atomic():
        if hold() != seen:
            return False
        store([page])
    return True


def append(keys: Collection[str], disclosure: int) -> dict[str, int]:
    """Put a disclosure at the end of lists; returns the sizes after that. Two statements for any number of lists."""
    wanted = sorted(keys)
    values = ", ".join(["(%s, 1)"] * len(wanted))
    table = connection.ops.quote_name(Listing._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (key, size) VALUES {values} "  # noqa: S608 only the number of places varies
            f"ON CONFLICT (key) DO UPDATE SET size = {table}.size + 1 RETURNING id, key, size",
            wanted,
        )
        rows: Sequence[tuple[int, str, int]] = cursor.fetchall()
    ListingEntry.objects.bulk_create(
        [ListingEntry(listing_id=key, position=size - 1, disclosure_id=disclosure) for key, _, size in rows]
    )
    return {name: size for _, name, size in rows}


def append_many(entries: Sequence[tuple[Sequence[str], int]]) -> None:
    """Put many disclosures at the end of their lists, in the order given.

    Args:
        entries: keys of the lists, and the disclosure.
    """
    keys = sorted({key for wanted, _ in entries for key in wanted})
    Listing.objects.bulk_create([Listing(key=key) for key in keys], ignore_conflicts=True)
    rows = {row.key: row for row in Listing.objects.select_for_update().filter(key__in=keys).order_by("key")}
    fresh = []
    for wanted, disclosure in entries:
        for key in wanted:
            row = rows[key]
            fresh.append((row.pk, row.size, disclosure))
            row.size += 1
    lists, places = (connection.ops.quote_name(model._meta.db_table) for model in (Listing, ListingEntry))
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {places} (listing_id, position, disclosure_id) VALUES (%s, %s, %s)",  # noqa: S608 a model's name
            fresh,
        )
        cursor.executemany(
            f"UPDATE {lists} SET size = %s WHERE id = %s",  # noqa: S608 a model's name
            [(row.size, row.pk) for row in rows.values()],
        )


def forget(disclosures: Collection[int]) -> None:
    """Take records away that never were this site's own: an import that was undone."""
    Page.objects.filter(scope__in=[f"disclosure:{key}" for key in disclosures]).delete()
    ListingEntry.objects.filter(disclosure_id__in=list(disclosures)).delete()


def forget_lists() -> None:
    """Empty every list, so that it is put together anew in order of publication."""
    Listing.objects.all().delete()
