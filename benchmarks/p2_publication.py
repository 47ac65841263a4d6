"""P2: one publication, from the click to pages, filing and verdict committed, at growing stock.

The bar: p95 ≤ 60 ms at 1,000 records, at 1,000,000 ≤ 1.3 × that, ≤ 25 statements. The reference in the same run is a
transaction with one insert. Pages are included: the public face subscribes inside the transaction. The search index comes
after the commit, in a serving process by a thread of its own; it is measured beside. With few units every list page is full
from the start, so that growth with the stock is not mixed up with short lists growing to a full page.

Usage: ``python benchmarks/p2_publication.py [--records 1000 100000] [--rounds 100] [--units 20] [--without-pages]``
"""

import argparse
import os
import re
import statistics
from collections.abc import Iterator
from contextlib import contextmanager

import stock  # first: it chooses the database
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai.disclosures import actions
from gongkai.disclosures.models import Disclosure
from gongkai.journal import events
from gongkai.site import indexing
from gongkai.units.models import Person

CONTROL = re.compile(r"SAVEPOINT|RELEASE|BEGIN|COMMIT")


def publish(disclosure: Disclosure, clerk: Person) -> None:
    """The click."""
    actions.publish(disclosure, actor=clerk, at=stock.LATER)


def statements(disclosure: Disclosure, clerk: Person) -> int:
    """How many statements one publication takes, transaction control aside."""
    connection.force_debug_cursor = True
    try:
        with CaptureQueriesContext(connection) as captured:
            publish(disclosure, clerk)
    finally:
        connection.force_debug_cursor = False
    return sum(not CONTROL.match(one["sql"]) for one in captured)


@contextmanager
def handed_over() -> Iterator[list[int]]:
    """What is handed to the thread that indexes: kept instead, to be measured by itself."""
    keys: list[int] = []
    before, indexing._hand_over = indexing._hand_over, keys.append  # noqa: SLF001 as the server puts its thread there
    try:
        yield keys
    finally:
        indexing._hand_over = before  # noqa: SLF001


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
        "| records | median ms | p95 ms | × first row | statements | search index afterwards, p95 ms"
        " | reference: one insert, p95 ms | ratio |"
    )
    print("|---|---|---|---|---|---|---|---|", flush=True)
    for records in chosen.records:
        stock.fill(one, records - Disclosure.objects.filter(state="published").count())
        if not chosen.without_pages:
            from gongkai.site.rendering import enlist_missing  # noqa: PLC0415 the face is optional here

            enlist_missing()
            stock.settle()
        ready = list(stock.approved(people, chosen.rounds + 6, made))
        made += len(ready)
        spent, indexed, reference = [], [], []
        with handed_over() as keys:
            for disclosure, person in ready[:5]:  # warm
                publish(disclosure, person)
            taken = statements(*ready[5])
            for disclosure, person in ready[6:]:
                keys.clear()
                spent.append(stock.timed(lambda d=disclosure, p=person: publish(d, p)))
                indexed.append(stock.timed(lambda found=tuple(keys): indexing.update(*found)))
                reference.append(stock.reference())
        worst, after, bare = map(stock.p95, (spent, indexed, reference))
        base = base or worst
        print(
            f"| {records:,} | {statistics.median(spent):.1f} | {worst:.1f} | {worst / base:.2f} | {taken} | {after:.1f} | {bare:.2f} | "
            f"{worst / bare:.0f} |",
            flush=True,
        )


if __name__ == "__main__":
    main()
