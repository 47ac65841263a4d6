"""A database full of published disclosures for P2 and P6, multiplied from one real one by SQL.

Import it first: it points the settings at a folder of its own (SQLite), or at ``GONGKAI_DATABASE_URL``.
"""

import atexit
import os
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

HOME = Path(tempfile.mkdtemp(prefix="gongkai-stock-"))
atexit.register(shutil.rmtree, HOME, ignore_errors=True)
os.environ |= {
    "GONGKAI_HOME": str(HOME),
    "GONGKAI_SECRET_KEY": "benchmark",
    "DJANGO_SETTINGS_MODULE": "gongkai.config.settings",
}

import django  # noqa: E402 settings read the environment

django.setup()

from django.core.management import call_command  # noqa: E402
from django.core.management.color import no_style  # noqa: E402
from django.db import connection, models, transaction  # noqa: E402

from gongkai.config import statistics as gathering  # noqa: E402
from gongkai.disclosures import actions  # noqa: E402
from gongkai.disclosures.models import (  # noqa: E402
    Disclosure,
    Filing,
    IndexSequence,
    Publication,
    Revision,
)
from gongkai.duties.models import (  # noqa: E402
    Duty,
    Fulfilment,
    Obligation,
    Occurrence,
    RulebookText,
    RulebookVersion,
)
from gongkai.journal.models import AuditRow  # noqa: E402
from gongkai.rulebook.model import Rulebook  # noqa: E402
from gongkai.units.models import Person, RoleGrant, Unit  # noqa: E402
from gongkai.units.roles import Role  # noqa: E402

NOW = datetime(2026, 3, 10, 2, tzinfo=UTC)
UNITS, DUTIES = 700, 60
PORTION = 100_000  # records of one transaction
_WORDS = "为做好本单位有关工作，现将年度安排、办理结果和监督方式向社会公开，欢迎监督。"
BODY = {"body": f"<p>{_WORDS * 20}</p>"}


def _duty(number: int) -> dict[str, Any]:
    name = {"zh": f"公开事项{number}", "en": f"Duty {number}"}
    return {
        "id": f"duty-{number}", "title": name, "matter": {"level1": name}, "category": "finance", "topic": f"{number % 22 + 1:02}",
        "units": {"kinds": ["district_department"], "functions": []},
        "elements": [{"id": "body", "type": "rich_text", "title": name, "required": True, "min_length": 5}],
        "bases": [{"ref": "r", "article": "20"}], "timing": "W(20,WD,formed)", "timing_text": "20",
        "channels": {"required": ["website"], "optional": []}, "audience": "public", "mode": "proactive",
        "reviews": ["unit_review", "unit_leader"], "retention": "permanent", "verified": True,
    }  # fmt: skip


def _rulebook() -> RulebookVersion:
    basis = {
        "r": {"title": "条例", "kind": "administrative_regulation", "in_force_from": "2019-05-15", "verified": True}
    }
    pack = {
        "pack": "bench", "title": {"zh": "目录", "en": "Catalogue"}, "layer": "national", "version": "1",
        "effective_from": "2020-01-01", "bases": basis, "anchors": {"formed": {"zh": "形成", "en": "formed", "scope": "unit"}},
        "duties": [_duty(number) for number in range(DUTIES)], "overrides": [],
    }  # fmt: skip
    rulebook = Rulebook.from_json({"packs": [pack]})
    version = RulebookVersion.objects.create(
        number=1, title="目录", effective_from=date(2020, 1, 1), digest="0" * 64, installed_at=NOW
    )
    RulebookText.objects.create(version=version, content=rulebook.to_json())
    Duty.objects.bulk_create(
        Duty(code=one.id, title=one.title.zh, level1=one.title.zh, category="finance", topic=one.topic or "", audience="public",
             mode="proactive", version=version, order=order)
        for order, one in enumerate(rulebook.duties)
    )  # fmt: skip
    return version


