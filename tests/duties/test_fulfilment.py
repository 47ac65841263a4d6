"""What publications, evidence and withdrawals do to the verdict."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from gongkai.duties.actions import (
    FulfilmentFacts,
    evidence_seen,
    expand_periods,
    fulfil,
    rebuild_verdicts,
    record_occurrence,
    unfulfil,
    window_broken,
)
from gongkai.duties.judging import judge_obligations
from gongkai.duties.models import Fulfilment, Obligation
from gongkai.journal.actors import SYSTEM
from gongkai.journal.refusals import Objection
from tests.duties.conftest import NOW, District

WRONG = Objection("x", "不对", "wrong")
IN_TIME = datetime(2026, 2, 10, 1, tzinfo=UTC)


def publish(obligation: Obligation, *, disclosure: int = 1, at: datetime = IN_TIME, **facts: Any) -> Obligation:
    fulfil([obligation], FulfilmentFacts(disclosure, at, **facts), actor=SYSTEM)
    obligation.refresh_from_db()
    return obligation


@pytest.fixture
def monthly(district: District) -> Obligation:
    expand_periods(until=date(2026, 1, 31), actor=SYSTEM)
    return district.owed("monthly", district.village)[0]  # due 2026-02-15


def verdict(one: Obligation) -> tuple[bool | None, ...]:
    one.refresh_from_db()
    return one.content_ok, one.procedure_ok, one.time_ok, one.form_ok, one.conforming


def test_on_time_and_in_order(monthly: Obligation) -> None:
    assert verdict(publish(monthly)) == (True, True, True, True, True)
    assert (monthly.state, monthly.published_on, monthly.disclosure_id) == ("met", date(2026, 2, 10), 1)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"content_reasons": [WRONG]}, (False, True, True, True, False)),
        ({"procedure_reasons": [WRONG]}, (True, False, True, True, False)),
        ({"at": datetime(2026, 2, 15, 15, 59, tzinfo=UTC)}, (True, True, True, True, True)),
        ({"at": datetime(2026, 2, 15, 16, 0, tzinfo=UTC)}, (True, True, False, True, False)),  # midnight in Shanghai
        ({"required_channels": ["website", "notice_board"], "evidenced_channels": {"website": date(2026, 2, 10)}},
         (True, True, True, False, False)),
        ({"historical": True}, (True, True, False, True, False)),
    ],
)  # fmt: skip
def test_each_aspect_fails_alone(monthly: Obligation, facts: dict[str, Any], expected: tuple[bool, ...]) -> None:
    assert verdict(publish(monthly, **facts)) == expected


def test_nothing_to_fulfil_is_nothing(monthly: Obligation) -> None:
    fulfil([], FulfilmentFacts(1, IN_TIME), actor=SYSTEM)
    judge_obligations([])
    assert not Fulfilment.objects.exists()


def test_hours_are_judged_by_the_instant(district: District) -> None:
    moment = datetime(2026, 3, 10, 7, 30, tzinfo=UTC)
    made = record_occurrence(
        "formed", district.town, actor=SYSTEM, occurred_on=date(2026, 3, 10), occurred_at=moment, title="一事"
    )
    one = made.obligations.get(duty__code="hours")
    assert publish(one, at=moment + timedelta(hours=24)).time_ok is True
    unfulfil(1, actor=SYSTEM)
    assert publish(one, disclosure=2, at=moment + timedelta(hours=24, seconds=1)).time_ok is False


def test_no_number_is_never_late_and_counts_when_published(district: District) -> None:
    made = record_occurrence(
        "formed", district.finance, actor=SYSTEM, occurred_on=date(2026, 1, 5), title="一事", at=NOW
    )
    one = made.obligations.get(duty__code="prompt")
    assert one.counted_on is None
    assert publish(one).time_ok is True
    assert one.counted_on == date(2026, 2, 10)


def test_time_is_judged_once(monthly: Obligation) -> None:
    publish(monthly)
    late = datetime(2026, 5, 1, tzinfo=UTC)
    publish(monthly, at=late, content_reasons=[WRONG])
    assert verdict(monthly) == (False, True, True, True, False), "a correction is judged for content, not for time"
    publish(monthly, disclosure=2, at=late)
    assert (monthly.disclosure_id, monthly.published_on) == (2, date(2026, 2, 10)), "what supersedes keeps the day"
    unfulfil(2, actor=SYSTEM)
    assert verdict(monthly) == (None,) * 5
    assert monthly.state == "open"
    assert publish(monthly, disclosure=3, at=late).time_ok is False


def test_what_was_imported_proves_nothing_and_gives_way(monthly: Obligation) -> None:
    publish(monthly, at=datetime(2026, 2, 1, tzinfo=UTC), historical=True)
    assert publish(monthly, disclosure=2).time_ok is True
    assert monthly.published_on == date(2026, 2, 10)
    publish(monthly, disclosure=3, at=datetime(2026, 2, 1, tzinfo=UTC), historical=True)
    assert monthly.time_ok is True


def test_evidence_makes_the_form_conform(monthly: Obligation) -> None:
    publish(monthly, required_channels=["website", "notice_board"], evidenced_channels={"website": date(2026, 2, 10)})
    assert monthly.form_ok is False
    reasons = Fulfilment.objects.get(obligation=monthly).form_reasons
    assert [reason["field"] for reason in reasons] == ["notice_board"]
    evidence_seen(1, {"notice_board": date(2026, 2, 12)}, actor=SYSTEM)
    assert verdict(monthly)[3:] == (True, True)
    evidence_seen(1, {}, actor=SYSTEM)
    assert verdict(monthly)[3:] == (False, False), "evidence can be voided"


def test_a_broken_window_is_a_violation_of_time(monthly: Obligation) -> None:
    publish(monthly)
    window_broken(1, WRONG, actor=SYSTEM)
    assert verdict(monthly) == (True, True, False, True, False)
    assert Fulfilment.objects.get().time_reasons[0]["code"] == "x"
    rebuild_verdicts(actor=SYSTEM)
    assert verdict(monthly) == (True, True, False, True, False)
