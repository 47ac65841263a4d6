"""Events and exemptions through the pages: preview first, then record; ask, decide."""

from collections.abc import Iterator

import pytest
from django.utils import timezone

from gongkai.duties.models import Exemption, Obligation, Occurrence
from gongkai.units.roles import Role
from gongkai.workbench import notifying
from gongkai.workbench.models import Notice
from tests.workbench.office import Office, build

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(settings: object) -> Iterator[Office]:
    settings.SECOND_FACTOR_REQUIRED = False  # type: ignore[attr-defined]
    return build()


def test_preview_foretells_and_recording_keeps_the_promise(office: Office) -> None:
    client, day = office.staff, timezone.localdate().isoformat()
    assert "明川区" in client.get("/workbench/occurrences/new/").content.decode()
    form = {"unit": "district", "anchor": "approved", "title": "区人大批准预算", "occurred_on": day, "act": "preview"}
    page = client.post("/workbench/occurrences/new/", form)
    foretold = page.context["preview"]
    assert foretold["count"] == 4
    assert not Occurrence.objects.exists()
    answer = client.post("/workbench/occurrences/new/", form | {"act": "record"})
    made = Occurrence.objects.get()
    assert answer.headers["Location"] == f"/workbench/occurrences/{made.pk}/"
    assert made.obligations.count() == foretold["count"]
    assert client.get("/workbench/occurrences/").context["page"].rows == [made]
    again = client.post("/workbench/occurrences/new/", form | {"act": "record"})
    assert again.status_code == 422
    assert "登记过" in again.content.decode()
    wrong = client.post(f"/workbench/occurrences/{made.pk}/", {"reason": ""})
    assert wrong.status_code == 422
    client.post(f"/workbench/occurrences/{made.pk}/", {"reason": "登记错误"})
    assert set(made.obligations.values_list("state", flat=True)) == {"cancelled"}
    assert client.get("/workbench/occurrences/").context["page"].rows == []
    assert client.get("/workbench/occurrences/?cancelled=1&unit=district").context["page"].rows == [made]


def test_incomplete_forms_say_so(office: Office) -> None:
    client = office.client(Role.CLERK, "village")
    page = client.post(
        "/workbench/occurrences/new/", {"anchor": "formed", "title": "", "occurred_on": "", "act": "preview"}
    )
    assert page.context["incomplete"]
    page = client.post(
        "/workbench/occurrences/new/", {"anchor": "formed", "title": "会议", "occurred_on": "x", "act": "record"}
    )
    assert page.status_code == 200
    hours = {"anchor": "formed", "title": "会议", "occurred_on": "2026-03-10", "time": "09:30", "act": "record"}
    assert client.post("/workbench/occurrences/new/", hours).status_code == 302
    assert timezone.localtime(Occurrence.objects.get().occurred_at).hour == 9
    assert office.client(Role.AUDITOR, "village").get("/workbench/occurrences/new/").status_code == 404


def test_an_event_of_others_does_not_exist(office: Office) -> None:
    client = office.client(Role.CLERK, "village")
    client.post(
        "/workbench/occurrences/new/",
        {"anchor": "formed", "title": "会议", "occurred_on": "2026-03-10", "act": "record"},
    )
    made = Occurrence.objects.get()
    assert client.get(f"/workbench/occurrences/{made.pk}/").status_code == 200
    assert office.client(Role.CLERK, "hamlet").get(f"/workbench/occurrences/{made.pk}/").status_code == 404


def test_asking_and_deciding(office: Office) -> None:
    notifying.connect()
    clerk, leader = office.client(Role.CLERK, "village"), office.client(Role.UNIT_LEADER, "village")
    task = office.owed("quarterly", "village")
    address = f"/workbench/obligations/{task.pk}/exemption/"
    assert clerk.get(address).status_code == 200
    assert leader.get(address).status_code == 404
    assert clerk.post(address, {"kind": "zero", "reason": ""}).status_code == 422
    assert clerk.post(address, {"kind": "nonsense", "reason": "没有内容"}).status_code == 404
    answer = clerk.post(address, {"kind": "zero", "reason": "本期没有内容"})
    asked = Exemption.objects.get()
    assert answer.headers["Location"] == f"/workbench/exemptions/{asked.pk}/"
    assert Notice.objects.get().person == office.person(Role.UNIT_LEADER, "village"), "the leader is told"
    assert asked.pk in leader.get("/workbench/exemptions/").context["mine"]
    assert asked.pk not in clerk.get("/workbench/exemptions/?decision=all").context["mine"]
    assert clerk.post(f"/workbench/exemptions/{asked.pk}/", {"decision": "approved"}).status_code == 422
    assert leader.post(f"/workbench/exemptions/{asked.pk}/", {"decision": "refused"}).status_code == 422
    assert leader.post(f"/workbench/exemptions/{asked.pk}/", {"decision": "maybe"}).status_code == 422
    leader.post(f"/workbench/exemptions/{asked.pk}/", {"decision": "approved"})
    assert Obligation.objects.get(pk=task.pk).state == "zero"
    assert Notice.objects.filter(person=office.person(Role.CLERK, "village"), key__endswith=":decided").exists()
    assert office.client(Role.CLERK, "hamlet").get(f"/workbench/exemptions/{asked.pk}/").status_code == 404
