"""An event that names a published record asks for it to be put right, by the ``WDR`` limit and by nothing else."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.utils import translation

from gongkai.duties.actions import (
    align_unit,
    cancel_occurrence,
    evidence_seen,
    install_rulebook,
    pass_obligations,
    rebuild_verdicts,
    recompute_due_dates,
    record_occurrence,
    remedied,
    request_exemption,
    unfulfil,
    window_broken,
)
from gongkai.duties.models import Fulfilment, Obligation, Occurrence
from gongkai.duties.queries import demands, tasks
from gongkai.duties.queries.raising import anchors_of, grounds
from gongkai.journal.actors import SYSTEM
from gongkai.journal.refusals import Objection, Refused
from gongkai.rulebook.timing.arithmetic import Arithmetic
from gongkai.units.roles import Role
from tests.duties.conftest import NOW, TODAY, District
from tests.duties.rules import rulebook
from tests.duties.test_fulfilment import publish
from tests.duties.test_occurrences import codes

RECORD = 7


def annul(district: District, anchor: str = "annulled", **more: Any) -> Occurrence:
    facts: dict[str, Any] = {
        "actor": SYSTEM, "occurred_on": TODAY, "title": "复议决定撤销", "duty": district.duty("yearly"),
        "disclosure_id": RECORD, "at": NOW,
    }  # fmt: skip
    return record_occurrence(anchor, district.village, **facts | more)


def demanded(district: District, anchor: str = "annulled", **more: Any) -> Obligation:
    return annul(district, anchor, **more).obligations.get()


def at(day: int, hour: int = 2) -> datetime:
    return datetime(2026, 3, day, hour, tzinfo=UTC)


def said(one: Obligation) -> str:
    with translation.override("zh-hans"):
        return one.said


def again(one: Obligation) -> Obligation:
    return Obligation.objects.select_related("unit", "duty").get(pk=one.pk)


def test_one_task_for_the_unit_of_the_record_whatever_the_event_reaches(district: District) -> None:
    one = demanded(district)
    assert (one.unit, one.duty.code, one.demand, one.state) == (district.village, "yearly", "withdraw", "open")
    assert (one.due_on, one.counted_on, one.opens_on) == (date(2026, 3, 13), date(2026, 3, 13), TODAY)
    assert one.title == "撤回或更正：复议决定撤销"
    assert said(one) == "待撤回或更正"
    assert Arithmetic.from_json(one.arithmetic).text("zh") == "撤销之日 3-10 → 第 3 个自然日 = 3-13"
    clerk = district.person(Role.CLERK, district.village)
    assert one in tasks(clerk, on=TODAY).due_soon
    assert list(demands(clerk, RECORD)) == [one]
    assert not demands(district.person(Role.CLERK, district.hamlet), RECORD).exists()


def test_hours_count_from_the_instant(district: District) -> None:
    with pytest.raises(Refused) as refused:
        annul(district, "ordered")
    assert codes(refused) == {"occurrence.time"}
    one = demanded(district, "ordered", occurred_at=at(10, 1))
    assert one.due_at == at(11, 1)
    remedied(RECORD, "withdrawn", actor=SYSTEM, at=at(11, 2))
    assert again(one).time_ok is False


def test_recording_is_refused_with_every_reason(district: District) -> None:
    clerk = district.person(Role.CLERK, district.hamlet)
    with pytest.raises(Refused) as refused:
        annul(district, actor=clerk, title=" ")
    assert codes(refused) == {"right.draft", "occurrence.title"}
    for wrong in ({"anchor": "formed"}, {"duty": None}, {"duty": district.duty("monthly")}):
        with pytest.raises(Refused) as refused:
            annul(district, **wrong)
        assert codes(refused) == {"occurrence.no_ground"}
    for ahead in ({"occurred_on": date(2026, 3, 11)}, {"occurred_at": at(10, 3)}):
        with pytest.raises(Refused) as refused:
            annul(district, **ahead)
        assert codes(refused) == {"occurrence.ahead"}
    assert not Occurrence.objects.exists()
    made = annul(district)
    with pytest.raises(Refused) as refused:
        annul(district, title="再登一次")
    assert codes(refused) == {"occurrence.twice"}
    annul(district, disclosure_id=8)
    annul(district, occurred_on=date(2026, 3, 9))
    cancel_occurrence(made, "登记错误", actor=SYSTEM, at=NOW)
    assert annul(district).obligations.count() == 1


def test_without_a_record_it_is_refused_and_not_offered(district: District) -> None:
    with pytest.raises(Refused) as refused:
        annul(district, disclosure_id=None)
    assert codes(refused) == {"occurrence.record"}
    assert not {"annulled", "ordered"} & {anchor.id for anchor in anchors_of(district.village, TODAY)}
    found = {anchor.id for anchor in grounds(district.duty("yearly"), district.village, TODAY)}
    assert found == {"annulled", "ordered", "questioned"}
    assert grounds(district.duty("monthly"), district.village, TODAY) == []
    assert grounds(district.duty("yearly"), district.village, date(2025, 1, 1)) == []


@pytest.mark.parametrize(("day", "on_time"), [(13, True), (14, False)])
def test_what_is_done_to_the_record_meets_it_in_time_or_late(district: District, day: int, *, on_time: bool) -> None:
    one, other = demanded(district), demanded(district, disclosure_id=8)
    assert remedied(RECORD, "corrected", actor=SYSTEM, at=at(9)) == 0, "before the event"
    assert remedied(RECORD, "corrected", actor=SYSTEM, at=at(day)) == 1
    one = again(one)
    assert (one.state, one.published_on, one.disclosure_id) == ("met", date(2026, 3, day), RECORD)
    assert (one.content_ok, one.procedure_ok, one.form_ok, one.time_ok) == (True, True, True, on_time)
    assert one.conforming is on_time
    assert said(one) == "已撤回或更正"
    assert again(other).state == "open"
    assert remedied(RECORD, "withdrawn", actor=SYSTEM, at=at(20)) == 0, "met once"
    rebuild_verdicts(actor=SYSTEM)
    assert again(one).time_ok is on_time


def test_publishing_does_not_meet_it_and_withdrawing_the_publication_keeps_it(district: District) -> None:
    one = demanded(district)
    publish(one, disclosure=RECORD)
    assert again(one).state == "open"
    assert not Fulfilment.objects.exists()
    published = record_occurrence("formed", district.village, actor=SYSTEM, occurred_on=TODAY, title="事", at=NOW)
    first = published.obligations.get(duty__code="within")
    publish(first, disclosure=RECORD)
    remedied(RECORD, "withdrawn", actor=SYSTEM, at=at(12))
    window_broken(RECORD, Objection("x", "早撤", "early"), actor=SYSTEM)
    evidence_seen(RECORD, {}, actor=SYSTEM)
    assert unfulfil(RECORD, actor=SYSTEM) == 1
    assert again(first).state == "open"
    one = again(one)
    assert (one.state, one.conforming) == ("met", True)
    assert one.fulfilment.evidenced_channels == {}


def test_it_cannot_be_exempted_but_cancelled(district: District) -> None:
    one = demanded(district)
    with pytest.raises(Refused) as refused:
        request_exemption(one, "zero", "没有此类事项", actor=SYSTEM, at=NOW)
    assert codes(refused) == {"exemption.withdraw"}
    assert one.occurrence is not None
    cancel_occurrence(one.occurrence, "登记错误", actor=SYSTEM, at=NOW)
    assert again(one).state == "cancelled"
    assert remedied(RECORD, "withdrawn", actor=SYSTEM, at=at(12)) == 0


def test_a_new_version_moves_its_day_or_takes_it_back(district: District) -> None:
    one = demanded(district)

    def install(number: str, yearly: str) -> Obligation:
        install_rulebook(
            rulebook(number, "2026-03-01", yearly=yearly), actor=SYSTEM, title=number,
            effective_from=date(2026, 3, 1), at=NOW,
        )  # fmt: skip
        return again(one)

    moved = install("2", "D(03-31)+WDR(2,CD,annulled)")
    assert (moved.due_on, moved.demand, moved.title) == (date(2026, 3, 12), "withdraw", one.title)
    assert moved.version_id != one.version_id
    assert install("3", "D(03-31)").state == "cancelled"
    back = install("4", "D(03-31)+WDR(4,CD,annulled)")
    assert (back.state, back.due_on) == ("open", date(2026, 3, 14))
    assert Obligation.objects.filter(demand="withdraw").count() == 1


def test_due_dates_are_reckoned_again_by_its_own_limit(district: District) -> None:
    one = demanded(district, "questioned")
    assert one.due_on == date(2026, 3, 17)
    Obligation.objects.filter(pk=one.pk).update(provisional=True, due_on=date(2026, 3, 20))
    recompute_due_dates(actor=SYSTEM)
    assert (again(one).due_on, again(one).provisional) == (date(2026, 3, 17), False)


def test_it_follows_the_unit(district: District) -> None:
    one = demanded(district)
    Obligation.objects.filter(pk=one.pk).update(state="cancelled")
    align_unit(district.village, on=TODAY, actor=SYSTEM)
    assert again(one).state == "open", "the duty still asks for it"
    pass_obligations(district.village, district.hamlet, on=TODAY, actor=SYSTEM)
    assert again(one).unit == district.hamlet
    remedied(RECORD, "withdrawn", actor=SYSTEM, at=at(12))
    assert again(one).state == "met"
