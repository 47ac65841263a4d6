"""Reviewing: what changed beside the opinion, votes, secrecy, returns tied to fields, on to the next."""

import pytest
from django.test import Client

from gongkai.disclosures import actions
from gongkai.disclosures.models import Disclosure, ReviewStep, Vote
from gongkai.units.models import Person
from gongkai.units.roles import Role
from tests.disclosures.conftest import NOW, District, later, pending
from tests.workbench.reading import objections, text

pytestmark = pytest.mark.django_db
BUDGET = {
    "summary": "<p>收支情况说明。</p>",
    "total": "3",
    "lines": [{"item": "税", "income": "1"}, {"item": "费", "income": "2"}],
}


def address(step: ReviewStep) -> str:
    return f"/workbench/reviews/{step.pk}/"


def test_the_queue_names_what_waits(
    leader: Client, clerk: Client, stranger: Client, district: District, django_assert_max_num_queries
):
    for _ in range(5):
        district.submitted("budget", values=BUDGET)
    with django_assert_max_num_queries(12):
        assert text(leader.get("/workbench/reviews/")).count("部门预算") >= 5
    assert "没有等您审核的" in text(clerk.get("/workbench/reviews/"))
    assert "没有等您审核的" in text(stranger.get("/workbench/reviews/"))


def test_approving_hands_on_and_leads_to_the_next(leader: Client, district: District):
    first, second = district.submitted("budget", values=BUDGET), district.submitted("budget", values=BUDGET)
    step = pending(first)
    assert "提交意见" in text(leader.get(address(step)))
    done = leader.post(address(step), {"intent": "decide", "decision": "approved", "opinion": "同意"})
    assert done["Location"] == address(pending(second))
    first.refresh_from_db()
    assert first.state == Disclosure.State.APPROVED
    last = leader.post(address(pending(second)), {"intent": "decide", "decision": "approved"})
    assert last["Location"] == "/workbench/reviews/"


def test_a_return_needs_reasons(leader: Client, district: District):
    step = pending(district.submitted("budget", values=BUDGET))
    assert {"field-decision"} == set(objections(leader.post(address(step), {"intent": "decide"})))
    assert "field-opinion" in objections(leader.post(address(step), {"intent": "decide", "decision": "returned"}))
    leader.post(address(step), {"intent": "decide", "decision": "returned", "reason-lines": "第二行的来源"})
    step.refresh_from_db()
    assert step.objections[0]["field"] == "lines"


def test_what_changed_since_the_last_revision_is_marked(leader: Client, district: District):
    disclosure = district.submitted("budget", values=BUDGET)
    actions.decide(pending(disclosure), "returned", "请改", actor=district.leader, at=NOW)
    changed = {**BUDGET, "total": "4", "lines": [{"item": "税", "income": "1"}, {"item": "费", "income": "3"}]}
    disclosure.refresh_from_db()
    actions.save_draft(disclosure, changed, {}, disclosure.saves, actor=district.clerk, at=later(hours=1))
    actions.submit(disclosure, actor=district.clerk, at=later(hours=2), note="改了费")
    disclosure.refresh_from_db()
    page = leader.get(address(pending(disclosure)))
    html = page.content.decode()
    assert "与第 1 稿相比" in text(page)
    assert "改了费" in text(page)
    assert "<del>2.00</del>" in html
    assert "<ins>3.00</ins>" in html
    assert "<del>3.00</del>" in html
    assert "<ins>4.00</ins>" in html


def test_who_wrote_it_or_has_no_role_finds_no_form(clerk: Client, stranger: Client, district: District):
    step = pending(district.submitted("chain"))
    page = text(clerk.get(address(step)))
    assert "您参与了起草" in page
    assert "提交意见" not in page
    refused = clerk.post(address(step), {"intent": "decide", "decision": "approved"})
    assert "不能自己审核" in text(refused)
    assert stranger.get(address(step)).status_code == 404
    assert stranger.post(address(step), {"decision": "approved"}).status_code == 404


def test_a_secrecy_review_sets_the_attribute(enter, district: District):
    disclosure = district.submitted("chain")
    actions.decide(pending(disclosure), "approved", actor=district.other_clerk, at=NOW)
    actions.decide(pending(disclosure), "approved", actor=district.leader, at=NOW)
    reviewer = enter(district.secrecy)
    step = pending(disclosure)
    assert "公开属性" in text(reviewer.get(address(step)))
    assert "field-attribute" in objections(reviewer.post(address(step), {"intent": "decide", "decision": "approved"}))
    sent = {"intent": "decide", "decision": "returned", "attribute": "not_disclosed", "opinion": "涉密"}
    assert "field-basis" in objections(reviewer.post(address(step), sent))
    assert reviewer.post(address(step), {**sent, "basis": "条例第十四条"}).status_code == 302
    step.refresh_from_db()
    assert (step.state, step.attribute) == ("returned", "not_disclosed")


def test_a_body_votes_and_its_result_is_recorded(enter, district: District, village_clerk: Person):
    disclosure = district.submitted("village", unit=district.village, by=village_clerk)
    members = [district.person(f"member{n}", Role.VILLAGE_SUPERVISOR, district.village) for n in range(3)]
    step = pending(disclosure)
    for number, member in enumerate(members):
        browser = enter(member)
        assert "我的一票" in text(browser.get(address(step)))
        sent = {"intent": "vote", "choice": "against" if number == 2 else "for"}
        if number == 2:
            assert "field-reason" in objections(browser.post(address(step), sent))
            sent["reason"] = "凭证不全"
        assert browser.post(address(step), sent)["Location"] == address(step)
    page = text(browser.get(address(step)))
    assert "凭证不全" in page
    assert "过半数同意" in page
    refused = browser.post(address(step), {"intent": "decide", "decision": "returned", "opinion": "不"})
    assert "field-decision" in objections(refused)
    browser.post(address(step), {"intent": "decide", "decision": "approved"})
    step.refresh_from_db()
    assert step.state == ReviewStep.State.APPROVED
    assert Vote.objects.count() == 3


def test_gaps_are_shown_to_the_reviewer(leader: Client, district: District):
    draft = district.draft("budget", {**BUDGET, "summary": ""})
    actions.submit(draft, actor=district.clerk, at=NOW, gaps_reason="说明尚在核对")
    page = text(leader.get(address(pending(Disclosure.objects.get(pk=draft.pk)))))
    assert "起草人说明有缺项" in page
    assert "说明尚在核对" in page
