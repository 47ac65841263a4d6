"""Units and people through the pages: joining by a link shown once, roles, leaving, gaps, closing."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from gongkai.units.models import Person, Post, RoleGrant, Unit
from gongkai.units.roles import Role
from tests.workbench.office import PASSWORD, Office, build

pytestmark = pytest.mark.django_db
UNIT = {"name": "石桥村村民委员会", "kind": "village", "region_code": "990101", "order": "3"}


@pytest.fixture
def office(settings: object) -> Iterator[Office]:
    settings.SECOND_FACTOR_REQUIRED = False  # type: ignore[attr-defined]
    return build()


def invited(client: Client, unit: str, **fields: str) -> tuple[Person, str]:
    form = {"username": "newcomer", "name": "新人", "role": "clerk"} | fields
    page = client.post(f"/workbench/units/{unit}/people/new/", form)
    assert page.status_code == 200
    assert page.headers["Cache-Control"] == "no-store"
    found = re.search(r"/workbench/join/[\w-]+/", page.content.decode())
    assert found
    return Person.objects.get(username=form["username"]), found[0]


def test_joining(office: Office) -> None:
    leader = office.client(Role.UNIT_LEADER, "village")
    person, link = invited(leader, "village", ends_on=(timezone.localdate() + timedelta(days=90)).isoformat())
    assert not person.has_usable_password()
    assert RoleGrant.objects.get(person=person).ends_on is not None
    browser = Client()
    assert browser.get(link).status_code == 200
    assert browser.post(link, {"password": PASSWORD, "again": "x"}).status_code == 422
    assert browser.post(link, {"password": "short", "again": "short"}).status_code == 422
    assert browser.post(link, {"password": PASSWORD, "again": PASSWORD}).status_code == 302
    assert browser.get(link).status_code == 410
    answer = browser.post("/accounts/login/", {"login": "newcomer", "password": PASSWORD})
    assert answer.headers["Location"] == "/workbench/"
    assert browser.get("/workbench/").status_code == 200


def test_refusals_are_shown_at_their_fields(office: Office) -> None:
    leader = office.client(Role.UNIT_LEADER, "village")
    address = "/workbench/units/village/people/new/"
    assert leader.get(address).status_code == 200
    assert leader.post(address, {"username": "", "name": "", "role": "clerk"}).status_code == 422
    assert leader.post(address, {"username": "x", "name": "x", "role": "emperor"}).status_code == 404
    assert leader.post(address, {"username": "nobody", "existing": "1", "role": "clerk"}).status_code == 422
    refused = leader.post(address, {"username": "y", "name": "y", "role": "office_staff"})
    assert refused.status_code == 422
    assert "公开办授予" in refused.content.decode()
    clerk = office.person(Role.CLERK, "hamlet")
    granted = leader.post(address, {"username": clerk.username, "existing": "1", "role": "clerk"})
    assert granted.headers["Location"] == f"/workbench/people/{clerk.pk}/"
    assert leader.get("/workbench/units/hamlet/people/new/").status_code == 404


def test_one_manager_of_several_cannot_take_over_the_account(office: Office) -> None:
    leader, staff = office.client(Role.UNIT_LEADER, "village"), office.person(Role.OFFICE_STAFF, "district")
    leader.post("/workbench/units/village/people/new/", {"username": staff.username, "existing": "1", "role": "clerk"})
    assert RoleGrant.objects.filter(person=staff, unit=office.units["village"]).exists()
    answer = leader.post(f"/workbench/people/{staff.pk}/link/")
    assert "/workbench/join/" not in answer.content.decode()
    assert leader.post(f"/workbench/people/{staff.pk}/unlock/").status_code == 404
    assert leader.get(f"/workbench/people/{staff.pk}/leave/").status_code == 404
    leader.post(f"/workbench/people/{staff.pk}/", {"name": "别人", "email": "x@example.com"})
    assert Person.objects.get(pk=staff.pk).name != "别人"


def test_contact_reset_unlock(office: Office) -> None:
    leader, clerk = office.client(Role.UNIT_LEADER, "village"), office.person(Role.CLERK, "village")
    address = f"/workbench/people/{clerk.pk}/"
    assert leader.get(address).status_code == 200
    leader.post(address, {"name": "周文书", "phone": "1"})
    assert Person.objects.get(pk=clerk.pk).name == "周文书"
    assert leader.get(f"{address}link/").status_code == 302
    assert "重置密码链接" in leader.post(f"{address}link/").content.decode()
    assert leader.post(f"{address}unlock/").status_code == 302
    assert office.client(Role.CLERK, "hamlet").get(address).status_code == 404


def test_a_lost_second_factor_is_taken_away(office: Office) -> None:
    leader, clerk = office.client(Role.UNIT_LEADER, "village"), office.person(Role.CLERK, "village")
    address = f"/workbench/people/{clerk.pk}/"
    assert "清除第二因素" not in leader.get(address).content.decode()
    Authenticator.objects.create(user=clerk, type=Authenticator.Type.TOTP, data={})
    assert "清除第二因素" in leader.get(address).content.decode()
    assert leader.get(f"{address}factor/").status_code == 404
    assert office.client(Role.UNIT_LEADER, "hamlet").post(f"{address}factor/").status_code == 404
    assert leader.post(f"{address}factor/").headers["Location"] == address
    assert not Authenticator.objects.exists()


def test_terms_that_end_soon_are_told_before_somebody_is_missing(office: Office) -> None:
    staff, clerk = office.staff, office.person(Role.CLERK, "village")
    last = timezone.localdate() + timedelta(days=20)
    RoleGrant.objects.filter(person=clerk).update(ends_on=last)

    def ending() -> list[tuple[Role, object]]:
        rows = staff.get("/workbench/units/gaps/").context["rows"]
        return [one for gap in rows if gap.unit.code == "village" for one in gap.ending]

    assert ending() == [(Role.CLERK, last)]
    assert f"任期到 {last}" in staff.get("/workbench/units/gaps/").content.decode()
    grant = RoleGrant.objects.get(person=clerk)
    assert staff.get(f"/workbench/roles/{grant.pk}/end/").status_code == 200, "a term can also end earlier"
    heir = office.person(Role.UNIT_LEADER, "village")
    RoleGrant.objects.create(person=heir, unit=grant.unit, role=Role.CLERK, starts_on=last + timedelta(days=2))
    assert ending() == [(Role.CLERK, last)], "a day without anybody"
    RoleGrant.objects.filter(person=heir, role=Role.CLERK).update(starts_on=last + timedelta(days=1))
    assert ending() == []


def test_ending_a_role_and_leaving_name_successors(office: Office) -> None:
    leader = office.client(Role.UNIT_LEADER, "village")
    clerk = office.person(Role.CLERK, "village")
    grant = RoleGrant.objects.get(person=clerk)
    heir = office.person(Role.UNIT_LEADER, "village")
    assert leader.get(f"/workbench/roles/{grant.pk}/end/").status_code == 200
    refused = leader.post(f"/workbench/roles/{grant.pk}/end/", {})
    assert refused.status_code == 422
    assert leader.get(f"/workbench/people/{clerk.pk}/leave/").status_code == 200
    assert leader.post(f"/workbench/people/{clerk.pk}/leave/", {}).status_code == 422
    leader.post(f"/workbench/people/{clerk.pk}/leave/", {f"successor-{grant.pk}": heir.pk})
    assert not Person.objects.get(pk=clerk.pk).is_active
    passed = RoleGrant.objects.get(person=heir, role="clerk")
    other = office.person(Role.CLERK, "village")
    assert not other.is_active
    stays = office.client(Role.UNIT_LEADER, "town")
    answer = stays.post(f"/workbench/roles/{passed.pk}/end/", {"successor": office.person(Role.UNIT_LEADER, "town").pk})
    assert answer.status_code == 302
    assert RoleGrant.objects.get(pk=passed.pk).ends_on is not None


def test_units(office: Office) -> None:
    staff = office.staff
    assert len(staff.get("/workbench/units/").context["rows"]) == 5
    for query, count in (("below=town", 2), ("q=石桥", 1), ("kind=township", 1), ("closed=1", 5), ("q=nothing", 0)):
        assert len(staff.get(f"/workbench/units/?{query}").context["rows"]) == count, query
    assert "石桥村" in staff.get("/workbench/units/village/").content.decode()
    assert len(office.client(Role.CLERK, "village").get("/workbench/units/").context["rows"]) == 1
    assert office.client(Role.CLERK, "village").get("/workbench/units/finance/").status_code == 404
    assert len(office.client(Role.OPERATOR, "district").get("/workbench/units/").context["rows"]) == 5


def test_changing_registering_and_closing(office: Office) -> None:
    staff = office.staff
    assert staff.get("/workbench/units/village/edit/").status_code == 200
    assert staff.post("/workbench/units/village/edit/", UNIT | {"uscc": "11441700007280420X"}).status_code == 422
    assert (
        staff.post("/workbench/units/village/edit/", UNIT | {"phone": "0990-1", "functions": ["finance"]}).status_code
        == 302
    )
    changed = Unit.objects.get(code="village")
    assert (changed.phone, changed.functions, changed.name) == ("0990-1", ["finance"], UNIT["name"])
    assert staff.get("/workbench/units/new/?parent=town").status_code == 200
    assert staff.post("/workbench/units/new/", UNIT | {"parent": "town", "code": "village"}).status_code == 422
    assert (
        staff.post("/workbench/units/new/", UNIT | {"parent": "town", "code": "brook", "name": ""}).status_code == 422
    )
    assert staff.post("/workbench/units/new/", UNIT | {"parent": "town", "code": "brook"}).status_code == 302
    assert DBTaskResult.objects.filter(task_path__endswith="raise_periods").exists(), "it owes at once"
    assert staff.get("/workbench/units/brook/close/").status_code == 200
    assert staff.post("/workbench/units/town/close/", {"successor": "finance"}).status_code == 422
    assert staff.post("/workbench/units/brook/close/", {"successor": "village"}).status_code == 302
    assert "撤并" in staff.get("/workbench/units/brook/").content.decode()
    assert office.client(Role.CLERK, "village").get("/workbench/units/village/edit/").status_code == 404


def test_posts_and_gaps(office: Office) -> None:
    staff = office.staff
    gaps = {gap.unit.code: gap.roles for gap in staff.get("/workbench/units/gaps/").context["rows"]}
    assert Role.VILLAGE_SUPERVISOR in gaps["village"]
    assert Role.CLERK in gaps["finance"]
    address = "/workbench/units/village/posts/new/"
    assert staff.get(address).status_code == 200
    staff.post(address, {"title": "村主任", "public": "1", "rank": "1"})
    post = Post.objects.get()
    vacant = {gap.unit.code: gap.posts for gap in staff.get("/workbench/units/gaps/").context["rows"]}
    assert vacant["village"] == (post,)
    leader = office.person(Role.UNIT_LEADER, "village")
    staff.post(address, {"title": "村主任", "person": leader.pk})
    held = Post.objects.get(person=leader)
    assert held.holder_name == leader.name
    assert staff.get(f"/workbench/posts/{held.pk}/end/").status_code == 200
    staff.post(f"/workbench/posts/{held.pk}/end/")
    assert Post.objects.get(pk=held.pk).ends_on is not None


def test_ones_own_account(office: Office) -> None:
    clerk, client = office.person(Role.CLERK, "village"), office.client(Role.CLERK, "village")
    assert client.get("/workbench/account/").status_code == 200
    bad = client.post("/workbench/account/", {"notify_urls": "https://10.0.0.1/hook", "language": "en"})
    assert bad.status_code == 422
    client.post("/workbench/account/", {"notify_urls": "feishu://token", "language": "en", "email": "a@example.com"})
    clerk.refresh_from_db()
    assert (clerk.notify_urls, clerk.language) == (["feishu://token"], "en")
    assert "My account" in client.get("/workbench/account/").content.decode()


def test_the_second_factor_is_demanded(office: Office, settings: object) -> None:
    settings.SECOND_FACTOR_REQUIRED = True  # type: ignore[attr-defined]
    for role, needed in ((Role.OFFICE_STAFF, True), (Role.OPERATOR, True), (Role.CLERK, False)):
        answer = office.client(role, "district").get("/workbench/account/")
        assert (answer.status_code == 302 and answer.headers["Location"] == "/accounts/2fa/") is needed
