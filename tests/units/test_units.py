"""Units: the tree, their dates, changing and closing."""

from datetime import date

import pytest

from gongkai.journal.actors import SYSTEM
from gongkai.journal.refusals import Refused
from gongkai.units.actions import change_unit, close_unit, create_unit, end_post, fill_post
from gongkai.units.models import Post, RoleGrant, Unit
from gongkai.units.queries import active, ancestors, below, existing_within, for_public
from gongkai.units.roles import Role
from tests.units.conftest import Tree, serving

TODAY = date(2026, 3, 2)


def codes(refused: pytest.ExceptionInfo[Refused]) -> set[str]:
    return {one.code for one in refused.value.objections}


def test_the_tree(tree: Tree) -> None:
    assert ancestors(tree["village"]) == [tree["district"], tree["town"]]
    assert set(below(tree["town"])) == {tree["town"], tree["village"]}
    assert for_public().count() == 4
    assert [tree[name].level for name in ("district", "town", "village")] == ["county", "township", "village"]
    assert tree["village"].index_code == "990101-shiqiao"
    assert str(tree["village"]) == tree["village"].label == "石桥村村民委员会"


def test_units_exist_from_and_until(tree: Tree) -> None:
    Unit.objects.filter(pk=tree["other"].pk).update(active_from=date(2026, 2, 1), active_until=date(2026, 4, 30))
    for day, there in (
        (date(2026, 1, 31), False),
        (date(2026, 2, 1), True),
        (date(2026, 4, 30), True),
        (date(2026, 5, 1), False),
    ):
        assert active(day).filter(pk=tree["other"].pk).exists() is there
    assert tree["other"] in existing_within(date(2026, 4, 1), date(2026, 12, 31))
    assert tree["other"] not in existing_within(date(2026, 5, 1), date(2026, 12, 31))


def test_changing(tree: Tree) -> None:
    changed = change_unit(tree["village"], actor=SYSTEM, short_name="石桥村", uscc="", code="never")
    assert (changed.short_name, changed.uscc, Unit.objects.get(pk=changed.pk).code) == ("石桥村", None, "shiqiao")
    with pytest.raises(Refused) as refused:
        change_unit(changed, actor=serving(tree, "other", Role.UNIT_LEADER), uscc="11441700007280420X")
    assert {"right.manage_unit", "unit.uscc_check"} <= codes(refused)
    with pytest.raises(Refused) as refused:
        create_unit(
            actor=serving(tree, "town", Role.UNIT_LEADER), code="root", name="根", kind="office", region_code="9"
        )
    assert "unit.root" in codes(refused)


def test_what_decides_the_duties_of_a_unit_is_changed_by_the_office(tree: Tree) -> None:
    village, leader = tree["village"], serving(tree, "village", Role.UNIT_LEADER)
    change_unit(village, actor=SYSTEM, functions=["finance", "audit"])
    for fields in ({"kind": "community"}, {"functions": []}, {"obliged_from": date(2027, 1, 1)}):
        with pytest.raises(Refused) as refused:
            change_unit(Unit.objects.get(pk=village.pk), actor=leader, **fields)
        assert codes(refused) == {"unit.decisive"}
        assert [one.field for one in refused.value.objections] == list(fields)
    unit = Unit.objects.get(pk=village.pk)
    change_unit(unit, actor=leader, phone="0990-1234567", kind="village", functions=["audit", "finance"])
    office = serving(tree, "district", Role.OFFICE_STAFF)
    assert change_unit(unit, actor=office, kind="community").kind == "community"
    assert unit.particulars_since is not None


def test_closing_needs_a_right_over_both_and_passes_the_roles_on(tree: Tree) -> None:
    leader, clerk = serving(tree, "village", Role.UNIT_LEADER), serving(tree, "village", Role.CLERK)
    with pytest.raises(Refused) as refused:
        close_unit(tree["village"], actor=leader, on=TODAY, successor=tree["other"])
    assert codes(refused) == {"right.manage_unit"}, "nobody takes roles in a unit of others by closing their own"
    with pytest.raises(Refused) as refused:
        close_unit(tree["town"], actor=SYSTEM, on=TODAY, successor=tree["town"])
    assert codes(refused) == {"unit.has_children", "unit.successor"}
    close_unit(tree["village"], actor=SYSTEM, on=TODAY, successor=tree["other"])
    assert RoleGrant.objects.filter(person=clerk, unit=tree["other"], role="clerk", ends_on=None).exists()
    with pytest.raises(Refused) as refused:
        close_unit(tree["village"], actor=SYSTEM, on=TODAY, successor=tree["other"])
    assert codes(refused) == {"unit.closed"}


def test_a_post_has_one_holder_at_a_time(tree: Tree) -> None:
    first = fill_post(tree["village"], "村主任", actor=SYSTEM, starts_on=date(2026, 1, 1), holder_name="甲")
    second = fill_post(tree["village"], "村主任", actor=SYSTEM, starts_on=TODAY, holder_name="乙")
    first.refresh_from_db()
    assert first.ends_on == date(2026, 3, 1)
    end_post(second, actor=SYSTEM, on=date(2025, 1, 1))
    assert Post.objects.get(pk=second.pk).ends_on == TODAY, "a term does not end before it began"
    stranger = serving(tree, "other", Role.UNIT_LEADER)
    for act in (
        lambda: fill_post(tree["village"], "x", actor=stranger, starts_on=TODAY),
        lambda: end_post(second, actor=stranger, on=TODAY),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert codes(refused) == {"right.manage_unit"}
