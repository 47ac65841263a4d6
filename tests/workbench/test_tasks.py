"""The first screen answers: what must I do today; and for leaders: where are we late and who answers for it."""

from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from gongkai.disclosures import actions
from gongkai.disclosures.models import Disclosure
from gongkai.duties.models import Fulfilment, Obligation
from gongkai.units.models import Post
from tests.disclosures.conftest import NOW, District, later, pending
from tests.workbench.reading import text

pytestmark = pytest.mark.django_db
HOME = "/workbench/"


def test_nobody_comes_in_without_an_account(client: Client):
    assert client.get(HOME).status_code == 302
    assert "/accounts/login/" in client.get(HOME)["Location"]


def test_overdue_due_soon_and_later_stand_apart_with_their_arithmetic(clerk: Client, obligation):
    obligation(due=date(2026, 3, 8), title="迟了的")
    obligation(due=date(2026, 3, 11), title="明天的")
    obligation(due=date(2026, 4, 20), title="以后的", arithmetic={})
    obligation(due=date(2026, 3, 9), period_key="x", title="办完的", state=Obligation.State.MET)
    page = text(clerk.get(HOME))
    assert "逾期 2 天" in page
    assert "明天到期" in page
    assert page.index("迟了的") < page.index("明天的") < page.index("以后的")
    assert "办完的" not in page


def test_a_task_that_was_begun_leads_to_its_draft(clerk: Client, district: District, obligation):
    task = obligation()
    draft = actions.start(district.finance, task.duty, [task], actor=district.clerk, at=NOW)
    assert f'href="/workbench/disclosures/{draft.pk}/edit/"' in clerk.get(HOME).content.decode()


def test_what_was_returned_comes_back_with_its_reasons(clerk: Client, district: District):
    disclosure = district.submitted(
        "budget", values={"summary": "<p>收支情况说明。</p>", "total": "1", "lines": "税\t1"}
    )
    actions.decide(pending(disclosure), "returned", "合计不对", actor=district.leader, at=later(hours=1))
    page = text(clerk.get(HOME))
    assert "退回给我的" in page
    assert "合计不对" in page


def test_a_reviewer_sees_what_waits_and_a_clerk_does_not_review_the_own(
    leader: Client, clerk: Client, district: District
):
    district.submitted("budget", values={"summary": "<p>收支情况说明。</p>", "total": "1", "lines": "税\t1"})
    assert "等我审核" in text(leader.get(HOME))
    assert "等我审核" not in text(clerk.get(HOME))


def test_the_approved_the_scheduled_and_the_unposted_wait_for_the_clerk(clerk: Client, district: District, obligation):
    district.submitted("plain")
    second = district.submitted("plain")
    actions.schedule(second, later(days=2), actor=district.clerk, at=NOW)
    published = district.published("notice")
    task = obligation(code="notice", state=Obligation.State.MET, published_on=date(2026, 3, 10), form_ok=False,
                      disclosure_id=published.pk, title="要张贴的")  # fmt: skip
    Fulfilment.objects.create(
        obligation=task, disclosure_id=published.pk, published_at=NOW, published_on=date(2026, 3, 10), content_ok=True,
        procedure_ok=True, form_ok=False, required_channels=["website", "notice_board"], evidenced_channels={},
    )  # fmt: skip
    page = text(clerk.get(HOME))
    assert "审核通过，等我发布" in page
    assert "已定时发布" in page
    assert "要张贴、拍照登记的" in page
    assert "要张贴的" in page


def test_leaders_see_where_they_are_late_and_who_answers(leader: Client, clerk: Client, district: District, obligation):
    Post.objects.create(unit=district.finance, title="局长", holder_name="金局长", rank=1, starts_on=date(2026, 1, 1))
    obligation(due=date(2026, 3, 1))
    page = text(leader.get(HOME))
    assert "哪里逾期了，谁负责" in page
    assert "金局长" in page
    assert "0.0%" in page
    assert "哪里逾期了，谁负责" not in text(clerk.get(HOME))


def test_other_units_do_not_show(stranger: Client, district: District, obligation):
    obligation(title="财政局的任务")
    district.submitted("budget", values={"summary": "<p>收支情况说明。</p>", "total": "1", "lines": "税\t1"})
    page = text(stranger.get(HOME))
    assert "财政局的任务" not in page
    assert "部门预算" not in page


def test_the_number_of_statements_does_not_grow_with_the_tasks(
    clerk: Client, district: District, obligation, django_assert_max_num_queries
):
    for day in range(1, 25):
        task = obligation(due=date(2026, 3, day))
        if day % 3 == 0:
            actions.start(district.finance, task.duty, [task], actor=district.clerk, at=NOW)
    with django_assert_max_num_queries(20):
        clerk.get(HOME)
    assert Disclosure.objects.count() == 8
    assert timezone.localdate() == date(2026, 3, 10)
