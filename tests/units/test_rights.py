"""Rights come only from roles on units, and inherit downwards only where the role says so."""

from datetime import date

import pytest

from gongkai.journal.actors import SYSTEM
from gongkai.journal.refusals import Refused
from gongkai.units.actions import add_person, create_unit, end_role, grant_role, leave
from gongkai.units.models import Person, RoleGrant, Unit
from gongkai.units.rights import rights_of
from gongkai.units.roles import Right, Role

TODAY = date(2026, 3, 2)
pytestmark = pytest.mark.django_db


@pytest.fixture
def tree() -> dict[str, Unit]:
    district = create_unit(
        actor=SYSTEM, code="district", name="明川区人民政府", kind="district_government", region_code="990101"
    )
    town = create_unit(
        actor=SYSTEM, code="liuxi", name="柳溪镇人民政府", kind="township", region_code="990101", parent=district
    )
    village = create_unit(
        actor=SYSTEM, code="shiqiao", name="石桥村村民委员会", kind="village", region_code="990101", parent=town
    )
    other = create_unit(
        actor=SYSTEM, code="qingshi", name="青石镇人民政府", kind="township", region_code="990101", parent=district
    )
    return {"district": district, "town": town, "village": village, "other": other}


def person(tree: dict[str, Unit], unit: str, role: str, name: str = "王安") -> Person:
    made = add_person(actor=SYSTEM, unit=tree[unit], username=f"{unit}-{role}-{name}", name=name)
    grant_role(made, tree[unit], role, actor=SYSTEM, starts_on=date(2026, 1, 1))
    return Person.objects.get(pk=made.pk)


@pytest.mark.parametrize(
    ("unit", "role", "right", "on", "expected"),
    [
        ("town", Role.CLERK, Right.DRAFT, "town", True),
        ("town", Role.CLERK, Right.DRAFT, "village", False),
        ("town", Role.CLERK, Right.SEE, "village", True),
        ("town", Role.CLERK, Right.SEE, "other", False),
        ("town", Role.CLERK, Right.SEE, "district", False),
        ("district", Role.OFFICE_STAFF, Right.OVERSEE, "village", True),
        ("district", Role.OFFICE_STAFF, Right.DRAFT, "village", False),
        ("district", Role.OPERATOR, Right.SEE, "district", False),
        ("town", Role.SECRECY_REVIEWER, Right.REVIEW_SECRECY, "village", True),
        ("town", Role.UNIT_LEADER, Right.APPROVE, "village", False),
        ("village", Role.VILLAGE_SUPERVISOR, Right.SUPERVISE_VILLAGE, "village", True),
    ],
)
def test_a_role_gives_its_rights_on_its_unit_and_below_only_where_it_inherits(  # noqa: PLR0917 a table
    tree: dict[str, Unit], unit: str, role: str, right: Right, on: str, expected: bool
) -> None:
    someone = person(tree, unit, role)
    assert rights_of(someone, TODAY).has(right, tree[on]) is expected
    assert (tree[on] in rights_of(someone, TODAY).units(right)) is expected


def test_a_grant_counts_only_within_its_term(tree: dict[str, Unit]) -> None:
    someone = person(tree, "town", Role.CLERK)
    RoleGrant.objects.filter(person=someone).update(ends_on=date(2026, 6, 30))
    assert rights_of(someone, date(2026, 6, 30)).has(Right.DRAFT, tree["town"])
    assert not rights_of(someone, date(2026, 7, 1)).has(Right.DRAFT, tree["town"])
    assert not rights_of(someone, date(2025, 12, 31)).has(Right.DRAFT, tree["town"])


def test_nobody_grants_a_role_to_themselves_and_overseers_are_named_from_above(tree: dict[str, Unit]) -> None:
    leader = person(tree, "town", Role.UNIT_LEADER)
    with pytest.raises(Refused) as refused:
        grant_role(leader, tree["town"], Role.AUDITOR, actor=leader, starts_on=TODAY)
    assert {objection.code for objection in refused.value.objections} == {"role.self", "role.from_above"}


def test_a_role_cannot_be_left_without_anybody(tree: dict[str, Unit]) -> None:
    clerk = person(tree, "village", Role.CLERK)
    grant = RoleGrant.objects.get(person=clerk)
    with pytest.raises(Refused, match="无人承担"):
        end_role(grant, actor=SYSTEM, on=TODAY)
    successor = person(tree, "village", Role.UNIT_LEADER, "李宁")
    end_role(grant, actor=SYSTEM, on=TODAY, successor=successor)
    assert rights_of(Person.objects.get(pk=successor.pk), TODAY).has(Right.DRAFT, tree["village"])


def test_leaving_names_every_role_that_would_be_orphaned(tree: dict[str, Unit]) -> None:
    clerk = person(tree, "village", Role.CLERK)
    grant_role(clerk, tree["town"], Role.CLERK, actor=SYSTEM, starts_on=date(2026, 1, 1))
    with pytest.raises(Refused) as refused:
        leave(clerk, actor=SYSTEM, on=TODAY)
    assert len(refused.value.objections) == 2
    heir = person(tree, "other", Role.CLERK, "赵平")
    passed = leave(clerk, actor=SYSTEM, on=TODAY, successors={g.pk: heir for g in clerk.grants.all()})
    assert passed == 2
    clerk.refresh_from_db()
    assert not clerk.is_active
    assert rights_of(clerk, TODAY).grants == ()


def test_a_unit_with_a_wrong_code_is_refused_with_every_reason(tree: dict[str, Unit]) -> None:
    with pytest.raises(Refused) as refused:
        create_unit(
            actor=SYSTEM, code="liuxi", name="", kind="nothing", region_code="990101", parent=tree["district"],
            uscc="11441700007280420X",
        )  # fmt: skip
    fields = {objection.field for objection in refused.value.objections}
    assert {"code", "name", "kind", "uscc"} <= fields
