"""Publishing, scheduling, correcting, superseding, withdrawing."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from gongkai.disclosures import actions, checks
from gongkai.disclosures.models import Disclosure, Filing, IndexSequence, Publication, Withdrawal
from gongkai.disclosures.scheduled import publish_due
from gongkai.duties.models import Fulfilment, Obligation
from gongkai.journal.models import AuditRow
from gongkai.journal.refusals import Objection
from gongkai.units.roles import Role
from tests.disclosures.conftest import BODY, NOW, TODAY, District, later, make_rulebook
from tests.disclosures.rules import PACK

Refusal = Callable[..., list[str]]
State = Disclosure.State


def correction(district: District, published: Disclosure) -> Disclosure:
    draft = actions.correct(published, "金额有误", actor=district.clerk, at=later(days=1))
    changed = {"body": "<p>更正后的有关内容如下。</p>"}
    draft = actions.save_draft(
        draft, changed, {"title": "更正后的标题"}, draft.saves, actor=district.clerk, at=later(days=1)
    )
    return actions.submit(draft.disclosure, actor=district.clerk, at=later(days=1))


def test_publication_numbers_files_and_fulfils(district: District):
    published = district.published()
    assert (published.state, published.index_number) == (State.PUBLISHED, "11990101MB0000001A/2026-00001")
    assert published.path == "/disclosures/11990101MB0000001A/2026-00001/"
    assert (published.published_on, published.posted_until, published.submitted) == (TODAY, None, None)
    publication = Publication.objects.get()
    assert (publication.revision, publication.kind) == (published.current, "first")
    assert publication.filing.number == "BA-990101-finance-2026-000001"
    task = Obligation.objects.get()
    assert (task.state, task.conforming, task.disclosure_id) == ("met", True, published.pk)
    row = AuditRow.objects.get(kind="disclosure_published")
    assert row.details["index_number"] == published.index_number


def test_numbers_are_gap_free_per_unit_and_year(district: District):
    numbers = [district.published().index_number for _ in range(3)]
    assert [number[-5:] for number in numbers] == ["00001", "00002", "00003"]
    assert district.published(unit=district.health).index_number == "990101-health/2026-00001"
    assert district.published(at=datetime(2026, 12, 31, 16, tzinfo=UTC)).index_number.endswith("/2027-00001"), (
        "Shanghai's year"
    )


def test_a_refused_publication_takes_no_number(district: District, refused: Refusal):
    submitted = district.submitted()

    def never(*_: object) -> list[Objection]:
        return [Objection("never", "不行", "no")]

    checks.register(never)
    try:
        assert refused(actions.publish, submitted, actor=district.clerk, at=NOW) == ["never"]
    finally:
        checks.unregister(never)
    assert not IndexSequence.objects.exists()
    assert actions.publish(submitted, actor=district.clerk, at=NOW).index_number.endswith("-00001")


def test_a_failing_subscriber_undoes_everything(district: District, monkeypatch: pytest.MonkeyPatch):
    def fails(_: object) -> None:
        raise RuntimeError("no page")

    submitted = district.submitted()
    monkeypatch.setattr("gongkai.journal.events._subscribers", {"disclosure_published": [fails]})
    with pytest.raises(RuntimeError), transaction.atomic():
        actions.publish(submitted, actor=district.clerk, at=NOW)
    submitted.refresh_from_db()
    assert (submitted.state, submitted.index_number) == (State.APPROVED, None)
    assert not IndexSequence.objects.exists()
    assert Obligation.objects.get().state == "open"


def test_publishing_refuses_strangers_and_drafts(district: District, refused: Refusal):
    draft = district.draft()
    assert refused(actions.publish, draft, actor=district.stranger, at=NOW) == ["right.publish", "disclosure.stage"]
    assert refused(actions.publish, district.submitted("chain"), actor=district.clerk, at=NOW)[0] == "disclosure.stage"


def test_it_cannot_be_published_before_it_was_submitted(district: District, refused: Refusal):
    submitted = district.submitted()
    assert refused(actions.publish, submitted, actor=district.clerk, at=later(hours=-1)) == ["publish.early"]


def test_reviews_a_newer_rulebook_demands_are_missing(district: District, refused: Refusal):
    submitted = district.submitted()
    stricter = {**PACK, "version": "2", "duties": [
        {**one, "reviews": ["unit_leader"], "elements": [*one["elements"], {**one["elements"][0], "id": "more"}]}
        if one["id"] == "plain" else one for one in PACK["duties"]
    ]}  # fmt: skip
    make_rulebook(stricter, 2, later(days=1).date())
    assert refused(actions.publish, submitted, actor=district.clerk, at=later(days=2)) == [
        "procedure.missing", "value.required",
    ]  # fmt: skip
    assert actions.publish(submitted, actor=district.clerk, at=later(hours=1)).state == State.PUBLISHED


def test_gaps_count_against_content(district: District):
    draft = district.draft(values={"note": "正文后补"})
    submitted = actions.submit(draft, actor=district.clerk, at=NOW, gaps_reason="正文待上级批复")
    actions.publish(submitted, actor=district.clerk, at=NOW)
    task, facts = Obligation.objects.get(), Fulfilment.objects.get()
    assert (task.content_ok, task.procedure_ok, task.time_ok, task.conforming) == (False, True, True, False)
    assert [one["code"] for one in facts.content_reasons] == ["value.required"]


def test_board_without_evidence_counts_against_form(district: District):
    district.published("notice")
    task = Obligation.objects.get()
    assert (task.form_ok, task.conforming) == (False, False)


def test_late_publication_is_late(district: District):
    submitted = district.submitted()
    actions.publish(submitted, actor=district.clerk, at=later(days=60))
    assert Obligation.objects.get().time_ok is False


def test_scheduled_publication_comes_when_due(district: District, refused: Refusal):
    submitted = district.submitted()
    assert refused(actions.schedule, submitted, NOW, actor=district.clerk, at=NOW) == ["schedule.past"]
    scheduled = actions.schedule(submitted, later(hours=5), actor=district.clerk, at=NOW)
    assert scheduled.state == State.SCHEDULED
    assert publish_due(later(hours=4)).published == ()
    assert publish_due(later(hours=5)).published == (scheduled.pk,)
    scheduled.refresh_from_db()
    assert (scheduled.state, scheduled.publish_at, scheduled.published_at) == (State.PUBLISHED, None, later(hours=5))


def test_scheduled_publication_that_is_refused_waits_for_a_person(district: District):
    scheduled = actions.schedule(district.submitted(), later(hours=5), actor=district.clerk, at=NOW)
    other = actions.schedule(
        district.submitted(unit=district.health),
        later(hours=5),
        actor=district.person("clerk", Role.CLERK, district.health),
        at=NOW,
    )

    def picky(disclosure: Disclosure, *_: object) -> list[Objection]:
        return [Objection("picky", "本单位暂停发布", "halted")] if disclosure.pk == scheduled.pk else []

    checks.register(picky)
    try:
        done = publish_due(later(hours=6))
    finally:
        checks.unregister(picky)
    assert (done.published, done.refused) == ((other.pk,), (scheduled.pk,))
    scheduled.refresh_from_db()
    assert (scheduled.state, scheduled.publish_at) == (State.APPROVED, None)
    assert "本单位暂停发布" in AuditRow.objects.get(kind="disclosure_unscheduled").sentence()


def test_unscheduling(district: District, refused: Refusal):
    scheduled = actions.schedule(district.submitted(), later(hours=5), actor=district.clerk, at=NOW)
    assert refused(actions.unschedule, scheduled, actor=district.stranger, at=NOW) == ["right.publish"]
    assert actions.unschedule(scheduled, actor=district.clerk, at=NOW).state == State.APPROVED


def test_correction_keeps_number_page_and_date_and_shows_nothing_before(district: District):
    published = district.published()
    submitted = correction(district, published)
    shown = Disclosure.objects.get()
    assert (shown.state, shown.correction, shown.stage) == (State.PUBLISHED, State.APPROVED, State.APPROVED)
    assert shown.title == "关于plain事项的公开", "lists show what is public"
    assert shown.current.content["values"] == BODY
    corrected = actions.publish(submitted, actor=district.clerk, at=later(days=2))
    assert (corrected.index_number, corrected.published_on) == (published.index_number, TODAY)
    assert (corrected.title, corrected.correction) == ("更正后的标题", "")
    kinds = list(Publication.objects.values_list("kind", "reason", "filing__number"))
    assert kinds == [
        ("first", "", "BA-990101-finance-2026-000001"), ("correction", "金额有误", "BA-990101-finance-2026-000002"),
    ]  # fmt: skip
    assert Fulfilment.objects.get().published_on == TODAY, "time is judged once"
    assert district.published().index_number.endswith("-00002"), "a correction takes no index number"


def test_correction_keeps_the_evidence(district: District):
    published = district.published("notice")
    from gongkai.duties.actions import evidence_seen

    evidence_seen(published.pk, {"notice_board": TODAY}, actor=district.clerk)
    assert Obligation.objects.get().conforming
    actions.publish(correction(district, published), actor=district.clerk, at=later(days=2))
    assert Obligation.objects.get().conforming


def test_correction_is_refused_without_reason_twice_or_unpublished(district: District, refused: Refusal):
    published = district.published()
    assert refused(actions.correct, published, " ", actor=district.stranger, at=NOW) == [
        "right.draft",
        "correct.reason",
    ]
    actions.correct(published, "错字", actor=district.clerk, at=NOW)
    assert refused(actions.correct, published, "错字", actor=district.clerk, at=NOW) == ["correct.running"]
    assert refused(actions.correct, district.draft(), "错字", actor=district.clerk, at=NOW) == ["correct.state"]


def test_correction_can_be_given_up_and_taken_back(district: District):
    published = district.published()
    draft = actions.correct(published, "错字", actor=district.clerk, at=NOW)
    actions.save_draft(draft, {"note": "改"}, {}, draft.saves, actor=district.clerk, at=NOW)
    gone = actions.discard(published, actor=district.clerk, at=NOW)
    assert (gone.state, gone.correction) == (State.PUBLISHED, "")
    back = actions.undo_discard(gone, actor=district.clerk, at=later(minutes=5))
    assert (back.correction, back.values["note"]) == (State.DRAFT, "改")


def test_correction_goes_through_the_reviews(district: District):
    from tests.disclosures.test_reviews import approve, through

    published = actions.publish(
        approve(through(district), district.secrecy, attribute="proactive"), actor=district.clerk, at=later(hours=2)
    )
    submitted = correction(district, published)
    assert (submitted.state, submitted.correction) == (State.PUBLISHED, State.IN_REVIEW)
    for person, more in (
        (district.other_clerk, {}),
        (district.leader, {}),
        (district.secrecy, {"attribute": "proactive"}),
    ):
        submitted = approve(submitted, person, **more)
    assert actions.publish(submitted, actor=district.clerk, at=later(days=3)).current.number == 2


def test_superseding(district: District, refused: Refusal):
    old, new = district.published(), district.published()
    assert refused(actions.supersede, old, old, actor=district.clerk, at=NOW) == ["supersede.self"]
    assert refused(actions.supersede, old, new, actor=district.stranger, at=NOW) == ["right.publish"]
    actions.supersede(old, new, actor=district.clerk, at=NOW)
    old.refresh_from_db()
    assert old.state == State.SUPERSEDED
    assert Obligation.objects.get(disclosures=old).state == "met"
    assert refused(actions.supersede, old, district.published(), actor=district.clerk, at=NOW) == ["supersede.state"]
    third = district.published()
    assert refused(actions.supersede, third, new, actor=district.clerk, at=NOW) == ["supersede.twice"]


def test_a_draft_supersedes_when_it_is_published(district: District):
    old, new = district.published(), district.submitted()
    actions.supersede(old, new, actor=district.clerk, at=NOW)
    old.refresh_from_db()
    assert old.state == State.PUBLISHED
    actions.publish(new, actor=district.clerk, at=NOW)
    old.refresh_from_db()
    assert old.state == State.SUPERSEDED
    assert AuditRow.objects.get(kind="disclosure_superseded").sentence() == "已由 11990101MB0000001A/2026-00002 替代"


def test_withdrawn_as_wrong_the_task_is_open_again(district: District):
    published = district.published()
    withdrawal = actions.withdraw(published, "error", "金额错误", actor=district.clerk, at=NOW)
    published.refresh_from_db()
    assert (published.state, published.index_number[-5:]) == (State.WITHDRAWN, "00001")
    assert (withdrawal.kind, withdrawal.window_broken) == ("error", False)
    assert Obligation.objects.get().state == "open"


@pytest.mark.parametrize("kind", ["privacy", "secrecy", "annulled", "court"])
def test_strong_reasons_need_a_basis_and_break_a_running_window(district: District, refused: Refusal, kind: str):
    published = district.published("notice")
    assert published.posted_until == date(2026, 3, 17), "five working days"
    day = datetime(2026, 3, 17, 15, 59, tzinfo=UTC)
    assert refused(actions.withdraw, published, kind, "有依据", actor=district.clerk, at=day) == ["withdraw.basis"]
    withdrawal = actions.withdraw(published, kind, "有依据", "条例第十五条", actor=district.clerk, at=day)
    assert withdrawal.window_broken
    task, facts = Obligation.objects.get(), Fulfilment.objects.get()
    assert (task.state, task.time_ok, facts.window_broken) == ("met", False, True)
    assert facts.time_reasons[0]["code"] == "time.window_broken"


@pytest.mark.parametrize("kind", ["error", "duplicate", "expired"])
def test_other_reasons_cannot_take_down_a_running_notice(district: District, refused: Refusal, kind: str):
    published = district.published("notice")
    assert refused(actions.withdraw, published, kind, "想撤", actor=district.clerk, at=NOW) == ["withdraw.window"]
    after = datetime(2026, 3, 17, 16, 0, tzinfo=UTC)  # midnight in Shanghai
    assert not actions.withdraw(published, kind, "期满", actor=district.clerk, at=after).window_broken


def test_withdrawal_is_refused_with_every_reason(district: District, refused: Refusal):
    published = district.published()
    args = {"actor": district.stranger, "at": NOW}
    assert refused(actions.withdraw, published, "whim", "", **args) == [
        "right.publish",
        "withdraw.reason",
        "withdraw.kind",
    ]
    assert refused(actions.withdraw, published, "expired", "期满", actor=district.clerk, at=NOW) == [
        "withdraw.permanent"
    ]
    assert refused(actions.withdraw, district.draft(), "error", "错", actor=district.clerk, at=NOW) == [
        "withdraw.state"
    ]
    actions.withdraw(published, "privacy", "含住址", "条例第十五条", actor=district.office, at=NOW)
    codes = refused(actions.withdraw, published, "error", "错", actor=district.clerk, at=NOW)
    assert codes == ["withdraw.state"]


def test_withdrawing_ends_a_correction_under_review(district: District):
    published = district.published()
    correction(district, published)
    actions.withdraw(published, "error", "另行公开", actor=district.clerk, at=later(days=3))
    published.refresh_from_db()
    assert (published.correction, published.submitted, published.pending) == ("", None, {})


@pytest.mark.parametrize("model", [Publication, Filing, Withdrawal])
def test_frozen_rows_stay(district: District, model: type):
    published = district.published()
    actions.withdraw(published, "error", "错", actor=district.clerk, at=NOW)
    with pytest.raises(TypeError):
        model.objects.get().delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        model.objects.all()._raw_delete("default")


def test_publication_costs_a_constant_number_of_statements(district: District):
    def cost() -> list[str]:
        submitted = district.submitted()
        clerk = district.clerk
        with CaptureQueriesContext(connection) as captured:
            actions.publish(submitted, actor=clerk, at=NOW)
        control = re.compile(r"SAVEPOINT|RELEASE|BEGIN|COMMIT")
        return [one["sql"] for one in captured if not control.match(one["sql"])]

    first = cost()
    for _ in range(5):
        district.published()
    assert len(cost()) == len(first) <= 15, "\n".join(first)


def test_timeline_reads_well(district: District):
    from gongkai.journal.queries import timeline

    published = district.published()
    actions.withdraw(published, "error", "金额错误", actor=district.clerk, at=later(days=1) + timedelta(hours=1))
    assert [row.sentence() for row in timeline(published)] == [
        "开始起草《关于plain事项的公开》", "保存草稿", "提交第 1 稿", "全部审核通过，可以发布",
        "公开，索引号 11990101MB0000001A/2026-00001，备案号 BA-990101-finance-2026-000001",
        "撤回：内容有误，另行公开。金额错误",
    ]  # fmt: skip
    assert timeline(published).last().sentence("en") == "Withdrawn: wrong content, published anew. 金额错误"
