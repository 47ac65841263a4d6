"""R1: processes killed with ``kill -9`` at random instants while they publish, correct, withdraw and render.

A process that has Django loaded makes a copy of itself, the copy works and says so, and after a random time of at most
0.12 s (three to six publications, or a third of a rendering) it is killed. After every kill everything is looked at in
the state it was left in, with no repair: records, publications, filings, verdicts, audit rows, serials, the page of every
record, the places of every list. At the end everything is rendered anew, which must change no byte, and the worker's
start must leave exactly what is published in the search index.

The bar: at least 200 kills, nothing ever wrong. SQLite in a folder of its own, and the PostgreSQL database that
``GONGKAI_DATABASE_URL`` names, which must be empty.

Usage: ``python benchmarks/r1_kills.py [--kills 240] [--seed 711]``
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
UNITS = 12
PER_KILL = 6  # publications there must be for each kill: no process may run out of work


def run(home: str, database: str, *arguments: object) -> Any:
    """What the program of the crowd answers."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GONGKAI_")}
    chosen = {"GONGKAI_DATABASE_URL": database} if database else {}
    done = subprocess.run(
        [sys.executable, "-m", "tests.site.crowd", *map(str, arguments)],
        env=kept | chosen | {"GONGKAI_HOME": home, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"},
        cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True,
    )  # fmt: skip
    return json.loads(done.stdout.splitlines()[-1])


def measure(name: str, database: str, kills: int, seed: int) -> list[str]:
    """Print one row; return what was found wrong."""
    with tempfile.TemporaryDirectory(prefix="gongkai-kills-") as home:
        each = kills // 2 * PER_KILL // UNITS + 1
        run(home, database, "make", UNITS, each)
        began = time.monotonic()
        found = list(run(home, database, "kill", kills, seed, "mixed"))
        spent = time.monotonic() - began
        wrong, left = run(home, database, "faults")
        found += [*wrong, *run(home, database, "start")]
    shown = UNITS * each - left
    print(f"| {name} | {kills} | {shown:,} | {len(found)} | {spent:.0f} | {os.getloadavg()[0]:.1f} |", flush=True)
    return found


def main() -> None:
    """Measure and print a table in Markdown."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=240)
    parser.add_argument("--seed", type=int, default=711)
    chosen = parser.parse_args()
    print("| database | kills | published meanwhile | faults | seconds | load |")
    print("|---|---|---|---|---|---|", flush=True)
    found = measure("SQLite", "", chosen.kills, chosen.seed)
    if address := os.environ.get("GONGKAI_DATABASE_URL", ""):
        found += measure("PostgreSQL", address, chosen.kills, chosen.seed + 1)
    for one in found[:50]:
        print(f"- {one}")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
