"""R2: fifty clerks publish at once. R1: processes killed while publishing or rendering leave nothing half done."""

import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection

from tests.conftest import ROOT
from tests.site import crowd
from tests.site.world import make_rulebook

UNITS, EACH, THREADS, KILLS = 5, 20, 50, 12
PROGRAM = [sys.executable, "-m", "tests.site.crowd"]


def environment(home: Path, database: str = "") -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GONGKAI_")}
    chosen = {"GONGKAI_DATABASE_URL": database} if database else {}
    return kept | chosen | {"GONGKAI_HOME": str(home), "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}


def run(home: Path, *arguments: str, database: str = "") -> Any:
    done = subprocess.run(
        [*PROGRAM, *arguments],
        env=environment(home, database),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout.splitlines()[-1])


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("crowd") / "home"
    home.mkdir()
    assert len(run(home, "make", str(UNITS), str(EACH))) == UNITS * EACH
    return home


@pytest.fixture
def home(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "home"))


@pytest.fixture
def without_search(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gongkai.site.indexing._hand_over", lambda _key: None)


def expect(outcomes: list[str]) -> None:
    assert Counter(outcomes) == {"published": UNITS * EACH, "disclosure.stage": UNITS * EACH}


def address() -> str:
    """The database of this test, for other processes."""
    given = connection.get_connection_params()
    password = f":{quote(given['password'], safe='')}" if given.get("password") else ""
    host = quote(str(given.get("host") or ""), safe="")
    return f"postgresql://{quote(str(given.get('user') or ''), safe='')}{password}@{host}:{given.get('port') or 5432}/{given['dbname']}"


def test_fifty_clerks_publish_at_once_on_sqlite(home: Path):
    expect(run(home, "press", str(THREADS)))
    assert run(home, "faults") == [[], 0]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_fifty_clerks_publish_at_once_on_postgresql(without_search: None):
    assert connection.vendor == "postgresql"
    make_rulebook()
    expect(crowd.press(crowd.prepare(UNITS, EACH), THREADS))
    assert crowd.faults() == []
    assert crowd.render_differs() == []


def test_killed_at_any_instant_nothing_is_half_done(home: Path):
    assert run(home, "kill", str(KILLS), "711", "mixed") == []
    found, left = run(home, "faults")
    assert found == []
    assert KILLS // 2 <= UNITS * EACH - left < UNITS * EACH, "something was published, and not everything"
    assert run(home, "start") == []


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_killed_at_any_instant_nothing_is_half_done_on_postgresql(tmp_path: Path, without_search: None):
    make_rulebook()
    crowd.prepare(UNITS, EACH)
    assert run(tmp_path, "kill", str(KILLS), "2019", "mixed", database=address()) == []
    assert crowd.render_differs() == []
    assert run(tmp_path, "start", database=address()) == []
