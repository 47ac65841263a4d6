"""Nobody gets into an account that reaches further than their own rights; links work once."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from gongkai.journal.actors import SYSTEM
from gongkai.journal.refusals import Refused
from gongkai.units.actions import accept_invitation, add_person, change_person, end_role, grant_role, invite, leave
from gongkai.units.actions.invitations import LIFETIME
from gongkai.units.models import Invitation, Person, Post, RoleGrant
from gongkai.units.queries import (
    audit_visible_to,
    grants_visible_to,
    holders,
    open_invitation,
    people_visible_to,
    posts_visible_to,
    public_posts,
)
from gongkai.units.rights import NO_RIGHTS, is_over, rights_of
from gongkai.units.roles import Right, Role
from tests.units.conftest import Tree, serving

NOW = datetime(2026, 3, 2, 2, tzinfo=UTC)
TODAY = date(2026, 3, 2)


@pytest.fixture(autouse=True)
def _on_a_monday() -> object:
    with time_machine.travel(NOW, tick=False):
        yield


def codes(refused: pytest.ExceptionInfo[Refused]) -> set[str]:
    return {one.code for one in refused.value.objections}


def test_a_link_works_once_and_for_a_week(tree: Tree) -> None:
    clerk = serving(tree, "village", Role.CLERK)
    old = invite(clerk, actor=SYSTEM, at=NOW)
    token = invite(clerk, actor=SYSTEM, at=NOW + timedelta(seconds=1))
    assert open_invitation(old, NOW + timedelta(seconds=2)) is None, "a new link takes the place of the old"
    assert open_invitation(token, NOW + LIFETIME + timedelta(seconds=2)) is None
    found = open_invitation(token, NOW + timedelta(seconds=2))
    assert found is not None
    with pytest.raises(Refused) as refused:
        accept_invitation(found, "12345", actor=clerk, at=NOW)
    assert codes(refused) == {"password"}
    with pytest.raises(Refused) as refused:
        accept_invitation(found, "correct horse battery", actor=serving(tree, "town", Role.CLERK), at=NOW)
    assert codes(refused) == {"invitation.spent"}
    accept_invitation(found, "correct horse battery", actor=clerk, at=NOW)
    assert Person.objects.get(pk=clerk.pk).check_password("correct horse battery")
    assert open_invitation(token, NOW + timedelta(seconds=2)) is None
    assert str(Invitation.objects.get(pk=found.pk)) == f"invite:{found.pk}"


def test_who_is_over_whom(tree: Tree) -> None:
    village_leader, office = serving(tree, "village", Role.UNIT_LEADER), serving(tree, "district", Role.OFFICE_STAFF)
    clerk, operator = serving(tree, "village", Role.CLERK), serving(tree, "district", Role.OPERATOR)
    both = serving(tree, "town", Role.CLERK, "两处")
    grant_role(both, tree["village"], Role.CLERK, actor=SYSTEM, starts_on=date(2026, 1, 1))
    both = Person.objects.get(pk=both.pk)
    roleless = add_person(actor=SYSTEM, unit=tree["village"], username="nobody", name="无")
    for above, below, expected in (
        (village_leader, clerk, True), (village_leader, both, False), (village_leader, office, False), (office, both, True),
        (office, village_leader, True), (operator, office, True), (village_leader, roleless, False),
        (operator, roleless, True), (clerk, clerk, False), (SYSTEM, roleless, True),
    ):  # fmt: skip
        assert is_over(above, below, TODAY) is expected, (above, below)  # type: ignore[arg-type]
    with pytest.raises(Refused) as refused:
        invite(both, actor=village_leader, at=NOW)
    assert codes(refused) == {"right.invite"}
    with pytest.raises(Refused) as refused:
        change_person(both, actor=village_leader, email="thief@example.com")
    assert codes(refused) == {"right.person"}
    with pytest.raises(Refused) as refused:
        leave(roleless, actor=village_leader, on=TODAY)
    assert codes(refused) == {"right.person"}


def test_changes_that_change_nothing_are_not_recorded(tree: Tree) -> None:
    clerk = serving(tree, "village", Role.CLERK)
    change_person(clerk, actor=clerk, language="en", is_active=False)
    rows = audit_visible_to(SYSTEM).filter(kind="person_changed")
    assert rows.count() == 1
    change_person(clerk, actor=clerk, language="en")
    assert rows.count() == 1
    assert Person.objects.get(pk=clerk.pk).is_active, "only details can be changed this way"


def test_roles_that_reach_the_whole_district_are_given_at_its_top(tree: Tree) -> None:
    office, local = serving(tree, "district", Role.OFFICE_STAFF), serving(tree, "town", Role.OFFICE_STAFF)
    clerk = serving(tree, "village", Role.CLERK)
    with pytest.raises(Refused) as refused:
        grant_role(clerk, tree["town"], Role.OPERATOR, actor=local, starts_on=TODAY)
    assert codes(refused) == {"role.at_the_top"}
    with pytest.raises(Refused) as refused:
        grant_role(clerk, tree["district"], Role.OPERATOR, actor=local, starts_on=TODAY)
    assert {"right.manage_unit", "role.from_above"} <= codes(refused)
    grant_role(clerk, tree["district"], Role.OPERATOR, actor=office, starts_on=TODAY)
    assert rights_of(Person.objects.get(pk=clerk.pk)).everywhere(Right.OPERATE)
    assert not rights_of(local).everywhere(Right.OVERSEE)
    assert rights_of(local).anywhere(Right.OVERSEE)
    with pytest.raises(Refused) as refused:
        grant_role(clerk, tree["village"], Role.CLERK, actor=office, starts_on=TODAY, ends_on=date(2026, 1, 1))
    assert codes(refused) == {"role.term", "role.held"}


def test_people_who_left_hold_nothing_and_get_nothing(tree: Tree) -> None:
    clerk, heir = serving(tree, "village", Role.CLERK), serving(tree, "town", Role.CLERK)
    post = Post.objects.create(unit=tree["village"], title="文书", person=clerk, starts_on=date(2026, 1, 1))
    grant = RoleGrant.objects.get(person=clerk)
    RoleGrant.objects.filter(pk=grant.pk).update(ends_on=date(2026, 12, 31))  # a term that has not ended yet counts too
    with pytest.raises(Refused) as refused:
        leave(clerk, actor=SYSTEM, on=TODAY)
    assert codes(refused) == {"role.orphan"}
    assert leave(clerk, actor=SYSTEM, on=TODAY, successors={grant.pk: heir}) == 1
    gone = Person.objects.get(pk=clerk.pk)
    post.refresh_from_db()
    assert (gone.is_active, post.ends_on) == (False, TODAY)
    assert rights_of(gone) is NO_RIGHTS
    for act in (
        lambda: invite(gone, actor=SYSTEM, at=NOW),
        lambda: grant_role(gone, tree["town"], Role.CLERK, actor=SYSTEM, starts_on=TODAY),
        lambda: end_role(
            RoleGrant.objects.get(person=heir, unit=tree["village"]), actor=SYSTEM, on=TODAY, successor=gone
        ),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert codes(refused) & {"person.left", "role.heir"}


def test_a_role_somebody_else_holds_can_end_without_a_successor(tree: Tree) -> None:
    first, second = serving(tree, "village", Role.CLERK), serving(tree, "village", Role.CLERK, "李宁")
    end_role(RoleGrant.objects.get(person=first), actor=SYSTEM, on=TODAY)
    with pytest.raises(Refused) as refused:
        end_role(RoleGrant.objects.get(person=second), actor=SYSTEM, on=TODAY)
    assert codes(refused) == {"role.orphan"}
    Person.objects.filter(pk=first.pk).update(is_active=False)
    with pytest.raises(Refused):
        leave(second, actor=SYSTEM, on=TODAY)


def test_accounts_need_a_name_and_a_username_of_their_own(tree: Tree) -> None:
    add_person(actor=SYSTEM, unit=tree["village"], username="one", name="一")
    with pytest.raises(Refused) as refused:
        add_person(actor=serving(tree, "other", Role.CLERK), unit=tree["village"], username="one", name=" ")
    assert codes(refused) == {"right.manage_unit", "person.name", "person.taken"}
    with pytest.raises(Refused) as refused:
        add_person(actor=SYSTEM, unit=tree["village"], username=" ", name="一")
    assert codes(refused) == {"person.username"}


def test_what_each_sees(tree: Tree) -> None:
    clerk, stranger = serving(tree, "village", Role.CLERK), serving(tree, "other", Role.CLERK)
    town, operator = serving(tree, "town", Role.UNIT_LEADER), serving(tree, "district", Role.OPERATOR)
    Post.objects.create(unit=tree["village"], title="村主任", starts_on=date(2026, 1, 1))
    Post.objects.create(unit=tree["village"], title="内勤", starts_on=date(2026, 1, 1), public=False)
    assert set(people_visible_to(town)) == {clerk, town}
    assert set(people_visible_to(stranger)) == {stranger}
    assert people_visible_to(operator).count() == Person.objects.count()
    assert grants_visible_to(town).count() == 2
    assert posts_visible_to(town).count() == 2
    assert [post.title for post in public_posts(tree["village"], TODAY)] == ["村主任"]
    assert list(holders(Right.DRAFT, tree["village"], TODAY)) == [clerk]
    assert list(holders(Right.SEE, tree["village"], TODAY).order_by("pk")) == [clerk, town]
    assert not audit_visible_to(clerk).exists()
    invite(clerk, actor=SYSTEM, at=NOW)
    assert set(audit_visible_to(operator).values_list("unit", flat=True)) == {None}
    assert not rights_of(None).anywhere(Right.SEE)


def test_rows_name_keys_not_people(tree: Tree) -> None:
    clerk = serving(tree, "village", Role.CLERK)
    grant = RoleGrant.objects.get(person=clerk)
    assert str(grant) == f"clerk@{grant.unit_id}"
    assert (str(clerk), clerk.display_name, clerk.get_full_name(), clerk.get_short_name()) == ("王安",) * 4
    assert str(Post(title="文书")) == "文书"
