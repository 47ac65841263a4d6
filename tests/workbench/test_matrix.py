"""公开情况: every figure leads to a list of just as many, and nobody sees beyond their units."""

import re
from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from gongkai.duties.actions import request_exemption
from gongkai.units.roles import Role
from tests.workbench.office import Office, build

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(settings: object) -> Iterator[Office]:
    settings.SECOND_FACTOR_REQUIRED = False  # type: ignore[attr-defined]
    return build()


def rows(client: Client, address: str) -> int:
    """How many obligations a list shows over all its pages."""
    count, after = 0, ""
    while True:
        page = client.get(f"{address}{'&' if '?' in address else '?'}after={after}")
        assert page.status_code == 200
        count += len(page.context["page"].rows)
        after = page.context["page"].next_key or ""
        if not after:
            return count


@pytest.mark.parametrize("figure", ["due", "conforming", "missing", "late", "coming"])
@pytest.mark.parametrize("span", ["", "lastyear"])
def test_a_figure_is_as_long_as_its_list(office: Office, figure: str, span: str) -> None:
    client = office.staff
    year = timezone.localdate().year - (span == "lastyear")
    page = client.get(f"/workbench/matrix/?span={year}")
    rate = page.context["rate"]
    assert rows(client, f"/workbench/matrix/list/?span={year}&figure={figure}") == getattr(rate, figure)


def test_the_cells_sum_up_and_link_to_their_lists(office: Office) -> None:
    page = office.staff.get("/workbench/matrix/")
    shown = [cell for _unit, _sum, cells in page.context["rows"] for _duty, cell in cells if cell]
    assert sum(cell.due for cell in shown) == page.context["rate"].due
    body = page.content.decode()
    links = re.findall(r'class="cell [a-z]+" href="(/workbench/matrix/list/[^"]*unit=village[^"]*)"', body)
    assert links
    listed = office.staff.get(links[0].replace("&amp;", "&"))
    assert {one.unit.code for one in listed.context["page"].rows} == {"village"}


def test_few_queries_however_many_rows(office: Office) -> None:
    client = office.staff
    for address in (
        "/workbench/matrix/",
        "/workbench/matrix/months/",
        "/workbench/matrix/leaders/",
        "/workbench/matrix/list/",
    ):
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        assert len(queries) <= 14, (address, len(queries))  # two of them are the log-in's


def test_narrowing(office: Office) -> None:
    client = office.staff
    everything = client.get("/workbench/matrix/").context["rate"].due
    below = client.get("/workbench/matrix/?below=town").context
    assert {unit.code for unit, _sum, _cells in below["rows"]} == {"town", "village", "hamlet"}
    assert 0 < below["rate"].due <= everything
    assert client.get("/workbench/matrix/?kind=district_department").context["rate"].due == 0
    assert client.get("/workbench/matrix/?kind=village&key=1").context["rate"].due < below["rate"].due
    assert client.get("/workbench/matrix/?span=1999").context["rate"].due == 0
    assert client.get("/workbench/matrix/?span=rubbish&below=nowhere&kind=x&category=finance").status_code == 200


def test_leaders_answer_and_gaps_are_shown(office: Office) -> None:
    leader = office.person(Role.UNIT_LEADER, "village")
    page = office.staff.get("/workbench/matrix/leaders/")
    assert [one.person for one in page.context["rows"]] == [leader]
    assert "hamlet" in {unit.code for unit in page.context["gaps"]}


def test_leaders_are_paged_and_nobody_is_lost(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    for unit, role in (("village", Role.UNIT_LEADER), ("village", Role.LEADER_IN_CHARGE), ("hamlet", Role.UNIT_LEADER)):
        office.person(role, unit)
    whole = [one.person.pk for one in office.staff.get("/workbench/matrix/leaders/").context["rows"]]
    assert len(whole) == 3
    monkeypatch.setattr("gongkai.workbench.queries.matrix.ROWS", 1)
    found, after = [], ""
    while True:
        page = office.staff.get(f"/workbench/matrix/leaders/?after={after}")
        found += [one.person.pk for one in page.context["rows"]]
        after = page.context["next_key"]
        if not after:
            break
    assert found == whole


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("address", ["matrix/", "matrix/list/", "matrix/months/", "matrix/leaders/"])
def test_exports(office: Office, address: str, form: str) -> None:
    office.person(Role.UNIT_LEADER, "village")
    address = f"/workbench/{address}export."
    answer = office.staff.get(f"{address}{form}")
    assert answer.status_code == 200
    assert answer.content[:2] == (b"PK" if form == "xlsx" else b"\xef\xbb")
    assert office.staff.get(f"{address}exe").status_code == 404


def test_others_units_do_not_exist(office: Office) -> None:
    clerk = office.client(Role.CLERK, "hamlet")
    assert clerk.get(f"/workbench/obligations/{office.owed('quarterly', 'village').pk}/").status_code == 404
    assert {one.unit.code for one in clerk.get("/workbench/matrix/list/").context["page"].rows} == {"hamlet"}
    assert office.client(Role.OPERATOR, "district").get("/workbench/matrix/").status_code == 404
    assert Client().get("/workbench/matrix/").status_code == 302


def test_one_obligation_says_everything(office: Office) -> None:
    client = office.client(Role.CLERK, "village")
    one = office.owed("quarterly", "village")
    request_exemption(
        one, "zero", "本季度没有", actor=office.person(Role.CLERK, "village"), at=one.version.installed_at
    )
    page = client.get(f"/workbench/obligations/{one.pk}/").content.decode()
    assert "季度" in page
    assert "本季度没有" in page
    met = client.get("/workbench/matrix/list/?figure=content").context["page"].rows
    failing = next(row for row in met if row.state == "met")
    assert "缺少合计" in client.get(f"/workbench/obligations/{failing.pk}/").content.decode()
    client.cookies["django_language"] = "en"
    assert "no total" in client.get(f"/workbench/obligations/{failing.pk}/").content.decode()
