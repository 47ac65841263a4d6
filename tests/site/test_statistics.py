"""SQLite is told how large its tables are, but not how small: those may have grown by the time it matters."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import F

from gongkai.config import statistics
from gongkai.site.models import ListingEntry
from tests.site.world import NOW, World


def newest_plan() -> str:
    keys = ["all", "year:2026", "topic:01"]
    entries = ListingEntry.objects.filter(listing__key__in=keys, position__gte=F("listing__size") - 20)
    return entries.order_by("listing_id", "-position").values_list("listing__key", "position").explain()


@pytest.mark.parametrize(("small", "known"), [(0, True), (10_000, False)])
def test_only_large_tables_are_counted(
    world: World, monkeypatch: pytest.MonkeyPatch, *, small: int, known: bool
) -> None:
    for number in range(3):
        world.publish(f"第 {number} 号公告", at=NOW + timedelta(minutes=number))
    monkeypatch.setattr(statistics, "SMALL", small)
    statistics.gather()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM sqlite_stat1 WHERE tbl = 'site_listingentry'")
            assert bool(cursor.fetchone()[0]) == known
    if not known:
        assert "SCAN site_listingentry" not in newest_plan(), "whoever publishes would walk through every list"
