"""R2: fifty clerks publish at once. R1: a process killed while publishing leaves no half publication."""

import json
import os
import random
import shutil
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from tests.conftest import ROOT
from tests.disclosures import crowd
from tests.disclosures.conftest import make_rulebook

UNITS, EACH, THREADS, KILLS = 5, 20, 50, 5
PROGRAM = [sys.executable, "-m", "tests.disclosures.crowd"]


def environment(home: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name != "GONGKAI_DATABASE_URL"}
    return kept | {"GONGKAI_HOME": str(home), "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}


def run(home: Path, *arguments: str) -> Any:
    done = subprocess.run(
        [*PROGRAM, *arguments],
        env=environment(home),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("crowd") / "home"
    home.mkdir()
    assert len(run(home, "make", str(UNITS), str(EACH))) == UNITS * EACH
    return home


@pytest.fixture
def home(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "home"))


def expect(outcomes: list[str]) -> None:
    assert Counter(outcomes) == {"published": UNITS * EACH, "disclosure.stage": UNITS * EACH}


def test_fifty_clerks_publish_at_once_on_sqlite(home: Path):
    expect(run(home, "press", str(THREADS)))
    assert run(home, "faults") == [[], 0]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_fifty_clerks_publish_at_once_on_postgresql():
    assert connection.vendor == "postgresql"
    make_rulebook()
    expect(crowd.press(crowd.prepare(UNITS, EACH), THREADS))
    assert crowd.faults() == []


def test_killed_while_publishing_nothing_is_half_done(home: Path):
    chance = random.Random(711)
    for _ in range(KILLS):
        process = subprocess.Popen([*PROGRAM, "loop"], env=environment(home), cwd=ROOT, stdout=subprocess.PIPE)
        assert process.stdout is not None
        process.stdout.readline()  # warm, and in the middle of it
        time.sleep(chance.uniform(0.005, 0.1))
        process.kill()
        process.wait()
        process.stdout.close()
    found, left = run(home, "faults")
    assert found == []
    assert KILLS <= UNITS * EACH - left < UNITS * EACH, "something was published before every kill, and not everything"
