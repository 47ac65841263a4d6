"""Lists of the workbench: sorted by the address, paged by key in any order, taken away as files, undone for a while."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.test import Client, RequestFactory
from django.utils import timezone

from gongkai.duties.models import Obligation, Occurrence
from gongkai.units.models import Post, RoleGrant
from gongkai.units.roles import Role
from gongkai.workbench.views.sorting import in_order, paged
from tests.workbench.office import Office, build

pytestmark = pytest.mark.django_db
SHEETS = (
    "disclosures/", "filings/", "boards/", "boards/evidence/", "exemptions/", "occurrences/", "units/", "people/", "audit/",
)  # fmt: skip


@pytest.fixture
def office(settings: object) -> Iterator[Office]:
    settings.SECOND_FACTOR_REQUIRED = False  # type: ignore[attr-defined]
    return build()


def walk(query: str, size: int = 7) -> list[int]:
    """The keys of every page, as a person would reach them by the button."""
    found: list[int] = []
    after: str | None = ""
    while after is not None:
        request = RequestFactory().get("/", {"sort": query, "after": after})
        page = paged(request, Obligation.objects.all(), ("due_on", "unit_id"), size)  # type: ignore[arg-type]
        found += [one.pk for one in page.rows]
        after = page.next_key
        assert len(found) < 10_000
    return found


@pytest.mark.parametrize("query", ["", "due_on", "-due_on", "unit_id", "-unit_id", "title", "-; drop"])
def test_every_row_comes_once_in_the_order_asked_for(office: Office, query: str) -> None:
    for one in Obligation.objects.order_by("pk")[:9]:
        Obligation.objects.filter(pk=one.pk).update(due_on=None)
    request = RequestFactory().get("/", {"sort": query})
    whole = in_order(request, Obligation.objects.all(), ("due_on", "unit_id"))  # type: ignore[arg-type]
    assert walk(query) == [one.pk for one in whole]
    assert len(set(walk(query))) == Obligation.objects.count()
    if query.endswith("due_on"):
        days = [one.due_on for one in whole]
        assert days[-9:] == [None] * 9, "what has no date comes last"
        assert days[:-9] == sorted(filter(None, days), reverse=query.startswith("-"))


def test_a_place_that_makes_no_sense_is_the_first_page(office: Office) -> None:
    request = RequestFactory().get("/", {"sort": "due_on", "after": "rubbish~3"})
    first = RequestFactory().get("/", {"sort": "due_on"})
    rows = Obligation.objects.all()
    assert paged(request, rows, ("due_on",)) == paged(first, rows, ("due_on",))  # type: ignore[arg-type]


@pytest.mark.parametrize("area", SHEETS)
def test_every_list_can_be_taken_away(office: Office, area: str) -> None:
    client = office.staff
    assert client.get(f"/workbench/{area}").status_code == 200
    assert client.get(f"/workbench/{area}export.csv").content.startswith(b"\xef\xbb\xbf")
    assert client.get(f"/workbench/{area}export.xlsx").content.startswith(b"PK")
    assert client.get(f"/workbench/{area}export.exe").status_code == 404


def test_heads_sort_and_the_file_follows(office: Office) -> None:
    client = office.staff
    for day in ("2026-03-09", "2026-03-11", "2026-03-10"):
        client.post(
            "/workbench/occurrences/new/",
            {"unit": "village", "anchor": "formed", "title": f"会议 {day}", "occurred_on": day, "act": "record"},
        )
    page = client.get("/workbench/occurrences/?sort=-occurred_on")
    assert [one.occurred_on.day for one in page.context["page"].rows] == [11, 10, 9]
    html = page.content.decode()
    assert 'aria-sort="descending"' in html
    assert 'href="?sort=occurred_on"' in html
    lines = client.get("/workbench/occurrences/export.csv?sort=occurred_on").content.decode("utf-8-sig").splitlines()
    assert [line.split(",")[0][-2:] for line in lines[1:]] == ["09", "10", "11"]
    assert Occurrence.objects.count() == 3


def test_people_are_found_by_name_role_and_unit(office: Office) -> None:
    staff = office.staff
    clerk, leader = office.person(Role.CLERK, "village"), office.person(Role.UNIT_LEADER, "town")

    def found(client: Client, query: str) -> set[int]:
        return {one.pk for one in client.get(f"/workbench/people/?{query}").context["page"].rows}

    assert {clerk.pk, leader.pk} <= found(staff, "")
    assert found(staff, "q=clerk-village") == {clerk.pk}
    assert found(staff, "q=clerk village") == {clerk.pk}
    assert found(staff, "role=unit_leader") == {leader.pk}
    assert found(staff, "unit=town") == {clerk.pk, leader.pk}
    assert found(staff, "unit=village") == {clerk.pk}
    assert found(office.client(Role.CLERK, "hamlet"), "q=clerk-village") == set(), "another unit's people are not shown"
    assert found(office.client(Role.OPERATOR, "district"), "q=clerk-village") == {clerk.pk}
    lines = staff.get("/workbench/people/export.csv?unit=village").content.decode("utf-8-sig")
    assert "石桥村" in lines
    assert "柳溪镇" not in lines


def test_an_ended_role_and_post_come_back_within_ten_minutes(office: Office, time_machine: object) -> None:
    staff, now = office.staff, timezone.now()
    time_machine.move_to(now, tick=False)  # type: ignore[attr-defined]
    clerk, other = office.person(Role.CLERK, "village"), office.person(Role.UNIT_LEADER, "village")
    RoleGrant.objects.create(person=other, unit=office.units["village"], role=Role.CLERK, starts_on=date(2020, 1, 1))
    grant = RoleGrant.objects.get(person=clerk)
    post = Post.objects.create(unit=office.units["village"], title="村主任", starts_on=date(2020, 1, 1))
    role_end, post_end = f"/workbench/roles/{grant.pk}/end/", f"/workbench/posts/{post.pk}/end/"
    assert "结束任期" in staff.get(post_end).content.decode(), "it asks once"
    staff.post(post_end)
    staff.post(role_end)
    for row in (grant, post):
        row.refresh_from_db()
        assert row.ends_on is not None
    page = staff.get("/workbench/units/village/").content.decode()
    assert "撤销终止" in page
    assert "撤销结束" in page
    assert office.client(Role.CLERK, "hamlet").post(role_end, {"undo": "1"}).status_code == 404
    staff.post(role_end, {"undo": "1"})
    staff.post(post_end, {"undo": "1"})
    for row in (grant, post):
        row.refresh_from_db()
        assert row.ends_on is None
    staff.post(role_end)
    time_machine.move_to(now + timedelta(minutes=11), tick=False)  # type: ignore[attr-defined]
    assert "撤销终止" not in staff.get("/workbench/units/village/").content.decode()
    assert "10 分钟内撤销" in staff.post(role_end, {"undo": "1"}, follow=True).content.decode()
    grant.refresh_from_db()
    assert grant.ends_on is not None
