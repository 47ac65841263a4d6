"""What SQLite knows about its tables when it chooses among indexes; PostgreSQL gathers that by itself."""

from django.db import connection

LOOKED_AT = 10_000  # entries of an index: milliseconds, where all entries of a large database take seconds
SMALL = 10_000  # rows


def gather() -> None:
    """Let SQLite count again, in milliseconds whatever the size.

    Without statistics it reads a month of four million obligations unit by unit instead of from one index (500 instead of
    95 ms). Of small tables it is left to its own guess, that every table is large: a table that was small when it was
    counted may have grown since, and walking through all of it is then the wrong way.
    """
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA analysis_limit={LOOKED_AT}")
        cursor.execute("ANALYZE")
        cursor.execute("DELETE FROM sqlite_stat1 WHERE CAST(stat AS INTEGER) < %s", [SMALL])
        cursor.execute("ANALYZE sqlite_schema")  # makes this connection read what is left
