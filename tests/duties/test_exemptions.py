"""Zero reports and "not applicable": asked for with a reason, decided by somebody else."""

from datetime import date

import pytest

from gongkai.duties.actions import decide_exemption, expand_periods, request_exemption
from gongkai.duties.models import Exemption, Obligation
from gongkai.duties.queries import exemptions_visible_to, may_decide, rate, visible_to
from gongkai.journal.actors import SYSTEM
from gongkai.journal.refusals import Refused
from gongkai.units.roles import Role
from tests.duties.conftest import NOW, District
from tests.duties.test_fulfilment import publish

END = date(2026, 12, 31)


@pytest.fixture
def owed(district: District) -> Obligation:
    expand_periods(until=date(2026, 1, 31), actor=SYSTEM)
    return district.owed("monthly", district.village)[0]


def test_asking_needs_a_right_a_reason_and_an_open_task(district: District, owed: Obligation) -> None:
    with pytest.raises(Refused) as refused:
        request_exemption(owed, "zero", " ", actor=district.person(Role.CLERK, district.hamlet), at=NOW)
    assert {one.code for one in refused.value.objections} == {"right.draft", "exemption.reason"}
    clerk = district.person(Role.CLERK, district.village)
    request_exemption(owed, "zero", "本月没有此类事项", actor=clerk, at=NOW)
    publish(owed)
    with pytest.raises(Refused) as refused:
        request_exemption(owed, "zero", "本月没有此类事项", actor=clerk, at=NOW)
    assert {one.code for one in refused.value.objections} == {"exemption.state", "exemption.pending"}
    with pytest.raises(Refused) as refused:
        decide_exemption(Exemption.objects.get(), approve=True, actor=SYSTEM, at=NOW)
    assert {one.code for one in refused.value.objections} == {"exemption.met"}
    decide_exemption(Exemption.objects.get(), approve=False, opinion="已公开", actor=SYSTEM, at=NOW)
    owed.refresh_from_db()
    assert owed.state == "met"


@pytest.mark.parametrize(
    ("kind", "role", "unit", "may"),
    [
        ("zero", Role.UNIT_LEADER, "village", True),
        ("zero", Role.OFFICE_STAFF, "root", True),
        ("zero", Role.UNIT_LEADER, "hamlet", False),
        ("not_applicable", Role.UNIT_LEADER, "village", False),
        ("not_applicable", Role.OFFICE_STAFF, "root", True),
    ],
)
def test_who_decides(  # noqa: PLR0917 a table
    district: District, owed: Obligation, kind: str, role: str, unit: str, may: bool
) -> None:
    asked = request_exemption(
        owed, kind, "本月没有此类事项", actor=district.person(Role.CLERK, district.village), at=NOW
    )
    decider = district.person(role, getattr(district, unit))
    assert may_decide(asked, decider) is may
    if not may:
        with pytest.raises(Refused, match="不能审批"):
            decide_exemption(asked, approve=True, actor=decider, at=NOW)
        return
    decide_exemption(asked, approve=True, actor=decider, at=NOW)
    owed.refresh_from_db()
    assert owed.state == kind
    found = rate(visible_to(decider).filter(pk=owed.pk), on=END)
    assert (found.due, found.conforming) == ((1, 1) if kind == "zero" else (0, 0)), "a zero report counts as done"
    with pytest.raises(Refused, match="已经审批"):
        decide_exemption(asked, approve=True, actor=decider, at=NOW)


def test_nobody_decides_their_own_and_a_refusal_needs_words(district: District, owed: Obligation) -> None:
    clerk = district.person(Role.CLERK, district.village)
    district.person(Role.CLERK, district.village)
    from gongkai.units.models import Person, RoleGrant

    RoleGrant.objects.create(person=clerk, unit=district.village, role=Role.UNIT_LEADER, starts_on=date(2020, 1, 1))
    both = Person.objects.get(pk=clerk.pk)
    asked = request_exemption(owed, "zero", "本月没有此类事项", actor=both, at=NOW)
    assert not may_decide(asked, both)
    with pytest.raises(Refused) as refused:
        decide_exemption(asked, approve=False, actor=SYSTEM, at=NOW)
    assert {one.code for one in refused.value.objections} == {"exemption.opinion"}
    decide_exemption(asked, approve=False, opinion="请核实后公开", actor=SYSTEM, at=NOW)
    owed.refresh_from_db()
    assert owed.state == "open"
    assert request_exemption(owed, "zero", "确实没有此类事项", actor=both, at=NOW).decision == "pending"
    assert exemptions_visible_to(both).count() == 2
    assert not exemptions_visible_to(district.person(Role.CLERK, district.hamlet)).exists()
