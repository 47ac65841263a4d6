"""Notices: who is told what, once; the daily reminder; sending outside; the audit trail."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from gongkai.journal.actors import SYSTEM
from gongkai.units.models import Person
from gongkai.units.roles import Role
from gongkai.workbench import tasks
from gongkai.workbench.actions import Words, give_notices
from gongkai.workbench.models import Notice
from gongkai.workbench.notifying import remind
from tests.workbench.office import Office, build

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(settings: object) -> Iterator[Office]:
    settings.SECOND_FACTOR_REQUIRED = False  # type: ignore[attr-defined]
    return build()


def test_the_reminder_comes_once_a_day_to_who_can_act(office: Office) -> None:
    clerk, leader = office.person(Role.CLERK, "village"), office.person(Role.UNIT_LEADER, "village")
    office.person(Role.AUDITOR, "village")
    today = timezone.localdate()
    assert remind(on=today, actor=SYSTEM) == 2
    assert remind(on=today, actor=SYSTEM) == 0
    assert remind(on=today + timedelta(days=1), actor=SYSTEM) == 2
    assert set(Notice.objects.values_list("person_id", flat=True)) == {clerk.pk, leader.pk}
    text = Notice.objects.filter(person=clerk).latest("pk")
    assert "逾期" in text.text("zh")
    assert "overdue" in text.text("en")


def test_reading(office: Office) -> None:
    clerk, client = office.person(Role.CLERK, "village"), office.client(Role.CLERK, "village")
    other = office.client(Role.CLERK, "hamlet")
    words = {clerk.pk: Words("a", "甲", "A", "/workbench/account/")}
    assert give_notices(words, actor=SYSTEM, at=timezone.now()) == 1
    assert give_notices(words, actor=SYSTEM, at=timezone.now()) == 0
    assert give_notices(words, actor=clerk, at=timezone.now()) == 0, "nobody is told of what they did"
    notice = Notice.objects.get()
    page = client.get("/workbench/notifications/").content.decode()
    assert "甲" in page
    assert 'class="count tag late">1<' in page
    assert other.get(f"/workbench/notifications/{notice.pk}/").status_code == 404
    assert client.post(f"/workbench/notifications/{notice.pk}/").headers["Location"] == "/workbench/account/"
    assert Notice.objects.get().read_at is not None
    give_notices({clerk.pk: Words("b", "乙", "B", "/")}, actor=SYSTEM, at=timezone.now())
    client.post("/workbench/notifications/")
    assert not Notice.objects.filter(read_at__isnull=True).exists()
    assert "没有通知" in other.get("/workbench/notifications/").content.decode()


def test_sending_outside(office: Office, settings: object, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[tuple[str, str]] = []

    class Sender:
        def __init__(self) -> None:
            self.urls: list[str] = []

        def add(self, url: str) -> bool:
            self.urls.append(url)
            return not url.startswith("broken")

        def notify(self, *, title: str, body: str) -> bool:
            sent.extend((url, title) for url in self.urls)
            return "down" not in title

    monkeypatch.setattr("apprise.Apprise", Sender)
    settings.EMAIL_URL = "smtps://user:secret@mail.example:465"  # type: ignore[attr-defined]
    settings.NOTIFY_URLS = ["feishu://district"]  # type: ignore[attr-defined]
    one, two = office.person(Role.CLERK, "village"), office.person(Role.CLERK, "hamlet")
    Person.objects.filter(pk=one.pk).update(notify_urls=["wecombot://key"], email="one@example.com", language="en")
    give_notices(
        {one.pk: Words("k", "甲", "A", "/x"), two.pk: Words("k", "甲", "A", "/x")}, actor=SYSTEM, at=timezone.now()
    )
    keys = list(Notice.objects.values_list("pk", flat=True))
    assert tasks.send_notices.call(keys) == 3
    assert ("wecombot://key", "A") in sent
    assert ("feishu://district", "甲") in sent
    assert any(
        url.startswith("mailtos://user:secret@mail.example:465?from=") and "to=one%40example.com" in url
        for url, _ in sent
    )
    assert [url for url, _title in sent].count("feishu://district") == 1, "the district's channel hears it once"
    Person.objects.filter(pk=one.pk).update(notify_urls=["broken://x"], email="")
    give_notices({one.pk: Words("d", "down", "down", "/x")}, actor=SYSTEM, at=timezone.now())
    assert tasks.send_notices.call([Notice.objects.latest("pk").pk]) == 0
    assert tasks.mail_url("", "a", "b@example.com") == ""
    assert tasks.mail_url("smtp://h", "a", "") == ""


def test_periods_are_raised_by_the_queue(office: Office) -> None:
    assert tasks.raise_periods.call() > 0
    assert tasks.raise_periods.call() == 0


def test_the_audit_trail(office: Office) -> None:
    auditor, staff = office.client(Role.AUDITOR, "town"), office.staff
    rows = auditor.get("/workbench/audit/").context["page"].rows
    assert {row.unit.code for row in rows} <= {"town", "village", "hamlet"}
    assert staff.get("/workbench/audit/?unit=village&kind=unit_created").context["page"].rows
    today = timezone.localdate()
    assert staff.get(f"/workbench/audit/?from={today}&to={today}&who=系统").context["page"].rows
    assert not staff.get(f"/workbench/audit/?from={today + timedelta(days=1)}").context["page"].rows
    assert staff.get("/workbench/audit/?from=rubbish").context["page"].rows
    for form, mark in (("csv", b"\xef\xbb\xbf"), ("xlsx", b"PK")):
        assert staff.get(f"/workbench/audit/export.{form}").content.startswith(mark)
    assert office.client(Role.CLERK, "village").get("/workbench/audit/").status_code == 404
    operator = office.client(Role.OPERATOR, "district").get("/workbench/audit/").context["page"].rows
    assert all(row.unit_id is None for row in operator)
    with CaptureQueriesContext(connection) as queries:
        staff.get("/workbench/audit/")
    assert len(queries) <= 12
