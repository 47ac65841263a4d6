"""A start believes the last one only while nothing has changed that would ask for setting up."""

import os
from pathlib import Path

import pytest

from gongkai.commands import readiness


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GONGKAI_HOME", str(tmp_path))
    monkeypatch.delenv("GONGKAI_DATABASE_URL", raising=False)
    (tmp_path / "static").mkdir()
    (tmp_path / "gongkai.sqlite3").write_bytes(b"tables")
    release = tmp_path / "release"
    (release / "units" / "migrations").mkdir(parents=True)
    (release / "units" / "migrations" / "0001_initial.py").write_text("", encoding="ascii")
    monkeypatch.setattr(readiness, "PACKAGE", release)
    return tmp_path


def test_what_was_remembered_stands_until_something_changes(home: Path) -> None:
    assert not readiness.unchanged()
    readiness.remember()
    assert readiness.unchanged()
    with (home / "gongkai.sqlite3").open("ab") as database:
        database.write(b"and rows")  # a district lives; that asks for nothing
    assert readiness.unchanged()


def test_a_new_migration_asks_for_setting_up(home: Path) -> None:
    readiness.remember()
    (home / "release" / "units" / "migrations" / "0002_more.py").write_text("", encoding="ascii")
    assert not readiness.unchanged()


def test_a_changed_style_asks_for_setting_up(home: Path) -> None:
    style = home / "release" / "site" / "static" / "site.css"
    style.parent.mkdir(parents=True)
    style.write_text("a", encoding="ascii")
    readiness.remember()
    os.utime(style, ns=(1, 1))
    assert not readiness.unchanged()


def test_another_database_at_the_same_place_asks_for_setting_up(home: Path) -> None:
    readiness.remember()
    database = home / "gongkai.sqlite3"
    database.rename(home / "old.sqlite3")
    assert not readiness.unchanged()
    database.write_bytes(b"tables")
    assert not readiness.unchanged()


def test_a_database_that_is_no_file_here_is_always_looked_at(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    readiness.remember()
    monkeypatch.setenv("GONGKAI_DATABASE_URL", "postgres://elsewhere/gongkai")
    assert not readiness.unchanged()
    readiness.remember()
    assert not readiness.unchanged()