def district() -> dict[str, list[Person]]:
    """Tables, rulebook, a district with its units, and the people of every unit by role."""
    call_command("migrate", verbosity=0)
    _rulebook()
    root = Unit.objects.create(
        code="district", name="明川区", kind="district_government", region_code="990101", path="1/"
    )
    Unit.objects.filter(pk=root.pk).update(path=f"{root.pk}/")
    Unit.objects.bulk_create(
        Unit(code=f"unit-{n}", name=f"第{n}单位", kind="district_department", region_code="990101", parent=root)
        for n in range(UNITS)
    )
    units = list(Unit.objects.filter(parent=root).order_by("pk"))
    for unit in units:
        unit.path = f"{root.pk}/{unit.pk}/"
    Unit.objects.bulk_update(units, ["path"], batch_size=100)
    people: dict[str, list[Person]] = {}
    for name, role in (("clerk", Role.CLERK), ("second", Role.CLERK), ("leader", Role.UNIT_LEADER)):
        rows = [Person(username=f"{name}-{unit.code}", name=name) for unit in units]
        people[name] = Person.objects.bulk_create(rows)
        RoleGrant.objects.bulk_create(
            RoleGrant(person=person, unit=unit, role=role, starts_on=date(2020, 1, 1))
            for person, unit in zip(people[name], units, strict=True)
        )
    office = Person.objects.create(username="office", name="office")
    RoleGrant.objects.create(person=office, unit=root, role=Role.OFFICE_STAFF, starts_on=date(2020, 1, 1))
    people["office"] = [office]
    return people


def approved(people: dict[str, list[Person]], count: int, first: int = 0) -> Iterator[tuple[Disclosure, Person]]:
    """Disclosures that went the way of every other one up to approval, with the clerk who may publish each."""
    units = list(Unit.objects.filter(parent__isnull=False).order_by("pk"))
    duties = list(Duty.objects.order_by("order"))
    for number in range(first, first + count):
        place = number * 37 % UNITS
        clerk, second, leader = (
            Person.objects.get(pk=people[name][place].pk) for name in ("clerk", "second", "leader")
        )
        draft = actions.start(
            units[place], duties[number % DUTIES], actor=clerk, at=NOW, title=f"关于第{number}号事项的公开"
        )
        draft = actions.save_draft(draft, BODY, {"produced_on": "2026-03-10"}, 0, actor=clerk, at=NOW).disclosure
        submitted = actions.submit(draft, actor=clerk, at=NOW)
        for person, step in zip((second, leader), submitted.submitted.steps.order_by("order"), strict=True):
            actions.decide(step, "approved", actor=person, at=NOW)
        yield Disclosure.objects.get(pk=submitted.pk), Person.objects.get(pk=clerk.pk)


def _multiply(model: type[models.Model], template: int, first: int, count: int, **columns: str) -> None:
    """Copy a row ``count`` times by one statement; ``columns`` give SQL over ``n`` (0 …) for those that differ."""
    table, key = model._meta.db_table, model._meta.pk.column
    names = [field.column for field in model._meta.concrete_fields if field.column != key and not field.generated]
    picked = ", ".join(columns.get(name, f't."{name}"') for name in names)
    quoted = ", ".join(f'"{name}"' for name in names)
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH RECURSIVE s(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM s WHERE n < {count - 1}) "  # noqa: S608 constants
            f'INSERT INTO {table} ("{key}", {quoted}) SELECT {first} + n, {picked} FROM {table} t, s WHERE t."{key}" = {template}'
        )
        for statement in connection.ops.sequence_reset_sql(no_style(), [model]):
            cursor.execute(statement)


def fill(one: Disclosure, count: int) -> None:
    """Add ``count`` published disclosures like ``one``, spread over units, duties and days, with all that hangs on them."""
    if connection.vendor == "sqlite":
        connection.cursor().execute("PRAGMA cache_size = -2000000")  # kilobytes, while filling
    while count > 0:
        _fill(one, min(count, PORTION))
        count -= PORTION
    settle()


