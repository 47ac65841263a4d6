"""Many clerks at once, and processes that are killed: run as a program against a database of its own.

``python -m tests.site.crowd make UNITS EACH`` builds the district, ``… press THREADS`` lets threads publish everything
that is approved, ``… kill COUNT SEED WORK`` lets processes work and kills them, ``… faults`` says what is wrong now,
``… start`` does what the worker does at its start. Everything is connected as in the product: pages, lists, feeds.
"""

import json
import os
import random
import select
import signal
import sys
import time
import zlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest

NOW = datetime(2026, 3, 10, 2, 0, tzinfo=UTC)
LATEST = 0.12  # seconds from a sign of life to the kill, at most: three to six publications
TITLE = "关于有关事项的公开"


def prepare(units: int, each: int) -> list[int]:
    """Units with a clerk and approved disclosures that answer a task each; their keys, mixed over units."""
    from gongkai.disclosures import actions
    from gongkai.duties.models import Duty
    from gongkai.units.models import Person, RoleGrant
    from tests.site.world import BODY, make_unit

    keys: list[list[int]] = []
    duty = Duty.objects.get(code="news")
    for number in range(units):
        unit = make_unit(f"unit-{number}", f"第{number}单位", "district_department")
        person = Person.objects.create(username=f"clerk-{number}", name="专员")
        RoleGrant.objects.create(person=person, unit=unit, role="clerk", starts_on=date(2020, 1, 1))
        mine = []
        for place in range(each):
            draft = actions.start(unit, duty, actor=person, at=NOW, title=f"{TITLE}{number}-{place}")
            draft = actions.save_draft(draft, BODY, {"produced_on": "2026-03-10"}, 0, actor=person, at=NOW).disclosure
            mine.append(actions.submit(draft, actor=person, at=NOW).pk)
        keys.append(mine)
    return [key for row in zip(*keys, strict=True) for key in row]


def approved() -> list[int]:
    """Keys of what waits for publication."""
    from gongkai.disclosures.models import Disclosure

    return list(Disclosure.objects.filter(state="approved").order_by("pk").values_list("pk", flat=True))


def publish_one(key: int) -> str:
    """Publish as the clerk who wrote it; ``published``, or the name of what went wrong."""
    from django.db import connection

    from gongkai.disclosures import actions
    from gongkai.disclosures.models import Disclosure
    from gongkai.journal.refusals import Refused

    try:
        disclosure = Disclosure.objects.select_related("created_by").get(pk=key)
        actions.publish(disclosure, actor=disclosure.created_by, at=NOW)
        return "published"
    except Refused as refusal:
        return refusal.objections[0].code
    except Exception as error:  # noqa: BLE001 whatever it is, the test wants to see it
        return repr(error)
    finally:
        connection.close()


def press(keys: list[int], threads: int) -> list[str]:
    """Publish every disclosure twice, from many threads at once; the second of each pair must be refused."""
    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(publish_one, [key for key in keys for _ in range(2)]))


def publish_and_change(alive: Callable[[], object]) -> None:
    """Publish one after another; now and then correct or withdraw the one just published."""
    from gongkai.disclosures import actions
    from gongkai.disclosures.models import Disclosure

    for key in approved():
        one = Disclosure.objects.select_related("created_by").get(pk=key)
        clerk = one.created_by
        actions.publish(one, actor=clerk, at=NOW)
        alive()
        if key % 4 == 0:
            later = NOW + timedelta(minutes=key)
            one = actions.correct(one, "标题写错", actor=clerk, at=later)
            one = actions.save_draft(
                one, {}, {"title": f"更正：{one.title}"}, one.saves, actor=clerk, at=later
            ).disclosure
            actions.publish(actions.submit(one, actor=clerk, at=later), actor=clerk, at=later)
        if key % 9 == 0:
            actions.withdraw(
                one, "privacy", "附件中有个人信息", "条例第十五条", actor=clerk, at=NOW + timedelta(days=1)
            )


def render(alive: Callable[[], object]) -> None:
    """Write every page anew, again and again."""
    from gongkai.site.rendering import render_all

    while True:
        render_all(lambda _share: alive(), processes=1)


WORK: dict[str, Callable[[Callable[[], object]], None]] = {"publish": publish_and_change, "render": render}


def kill(count: int, seed: int, work: str) -> list[str]:
    """Let a process work, kill it at a random instant, look at what it left; again and again.

    Args:
        count: kills.
        seed: of the instants.
        work: a name of :data:`WORK`, or ``mixed`` for one after the other.

    Returns:
        What was ever found wrong.
    """
    from django.db import connections

    from gongkai.site import indexing

    with pytest.MonkeyPatch.context() as patch:  # what every copy would load first; no thread may come of it
        patch.setattr(indexing, "_hand_over", lambda _key: None)
        publish_one(approved()[0])
    chance, found = random.Random(seed), []
    for number in range(count):
        name = work if work in WORK else sorted(WORK)[number % len(WORK)]
        connections.close_all()  # nobody inherits a connection
        reading, writing = os.pipe()
        child = os.fork()
        if not child:
            try:
                indexing.serve_in_background()  # as the server does
                WORK[name](partial(os.write, writing, b"."))
            finally:
                os._exit(1)
        os.close(writing)
        if not select.select([reading], [], [], 60)[0] or not os.read(reading, 1):
            found.append(f"kill {number}: the process that should {name} did not begin")
        time.sleep(chance.uniform(0, LATEST))
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        os.close(reading)
        if not os.WIFSIGNALED(status):
            found.append(f"kill {number}: the process that should {name} ended by itself")
        found += [f"kill {number}: {one}" for one in faults()]
    return found


def faults() -> list[str]:
    """Everything that would be wrong after any accident; nothing if all is well."""
    return [*_record_faults(), *_number_faults(), *_page_faults(), *_list_faults()]


