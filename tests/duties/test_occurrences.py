"""An event is recorded once, by who may, and raises what was foretold; cancelling takes back what is still open."""

from datetime import date

import pytest

from gongkai.duties.actions import cancel_occurrence, record_occurrence, unfulfil
from gongkai.duties.models import Obligation, Occurrence
from gongkai.duties.queries import occurrences_visible_to
from gongkai.duties.queries.raising import anchors_of, would_raise
from gongkai.journal.actors import SYSTEM
from gongkai.journal.refusals import Refused
from gongkai.units.roles import Role
from tests.duties.conftest import NOW, TODAY, District
from tests.duties.test_fulfilment import publish


def codes(refused: pytest.ExceptionInfo[Refused]) -> set[str]:
    return {objection.code for objection in refused.value.objections}


def test_an_event_of_the_district_raises_for_everybody_it_concerns(district: District) -> None:
    planned = Occurrence(anchor="approved", unit=district.root, title="批准预算", occurred_on=TODAY, recorded_at=NOW)
    foretold = {(one.unit.code, one.duty.code, one.due_on) for one in would_raise(planned)}
    made = record_occurrence("approved", district.root, actor=SYSTEM, occurred_on=TODAY, title="批准预算", at=NOW)
    raised = {(one.unit.code, one.duty.code, one.due_on) for one in made.obligations.select_related("unit", "duty")}
    assert raised == foretold
    assert {unit for unit, _code, _due in raised} == {"finance", "town", "village", "hamlet"}


def test_an_event_of_a_parent_raises_for_those_below(district: District) -> None:
    made = record_occurrence("replied", district.town, actor=SYSTEM, occurred_on=TODAY, title="批复", at=NOW)
    assert {one.unit.code for one in made.obligations.select_related("unit")} == {"village", "hamlet"}
    none = record_occurrence("replied", district.village, actor=SYSTEM, occurred_on=TODAY, title="批复", at=NOW)
    assert not none.obligations.exists()


def test_only_one_duty_where_one_is_named(district: District) -> None:
    made = record_occurrence(
        "formed", district.town, actor=SYSTEM, occurred_on=TODAY, title="一事", duty=district.duty("hours"), at=NOW
    )
    assert [one.duty.code for one in made.obligations.select_related("duty")] == ["hours"]


def test_refusals_come_all_at_once(district: District) -> None:
    stranger = district.person(Role.CLERK, district.hamlet)
    with pytest.raises(Refused) as refused:
        record_occurrence("nonsense", district.village, actor=stranger, occurred_on=TODAY, title=" ", at=NOW)
    assert codes(refused) == {"right.draft", "occurrence.title", "occurrence.anchor"}
    with pytest.raises(Refused) as refused:
        record_occurrence("formed", district.village, actor=SYSTEM, occurred_on=date(2025, 1, 1), title="一事", at=NOW)
    assert codes(refused) == {"occurrence.rulebook"}


def test_a_village_cannot_start_the_clocks_of_the_district(district: District) -> None:
    clerk = district.person(Role.CLERK, district.village)
    with pytest.raises(Refused) as refused:
        record_occurrence("approved", district.village, actor=clerk, occurred_on=TODAY, title="批准预算", at=NOW)
    assert codes(refused) == {"occurrence.scope"}
    office = district.person(Role.OFFICE_STAFF, district.root)
    made = record_occurrence("approved", district.finance, actor=office, occurred_on=TODAY, title="批准预算", at=NOW)
    with pytest.raises(Refused) as refused:
        record_occurrence("approved", district.finance, actor=office, occurred_on=TODAY, title="批准预算", at=NOW)
    assert codes(refused) == {"occurrence.twice"}
    assert occurrences_visible_to(office).get() == made
    assert not occurrences_visible_to(clerk).exists()


def test_what_a_unit_may_record(district: District) -> None:
    def names(unit: object) -> set[str]:
        return {anchor.id for anchor in anchors_of(unit, TODAY)}  # type: ignore[arg-type]

    assert names(district.village) == {"formed", "stop", "replied"}
    assert names(district.finance) == {"formed", "stop", "replied", "approved"}
    assert names(district.root) == {"approved", "replied"}
    assert anchors_of(district.root, date(2025, 1, 1)) == []
    assert would_raise(Occurrence(anchor="formed", unit=district.town, title="早", occurred_on=date(2025, 1, 1))) == []


def test_cancelling_takes_back_what_is_open_and_keeps_what_is_met(district: District) -> None:
    made = record_occurrence("formed", district.town, actor=SYSTEM, occurred_on=TODAY, title="一事", at=NOW)
    met = made.obligations.get(duty__code="hours")
    publish(met, disclosure=7)
    with pytest.raises(Refused) as refused:
        cancel_occurrence(made, " ", actor=district.person(Role.CLERK, district.village), at=NOW)
    assert codes(refused) == {"right.draft", "occurrence.reason"}
    assert cancel_occurrence(made, "登记错误", actor=SYSTEM, at=NOW) == 1
    states = dict(made.obligations.values_list("duty__code", "state"))
    assert states == {"hours": "met", "posted": "cancelled"}
    with pytest.raises(Refused) as refused:
        cancel_occurrence(made, "登记错误", actor=SYSTEM, at=NOW)
    assert codes(refused) == {"occurrence.cancelled"}
    unfulfil(7, actor=SYSTEM)
    assert Obligation.objects.get(pk=met.pk).state == "cancelled", "nobody owes what never happened"