def settle() -> None:
    """What the day brings in production: statistics, and what was written in bulk reaches the database file."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    gathering.gather()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()  # the next use begins with the settings' own cache


def _fill(one: Disclosure, count: int) -> None:
    copied = (Disclosure, Revision, Publication, Filing, Occurrence, Obligation, Fulfilment, AuditRow)
    last = max(model._default_manager.aggregate(last=models.Max("pk"))["last"] or 0 for model in copied)
    first = max(10_000_000, last + 1)  # one key for all that belongs together
    units = Unit.objects.filter(parent__isnull=False).aggregate(low=models.Min("pk"))["low"]
    duties = Duty.objects.aggregate(low=models.Min("pk"))["low"]
    key, unit, duty = f"{first} + n", f"{units} + n * 37 % {UNITS}", f"{duties} + n % {DUTIES}"
    serial = f"n / {UNITS} + {first % 10_000_000} + 1"
    day = "'2025-' || substr('0' || (n % 12 + 1), -2) || '-15'" if connection.vendor == "sqlite" else (
        "('2025-' || lpad((n % 12 + 1)::text, 2, '0') || '-15')::date"
    )  # fmt: skip
    task, revision, publication = (
        Obligation.objects.get(disclosures=one),
        one.current,
        Publication.objects.get(disclosure=one),
    )
    with transaction.atomic():
        # The disclosure and its revision name each other; the reference that is null at first is set afterwards.
        _multiply(
            Disclosure,
            one.pk,
            first,
            count,
            unit_id=unit,
            duty_id=duty,
            published_on=day,
            current_id="NULL",
            index_number=f"'B' || ({unit}) || '/2025-' || ({serial})",
            title="'关于第' || n || '件事项的公开'",
        )
        _multiply(Revision, revision.pk, first, count, disclosure_id=key)
        _multiply(Publication, publication.pk, first, count, disclosure_id=key, revision_id=key, published_on=day)
        _multiply(
            Filing, publication.filing.pk, first, count, publication_id=key, unit_id=unit, number=f"'F' || ({key})"
        )
        _multiply(Occurrence, task.occurrence_id, first, count, unit_id=unit, duty_id=duty, occurred_on=day)
        _multiply(
            Obligation,
            task.pk,
            first,
            count,
            unit_id=unit,
            duty_id=duty,
            occurrence_id=key,
            disclosure_id=key,
            opens_on=day,
            due_on=day,
            published_on=day,
        )
        _multiply(Fulfilment, task.fulfilment.pk, first, count, obligation_id=key, disclosure_id=key, published_on=day)
        _multiply(
            AuditRow,
            AuditRow.objects.filter(kind="disclosure_published").earliest("pk").pk,
            first,
            count,
            subject_id=f"'' || ({key})",
            unit_id=unit,
        )
        link = Disclosure.obligations.through
        _multiply(link, link.objects.get(disclosure=one).pk, first, count, disclosure_id=key, obligation_id=key)
        with connection.cursor() as cursor:
            table = Disclosure._meta.db_table
            cursor.execute(f"UPDATE {table} SET current_id = id WHERE id >= {first}")  # noqa: S608 constants


def timed(act: Callable[[], object]) -> float:
    """Milliseconds."""
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1000


def p95(milliseconds: list[float]) -> float:
    """The 95th percentile."""
    return statistics.quantiles(milliseconds, n=20)[-1]


def reference() -> float:
    """The time of an empty transaction with one insert."""

    def insert() -> None:
        with transaction.atomic():
            IndexSequence.objects.create(unit_id=1, year=next(_YEARS))

    return timed(insert)


_YEARS = iter(range(1, 30_000))
LATER = NOW + timedelta(hours=1)
