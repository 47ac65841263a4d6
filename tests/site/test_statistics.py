"""SQLite is told how large its tables are, but not how small: those may have grown by the time it matters."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai.config import statistics
from gongkai.site.queries import listings
from tests.site.world import NOW, World


def newest_plan() -> str:
    """How the database answers what every publication asks."""
    with CaptureQueriesContext(connection) as seen:
        listings.newest(["all", "year:2026", "topic:01"])
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN " + ("QUERY PLAN " if connection.vendor == "sqlite" else "") + seen[0]["sql"])
        return str(cursor.fetchall())


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
