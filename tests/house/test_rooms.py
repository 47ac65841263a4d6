"""Every room has its tests, and every dependency its lock."""

import re
import tomllib

import pytest

from tests.house.sources import PACKAGE, ROOT

ROOMS = sorted(path.name for path in PACKAGE.iterdir() if (path / "__init__.py").exists())


@pytest.mark.parametrize("room", ROOMS)
def test_room_has_tests(room: str):
    assert any((ROOT / "tests" / room).rglob("test_*.py")), f"tests/{room} holds no test"


def locked(name: str) -> dict[str, str]:
    text = (ROOT / "requirements" / f"{name}.txt").read_text("utf-8")
    return dict(re.findall(r"^([a-z0-9-]+)==(\S+)", text, re.MULTILINE))


def names(requirements: list[str]) -> set[str]:
    return {re.sub(r"[-_.]+", "-", re.split(r"[\s\[<>=!~;]", text)[0]).lower() for text in requirements}


def test_every_dependency_is_locked():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    groups = project["dependency-groups"]
    base = names(project["project"]["dependencies"])
    assert base - locked("base").keys() == set(), "run scripts/lock"
    assert base | names(groups["dev"]) - locked("dev").keys() == base, "run scripts/lock"
    assert names(groups["installer"]) - locked("installer").keys() == set(), "run scripts/lock"


def test_locks_agree():
    everything = locked("dev")
    for name in ("base", "installer"):
        assert {package: version for package, version in locked(name).items() if everything[package] != version} == {}


def test_every_dependency_says_why_it_is_here():
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    block = text[text.index("dependencies = [") : text.index("[project.scripts]")]
    lines = [line for line in block.splitlines() if line.strip().startswith('"')]
    assert lines
    assert [line for line in lines if "#" not in line] == []
