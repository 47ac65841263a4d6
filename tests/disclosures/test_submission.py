"""Submitting: all objections at once, the frozen revision, the event that starts the clock."""

from collections.abc import Callable

import pytest
from django.db import DatabaseError, transaction

from gongkai.disclosures import actions, checks
from gongkai.disclosures.content import digest
from gongkai.disclosures.models import Disclosure, Revision
from gongkai.duties.models import Obligation, Occurrence
from gongkai.journal.refusals import Objection
from tests.disclosures.conftest import BODY, NOW, TODAY, District, later, make_rulebook
from tests.disclosures.rules import PACK
from tests.disclosures.test_drafts import obligation

Refusal = Callable[..., list[str]]
State = Disclosure.State


def test_without_reviews_it_is_ready_at_once(district: District):
    submitted = district.submitted()
    assert submitted.state == State.APPROVED
    revision = submitted.submitted
    assert (revision.number, revision.digest) == (1, digest(revision.content))
    assert revision.content["values"] == BODY
    assert revision.content["metadata"]["publisher"] == "明川区财政局"
    assert revision.content["metadata"]["summary"] == "本单位就有关事项公开如下。"
    assert revision.content["metadata"]["mode"] == "proactive"


def test_reviews_begin_with_the_first(district: District):
    submitted = district.submitted("chain")
    assert submitted.state == State.IN_REVIEW
    steps = submitted.submitted.steps.values_list("kind", "state", "quorum")
    assert list(steps) == [("unit_review", "pending", 0), ("unit_leader", "waiting", 0), ("secrecy", "waiting", 0)]


def test_everything_wrong_is_said_at_once(district: District, refused: Refusal):
    clerk = district.clerk
    draft = actions.start(district.finance, district.duty("budget"), actor=clerk, at=NOW, title="预算")
    raw = {"total": "好多钱", "summary": "<p>无</p>"}
    metadata = {"produced_on": "2027-01-01", "document_number": "没有这种文号", "genre": "诗"}
    draft = actions.save_draft(draft, raw, metadata, 0, actor=clerk, at=NOW).disclosure
    codes = refused(actions.submit, draft, actor=district.stranger, at=NOW)
    assert codes[0] == "right.draft"
    assert {"metadata.title", "metadata.produced_on", "metadata.genre", "value.placeholder", "value.required"} <= set(
        codes
    )
    assert len([code for code in codes if code == "value.required"]) == 1, (
        "the total was typed, only the table is missing"
    )
    assert not Revision.objects.exists()


def test_sums_that_do_not_add_up_are_refused(district: District, refused: Refusal):
    values = {"summary": "<p>本年度预算说明</p>", "total": "100", "lines": [{"item": "税收", "income": "99.99"}]}
    draft = district.draft("budget", values)
    assert refused(actions.submit, draft, actor=district.clerk, at=NOW) == ["check.balances"]
    draft = actions.save_draft(draft, {"total": "99.99"}, {}, draft.saves, actor=district.clerk, at=NOW).disclosure
    assert actions.submit(draft, actor=district.clerk, at=NOW).state == State.IN_REVIEW


def test_gaps_can_be_published_with_a_reason_but_not_errors(district: District, refused: Refusal):
    values = {"total": "100", "lines": [{"item": "税收", "income": "99.99"}]}
    draft = district.draft("budget", values)
    assert refused(actions.submit, draft, actor=district.clerk, at=NOW, gaps_reason="说明另行印发") == [
        "check.balances"
    ]
    draft = actions.save_draft(draft, {"total": "99.99"}, {}, draft.saves, actor=district.clerk, at=NOW).disclosure
    assert refused(actions.submit, draft, actor=district.clerk, at=NOW, gaps_reason="急") == ["value.required"]
    submitted = actions.submit(draft, actor=district.clerk, at=NOW, gaps_reason="说明另行印发")
    assert [one["field"] for one in submitted.submitted.content["gaps"]] == ["summary"]
    assert submitted.submitted.content["gaps_reason"] == "说明另行印发"


def test_document_number_is_frozen_in_its_standard_form(district: District):
    draft = district.draft()
    draft = actions.save_draft(
        draft, {}, {"document_number": "明财发[2026]第12号"}, draft.saves, actor=district.clerk, at=NOW
    ).disclosure
    content = actions.submit(draft, actor=district.clerk, at=NOW).submitted.content
    assert content["metadata"]["document_number"] == "明财发〔2026〕12号"


