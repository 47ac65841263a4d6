"""P5: obligations of 2,000 units × 60 duties × 36 months: rebuild of all verdicts, one publication, the matrix.

The rows go in by SQL into an empty database of the benchmark's own: a temporary SQLite file, or PostgreSQL when
``GONGKAI_DATABASE_URL`` names one (a database without units). The reference in the same run is a plain
``SELECT count(*)`` over the table.

Usage: ``python benchmarks/p5_obligations.py [--units 2000] [--duties 60] [--months 36]``
"""

import argparse
import os
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

HOME = Path(tempfile.mkdtemp(prefix="gongkai-p5-"))
os.environ |= {
    "GONGKAI_HOME": str(HOME),
    "GONGKAI_SECRET_KEY": "benchmark",
    "DJANGO_SETTINGS_MODULE": "gongkai.config.settings",
}

import django  # noqa: E402 settings read the environment

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402

from gongkai.config import statistics as gathering  # noqa: E402
from gongkai.duties.judging import judge_obligations  # noqa: E402
from gongkai.duties.models import Duty, Fulfilment, Obligation, RulebookVersion  # noqa: E402
from gongkai.duties.queries import for_public, matrix, rate  # noqa: E402
from gongkai.units.models import Unit  # noqa: E402

NOW = datetime(2026, 11, 23, 2, tzinfo=UTC)
FIRST_YEAR = 2024
# A tenth of the obligations stays open, the rest was published around its due date, one in seven of them late.
FILL = """
INSERT INTO duties_obligation (duty_id, unit_id, version_id, origin, demand, period_key, title, opens_on, due_on, counted_on,
  posting_unit, provisional, arithmetic, is_key, state)
SELECT d.id, u.id, %s, 'period', 'publish', %s, 'x', %s, %s, %s, '', {false}, '{{}}', {false}, 'open'
FROM units_unit u CROSS JOIN duties_duty d
"""
MEET = """
INSERT INTO duties_fulfilment (obligation_id, disclosure_id, published_at, published_on, content_ok, content_reasons,
  procedure_ok, procedure_reasons, time_reasons, form_reasons, required_channels, evidenced_channels, form_ok,
  window_broken, historical)
SELECT id, id, CASE WHEN id %% 7 = 0 THEN %s ELSE %s END, CASE WHEN id %% 7 = 0 THEN %s ELSE %s END, id %% 31 <> 0, '[]',
  id %% 53 <> 0, '[]', '[]', '[]', '[]', '{{}}', id %% 11 <> 0, {false}, {false}
FROM duties_obligation WHERE period_key = %s AND id %% 10 <> 0
"""


def fill(units: int, duties: int, months: int) -> None:
    """Make the rows, month by month."""
    version = RulebookVersion.objects.create(
        number=1, title="bench", effective_from=date(FIRST_YEAR, 1, 1), digest="0" * 64,
        installed_at=NOW,
    )  # fmt: skip
    Unit.objects.bulk_create(
        Unit(code=f"u{n}", name=f"单位{n}", kind="village", region_code="990101", path=f"{n + 1}/")
        for n in range(units)
    )
    Duty.objects.bulk_create(
        Duty(code=f"d{n}", title=f"事项{n}", level1="事项", category="village", audience="public", mode="proactive",
             version=version, order=n)
        for n in range(duties)
    )  # fmt: skip
    false = "0" if connection.vendor == "sqlite" else "FALSE"
    with connection.cursor() as cursor:
        for number in range(months):
            year, month = FIRST_YEAR + number // 12, number % 12 + 1
            key, opens, due = f"{year}-{month:02}", date(year, month, 1), date(year, month, 20)
            late = date(year, month, 25)
            with transaction.atomic():
                cursor.execute(FILL.format(false=false), [version.pk, key, opens, due, due])
                cursor.execute(
                    MEET.format(false=false),
                    [datetime(year, month, 25, 2, tzinfo=UTC), datetime(year, month, 18, 2, tzinfo=UTC), late,
                     date(year, month, 18), key],
                )  # fmt: skip
        if connection.vendor == "postgresql":  # by itself in production
            cursor.execute("ANALYZE")
    gathering.gather()  # as the worker does


def timed(act: Callable[[], object], rounds: int = 1) -> list[float]:
    """Milliseconds of each round."""
    found = []
    for _round in range(rounds):
        began = time.perf_counter()
        act()
        found.append((time.perf_counter() - began) * 1000)
    return found


def say(name: str, milliseconds: list[float], bar: str = "") -> None:
    """One line of the table."""
    middle, worst = statistics.median(milliseconds), max(milliseconds)
    print(f"| {name} | {middle:,.1f} | {worst:,.1f} | {bar} |", flush=True)


def publish_one(number: int) -> None:
    """What one publication adds: its facts, and the judging of its obligation, in one transaction."""
    with transaction.atomic():
        obligation = Obligation.objects.get(pk=number)
        Fulfilment.objects.create(
            obligation=obligation, disclosure_id=number, published_at=NOW, published_on=NOW.date(), content_ok=True,
            procedure_ok=True, form_ok=True,
        )  # fmt: skip
        judge_obligations([number])


def main() -> None:
    """Measure and print a table in Markdown."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name, default in (("units", 2000), ("duties", 60), ("months", 36)):
        parser.add_argument(f"--{name}", type=int, default=default)
    chosen = parser.parse_args()
    call_command("migrate", verbosity=0)
    [filled] = timed(lambda: fill(chosen.units, chosen.duties, chosen.months))
    print(f"{connection.vendor}; load {os.getloadavg()[0]:.1f}; filled in {filled / 1000:.0f} s\n")
    print("| | median ms | worst ms | bar |\n|---|---|---|---|")
    say("reference: SELECT count(*)", timed(Obligation.objects.count, 3))
    say("rebuild of all verdicts, all changed", timed(judge_obligations), "30,000")
    say("rebuild of all verdicts, nothing changed", timed(judge_obligations), "30,000")
    open_ones = list(Obligation.objects.filter(state="open").values_list("pk", flat=True)[:50])
    say("judging one publication", timed(lambda: judge_obligations([open_ones[0]]), 200), "5")
    keys = iter(open_ones)
    say("one publication: facts written and judged", timed(lambda: publish_one(next(keys)), 50), "")
    say("the rate of the whole district, all months", timed(lambda: rate(for_public(), on=NOW.date()), 3))
    units, duties = list(Unit.objects.all()[:700]), list(Duty.objects.all()[:100])
    last = date(FIRST_YEAR + (chosen.months - 1) // 12, 10, 1)
    for name, start, end in (
        ("a month", last, date(last.year, 10, 31)),
        ("a quarter", date(last.year, 7, 1), date(last.year, 9, 30)),
        ("a year", date(last.year - 1, 1, 1), date(last.year - 1, 12, 31)),
    ):
        label = f"matrix of {len(units)} units × {len(duties)} duties, {name}"
        spent = timed(lambda s=start, e=end: matrix(for_public(), units, duties, start=s, end=e, on=NOW.date()), 7)
        say(label, spent, "200")


if __name__ == "__main__":
    try:
        main()
    finally:
        connection.close()
        shutil.rmtree(HOME, ignore_errors=True)
