"""What is owed follows when a unit's particulars, the rulebook or the holiday table change, and nothing is excused by it."""

from datetime import date
from pathlib import Path

import pytest
import time_machine
from pytest_django import Settings

from gongkai.duties.actions import (
    bring_into_force,
    cancel_occurrence,
    expand_periods,
    install_rulebook,
    recompute_due_dates,
    record_occurrence,
)
from gongkai.duties.models import Duty, Obligation
from gongkai.duties.queries import duties_in_force, working_calendar
from gongkai.journal.actors import SYSTEM
from gongkai.journal.models import AuditRow
from gongkai.rulebook.model import Rulebook
from gongkai.units.actions import change_unit, close_unit
from tests.duties.conftest import NOW, TODAY, District
from tests.duties.rules import rulebook


@pytest.fixture(autouse=True)
def _on_a_tuesday() -> object:
    with time_machine.travel(NOW, tick=False):
        yield


def states(district: District, code: str, unit: object) -> dict[str, str]:
    return {one.period_key or one.occurrence.title: one.state for one in district.owed(code, unit)}  # type: ignore[arg-type]


def test_another_kind_of_unit_owes_other_things_from_that_day(district: District) -> None:
    expand_periods(until=date(2026, 5, 11), actor=SYSTEM)
    record_occurrence("formed", district.hamlet, actor=SYSTEM, occurred_on=date(2026, 3, 9), title="一事", at=NOW)
    change_unit(district.hamlet, actor=SYSTEM, kind="township")
    assert states(district, "monthly", district.hamlet) == {
        "2026-01": "open",  # due on 15 February: a change of particulars excuses nothing
        "2026-02": "cancelled", "2026-03": "cancelled", "2026-04": "cancelled", "2026-05": "cancelled",
    }  # fmt: skip
    assert states(district, "within", district.hamlet) == {"一事": "cancelled"}
    change_unit(district.hamlet, actor=SYSTEM, kind="village")
    assert set(states(district, "monthly", district.hamlet).values()) == {"open"}, "taken up again"
    assert states(district, "within", district.hamlet) == {"一事": "open"}
    assert states(district, "monthly", district.village) == states(district, "monthly", district.hamlet)
    assert AuditRow.objects.filter(kind="unit_aligned", unit=district.hamlet).count() == 2


def test_what_new_particulars_ask_is_owed_from_their_day_on(district: District) -> None:
    change_unit(district.town, actor=SYSTEM, kind="village")
    assert states(district, "monthly", district.town) == {"2026-04": "open", "2026-05": "open"}
    assert states(district, "yearly", district.town) == {}
    assert [one.opens_on for one in district.owed("always", district.town)] == [TODAY]
    assert expand_periods(until=date(2026, 5, 11), actor=SYSTEM, units=[district.town]) == 0
    before = Obligation.objects.count()
    change_unit(district.town, actor=SYSTEM, phone="0990-1234567")
    assert Obligation.objects.count() == before


def test_a_period_or_event_that_is_gone_is_not_taken_up_again(district: District) -> None:
    expand_periods(until=date(2026, 5, 11), actor=SYSTEM)
    event = record_occurrence("formed", district.hamlet, actor=SYSTEM, occurred_on=TODAY, title="一事", at=NOW)
    cancel_occurrence(event, "登记错误", actor=SYSTEM, at=NOW)
    install_rulebook(
        rulebook("2", "2026-03-10", monthly="F(quarter,10th)"),
        actor=SYSTEM,
        title="第二版",
        effective_from=TODAY,
        at=NOW,
    )
    change_unit(district.hamlet, actor=SYSTEM, kind="township")
    change_unit(district.hamlet, actor=SYSTEM, kind="village")
    found = states(district, "monthly", district.hamlet)
    assert (found["2026-04"], found["2026-05"], found["2026Q2"]) == ("cancelled", "cancelled", "open")
    assert states(district, "within", district.hamlet) == {"一事": "cancelled"}


def test_events_on_or_after_its_day_follow_a_new_version(district: District) -> None:
    before = record_occurrence(
        "formed", district.village, actor=SYSTEM, occurred_on=date(2026, 3, 2), title="前", at=NOW
    )
    ahead = record_occurrence(
        "stop", district.village, actor=SYSTEM, occurred_on=date(2026, 4, 20), title="停水", at=NOW
    )
    later = record_occurrence(
        "formed", district.village, actor=SYSTEM, occurred_on=date(2026, 3, 9), title="后", at=NOW
    )
    town = record_occurrence("formed", district.town, actor=SYSTEM, occurred_on=date(2026, 3, 9), title="镇", at=NOW)
    met = town.obligations.get(duty__code="hours")
    Obligation.objects.filter(pk=met.pk).update(state=Obligation.State.MET)
    close_unit(district.hamlet, actor=SYSTEM, on=date(2026, 3, 9), successor=district.village)
    second = install_rulebook(
        rulebook("2", "2026-03-05", within="W(5,WD,formed)", ahead="B(10,WD,stop)", hours=None, reply="W(3,CD,formed)"),
        actor=SYSTEM, title="第二版", effective_from=date(2026, 3, 5), at=NOW,
    )  # fmt: skip
    assert before.obligations.get(duty__code="within").version == district.version
    moved = later.obligations.get(duty__code="within")
    assert (moved.version, moved.due_on) == (second, date(2026, 3, 16))
    assert ahead.obligations.get().due_on == date(2026, 4, 3)
    assert later.obligations.get(duty__code="reply").due_on == date(2026, 3, 12), "what it asks for the first time"
    met.refresh_from_db()
    assert (met.state, met.version) == (Obligation.State.MET, district.version), "what is done stays as it was judged"
    assert not Obligation.objects.filter(unit=district.hamlet, state="open").exists()


