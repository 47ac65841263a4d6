"""P6: the staff's lists of disclosures at growing stock.

The bar: p95 ≤ 200 ms and ≤ 12 statements at 1,000,000 disclosures, paged by key. The reference in the same run is
reading one disclosure by its key.

Usage: ``python benchmarks/p6_lists.py [--records 100000] [--rounds 15]``
"""

import argparse
import os
import statistics
from collections.abc import Callable
from datetime import date

import stock  # first: it chooses the database
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai.disclosures import actions
from gongkai.disclosures.models import Disclosure
from gongkai.disclosures.queries import Filters, filings_visible_to, listed, page_of, review_queue, state_of
from gongkai.duties.models import Duty
from gongkai.journal import events
from gongkai.units.models import Person, Unit

DAY = date(2026, 3, 10)
RARE = "第12345件"


def questions(people: dict[str, list[Person]]) -> dict[str, tuple[Person, Callable[[Person], object]]]:
    """What is asked, by whom."""
    office, clerk, leader = people["office"][0], people["clerk"][0], people["leader"][0]
    last_unit, duty = Unit.objects.order_by("-pk")[0], Duty.objects.order_by("-pk")[0]
    shown = Disclosure.objects.filter(state="published").latest("pk")
    deep = Disclosure.objects.order_by("pk")[200].pk
    return {
        "a clerk: own unit, newest": (clerk, listed),
        "a clerk: own drafts": (clerk, lambda who: listed(who, Filters(states=["draft", "returned"]))),
        "a clerk: own published": (clerk, lambda who: listed(who, Filters(states=["published"]))),
        "the office: newest": (office, listed),
        "the office: the last page": (office, lambda who: listed(who, after=deep)),
        "the office: one unit": (office, lambda who: listed(who, Filters(unit=last_unit))),
        "the office: one duty": (office, lambda who: listed(who, Filters(duty=duty))),
        "the office: drafts": (office, lambda who: listed(who, Filters(states=["draft"]))),
        "the office: one day": (office, lambda who: listed(who, Filters(published_from=DAY, published_to=DAY))),
        "the office: words of a title, many hits": (office, lambda who: listed(who, Filters(text="事项的公开"))),
        "the office: words of a title, one hit": (office, lambda who: listed(who, Filters(text=RARE))),
        "the office: filing register": (office, lambda who: page_of(filings_visible_to(who)).rows),
        "a leader: review queue": (leader, lambda who: list(review_queue(who, on=DAY)[:50])),
        "a clerk: head of one disclosure": (clerk, lambda who: state_of(shown, who, on=DAY)),
    }


def main() -> None:
    """Measure and print a table in Markdown."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=15)
    chosen = parser.parse_args()
    events._subscribers.clear()  # noqa: SLF001 pages are not the question here
    people = stock.district()
    [(one, clerk)] = stock.approved(people, 1)
    one = actions.publish(one, actor=clerk, at=stock.LATER)
    stock.fill(one, chosen.records)
    for disclosure, person in stock.approved(people, 20, 1):
        actions.recall(disclosure, actor=person, at=stock.LATER)
    bare = [stock.timed(lambda: Disclosure.objects.get(pk=one.pk)) for _ in range(chosen.rounds)]
    print(f"{connection.vendor}, {chosen.records:,} disclosures; load {os.getloadavg()[0]:.1f}\n")
    print("| list | median ms | p95 ms | statements |\n|---|---|---|---|")
    print(f"| reference: one disclosure by key | {statistics.median(bare):.1f} | {stock.p95(bare):.1f} | 1 |")
    for name, (who, ask) in questions(people).items():
        connection.force_debug_cursor = True
        with CaptureQueriesContext(connection) as captured:
            ask(Person.objects.get(pk=who.pk))
        connection.force_debug_cursor = False
        fresh = [Person.objects.get(pk=who.pk) for _ in range(chosen.rounds)]  # rights are asked for anew
        spent = [stock.timed(lambda w=person, a=ask: a(w)) for person in fresh]
        print(f"| {name} | {statistics.median(spent):.1f} | {stock.p95(spent):.1f} | {len(captured) - 1} |", flush=True)


if __name__ == "__main__":
    main()
