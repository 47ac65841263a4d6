"""P2: one publication, from the click to pages, filing and verdict committed, at growing stock.

The bar: p95 ≤ 60 ms at 1,000 records, at 1,000,000 ≤ 1.3 × that, ≤ 25 statements. The reference in the same run is a
transaction with one insert. Pages are included: the public face subscribes inside the transaction. With few units every
list page is full from the start, so that growth with the stock is not mixed up with short lists growing to a full page.

Usage: ``python benchmarks/p2_publication.py [--records 1000 100000] [--rounds 100] [--units 20] [--without-pages]``
"""

import argparse
import os
import re
import statistics

import stock  # first: it chooses the database
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai.disclosures import actions
from gongkai.disclosures.models import Disclosure
from gongkai.journal import events
from gongkai.units.models import Person

CONTROL = re.compile(r"SAVEPOINT|RELEASE|BEGIN|COMMIT")


def publish(disclosure: Disclosure, clerk: Person) -> None:
    """The click."""
    actions.publish(disclosure, actor=clerk, at=stock.LATER)


def statements(disclosure: Disclosure, clerk: Person) -> tuple[int, int]:
    """How many statements one publication takes up to its commit, and afterwards for the search index.

    Transaction control aside. What comes afterwards a serving process leaves to a thread of its own.
    """
    connection.force_debug_cursor = True
    try:
        with CaptureQueriesContext(connection) as captured:
            publish(disclosure, clerk)
    finally:
        connection.force_debug_cursor = False
    texts = [one["sql"] for one in captured]
    commit = texts.index("COMMIT")
    return tuple(sum(not CONTROL.match(text) for text in part) for part in (texts[:commit], texts[commit:]))


def main() -> None:
    """Measure and print a table in Markdown."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, nargs="+", default=[1000, 100_000])
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--units", type=int, default=20)
    parser.add_argument("--without-pages", action="store_true")
    chosen = parser.parse_args()
    stock.UNITS = chosen.units
    if chosen.without_pages:
        events._subscribers.clear()  # noqa: SLF001 the room alone
    people = stock.district()
    [(first, clerk)] = stock.approved(people, 1)
    publish(first, clerk)
    one, made, base = Disclosure.objects.get(pk=first.pk), 1, 0.0
    print(f"{connection.vendor}; load {os.getloadavg()[0]:.1f}\n")
    print(
        "| records | median ms | p95 ms | × first row | statements to commit + afterwards | reference: one insert, p95 ms | ratio |"
    )
    print("|---|---|---|---|---|---|---|", flush=True)
    for records in chosen.records:
        stock.fill(one, records - Disclosure.objects.filter(state="published").count())
        if not chosen.without_pages:
            from gongkai.site.rendering import enlist_missing  # noqa: PLC0415 the face is optional here

            enlist_missing()
            stock.settle()
        ready = list(stock.approved(people, chosen.rounds + 6, made))
        made += len(ready)
        for disclosure, person in ready[:5]:  # warm
            publish(disclosure, person)
        within, after = statements(*ready[5])
        spent, reference = [], []
        for disclosure, person in ready[6:]:
            spent.append(stock.timed(lambda d=disclosure, p=person: publish(d, p)))
            reference.append(stock.reference())
        worst, bare = stock.p95(spent), stock.p95(reference)
        base = base or worst
        print(
            f"| {records:,} | {statistics.median(spent):.1f} | {worst:.1f} | {worst / base:.2f} | {within} + {after} | {bare:.2f} | "
            f"{worst / bare:.0f} |",
            flush=True,
        )


if __name__ == "__main__":
    main()