def test_duties_keep_their_words_until_the_new_version_binds(district: District) -> None:
    pack = rulebook("2", "2026-05-01", always=None).to_json()["packs"][0]
    for one in pack["duties"]:
        if one["id"] == "monthly":
            one |= {"title": {"zh": "新名称", "en": "New title"}, "key": True}
    pack["duties"].append({**pack["duties"][0], "id": "added", "title": {"zh": "新增", "en": "Added"}})
    book = Rulebook.from_json({"packs": [pack]})
    second = install_rulebook(book, actor=SYSTEM, title="第二版", effective_from=date(2026, 5, 1), at=NOW)
    assert district.duty("monthly").title == "monthly"
    assert district.duty("added").version == second
    assert not duties_in_force(TODAY).filter(code="added").exists()
    assert duties_in_force(date(2026, 5, 1)).filter(code="added").exists()
    assert district.duty("always").retired_on == date(2026, 5, 1)
    further = {**pack, "version": "3", "duties": [*pack["duties"], {**pack["duties"][0], "id": "further"}]}
    install_rulebook(
        Rulebook.from_json({"packs": [further]}), actor=SYSTEM, title="第三版", effective_from=date(2026, 9, 1), at=NOW
    )
    assert bring_into_force(on=date(2026, 4, 30), actor=SYSTEM) == 0
    assert district.duty("monthly").title == "monthly"
    assert bring_into_force(on=date(2026, 5, 1), actor=SYSTEM) == 1
    assert (district.duty("monthly").title, district.duty("monthly").is_key) == ("新名称", True)
    assert set(Duty.objects.exclude(code__in=["always", "further"]).values_list("version", flat=True)) == {second.pk}
    assert district.duty("further").retired_on is None, "the version after it has not come yet"
    assert not duties_in_force(date(2026, 5, 1)).filter(code="further").exists()
    assert bring_into_force(on=date(2026, 5, 2), actor=SYSTEM) == 0, "once"
    row = AuditRow.objects.get(kind="rulebook_binds")
    assert row.details["touched"] == [district.duty("monthly").pk]


NOTICE = """
- year: 2027
  days:
    - {name: 元旦, date: 2027-01-01, isOffDay: true}
    - {name: 元旦, date: 2027-01-04, isOffDay: true}
"""
MOVED = """
- year: 2026
  days:
    - {name: 春节, date: 2026-03-11, isOffDay: true}
    - {name: 春节, date: 2026-03-12, isOffDay: true}
"""


def test_the_notice_reaches_a_running_process_and_settles_what_was_provisional(
    district: District, settings: Settings, tmp_path: Path
) -> None:
    settings.EXTRA_HOLIDAYS = tmp_path / "holidays.yaml"
    settings.EXTRA_HOLIDAYS.write_text("- {year: 2027, days: []}", encoding="utf-8")
    end = record_occurrence(
        "formed", district.village, actor=SYSTEM, occurred_on=date(2026, 12, 20), title="年末", at=NOW
    ).obligations.get()
    assert (end.due_on, end.provisional) == (date(2027, 1, 15), True)
    recompute_due_dates(actor=SYSTEM)
    settings.EXTRA_HOLIDAYS.write_text(NOTICE, encoding="utf-8")
    assert working_calendar().covers(date(2027, 6, 1))
    assert recompute_due_dates(actor=SYSTEM) == 1
    end.refresh_from_db()
    assert (end.due_on, end.provisional) == (date(2027, 1, 19), False)


def test_days_off_moved_after_they_were_announced_move_what_was_final(
    district: District, settings: Settings, tmp_path: Path
) -> None:
    one = record_occurrence("formed", district.village, actor=SYSTEM, occurred_on=TODAY, title="一事", at=NOW)
    assert recompute_due_dates(actor=SYSTEM) == 0
    assert not one.obligations.get().provisional
    settings.EXTRA_HOLIDAYS = tmp_path / "holidays.yaml"
    settings.EXTRA_HOLIDAYS.write_text(MOVED, encoding="utf-8")  # the whole year anew: without Qingming
    assert recompute_due_dates(actor=SYSTEM) > 0
    assert one.obligations.get().due_on == date(2026, 4, 9)
    looked = AuditRow.objects.filter(kind="due_dates_recomputed").count()
    assert recompute_due_dates(actor=SYSTEM) == 0
    assert AuditRow.objects.filter(kind="due_dates_recomputed").count() == looked, "nothing new, nothing to say"
