"""Reading one ready-made page by its address, past Django: what the front door does for every request."""

import sqlite3
import threading
from collections.abc import Callable
from typing import Any, NamedTuple

import psycopg
from django.conf import settings

COLUMNS = "status, content_type, etag, last_modified, body, valid_until"


class Stored(NamedTuple):
    """A ready-made page; ``body`` is gzip."""

    status: int
    content_type: str
    etag: str
    last_modified: str
    body: bytes
    valid_until: int | None


Read = Callable[[str], Stored | None]


class SqliteReader:
    """Keyed reads with one connection per thread. Nothing is kept between reads, so a commit is seen at once.

    Args:
        path: the database file.
        table: name of the page table.
    """

    def __init__(self, path: str, table: str) -> None:
        self._path = path
        self._query = f"SELECT {COLUMNS} FROM {table} WHERE path = ?"  # noqa: S608 the name comes from the model
        self._local = threading.local()

    def __call__(self, path: str) -> Stored | None:
        """The page at an address.

        Raises:
            sqlite3.Error: the database cannot be read.
        """
        try:
            row = self._local.execute(self._query, (path,)).fetchone()
        except AttributeError:
            connection = sqlite3.connect(self._path, isolation_level=None, timeout=5)
            connection.execute("PRAGMA query_only=1")
            connection.execute("PRAGMA mmap_size=268435456")
            self._local.execute = connection.execute
            row = connection.execute(self._query, (path,)).fetchone()
        return None if row is None else Stored._make(row)


class PostgresReader:
    """Keyed reads with one connection per thread, opened again when the server went away.

    Args:
        conninfo: keyword arguments of ``psycopg.connect``.
        table: name of the page table.
    """

    def __init__(self, conninfo: dict[str, Any], table: str) -> None:
        self._conninfo = conninfo
        self._query = f"SELECT {COLUMNS} FROM {table} WHERE path = %s"  # noqa: S608 the name comes from the model
        self._local = threading.local()

    def _connect(self) -> psycopg.Connection[Any]:
        connection = psycopg.connect(**self._conninfo, autocommit=True, prepare_threshold=1, connect_timeout=5)
        connection.read_only = True
        self._local.connection = connection
        return connection

    def __call__(self, path: str) -> Stored | None:
        """The page at an address.

        Raises:
            psycopg.Error: the database cannot be reached.
        """
        connection = getattr(self._local, "connection", None)
        if connection is None or connection.closed:
            connection = self._connect()
        try:
            row = connection.execute(self._query, (path,), binary=True).fetchone()
        except psycopg.OperationalError:
            connection.close()
            row = self._connect().execute(self._query, (path,), binary=True).fetchone()
        return None if row is None else Stored._make(row)


def reader() -> Read:
    """The reader for the database of the settings."""
    from django.db import connection  # noqa: PLC0415 settings must be complete

    from gongkai.site.models import Page  # noqa: PLC0415 models need the app registry

    table = connection.ops.quote_name(Page._meta.db_table)
    if connection.vendor == "postgresql":
        given = connection.get_connection_params()
        kept = ("dbname", "user", "password", "host", "port", "sslmode", "options", "service", "passfile")
        return PostgresReader({name: given[name] for name in kept if given.get(name)}, table)
    return SqliteReader(str(settings.DATABASES["default"]["NAME"]), table)
