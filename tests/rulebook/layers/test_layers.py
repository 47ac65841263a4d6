"""A layer may ask for more, never for less."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rulebook.calendar import CalendarDays, WorkingDays, official_calendar
from gongkai.rulebook.layers import compare, laxities
from gongkai.rulebook.model import Duty, Pack, UnitFacts
from gongkai.rulebook.packs import PackError, compose
from gongkai.rulebook.timing import Posted, Timing, Within, due, parse, posting_window
from tests.rulebook.conftest import DUTY

CALENDAR = official_calendar(2026)
UNIT = UnitFacts("finance-bureau", "district_department", frozenset({"finance"}), "county")
ON = date(2026, 6, 1)


def pack(layer: str = "national", **changes) -> Pack:
    data = {"pack": layer.replace("_", "-"), "title": {"zh": layer}, "layer": layer, "version": "1"}
    data |= {"effective_from": "2026-01-01"}
    if layer == "national":
        data["bases"] = {"ogi-regulation-2019": {"title": "条例", "kind": "administrative_regulation"}}
        data["anchors"] = {"npc_approved": {"zh": "批准", "scope": "district"}}
        data["duties"] = [DUTY]
    return Pack.from_json(data | changes)


def override(**changes) -> dict:
    return {"duty": DUTY["id"], "reason": {"zh": "从严"}, **changes}


def district(*overrides: dict, layer: str = "district", **changes) -> Pack:
    return pack(layer, overrides=list(overrides), **changes)


@pytest.mark.parametrize(
    ("new", "old", "grade"),
    [
        ("W(15,WD,a)", "W(20,WD,a)", None),
        ("W(20,CD,a)", "W(20,WD,a)", None),
        ("W(20,WD,a)", "W(20,CD,a)", "laxer"),
        ("W(5,WD,a)", "W(7,CD,a)", "incomparable"),
        ("W(25,WD,a)", "W(20,WD,a)", "laxer"),
        ("W(5,WD,b)", "W(20,WD,a)", "incomparable"),
        ("RT", "W(20,WD,a)", "laxer"),
        ("W(20,WD,a)", "RT", None),
        ("P(7,WD)", "P(7,CD)", None),
        ("P(7,CD)", "P(7,WD)", "incomparable"),
        ("P(5,CD)", "P(7,WD)", "laxer"),
        ("P(7,CD)", "P(5,WD)", "incomparable"),
        ("B(48,H,s)", "B(1,CD,s)", None),
        ("B(23,H,s)", "B(1,CD,s)", "laxer"),
        ("F(month)", "F(quarter)", None),
        ("F(year)", "F(quarter)", "laxer"),
        ("F(term)", "F(half)", "incomparable"),
        ("F(quarter,20th)", "F(quarter)", "laxer"),
        ("F(quarter,+10WD)", "F(quarter,20th)", "incomparable"),
        ("F(quarter,+8WD)", "F(quarter,20th)", None),
        ("D(01-20)", "D(01-31)", None),
        ("D(03-31)", "D(01-31)", "laxer"),
        ("W(3,CD,a)", "W(3,CD,a)+P(3,CD)", "laxer"),
        ("W(3,CD,a)+P(5,CD)+PERM", "W(3,CD,a)+P(3,CD)", None),
        ("WDR(5,CD,x)", "WDR(3,CD,x)", "laxer"),
        ("RT", "PERM", "laxer"),
    ],
)
def test_time_limits_are_weighed(new, old, grade):
    found = laxities(parse(new), parse(old), CALENDAR)
    assert [one.grade for one in found] == ([grade] if grade else [])
    assert all(one.zh and one.en for one in found)


spans = st.one_of(st.integers(1, 40).map(WorkingDays), st.integers(1, 60).map(CalendarDays))


@given(spans, spans, st.dates(date(2018, 1, 1), date(2026, 10, 1)))
def test_what_passes_as_stricter_is_never_later_on_any_day(new, old, day):
    if not laxities(Timing((Within(new, "a"),)), Timing((Within(old, "a"),)), CALENDAR):
        assert due(Within(new, "a"), day, CALENDAR).date <= due(Within(old, "a"), day, CALENDAR).date
    if not laxities(Timing((Posted(new),)), Timing((Posted(old),)), CALENDAR):
        longer = posting_window(Posted(new), day, CALENDAR).until
        assert longer >= posting_window(Posted(old), day, CALENDAR).until


@pytest.mark.parametrize(
    "change",
    [
        {"timing": "W(15,CD,npc_approved)"},
        {"channels": {"required": ["website", "gazette"]}},
        {"reviews": ["unit_review", "unit_leader", "secrecy"]},
        {"timing": "W(20,CD,npc_approved)+PERM"},
    ],
)
def test_a_stricter_layer_applies(change):
    rulebook = compose([pack(), district(override(set=change))])
    changed = rulebook.duties_for(UNIT, ON)[0]
    assert compare(changed, Duty.from_json(DUTY), CALENDAR) == ()
    assert changed != Duty.from_json(DUTY)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"timing": "W(20,WD,npc_approved)"}, "timing"),
        ({"channels": {"required": ["gazette"]}}, "channels"),
        ({"reviews": ["unit_leader"]}, "reviews"),
        ({"audience": "members"}, "audience"),
        ({"mode": "on_request"}, "mode"),
        ({"key": False}, "key"),
        ({"retention": "5Y"}, "retention"),
        ({"person_fields": ["name"]}, "person_fields"),
        ({"checks": []}, "checks"),
        ({"elements": DUTY["elements"][1:]}, "elements.summary"),
        ({"units": {"kinds": ["district_department"], "functions": ["tax"]}}, "units"),
    ],
)
def test_a_laxer_layer_is_refused_with_its_reason(change, field):
    with pytest.raises(PackError) as caught:
        compose([pack(), district(override(set=change))])
    assert field in {problem.path for problem in caught.value.problems}
    assert "比下层规定宽" in caught.value.text("zh")


def test_what_is_for_few_may_not_be_shown_to_all():
    few = pack(duties=[DUTY | {"audience": "affected"}])
    with pytest.raises(PackError, match="audience"):
        compose([few, district(override(set={"audience": "public"}))])


def test_a_duty_may_end_only_with_its_basis():
    with pytest.raises(PackError, match="in force"):
        compose([pack(), district(override(retire=True))])
    ended = {"title": "条例", "kind": "law", "in_force_to": "2025-12-31"}
    repealed = pack(bases={"ogi-regulation-2019": ended})
    assert compose([repealed, district(override(retire=True))]).duties_for(UNIT, ON) == ()


def test_an_override_of_nothing_is_refused():
    with pytest.raises(PackError, match="no duty"):
        compose([pack(), district({"duty": "nothing", "reason": {"zh": "x"}})])


def test_layers_stand_on_each_other_and_reach_only_their_units():
    school = UnitFacts("first-school", "school", frozenset(), "county")
    national = pack(duties=[DUTY | {"units": {"kinds": ["school", "district_department"]}}])
    layers = [
        national,
        district(override(set={"timing": "W(15,CD,npc_approved)"})),
        district(
            override(set={"timing": "W(10,CD,npc_approved)"}), layer="unit_kind", applies_to={"kinds": ["school"]}
        ),
        district(
            override(set={"timing": "W(5,CD,npc_approved)"}, applies_to={"units": ["first-school"]}),
            layer="unit",
        ),
    ]
    rulebook = compose(reversed(layers))
    assert str(rulebook.duties_for(school, ON)[0].timing) == "W(5,CD,npc_approved)"
    other = UnitFacts("second-school", "school")
    assert str(rulebook.duties_for(other, ON)[0].timing) == "W(10,CD,npc_approved)"
    assert str(rulebook.duties_for(UNIT, ON)[0].timing) == "W(15,CD,npc_approved)"
    with pytest.raises(PackError):
        compose([*layers[:2], district(override(set={"timing": "W(18,CD,npc_approved)"}), layer="unit")])


def test_each_day_sees_the_version_in_force():
    later = pack(version="2", effective_from="2027-01-01", duties=[DUTY | {"timing": "W(10,CD,npc_approved)"}])
    rulebook = compose([later, pack()])
    assert rulebook.duties_for(UNIT, date(2025, 12, 31)) == ()
    assert str(rulebook.duties_for(UNIT, date(2026, 12, 31))[0].timing) == "W(20,CD,npc_approved)"
    assert str(rulebook.duties_for(UNIT, date(2027, 1, 1))[0].timing) == "W(10,CD,npc_approved)"
    assert type(rulebook).from_json(rulebook.to_json()).packs == rulebook.layers


def test_two_packs_may_not_use_one_id():
    with pytest.raises(PackError, match="another pack"):
        compose([pack(), pack("district", duties=[DUTY])])


def test_one_version_may_not_be_given_twice():
    with pytest.raises(PackError, match="same version"):
        compose([pack(), pack(effective_from="2027-01-01")])