def test_submission_records_the_event_and_raises_the_task(district: District):
    submitted = district.submitted()
    occurrence = Occurrence.objects.get()
    assert (occurrence.anchor, occurrence.occurred_on) == ("formed", TODAY)
    task = Obligation.objects.get()
    assert list(submitted.obligations.all()) == [task]
    assert (task.state, task.due_on.isoformat()) == ("open", "2026-04-08")


def test_resubmission_raises_no_second_task(district: District):
    submitted = district.submitted("chain")
    recalled = actions.recall(submitted, actor=district.clerk, at=NOW)
    again = actions.submit(recalled, actor=district.clerk, at=NOW)
    assert again.submitted.number == 2
    assert Obligation.objects.count() == 1


def test_a_waiting_task_of_the_same_day_is_taken(district: District):
    from gongkai.duties.actions import record_occurrence

    record_occurrence(
        "formed",
        district.finance,
        actor=district.clerk,
        occurred_on=TODAY,
        title="早先登记",
        duty=district.duty("plain"),
        at=NOW,
    )
    submitted = district.submitted()
    assert submitted.obligations.get().occurrence.title == "早先登记"
    assert Obligation.objects.count() == 1


def test_limits_before_an_event_need_its_time(district: District, refused: Refusal):
    draft = district.draft("stop")
    assert refused(actions.submit, draft, actor=district.clerk, at=NOW) == ["occurred.time"]
    draft = actions.save_draft(
        draft, {}, {"occurred": "2026-03-12T08:30"}, draft.saves, actor=district.clerk, at=NOW
    ).disclosure
    actions.submit(draft, actor=district.clerk, at=NOW)
    assert Obligation.objects.get().due_at.isoformat() == "2026-03-11T00:30:00+00:00"


def test_the_only_open_task_of_a_periodic_duty_is_taken(district: District):
    task = obligation(district)
    assert list(district.submitted("quarter").obligations.all()) == [task]


def test_with_several_open_tasks_the_clerk_chooses(district: District):
    obligation(district)
    obligation(district, period_key="2025Q4")
    assert not district.submitted("quarter").obligations.exists()


def test_only_drafts_can_be_submitted(district: District, refused: Refusal):
    submitted = district.submitted()
    assert refused(actions.submit, submitted, actor=district.clerk, at=NOW) == ["disclosure.stage"]


def test_task_met_by_another_meanwhile_is_said(district: District, refused: Refusal):
    task = obligation(district)
    draft = actions.link_obligations(district.draft("quarter"), [task], actor=district.clerk, at=NOW)
    Obligation.objects.update(state="met", disclosure_id=999)
    assert refused(actions.submit, draft, actor=district.clerk, at=NOW) == ["obligation.closed"]


def test_newer_rulebook_is_adopted_at_submission(district: District):
    draft = district.draft()
    stricter = {**PACK, "version": "2", "duties": [
        {**one, "reviews": ["unit_leader"]} if one["id"] == "plain" else one for one in PACK["duties"]
    ]}  # fmt: skip
    version = make_rulebook(stricter, 2, later(days=-1).date())
    submitted = actions.submit(draft, actor=district.clerk, at=NOW)
    assert (submitted.version, submitted.state) == (version, State.IN_REVIEW)


def test_registered_checks_refuse(district: District, refused: Refusal):
    def no_tigers(disclosure: Disclosure, content: dict[str, object], moment: checks.Moment) -> list[Objection]:
        return [Objection("tiger", "有老虎", "a tiger", "body")] if "老虎" in str(content["values"]) else []

    checks.register(no_tigers)
    checks.register(no_tigers)
    try:
        draft = district.draft(values={"body": "<p>这里有老虎出没</p>"})
        assert refused(actions.submit, draft, actor=district.clerk, at=NOW) == ["tiger"]
    finally:
        checks.unregister(no_tigers)


def test_revisions_cannot_be_changed_not_even_in_the_database(district: District):
    revision = district.submitted().submitted
    with pytest.raises(TypeError):
        revision.save()
    with pytest.raises(DatabaseError), transaction.atomic():
        Revision.objects.update(note="改")
