"""The second factor: who must have one before anything is shown, and how a lost one is replaced."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from pytest_django import Settings

from gongkai.journal.actors import SYSTEM
from gongkai.journal.models import AuditRow
from gongkai.journal.refusals import Refused
from gongkai.units.actions import end_role, grant_role, leave, reset_second_factor
from gongkai.units.factors import has_second_factor, lacks_second_factor
from gongkai.units.models import Person, RoleGrant
from gongkai.units.queries import without_second_factor
from gongkai.units.roles import Role
from tests.units.conftest import Tree, serving

NOW = datetime(2026, 3, 2, 2, tzinfo=UTC)
TODAY = date(2026, 3, 2)


@pytest.fixture(autouse=True)
def _on_a_monday() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def codes(refused: pytest.ExceptionInfo[Refused]) -> set[str]:
    return {one.code for one in refused.value.objections}


def give(person: Person) -> None:
    for kind in (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN, Authenticator.Type.RECOVERY_CODES):
        Authenticator.objects.create(user=person, type=kind, data={})


@pytest.mark.parametrize(("role", "demanded"), [(role, role in {Role.OFFICE_STAFF, Role.OPERATOR}) for role in Role])
def test_the_office_and_operators_must_have_one(tree: Tree, settings: Settings, role: Role, demanded: bool) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    person = serving(tree, "district", role)
    assert lacks_second_factor(person) is demanded
    assert without_second_factor() == ([person.username] if demanded else [])
    give(person)
    assert not lacks_second_factor(person)
    assert without_second_factor() == []


def test_a_lost_one_is_taken_away_by_who_is_over_the_person(tree: Tree) -> None:
    clerk, leader = serving(tree, "village", Role.CLERK), serving(tree, "village", Role.UNIT_LEADER)
    office, operator = serving(tree, "district", Role.OFFICE_STAFF), serving(tree, "district", Role.OPERATOR)
    for one in (clerk, office, operator):
        give(one)
    for actor, person, expected in (
        (serving(tree, "other", Role.UNIT_LEADER), clerk, {"right.person"}),
        (leader, office, {"right.person"}),
        (operator, operator, {"factor.self"}),
        (leader, leader, {"factor.self", "factor.none"}),
        (office, leader, {"factor.none"}),
    ):
        with pytest.raises(Refused) as refused:
            reset_second_factor(person, actor=actor, at=NOW)
        assert codes(refused) == expected
    assert reset_second_factor(clerk, actor=leader, at=NOW) == 3
    assert not has_second_factor(clerk)
    assert reset_second_factor(office, actor=operator, at=NOW) == 3
    assert reset_second_factor(operator, actor=SYSTEM, at=NOW) == 3, "at the machine itself"
    assert AuditRow.objects.filter(kind="second_factor_reset").count() == 3


def test_a_term_that_begins_later_does_not_cover_the_days_between(tree: Tree) -> None:
    first, second = serving(tree, "village", Role.CLERK), serving(tree, "town", Role.CLERK)
    later = grant_role(second, tree["village"], Role.CLERK, actor=SYSTEM, starts_on=date(2026, 3, 20))
    grant = RoleGrant.objects.get(person=first)
    with pytest.raises(Refused) as refused:
        end_role(grant, actor=SYSTEM, on=TODAY)
    assert codes(refused) == {"role.orphan"}
    with pytest.raises(Refused):
        leave(first, actor=SYSTEM, on=TODAY)
    end_role(grant, actor=SYSTEM, on=date(2026, 3, 19))
    third = serving(tree, "other", Role.CLERK)
    held = RoleGrant.objects.get(person=second, unit=tree["town"])
    leave(second, actor=SYSTEM, on=TODAY, successors={held.pk: third, later.pk: third})
    later.refresh_from_db()
    assert later.ends_on == date(2026, 3, 20), "a term that had not begun ends with the rest"
