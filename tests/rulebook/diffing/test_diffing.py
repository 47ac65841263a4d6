"""Changes in sentences, and what they ask of whom."""

from datetime import date

from gongkai.rulebook.diffing import diff, preview
from gongkai.rulebook.model import UnitFacts
from gongkai.rulebook.packs import compose
from gongkai.rulebook.timing import PeriodKind, period_of
from tests.rulebook.conftest import DUTY
from tests.rulebook.layers.test_layers import district, override, pack

VILLAGE = UnitFacts("v1", "village", frozenset(), "village")
FINANCE = UnitFacts("f1", "district_department", frozenset({"finance"}), "county")
YEAR = period_of(PeriodKind.YEAR, date(2026, 6, 1))
ACCOUNTS = DUTY | {"id": "village-accounts", "units": {"kinds": ["village"]}, "timing": "F(quarter,20th)"}


def test_nothing_changed_is_nothing_said():
    assert diff(compose([pack()]), compose([pack()])) == ()


def test_changes_are_said_in_both_languages():
    changed = DUTY | {
        "timing": "W(15,CD,npc_approved)",
        "channels": {"required": ["website", "notice_board"]},
        "key": False,
        "elements": [DUTY["elements"][0] | {"required": False}, *DUTY["elements"][1:-1]],
    }
    found = {change.field: change for change in diff(compose([pack()]), compose([pack(duties=[changed])]))}
    assert found["timing"].zh == "“政府预算公开”的时限由 W(20,CD,npc_approved) 改为 W(15,CD,npc_approved)"
    assert found["timing"].en == (
        "“Government budget”: time limit was W(20,CD,npc_approved), now W(15,CD,npc_approved)"
    )
    assert found["channels.required"].en == "“Government budget”: Notice board or screen added to required channels"
    assert found["channels.optional"].kind == "removed"
    assert found["key"].zh.endswith("由 是 改为 否")
    assert found["elements.summary"].zh == "“政府预算公开”修改要素“说明”（不再必填）"
    assert found["elements.scan"].kind == "removed"


def test_new_and_ended_duties_bases_anchors_and_overrides():
    old, new = compose([pack()]), compose([pack(duties=[ACCOUNTS], anchors={}, bases={})], strict=False)
    assert [(one.kind, one.subject) for one in diff(old, new)] == [
        ("added", "village-accounts"),
        ("removed", "budget-general"),
        ("removed", "ogi-regulation-2019"),
        ("removed", "npc_approved"),
    ]
    layered = compose([pack(), district(override(set={"timing": "W(10,CD,npc_approved)"}))])
    assert [(one.kind, one.field) for one in diff(old, layered)] == [("changed", "timing"), ("added", "overrides")]


def test_preview_counts_what_is_asked_of_whom():
    old, new = compose([pack()]), compose([pack(duties=[DUTY, ACCOUNTS])])
    found = preview(old, new, [VILLAGE, FINANCE], YEAR)
    assert [one.unit for one in found.units] == [VILLAGE]
    assert (found.units[0].before, found.units[0].after, found.units[0].more) == (0, 1, 4)
    assert found.counts == {"added": 1, "removed": 0, "changed": 0, "units": 1, "more": 4}
    assert found.text("zh") == "涉及 2 个单位中的 1 个：新增 1 项，停用 0 项，调整 0 项；2026年定期任务 +4 件"
    assert "touches 1 of 2 units" in found.text("en")


def test_preview_of_a_changed_and_an_ended_duty():
    old = compose([pack(duties=[DUTY, ACCOUNTS])])
    new = compose([pack(duties=[ACCOUNTS | {"timing": "F(month)"}])])
    found = preview(old, new, [VILLAGE, FINANCE], YEAR)
    changed, ended = found.units[0].demands[0], found.units[1].demands[0]
    assert (changed.kind, changed.more, [one.field for one in changed.changes]) == ("changed", 8, ["timing"])
    assert (ended.kind, ended.duty.id) == ("removed", "budget-general")
