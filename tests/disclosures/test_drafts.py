"""Starting, saving, discarding and recalling."""

from collections.abc import Callable

import pytest

from gongkai.disclosures import actions
from gongkai.disclosures.models import Disclosure
from gongkai.duties.models import Obligation
from gongkai.journal.models import AuditRow
from tests.disclosures.conftest import BODY, NOW, TODAY, District, later

Refusal = Callable[..., list[str]]
State = Disclosure.State


def obligation(district: District, code: str = "quarter", **more: object) -> Obligation:
    duty = district.duty(code)
    fields = {"period_key": "2026Q1", "title": f"{duty.title}（2026Q1）", "opens_on": TODAY, "origin": "period"} | more
    return Obligation.objects.create(duty=duty, unit=district.finance, version=duty.version, **fields)


def test_start_takes_defaults_from_the_duty(district: District):
    disclosure = actions.start(district.finance, district.duty("notice"), actor=district.clerk, at=NOW)
    assert disclosure.state == State.DRAFT
    assert (disclosure.audience, disclosure.topic, disclosure.retention) == ("public", "02", "5Y")
    assert disclosure.title == "明川区财政局任前公示"
    assert disclosure.drafters == [district.clerk.pk]
    row = AuditRow.objects.get(kind="disclosure_started")
    assert row.sentence() == "开始起草《明川区财政局任前公示》"


def test_start_ties_open_tasks(district: District):
    task = obligation(district)
    disclosure = actions.start(district.finance, task.duty, [task], actor=district.clerk, at=NOW)
    assert list(disclosure.obligations.all()) == [task]
    assert disclosure.title == task.title


def test_start_refuses_strangers_and_tasks_of_others_at_once(district: District, refused: Refusal):
    task = obligation(district)
    codes = refused(actions.start, district.finance, district.duty("plain"), [task], actor=district.stranger, at=NOW)
    assert codes == ["right.draft", "obligation.other"]


def test_start_refuses_closed_tasks(district: District, refused: Refusal):
    task = obligation(district, state=Obligation.State.MET)
    assert refused(actions.start, district.finance, task.duty, [task], actor=district.clerk, at=NOW) == [
        "obligation.closed"
    ]


def test_start_refuses_a_closed_unit(district: District, refused: Refusal):
    district.finance.active_until = later(days=-1).date()
    district.finance.save()
    assert refused(actions.start, district.finance, district.duty("plain"), actor=district.clerk, at=NOW) == [
        "unit.closed"
    ]


def test_incomplete_draft_is_saved_and_says_what_it_could_not_read(district: District):
    clerk = district.clerk
    disclosure = actions.start(district.finance, district.duty("budget"), actor=clerk, at=NOW)
    raw = {"total": "一百多", "lines": "项目\t收入\n税收\t1,200.50"}
    saved = actions.save_draft(disclosure, raw, {"produced_on": "昨天"}, 0, actor=clerk, at=NOW)
    assert {one.field for one in saved.objections} == {"total", "m-produced_on"}
    kept = Disclosure.objects.get()
    assert kept.values == {"lines": [{"item": "税收", "income": "1200.50"}]}
    assert kept.unread == {"total": "一百多"}
    again = actions.save_draft(kept, {"total": "1200.5"}, {}, 1, actor=clerk, at=NOW)
    assert not again.objections
    assert again.disclosure.values["total"] == "1200.50"
    assert again.disclosure.unread == {}


def test_emptied_element_goes(district: District):
    draft = district.draft()
    saved = actions.save_draft(draft, {"note": "备注"}, {}, draft.saves, actor=district.clerk, at=NOW).disclosure
    saved = actions.save_draft(saved, {"note": ""}, {}, saved.saves, actor=district.clerk, at=NOW).disclosure
    assert set(saved.values) == {"body"}


def test_rich_text_is_sanitised_and_files_cannot_be_typed(district: District):
    draft = district.draft(values={"body": "<p onclick='x()'>正文内容<script>alert(1)</script></p>"})
    assert draft.values["body"] == "<p>正文内容</p>"
    photo = district.draft("photo", {"picture": "a.jpg"})
    assert photo.values == {}


