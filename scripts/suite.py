"""`./test`: set up everything, checks, tests on PostgreSQL, journeys in a browser, tests on SQLite."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bootstrap import ensure_environment
from services import ensure_services, find_browser, find_postgresql, private_postgresql
from terminal import ROOT, VENV, in_ci, say

# Rooms that write to the database, tested once more on PostgreSQL.
_DATABASE_ROOMS = ("journal", "units", "duties", "disclosures", "channels", "imports", "site", "workbench")
_CHECKS = {
    "ruff check": ["ruff", "check"],
    "ruff format": ["ruff", "format", "--check"],
    "laws of the house": ["lint-imports", "--no-cache"],
    "types": ["mypy"],
    "templates": ["djlint", "src", "--lint", "--quiet"],
    "migrations": ["django-admin", "makemigrations", "--check", "--dry-run"],
}
HELP = """Usage: ./test [--fast] [--postgres] [WHAT PYTEST UNDERSTANDS …]

  ./test                        everything: checks, PostgreSQL, journeys in a browser, SQLite
  ./test --fast                 checks that take seconds, tests on SQLite without a browser
  ./test tests/units -k rights  only these tests, with pytest's own options
  ./test --postgres tests/units the same on PostgreSQL

As root (or with sudo that asks nothing) it installs PostgreSQL, Chromium, a Chinese font and Java where they are missing.
With CI=true anything that cannot run is a failure.
"""
_FAST = ("ruff check", "ruff format", "laws of the house")


@dataclass
class Report:
    """What was done, how it went and how long it took."""

    rows: list[tuple[str, str, float]] = field(default_factory=list)

    def add(self, title: str, outcome: str, seconds: float) -> None:
        """Note one stage; `outcome` is "passed" or says what is wrong."""
        self.rows.append((title, outcome, seconds))

    @property
    def failures(self) -> list[str]:
        """What keeps the whole from having passed."""
        return [f"{title}: {outcome}" for title, outcome, _ in self.rows if outcome != "passed"]

    def table(self) -> str:
        """All stages so far, one a line."""
        return "\n".join(f"  {seconds:7.1f} s  {title}: {outcome}" for title, outcome, seconds in self.rows)


def main(arguments: Sequence[str]) -> int:
    """Do what `./test` was asked for.

    Args:
        arguments: what follows `./test`.

    Returns:
        The exit status.
    """
    if {"-h", "--help"} & set(arguments):
        print(HELP, end="")
        return 0
    chosen = [argument for argument in arguments if argument not in {"--fast", "--postgres"}]
    started = time.monotonic()
    ensure_environment(dev=True)
    report = Report()
    if chosen or "--postgres" in arguments:
        _chosen(chosen, report, postgres="--postgres" in arguments)
    elif "--fast" in arguments:
        _checks(report, _FAST)
        _pytest("tests on SQLite", ["-n", "2", "-m", "not journey and not postgres"], report)
    else:
        _everything(report)
    return _conclude(report, time.monotonic() - started)


def _chosen(arguments: list[str], report: Report, *, postgres: bool) -> None:
    if postgres or any(room in argument for argument in arguments for room in ("journeys", "judges")):
        programs, browser = ensure_services()
    else:
        programs, browser = find_postgresql(), find_browser()
    if not postgres:
        _pytest("chosen tests", arguments, report, _browser_environment(browser))
    elif programs is None:
        report.add("chosen tests", "PostgreSQL is missing", 0)
    else:
        with private_postgresql(programs) as address:
            _pytest("chosen tests", arguments, report, {"GONGKAI_DATABASE_URL": address})


def _everything(report: Report) -> None:
    started = time.monotonic()
    programs, browser = ensure_services()
    report.add("services", "passed", time.monotonic() - started)
    _checks(report, tuple(_CHECKS))
    rooms = [f"tests/{room}" for room in _DATABASE_ROOMS if list((ROOT / "tests" / room).rglob("test_*.py"))]
    if programs is None:
        report.add("domain tests on PostgreSQL", "NOT RUN, PostgreSQL is missing", 0)
    elif rooms:
        with _title("domain tests on PostgreSQL"), private_postgresql(programs) as address:
            where = {"GONGKAI_DATABASE_URL": address}
            _pytest("domain tests on PostgreSQL", ["-n", "2", "-m", "not journey", *rooms], report, where)
    # A run of its own: the browser keeps an event loop in the process that other tests must not meet.
    if browser is None:
        report.add("journeys in a browser", "NOT RUN, Chromium is missing", 0)
    elif list((ROOT / "tests").rglob("journeys/test_*.py")):
        with _title("journeys in a browser"):
            arguments = ["-n", "2", "--dist", "loadfile", "-m", "journey and not postgres"]
            _pytest("journeys in a browser", arguments, report, _browser_environment(browser))
    # The largest run last, so that its closing line ends the whole.
    say("\nUntil here:\n" + report.table())
    with _title("all tests on SQLite"):
        _pytest("all tests on SQLite", ["-n", "2", "-m", "not journey and not postgres"], report)


def _checks(report: Report, names: Sequence[str]) -> None:
    environment = {"DJANGO_SETTINGS_MODULE": "gongkai.config.settings"}
    for name in names:
        program, *rest = _CHECKS[name]
        started = time.monotonic()
        done = subprocess.run(
            [VENV / "bin" / program, *rest],
            cwd=ROOT,
            env={**os.environ, **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        seconds = time.monotonic() - started
        report.add(name, "passed" if done.returncode == 0 else "FAILED", seconds)
        say(f"{'✓' if done.returncode == 0 else '✗'} {name} ({seconds:.1f} s)")
        if done.returncode:
            say(done.stdout)


def _pytest(title: str, arguments: Sequence[str], report: Report, environment: Mapping[str, str] | None = None) -> None:
    started = time.monotonic()
    code = subprocess.call(
        [VENV / "bin" / "python", "-m", "pytest", *arguments], cwd=ROOT, env={**os.environ, **(environment or {})}
    )
    outcome = {0: "passed", 5: "FAILED, no test was found"}.get(code, "FAILED")
    report.add(title, outcome, time.monotonic() - started)


@contextlib.contextmanager
def _title(text: str) -> Iterator[None]:
    say(f"\n── {text} " + "─" * max(0, 100 - len(text)))
    yield


def _browser_environment(browser: Path | None) -> dict[str, str]:
    return {"GONGKAI_CHROMIUM": str(browser)} if browser else {}


def _conclude(report: Report, seconds: float) -> int:
    """The closing words; when all is well, pytest's own line stays the last."""
    missing = [line for line in report.failures if "NOT RUN" in line]
    failed = [line for line in report.failures if "NOT RUN" not in line]
    if report.failures:
        say("\n" + report.table())
        say(f"  {seconds:7.1f} s  altogether\n")
        for line in report.failures:
            say(f"✗ {line}")
    if missing and not in_ci():
        say("Not everything could be tested here; under CI=true this is a failure.")
    return 1 if failed or (missing and in_ci()) else 0


if __name__ == "__main__":
    # A terminated run must still take its database down.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
