"""The front door answers as Django would, only sooner, and never with yesterday's page."""

import sqlite3
import time
import zlib
from datetime import timedelta
from pathlib import Path
from wsgiref.util import setup_testing_defaults

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from gongkai.site.front_door import FrontDoor, accepts_gzip, matches
from gongkai.site.models import Page
from gongkai.site.stored import COLUMNS, SqliteReader, Stored
from tests.site.world import NOW, World

BODY = zlib.compress(b"hello", wbits=31)
PAGE = Stored(200, "text/html; charset=utf-8", '"abc"', "Tue, 10 Mar 2026 02:00:00 GMT", BODY, None)
GONE = PAGE._replace(status=410)


def elsewhere(environ, start_response):
    start_response("299 Django", [])
    return [b"django"]


class Answer:
    def __init__(self, door: FrontDoor, path: str, method: str = "GET", **headers: str) -> None:
        environ = {"REQUEST_METHOD": method, "PATH_INFO": path.encode().decode("latin-1")}
        setup_testing_defaults(environ)
        environ |= {f"HTTP_{name.upper()}": value for name, value in headers.items()}
        body = door(environ, self._start)
        self.body = b"".join(body)

    def _start(self, status: str, headers: list[tuple[str, str]]) -> None:
        self.status = int(status[:3])
        self.headers = dict(headers)
        assert len(self.headers) == len(headers)


def door(**pages: Stored) -> FrontDoor:
    return FrontDoor(elsewhere, {f"/{name}/": page for name, page in pages.items()}.get)


