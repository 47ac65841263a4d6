"""The rulebook browser, and putting a new version into force by way of lint, difference and preview."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import yaml
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from gongkai.duties.models import Duty, RulebookProposal, RulebookVersion
from gongkai.duties.queries import composed
from gongkai.rulebook.exporting import export_pack
from gongkai.units.roles import Role
from tests.workbench.office import Office, build

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(settings: object) -> Iterator[Office]:
    settings.SECOND_FACTOR_REQUIRED = False  # type: ignore[attr-defined]
    return build()


def pack(version: str, **timings: str) -> bytes:
    """The pack in force as YAML, some timings changed."""
    current = RulebookVersion.objects.latest("number")
    data = yaml.safe_load(export_pack(composed(current).layers[0]))
    data["version"] = version
    for duty in data["duties"]:
        duty["timing"] = timings.get(duty["id"], duty["timing"])
    return yaml.safe_dump(data, allow_unicode=True).encode()


def upload(office: Office, content: bytes, title: str = "第二版") -> object:
    file = SimpleUploadedFile("pack.yaml", content, "application/yaml")
    return office.staff.post("/workbench/rulebook/new/", {"title": title, "packs": file})


def test_browsing(office: Office) -> None:
    clerk = office.client(Role.CLERK, "village")
    assert len(clerk.get("/workbench/rulebook/").context["rows"]) == 12
    for query in (
        "q=quarterly",
        "kind=township",
        "key=1",
        "audience=public",
        "category=authority",
        "retired=1",
        "after=3",
    ):
        assert clerk.get(f"/workbench/rulebook/?{query}").context["rows"], query
    assert not clerk.get("/workbench/rulebook/?unverified=1&field=x").context["rows"]
    for code in Duty.objects.values_list("code", flat=True):
        assert clerk.get(f"/workbench/rulebook/duties/{code}/?unit=village").status_code == 200
    page = clerk.get("/workbench/rulebook/duties/within/").content.decode()
    assert "20 个工作日" in page
    assert "→" in page, "an example to count after"
    assert clerk.get("/workbench/rulebook/duties/nothing/").status_code == 404
    assert clerk.get("/workbench/rulebook/versions/").status_code == 200
    assert clerk.get("/workbench/rulebook/versions/1/").status_code == 200
    assert clerk.get("/workbench/rulebook/versions/9/").status_code == 404
    assert clerk.get("/workbench/rulebook/versions/1/export.xlsx").content[:2] == b"PK"
    assert b"duties" in clerk.get("/workbench/rulebook/versions/1/export.yaml?pack=duties-base").content
    for wrong in ("export.yaml", "export.csv", "export.exe?pack=duties-base"):
        assert clerk.get(f"/workbench/rulebook/versions/1/{wrong}").status_code == 404


def test_a_change_is_seen_before_it_binds(office: Office) -> None:
    answer = upload(office, pack("2", quarterly="F(quarter,20th)"))
    proposal = RulebookProposal.objects.get()
    assert answer.headers["Location"] == f"/workbench/rulebook/proposals/{proposal.pk}/"
    assert office.staff.get(f"/workbench/rulebook/proposals/{proposal.pk}/").context["day"] == timezone.localdate()
    day = timezone.localdate() + timedelta(days=10)
    page = office.staff.get(f"/workbench/rulebook/proposals/{proposal.pk}/?effective_from={day}")
    assert page.context["errors"] == []
    assert {unit.code for unit, _row in page.context["touched"]} == {"village", "hamlet"}
    assert any(change.subject == "quarterly" for change in page.context["changes"])
    assert office.staff.get("/workbench/rulebook/").context["proposals"].get() == proposal
    assert RulebookVersion.objects.count() == 1
    done = office.staff.post(f"/workbench/rulebook/proposals/{proposal.pk}/", {"act": "install", "effective_from": day})
    made = RulebookVersion.objects.get(number=2)
    assert done.headers["Location"] == "/workbench/rulebook/versions/2/"
    assert made.effective_from == day
    assert DBTaskResult.objects.filter(task_path__endswith="raise_periods").exists()
    history = office.staff.get("/workbench/rulebook/duties/quarterly/").context["history"]
    assert [version.number for version, _what, _changes in history] == [2, 1]
    assert office.staff.get(f"/workbench/rulebook/proposals/{proposal.pk}/").status_code == 404, "settled"


def test_a_proposal_is_seen_as_of_the_day_it_takes_effect(office: Office) -> None:
    day = timezone.localdate() + timedelta(days=40)
    content = pack("2", quarterly="F(quarter,20th)")
    current = RulebookVersion.objects.latest("number")
    begins = str(composed(current).layers[0].effective_from)
    upload(office, content.replace(f"effective_from: '{begins}'".encode(), f"effective_from: '{day}'".encode(), 1))
    proposal = RulebookProposal.objects.get()
    page = office.staff.get(f"/workbench/rulebook/proposals/{proposal.pk}/")
    assert page.context["day"] == day
    assert f'value="{day}"' in page.content.decode()
    assert page.context["errors"] == []
    assert {unit.code for unit, _row in page.context["touched"]} == {"village", "hamlet"}
    early = office.staff.get(f"/workbench/rulebook/proposals/{proposal.pk}/?effective_from={timezone.localdate()}")
    assert [one.code for one in early.context["errors"]] == ["rulebook.empty"], "nothing would bind before its day"


def test_errors_keep_it_out(office: Office) -> None:
    upload(office, pack("2", quarterly="W(5,WD,nowhere)"))
    proposal = RulebookProposal.objects.get()
    page = office.staff.get(f"/workbench/rulebook/proposals/{proposal.pk}/")
    assert page.context["errors"]
    day = timezone.localdate()
    refused = office.staff.post(
        f"/workbench/rulebook/proposals/{proposal.pk}/", {"act": "install", "effective_from": day}
    )
    assert refused.status_code == 422
    office.staff.post(f"/workbench/rulebook/proposals/{proposal.pk}/", {"act": "discard"})
    assert RulebookVersion.objects.count() == 1
    assert not office.staff.get("/workbench/rulebook/").context["proposals"]


@pytest.mark.parametrize(
    ("content", "title", "said"),
    [
        (b"", "x", "请选择"),
        (b"pack: [", "x", "YAML"),
        (b"\xff\xfe\x00", "x", "UTF-8"),
        (b"pack: something\nduties: 3\n", "x", "duties"),
        (b"x" * (4 * 1024 * 1024 + 1), "x", "4 MB"),
    ],
)
def test_what_cannot_be_read_is_refused_with_reasons(office: Office, content: bytes, title: str, said: str) -> None:
    form: dict[str, object] = {"title": title}
    if content:
        form["packs"] = SimpleUploadedFile("pack.yaml", content, "application/yaml")
    answer = office.staff.post("/workbench/rulebook/new/", form)
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_a_name_is_needed_and_text_may_be_pasted(office: Office) -> None:
    pasted = pack("2", quarterly="F(quarter,20th)").decode()
    assert office.staff.post("/workbench/rulebook/new/", {"title": "", "pasted": pasted}).status_code == 422
    assert office.staff.post("/workbench/rulebook/new/", {"title": "第二版", "pasted": pasted}).status_code == 302


def test_only_the_office_of_the_district(office: Office) -> None:
    for role, unit in ((Role.CLERK, "village"), (Role.OFFICE_STAFF, "town"), (Role.AUDITOR, "district")):
        assert office.client(role, unit).get("/workbench/rulebook/new/").status_code == 404
