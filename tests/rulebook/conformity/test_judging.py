"""The four conformities, each with every reason."""

from datetime import date, datetime

import pytest

from gongkai.rulebook.conformity import Facts, ReviewDone, judge
from gongkai.rulebook.model import Duty
from gongkai.rulebook.objections import Objection
from gongkai.rulebook.timing import SHANGHAI

ON = date(2026, 6, 1)


def at(day: int, hour: int = 9) -> datetime:
    return datetime(2026, 4, day, hour, tzinfo=SHANGHAI)


def facts(**changes) -> Facts:
    known = {
        "due_on": date(2026, 4, 10),
        "published_on": date(2026, 4, 10),
        "published_at": at(10, 17),
        "reviews": (
            ReviewDone(kind="unit_leader", order=1, decided_at=at(8)),
            ReviewDone(kind="secrecy", order=2, decided_at=at(9)),
        ),
        "evidenced_channels": {"website": date(2026, 4, 10)},
    }
    return Facts(**(known | changes))


def test_all_four_hold(duty):
    verdict = judge(duty, facts(), ON)
    assert verdict.conforming is True
    assert verdict.reasons == ()


@pytest.mark.parametrize(
    ("changes", "aspect", "codes"),
    [
        ({"content_objections": (Objection("value.required", "请填写", "fill in"),)}, "content", ["value.required"]),
        ({"reviews": ()}, "procedure", ["procedure.missing", "procedure.missing"]),
        ({"published_on": date(2026, 4, 11), "published_at": None}, "time", ["time.late"]),
        ({"historical": True}, "time", ["time.historical"]),
        ({"window_broken": True}, "time", ["time.window"]),
        ({"evidenced_channels": {}}, "form", ["form.channel"]),
        ({"required_channels": ("website", "notice_board")}, "form", ["form.channel"]),
        ({"due_at": at(10, 16)}, "time", ["time.late"]),
    ],
)
def test_each_conformity_fails_for_its_own_reason(duty, changes, aspect, codes):
    verdict = judge(duty, facts(**changes), ON)
    assert verdict.conforming is False
    assert [reason.code for reason in getattr(verdict, aspect).reasons] == codes
    assert getattr(verdict, aspect).ok is False
    others = {"content", "procedure", "time", "form"} - {aspect}
    assert all(getattr(verdict, other).ok for other in others)


@pytest.mark.parametrize(
    ("first", "second", "code"),
    [
        ({}, {"decision": "returned"}, "procedure.refused"),
        ({"entitled": False}, {}, "procedure.not_entitled"),
        ({"decided_at": at(9, 12)}, {}, "procedure.order"),
        ({}, {"decided_at": at(10, 18)}, "procedure.after_publication"),
    ],
)
def test_reviews_must_be_approved_entitled_in_order_and_before(duty, first, second, code):
    reviews = (
        ReviewDone(**({"kind": "unit_leader", "order": 1, "decided_at": at(8)} | first)),
        ReviewDone(**({"kind": "secrecy", "order": 2, "decided_at": at(9)} | second)),
    )
    verdict = judge(duty, facts(reviews=reviews), ON)
    assert [reason.code for reason in verdict.procedure.reasons] == [code]


def test_a_later_approval_heals_a_return(duty):
    reviews = (
        ReviewDone(kind="unit_leader", order=1, decided_at=at(5), decision="returned"),
        ReviewDone(kind="unit_leader", order=1, decided_at=at(6)),
        ReviewDone(kind="secrecy", order=2, decided_at=at(7)),
    )
    assert judge(duty, facts(reviews=reviews), ON).procedure.ok is True


def test_unpublished_is_open_until_due_and_then_fails(duty):
    waiting = Facts(due_on=date(2026, 6, 1))
    assert judge(duty, waiting, date(2026, 6, 1)).conforming is None
    overdue = judge(duty, waiting, date(2026, 6, 3))
    assert overdue.conforming is False
    assert overdue.time.reasons[0].zh == "应于 2026-06-01 前公开，已逾期 2 天"
    assert judge(duty, Facts(), date(2026, 6, 3)).conforming is None


def test_an_early_take_down_breaks_the_window(duty_data):
    duty = Duty.from_json(duty_data | {"timing": "W(20,CD,npc_approved)+P(7,WD)"})
    early = facts(posted_from=date(2026, 4, 10), taken_down=date(2026, 4, 21))
    assert [one.code for one in judge(duty, early, ON).time.reasons] == ["time.window"]
    kept = facts(posted_from=date(2026, 4, 10), taken_down=date(2026, 4, 22))
    assert judge(duty, kept, ON).time.ok is True
    given = facts(posted_until=date(2026, 4, 30), taken_down=date(2026, 4, 30))
    assert judge(duty, given, ON).time.ok is False


def test_what_must_stay_for_good_may_not_come_down(duty_data):
    duty = Duty.from_json(duty_data | {"timing": "PERM"})
    verdict = judge(duty, facts(due_on=None, taken_down=date(2026, 5, 1)), ON)
    assert [one.code for one in verdict.time.reasons] == ["time.permanent"]


@pytest.mark.parametrize("name", ["not_applicable", "zero_report"])
def test_an_approved_exemption_is_no_breach(duty, name):
    verdict = judge(duty, Facts(due_on=date(2026, 1, 1), **{name: True}), ON)
    assert verdict.exempt
    assert verdict.conforming is None