def test_gzip_goes_out_as_stored() -> None:
    answer = Answer(door(a=PAGE), "/a/", accept_encoding="gzip, br")
    assert answer.status == 200
    assert answer.body == BODY
    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.headers["Content-Length"] == str(len(BODY))
    assert answer.headers["ETag"] == '"abc"'
    assert answer.headers["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize("encoding", ["", "br", "gzip;q=0", "identity"])
def test_others_get_plain_text_under_a_weak_tag(encoding: str) -> None:
    answer = Answer(door(a=PAGE), "/a/", accept_encoding=encoding)
    assert answer.body == b"hello"
    assert "Content-Encoding" not in answer.headers
    assert answer.headers["ETag"] == 'W/"abc"'
    assert answer.headers["Content-Length"] == "5"


def test_head_says_the_length_and_sends_nothing() -> None:
    answer = Answer(door(a=PAGE), "/a/", "HEAD", accept_encoding="gzip")
    assert answer.body == b""
    assert answer.headers["Content-Length"] == str(len(BODY))


@pytest.mark.parametrize("known", ['"abc"', 'W/"abc"', '"x", "abc"', "*"])
def test_known_pages_are_not_sent_again(known: str) -> None:
    answer = Answer(door(a=PAGE), "/a/", if_none_match=known)
    assert (answer.status, answer.body) == (304, b"")
    assert answer.headers["ETag"] == '"abc"'
    assert "Content-Length" not in answer.headers


def test_dates_count_only_without_tags() -> None:
    assert Answer(door(a=PAGE), "/a/", if_modified_since=PAGE.last_modified).status == 304
    assert Answer(door(a=PAGE), "/a/", if_modified_since=PAGE.last_modified, if_none_match='"old"').status == 200


def test_tombstones_are_gone_and_always_say_so() -> None:
    answer = Answer(door(a=GONE), "/a/", if_none_match='"abc"')
    assert (answer.status, answer.body) == (410, b"hello")


@pytest.mark.parametrize(
    ("method", "path"),
    [("POST", "/a/"), ("GET", "/b/"), ("GET", "/workbench/"), ("GET", "/search/"), ("DELETE", "/a/")],
)
def test_the_rest_is_djangos(method: str, path: str) -> None:
    assert Answer(door(a=PAGE), path, method).body == b"django"


def test_a_page_that_shows_a_day_passes_with_it() -> None:
    assert Answer(door(a=PAGE._replace(valid_until=int(time.time()) - 1)), "/a/").body == b"django"
    assert Answer(door(a=PAGE._replace(valid_until=int(time.time()) + 60)), "/a/").status == 200


def test_an_unreadable_database_is_djangos_affair() -> None:
    def broken(path: str) -> Stored | None:
        raise sqlite3.OperationalError

    assert Answer(FrontDoor(elsewhere, broken), "/a/").body == b"django"


@given(st.text(max_size=40))
def test_no_header_breaks_it(text: str) -> None:
    assert accepts_gzip(text) in {True, False}
    assert matches(text, '"abc"') in {True, False}
    assert Answer(door(a=PAGE), f"/{text}", accept_encoding=text, if_none_match=text).status in {200, 299, 304}


def test_the_reader_sees_every_commit(tmp_path: Path) -> None:
    file = tmp_path / "pages.sqlite3"
    writer = sqlite3.connect(file, isolation_level=None)
    writer.execute("PRAGMA journal_mode=WAL")
    writer.execute(f"CREATE TABLE page (path TEXT PRIMARY KEY, {COLUMNS.replace(',', ' ,')})")
    read = SqliteReader(str(file), "page")
    assert read("/a/") is None
    for number in range(5):
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("INSERT OR REPLACE INTO page VALUES ('/a/', 200, 't', ?, '', x'00', NULL)", (str(number),))
        assert (read("/a/") or PAGE).etag != str(number)
        writer.execute("COMMIT")
        assert read("/a/").etag == str(number)


@pytest.fixture
def stored(world: World) -> FrontDoor:
    """The front door in front of the real Django, reading through the test's own connection."""

    def read(path: str) -> Stored | None:
        row = Page.objects.filter(path=path).values_list(*(name.strip() for name in COLUMNS.split(","))).first()
        return Stored._make(row) if row else None

    return FrontDoor(WSGIHandler(), read)


HEADERS = ("Content-Type", "ETag", "Last-Modified", "Cache-Control", "X-Content-Type-Options", "Referrer-Policy", "Cross-Origin-Opener-Policy", "X-Frame-Options", "Content-Security-Policy", "Content-Length", "Content-Encoding")  # fmt: skip


def test_it_sends_what_django_would_send(world: World, stored: FrontDoor, client: Client) -> None:
    one = world.publish("关于公布收支情况的公告", "money", world.village)
    client.get("/units/")
    for path in (one.path, "/units/", "/disclosures/feed.atom"):
        for headers in ({}, {"accept_encoding": "gzip"}):
            mine = Answer(stored, path, **headers)
            row = Page.objects.get(path=path)
            Page.objects.filter(path=path).delete()
            theirs = client.get(path, headers={name.replace("_", "-"): value for name, value in headers.items()})
            Page.objects.filter(path=path).delete()
            row.save(force_insert=True)
            assert mine.status == theirs.status_code
            for name in HEADERS:
                if name == "Last-Modified" and row.lazy:
                    continue  # when it was rendered
                if path == "/units/" and name in {"ETag", "Content-Length"}:
                    continue
                assert set((mine.headers.get(name) or "").split("; ")) == set(
                    (theirs.headers.get(name) or "").split("; ")
                ), (path, name)
    missing = Answer(stored, "/nowhere/")
    assert missing.status == 404
    assert "没有这个页面" in missing.body.decode()


def test_withdrawal_is_seen_at_once(world: World, stored: FrontDoor) -> None:
    one = world.publish("将要撤回的公告")
    assert Answer(stored, one.path).status == 200
    world.withdraw(one, at=NOW + timedelta(hours=1))
    assert Answer(stored, one.path).status == 410
    assert "将要撤回的公告" not in Answer(stored, "/disclosures/").body.decode()


def test_addresses_in_chinese_do_no_harm(stored: FrontDoor) -> None:
    assert Answer(stored, "/单位/").status == 404
