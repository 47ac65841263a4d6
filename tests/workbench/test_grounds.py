"""A ground for withdrawal through the pages: recorded on the record, shown there and among the tasks, met there."""

from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from gongkai.disclosures import actions
from gongkai.disclosures.models import Disclosure
from gongkai.duties.models import Obligation, Occurrence
from gongkai.workbench.queries.notices import urgent_by_unit
from tests.disclosures.conftest import NOW, TODAY, District
from tests.workbench.conftest import Enter
from tests.workbench.reading import text

pytestmark = pytest.mark.django_db
FORM = {"anchor": "annulled", "occurred_on": "2026-03-09", "words": "复议决定撤销"}


@pytest.fixture
def published(district: District) -> Disclosure:
    return district.published("penalty")


def address(one: Disclosure) -> str:
    return f"/workbench/disclosures/{one.pk}/"


def record(client: Client, one: Disclosure) -> Obligation:
    answer = client.post(f"{address(one)}ground/", FORM)
    assert answer.headers["Location"] == address(one)
    return Obligation.objects.get(demand="withdraw")


def test_from_the_record_to_the_task_and_its_end(clerk: Client, published: Disclosure):
    assert f"{address(published)}ground/" in clerk.get(address(published)).content.decode()
    assert "处罚决定被撤销之日" in text(clerk.get(f"{address(published)}ground/"))
    task = record(clerk, published)
    page = text(clerk.get(address(published)))
    assert "应于 2026-03-12 前撤回或更正" in page
    assert "登记须撤回或更正的事由：复议决定撤销（2026-03-09）" in page
    assert "处罚决定被撤销之日 3-9 → 第 3 个自然日 = 3-12" in page
    home = clerk.get("/workbench/")
    assert "应于 2026-03-12 前撤回或更正" in text(home)
    assert f'href="{address(published)}">{task.title}' in home.content.decode()
    assert urgent_by_unit(timezone.localdate(), 7)[published.unit_id] == (1, 0)
    assert urgent_by_unit(date(2026, 3, 13), 7)[published.unit_id] == (0, 1)
    one = f"/workbench/obligations/{task.pk}/"
    shown = clerk.get(one)
    assert "待撤回或更正" in text(shown)
    assert "即为办结" in text(shown)
    assert "disclosures/new" not in shown.content.decode()
    assert "申请零报告或不适用" not in text(shown)
    assert address(published) in clerk.get(f"/workbench/occurrences/{task.occurrence_id}/").content.decode()
    form = {"kind": "annulled", "basis": "复议决定书", "reason": "处罚决定被撤销"}
    clerk.post(f"{address(published)}do/withdraw/", form)
    task.refresh_from_db()
    assert (task.state, task.conforming) == ("met", True)
    assert "撤回或更正日期" in text(clerk.get(one))
    assert "已撤回" in text(clerk.get(one))
    assert task.title in text(clerk.get(address(published)))
    assert task.title not in text(clerk.get("/workbench/"))


def test_a_task_to_withdraw_does_not_become_a_draft(clerk: Client, published: Disclosure):
    task = record(clerk, published)
    for answer in (
        clerk.get(f"/workbench/disclosures/new/?task={task.pk}"),
        clerk.post("/workbench/disclosures/new/", {"task": task.pk}),
    ):
        assert answer.headers["Location"] == address(published)
    assert Disclosure.objects.count() == 1
    draft = actions.start(published.unit, published.duty, actor=published.created_by, at=NOW)
    assert task.title not in text(clerk.get(f"{address(draft)}edit/"))


def test_what_is_missing_is_said_at_its_field(clerk: Client, published: Disclosure):
    answer = clerk.post(f"{address(published)}ground/", {"occurred_on": "2026-13-40", "words": "有话"})
    assert answer.status_code == 422
    page = text(answer)
    assert "请选择发生了什么" in page
    assert "请填写发生日期" in page
    assert 'value="有话"' in answer.content.decode()
    record(clerk, published)
    assert "已经登记过" in text(clerk.post(f"{address(published)}ground/", FORM))
    assert Occurrence.objects.filter(disclosure_id=published.pk).count() == 1


def test_it_is_offered_to_those_who_draft_or_oversee_where_the_rulebook_asks_for_it(
    enter: Enter, district: District, published: Disclosure
):
    clerk, leader = enter(district.clerk), enter(district.leader)
    for client in (clerk, enter(district.office)):
        assert "登记须撤回或更正的事由" in text(client.get(address(published)))
        assert client.get(f"{address(published)}ground/").status_code == 200
    assert "登记须撤回或更正的事由" not in text(leader.get(address(published)))
    assert leader.get(f"{address(published)}ground/").status_code == 404
    assert enter(district.stranger).post(f"{address(published)}ground/", FORM).status_code == 404
    for other in (district.published("plain"), district.draft("penalty")):
        assert "登记须撤回或更正的事由" not in text(clerk.get(address(other)))
        assert "没有可以登记的事由" in text(clerk.get(f"{address(other)}ground/"))
    assert clerk.post(f"{address(district.published('plain'))}ground/", FORM).status_code == 422


def test_the_general_form_says_where_to_record_it(clerk: Client, district: District):
    form = {"unit": "finance", "title": "撤销", "occurred_on": TODAY.isoformat(), "act": "record"}
    assert 'value="annulled"' not in clerk.get("/workbench/occurrences/new/").content.decode()
    answer = clerk.post("/workbench/occurrences/new/", form | {"anchor": "annulled"})
    assert answer.status_code == 422
    assert "请打开那条信息" in text(answer)
    assert not Occurrence.objects.exists()


def test_it_is_spoken_in_english_too(clerk: Client, published: Disclosure):
    record(clerk, published)
    english = {"headers": {"accept-language": "en"}}
    assert "Withdraw or correct by 2026-03-12" in text(clerk.get(address(published), **english))
    assert "Record a ground for withdrawal" in text(clerk.get(f"{address(published)}ground/", **english))