def _record_faults() -> list[str]:
    from gongkai.disclosures.models import Disclosure, Filing, IndexSequence, Publication, Withdrawal
    from gongkai.duties.models import Fulfilment, Obligation
    from gongkai.journal.models import AuditRow

    shown = Disclosure.objects.filter(state__in=["published", "withdrawn"]).count()
    firsts = Publication.objects.filter(kind="first").count()
    corrections = Publication.objects.filter(kind="correction").count()
    gone = Disclosure.objects.filter(state="withdrawn").count()

    def rows(kind: str) -> int:
        return AuditRow.objects.filter(kind=kind).count()

    counts = (
        ("first publications", firsts, shown),
        ("filings", Filing.objects.count(), firsts + corrections),
        ("fulfilments", Fulfilment.objects.count(), shown),
        ("met obligations", Obligation.objects.filter(state="met", conforming=True).count(), shown),
        ("audit rows of publications", rows("disclosure_published"), shown),
        ("audit rows of corrections", rows("disclosure_corrected"), corrections),
        ("audit rows of withdrawals", rows("disclosure_withdrawn"), gone),
        ("withdrawals", Withdrawal.objects.count(), gone),
        ("serials", sum(IndexSequence.objects.values_list("last", flat=True)), shown),
        ("serials of filings", sum(IndexSequence.objects.values_list("filed", flat=True)), firsts + corrections),
    )
    found = [f"{there} {name}, not {owed}" for name, there, owed in counts if there != owed]
    if Disclosure.objects.filter(state="published", current=None).exists():
        found.append("something published shows no revision")
    return found


def _number_faults() -> list[str]:
    from gongkai.disclosures.models import Disclosure

    by_unit: dict[int, list[str]] = {}
    for unit, number in Disclosure.objects.exclude(index_number=None).values_list("unit_id", "index_number"):
        by_unit.setdefault(unit, []).append(number[-5:])
    found = [
        f"unit {unit} has {sorted(serials)}"
        for unit, serials in by_unit.items()
        if sorted(serials) != [f"{number:05}" for number in range(1, len(serials) + 1)]
    ]
    if Disclosure.objects.exclude(state__in=["published", "withdrawn"]).exclude(index_number=None).exists():
        found.append("a number without a publication")
    return found


def _page_faults() -> list[str]:
    from gongkai.disclosures.models import Disclosure
    from gongkai.site.models import Page

    pages = {
        row[0]: row[1:]
        for row in Page.objects.filter(scope__startswith="disclosure:", lazy=False).values_list(
            "path", "status", "body"
        )
    }
    found = []
    for one in Disclosure.objects.filter(state__in=["published", "withdrawn"]).select_related("current"):
        status, body = pages.pop(one.path, (0, b""))
        text = zlib.decompress(bytes(body), 31).decode() if body else ""
        if status != (200 if one.state == "published" else 410):
            found.append(f"{one} is {one.state} and its page says {status}")
        if (one.current.content["title"] in text) != (one.state == "published"):
            found.append(f"the page of {one} ({one.state}) is of another state")
    return found + [f"a page without a publication: {path}" for path in pages]


def _list_faults() -> list[str]:
    from gongkai.disclosures.models import Disclosure
    from gongkai.site.models import Listing, ListingEntry, Page

    found = []
    shown = set(Disclosure.objects.filter(state__in=["published", "withdrawn"]).values_list("pk", flat=True))
    entries: dict[str, list[tuple[int, int]]] = {}
    for key, position, one in ListingEntry.objects.values_list("listing__key", "position", "disclosure_id"):
        entries.setdefault(key, []).append((position, one))
    for key, size in Listing.objects.values_list("key", "size"):
        if sorted(position for position, _ in entries.get(key, ())) != list(range(size)):
            found.append(f"the list {key} of {size} has gaps")
    if {one for _, one in entries.get("all", ())} != shown:
        found.append("the list of everything is not the list of what is published")
    if shown and not Page.objects.filter(path="/disclosures/", status=200).exists():
        found.append("the list of everything has no page")
    return found


def render_differs() -> list[str]:
    """Pages that rendering everything anew changes; none if what publishing wrote is what there should be."""
    from gongkai.site.models import Page
    from gongkai.site.rendering import render_all

    def rows() -> dict[str, str]:
        return dict(Page.objects.filter(lazy=False).values_list("path", "etag"))

    before = rows()
    render_all(processes=1)
    after = rows()
    return sorted(path for path in before.keys() | after.keys() if before.get(path) != after.get(path))


def start() -> list[str]:
    """What the worker does at its start; afterwards everything published is in the search index and nothing else."""
    from gongkai.disclosures.models import Disclosure
    from gongkai.site import indexing

    indexing.mend()
    there, owed = len(indexing.index()), Disclosure.objects.filter(state="published").count()
    return [] if there == owed else [f"{there} records can be found, {owed} are published"]


def main() -> None:
    """See the module."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "gongkai.config.settings"
    import django

    django.setup()
    verb, *arguments = sys.argv[1:]
    if verb == "make":
        from django.core.management import call_command

        from tests.site.world import make_rulebook

        call_command("migrate", verbosity=0)
        make_rulebook()
        answer: object = prepare(*map(int, arguments))
    elif verb == "press":
        from gongkai.site.indexing import serve_in_background

        serve_in_background()
        answer = press(approved(), int(arguments[0]))
    elif verb == "kill":
        answer = kill(int(arguments[0]), int(arguments[1]), arguments[2])
    elif verb == "start":
        answer = start()
    else:
        answer = [faults() + render_differs(), len(approved())]
    print(json.dumps(answer))  # noqa: T201


if __name__ == "__main__":
    main()