def test_only_the_first_save_leaves_an_audit_row(district: District):
    draft = district.draft()
    for _ in range(3):
        draft = actions.save_draft(draft, BODY, {}, draft.saves, actor=district.clerk, at=NOW).disclosure
    assert AuditRow.objects.filter(kind="disclosure_saved").count() == 1


def test_saving_over_a_colleague_is_a_clear_conflict(district: District, refused: Refusal):
    draft = district.draft()
    actions.save_draft(draft, {"note": "甲"}, {}, draft.saves, actor=district.clerk, at=NOW)
    assert refused(actions.save_draft, draft, {"note": "乙"}, {}, draft.saves, actor=district.other_clerk, at=NOW) == [
        "disclosure.conflict"
    ]
    assert Disclosure.objects.get().values["note"] == "甲"


def test_saving_refuses_strangers_and_what_is_under_review(district: District, refused: Refusal):
    submitted = district.submitted("chain")
    codes = refused(actions.save_draft, submitted, {}, {}, submitted.saves, actor=district.stranger, at=NOW)
    assert codes == ["right.draft", "disclosure.stage"]


def test_starting_moment_is_read_and_objected_to(district: District):
    clerk, draft = district.clerk, district.draft("stop")
    saved = actions.save_draft(draft, {}, {"occurred": "2026-03-12 08:30"}, draft.saves, actor=clerk, at=NOW)
    assert saved.disclosure.occurred_at.isoformat() == "2026-03-12T08:30:00+08:00"
    saved = actions.save_draft(
        saved.disclosure, {}, {"occurred": "后天上午"}, saved.disclosure.saves, actor=clerk, at=NOW
    )
    assert [one.field for one in saved.objections] == ["m-occurred"]


def test_discard_can_be_undone_for_ten_minutes(district: District, refused: Refusal):
    draft = district.draft()
    gone = actions.discard(draft, actor=district.clerk, at=NOW)
    assert gone.state == State.DISCARDED
    back = actions.undo_discard(gone, actor=district.clerk, at=later(minutes=10))
    assert (back.state, back.values) == (State.DRAFT, BODY)
    gone = actions.discard(back, actor=district.clerk, at=NOW)
    assert refused(actions.undo_discard, gone, actor=district.clerk, at=later(minutes=11)) == ["disclosure.undo_late"]


def test_discard_refuses_what_is_no_draft(district: District, refused: Refusal):
    published = district.published()
    assert refused(actions.discard, published, actor=district.stranger, at=NOW) == ["right.draft", "disclosure.stage"]
    assert refused(actions.undo_discard, published, actor=district.clerk, at=NOW) == ["disclosure.not_discarded"]


def test_recall_takes_the_submission_back(district: District, refused: Refusal):
    submitted = district.submitted("chain")
    recalled = actions.recall(submitted, actor=district.clerk, at=NOW)
    assert recalled.state == State.DRAFT
    assert set(submitted.submitted.steps.values_list("state", flat=True)) == {"void"}
    assert refused(actions.recall, recalled, actor=district.clerk, at=NOW) == ["disclosure.stage"]


def test_tasks_can_be_chosen_later(district: District, refused: Refusal):
    task, other = obligation(district), obligation(district, "plain", period_key="x")
    draft = district.draft("quarter")
    linked = actions.link_obligations(draft, [task], actor=district.clerk, at=NOW)
    assert list(linked.obligations.all()) == [task]
    assert refused(actions.link_obligations, linked, [other], actor=district.clerk, at=NOW) == ["obligation.other"]


@pytest.mark.parametrize("value", ["a\x00b", {"x": "a\x00"}])
def test_nul_characters_do_not_reach_the_database(district: District, value: object):
    draft = actions.start(district.finance, district.duty("plain"), actor=district.clerk, at=NOW)
    saved = actions.save_draft(draft, {"note": value}, {"title": "标\x00题文字"}, 0, actor=district.clerk, at=NOW)
    assert "\x00" not in repr(saved.disclosure.values)
    assert saved.disclosure.title == "标题文字"
