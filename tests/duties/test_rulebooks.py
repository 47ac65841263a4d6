"""Versions of the rulebook: who installs them, what is refused, what stays readable."""

from datetime import date
from pathlib import Path

import pytest
from pytest_django import Settings

from gongkai.duties.actions import (
    discard_proposal,
    expand_periods,
    install_builtin_rulebook,
    install_proposal,
    install_rulebook,
    propose_rulebook,
    record_occurrence,
)
from gongkai.duties.models import Duty, Exemption, Fulfilment, Obligation, Occurrence, RulebookText, RulebookVersion
from gongkai.duties.queries import (
    composed,
    definition,
    digest_of,
    duties,
    duties_in_force,
    findings,
    open_proposals,
    rulebook_on,
    tasks,
    version_on,
    versions,
    working_calendar,
)
from gongkai.journal.actors import SYSTEM
from gongkai.journal.refusals import Refused
from gongkai.units.roles import Role
from tests.duties.conftest import NOW, TODAY, District
from tests.duties.rules import rulebook


def test_only_the_office_over_the_whole_district_installs(district: District) -> None:
    local = district.person(Role.OFFICE_STAFF, district.town)
    with pytest.raises(Refused) as refused:
        install_rulebook(rulebook(), actor=local, title="又一版", effective_from=date(2025, 1, 1), at=NOW)
    assert {one.code for one in refused.value.objections} == {"right.rulebook", "rulebook.same", "rulebook.order"} | {
        one.code for one in refused.value.objections if one.code.startswith("lint.")
    }
    office = district.person(Role.OFFICE_STAFF, district.root)
    made = install_rulebook(
        rulebook("2", always=None), actor=office, title="第二版", effective_from=date(2026, 5, 1), at=NOW
    )
    assert (made.number, made.installed_by_id) == (2, office.pk)
    assert [one.number for one in versions()] == [2, 1]
    assert district.duty("always").retired_on == date(2026, 5, 1)
    assert duties_in_force(date(2026, 4, 30)).filter(code="always").exists()
    assert not duties_in_force(date(2026, 5, 1)).filter(code="always").exists()
    assert duties().count() == 12


def test_lint_errors_keep_a_rulebook_out(district: District) -> None:
    with pytest.raises(Refused) as refused:
        install_rulebook(
            rulebook("2", within="W(20,WD,nowhere)"), actor=SYSTEM, title="错", effective_from=date(2026, 5, 1), at=NOW
        )
    assert any(one.code.startswith("lint.") for one in refused.value.objections)
    assert RulebookVersion.objects.count() == 1


def test_retiring_takes_back_what_was_to_come(district: District) -> None:
    expand_periods(until=date(2026, 12, 31), actor=SYSTEM)
    install_rulebook(rulebook("2", monthly=None), actor=SYSTEM, title="第二版", effective_from=date(2026, 7, 1), at=NOW)
    states = {one.period_key: one.state for one in district.owed("monthly", district.village)}
    assert states["2026-05"] == "open"
    assert states["2026-07"] == "cancelled"


def test_the_version_of_the_day(district: District) -> None:
    assert version_on(date(2025, 12, 31)) is None
    assert rulebook_on(date(2025, 12, 31)) is None
    assert rulebook_on(TODAY) == composed(district.version)
    assert digest_of(rulebook()) == district.version.digest
    assert definition(district.duty("within"), district.village, district.version).id == "within"


def test_the_builtin_catalogue_never_overwrites(db: None) -> None:
    made = install_builtin_rulebook()
    assert made is not None
    assert install_builtin_rulebook() is None
    assert Duty.objects.count() > 60


def test_a_local_holiday_table_is_read(settings: Settings, tmp_path: Path) -> None:
    plain = working_calendar()
    table = tmp_path / "days.yaml"
    table.write_text(
        "year: 2027\ndays:\n- {name: 元旦, date: 2027-01-01, isOffDay: true}\n- {name: 元旦, date: 2027-01-03, isOffDay: false}\n",
        encoding="utf-8",
    )
    settings.EXTRA_HOLIDAYS = table
    more = working_calendar()
    assert more.horizon > plain.horizon


def test_tasks_are_sorted_by_urgency_and_cut(district: District) -> None:
    expand_periods(until=date(2026, 6, 30), actor=SYSTEM)
    record_occurrence("formed", district.finance, actor=SYSTEM, occurred_on=TODAY, title="一事", at=NOW)
    mine = tasks(district.person(Role.CLERK, district.village), on=TODAY)
    assert [one.duty.code for one in mine.overdue] == ["always", "monthly"]
    assert [one.period_key for one in mine.due_soon] == ["2026-02"]
    assert not mine.more
    assert [one.duty.code for one in tasks(district.person(Role.CLERK, district.finance), on=TODAY).no_limit] == [
        "prompt"
    ]
    assert tasks(district.person(Role.CLERK, district.village), on=TODAY, limit=1).more


def test_rows_name_themselves_without_people(district: District) -> None:
    assert str(district.version) == "第一版 #1"
    assert str(RulebookText.objects.get()) == str(district.version.pk)
    assert str(district.duty("within")) == "within"
    assert str(Occurrence(anchor="formed", occurred_on=TODAY)) == "formed 2026-03-10"
    assert str(Obligation(title="一事")) == "一事"
    assert str(Fulfilment(obligation_id=1, disclosure_id=2)) == "1<-2"
    assert str(Exemption(kind="zero", decision="pending")) == "zero pending"


def test_a_proposal_is_looked_at_then_settled_once(district: District) -> None:
    office, clerk = district.person(Role.OFFICE_STAFF, district.root), district.person(Role.CLERK, district.village)
    with pytest.raises(Refused) as refused:
        propose_rulebook(rulebook("2"), actor=clerk, title=" ", at=NOW)
    assert {one.code for one in refused.value.objections} == {"right.rulebook", "proposal.title"}
    first = propose_rulebook(rulebook("2", always=None), actor=office, title="草案", at=NOW, note="试")
    assert str(first) == "草案"
    assert list(open_proposals(office)) == [first]
    assert not open_proposals(clerk).exists()
    with pytest.raises(Refused):
        discard_proposal(first, actor=clerk, at=NOW)
    made = install_proposal(first, actor=office, effective_from=date(2026, 5, 1), at=NOW)
    assert (made.title, made.note) == ("草案", "试")
    second = propose_rulebook(rulebook("3"), actor=office, title="另一份", at=NOW)
    discard_proposal(second, actor=office, at=NOW)
    for settle in (
        lambda: install_proposal(first, actor=office, effective_from=date(2026, 6, 1), at=NOW),
        lambda: discard_proposal(second, actor=office, at=NOW),
    ):
        with pytest.raises(Refused) as refused:
            settle()
        assert {one.code for one in refused.value.objections} == {"proposal.settled"}
    assert not open_proposals(office).exists()
    assert isinstance(findings(made), tuple)
