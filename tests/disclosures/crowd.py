"""Many clerks at once, and a process that is killed: run as a program against a database of its own.

``python -m tests.disclosures.crowd make`` builds the district, ``… press N`` lets N threads publish everything that is
approved, ``… loop`` publishes one after another until somebody kills it.
"""

import json
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime

NOW = datetime(2026, 3, 10, 2, 0, tzinfo=UTC)


def prepare(units: int, each: int) -> list[int]:
    """Units with a clerk and approved disclosures that answer a task each; their keys, mixed over units."""
    from gongkai.disclosures import actions
    from gongkai.units.models import Person, RoleGrant
    from tests.disclosures.conftest import make_unit

    from gongkai.duties.models import Duty  # isort: skip

    keys: list[list[int]] = []
    duty = Duty.objects.get(code="plain")
    for number in range(units):
        unit = make_unit(f"unit-{number}", f"第{number}单位", "district_department")
        person = Person.objects.create(username=f"clerk-{number}", name="专员")
        RoleGrant.objects.create(person=person, unit=unit, role="clerk", starts_on=date(2020, 1, 1))
        mine = []
        for _ in range(each):
            draft = actions.start(unit, duty, actor=person, at=NOW, title="关于有关事项的公开")
            body, metadata = {"body": "<p>有关事项的内容。</p>"}, {"produced_on": "2026-03-10"}
            draft = actions.save_draft(draft, body, metadata, 0, actor=person, at=NOW).disclosure
            mine.append(actions.submit(draft, actor=person, at=NOW).pk)
        keys.append(mine)
    return [key for row in zip(*keys, strict=True) for key in row]


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


def faults() -> list[str]:
    """Everything that would be wrong after any accident; nothing if all is well."""
    from gongkai.disclosures.models import Disclosure, Filing, IndexSequence, Publication
    from gongkai.duties.models import Fulfilment, Obligation
    from gongkai.journal.models import AuditRow

    found: list[str] = []
    published = list(Disclosure.objects.filter(state="published"))
    for name, count in (
        ("publications", Publication.objects.count()),
        ("filings", Filing.objects.count()),
        ("fulfilments", Fulfilment.objects.count()),
        ("met obligations", Obligation.objects.filter(state="met", conforming=True).count()),
        ("audit rows", AuditRow.objects.filter(kind="disclosure_published").count()),
        ("sequences", sum(IndexSequence.objects.values_list("last", flat=True))),
        ("filing sequences", sum(IndexSequence.objects.values_list("filed", flat=True))),
    ):
        if count != len(published):
            found.append(f"{count} {name} for {len(published)} published")
    by_unit: dict[int, list[str]] = {}
    for one in published:
        by_unit.setdefault(one.unit_id, []).append(one.index_number[-5:])
        if one.current_id is None or one.submitted_id is not None:
            found.append(f"{one} shows no revision")
    for unit, serials in by_unit.items():
        if sorted(serials) != [f"{number:05}" for number in range(1, len(serials) + 1)]:
            found.append(f"unit {unit} has {sorted(serials)}")
    if Disclosure.objects.exclude(state="published").exclude(index_number=None).exists():
        found.append("a number without a publication")
    return found


def main() -> None:
    """See the module."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "gongkai.config.settings"
    import django

    django.setup()
    from gongkai.disclosures.models import Disclosure
    from gongkai.journal import events

    events._subscribers.clear()  # the room alone; what subscribes has its own tests
    verb, *arguments = sys.argv[1:]
    if verb == "make":
        from django.core.management import call_command

        from tests.disclosures.conftest import make_rulebook

        call_command("migrate", verbosity=0)
        make_rulebook()
        print(json.dumps(prepare(*map(int, arguments))))  # noqa: T201
        return
    keys = list(Disclosure.objects.filter(state="approved").order_by("pk").values_list("pk", flat=True))
    if verb == "press":
        print(json.dumps(press(keys, int(arguments[0]))))  # noqa: T201
    elif verb == "loop":
        for key in keys:
            publish_one(key)
            print("one more", flush=True)  # noqa: T201
    elif verb == "faults":
        print(json.dumps([faults(), len(keys)]))  # noqa: T201


if __name__ == "__main__":
    main()
