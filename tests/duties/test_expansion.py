"""Every timing form raises what it should, when it should, with a due date that can be checked by hand."""

from datetime import UTC, date, datetime

import pytest

from gongkai.duties.actions import expand_periods, install_rulebook, recompute_due_dates, record_occurrence
from gongkai.duties.expansion import is_standing, own_start_anchors, periodic_clauses, start_anchors, without_limit
from gongkai.duties.models import Fulfilment, Obligation
from gongkai.duties.queries import composed, definition
from gongkai.journal.actors import SYSTEM
from gongkai.journal.models import AuditRow
from gongkai.rulebook.packs import builtin_packs, compose, demo_packs
from gongkai.rulebook.timing import Arithmetic
from gongkai.units.actions import close_unit, create_unit
from tests.duties.conftest import NOW, District
from tests.duties.rules import rulebook


def test_every_duty_of_the_catalogue_is_raised_by_something() -> None:
    for duty in compose((*builtin_packs(), *demo_packs())).duties:
        ways = [bool(start_anchors(duty)), bool(periodic_clauses(duty)), is_standing(duty)]
        assert any(ways), duty.id
        assert not (is_standing(duty) and periodic_clauses(duty)), duty.id


def test_the_catalogue_expands_for_a_unit_of_every_kind(db: None) -> None:
    book = compose((*builtin_packs(), *demo_packs()))
    install_rulebook(book, actor=SYSTEM, title="内置", effective_from=date(2026, 1, 1), at=NOW)
    kinds = {kind.value for duty in book.duties for kind in duty.units.kinds}
    root = create_unit(actor=SYSTEM, code="root", name="区", kind="district_government", region_code="990101")
    functions = sorted({name for duty in book.duties for name in duty.units.functions})
    for kind in sorted(kinds):
        create_unit(
            actor=SYSTEM, code=kind.replace("_", "-"), name=kind, kind=kind, region_code="990101", parent=root,
            functions=functions,
        )  # fmt: skip
    raised = expand_periods(until=date(2026, 12, 31), actor=SYSTEM)
    assert raised == Obligation.objects.count() > 500
    assert expand_periods(until=date(2026, 12, 31), actor=SYSTEM) == 0, "nothing is raised twice"
    periodic = {duty.id for duty in book.duties if periodic_clauses(duty) or is_standing(duty)}
    assert set(Obligation.objects.values_list("duty__code", flat=True)) == periodic
    for one in Obligation.objects.filter(due_on__isnull=False):
        assert Arithmetic.from_json(one.arithmetic).result.isoformat()[:10] == one.due_on.isoformat()


def test_a_report_on_the_year_before_is_named_after_that_year(db: None) -> None:
    """条例 Art 49: by 31 January (31 March) for the year before; what names no other period is about its own."""
    install_rulebook(compose(builtin_packs()), actor=SYSTEM, title="内置", effective_from=date(2026, 1, 1), at=NOW)
    root = create_unit(actor=SYSTEM, code="root", name="区", kind="district_government", region_code="990101")
    create_unit(actor=SYSTEM, code="office", name="公开办", kind="office", region_code="990101", parent=root)
    expand_periods(until=date(2026, 12, 31), actor=SYSTEM)
    report = Obligation.objects.get(duty__code="ogi-annual-report-government")
    assert (report.title, str(report.due_on)) == ("区政府信息公开工作年度报告（2025年）", "2026-03-31")
    assert report.period_key == "2026", "the key stays that of the year it falls due in"
    own = Obligation.objects.filter(period_key="2026Q1").first()
    assert own is not None
    assert own.title.endswith("（2026年第1季度）")


@pytest.mark.parametrize(
    ("code", "unit", "count", "first_opens", "first_due"),
    [
        ("monthly", "village", 12, date(2026, 2, 1), date(2026, 2, 15)),
        ("quarterly", "village", 4, date(2026, 1, 1), date(2026, 3, 31)),
        ("yearly", "village", 1, date(2026, 1, 1), date(2026, 3, 31)),
        # 20 working days after 1 January: 2 and 3 January are off, Sunday the 4th is worked.
        ("always", "village", 1, date(2026, 1, 1), date(2026, 1, 29)),
        ("within", "village", 0, None, None),
        ("prompt", "finance", 0, None, None),
    ],
)
def test_periods_and_standing_duties(  # noqa: PLR0917 a table
    district: District, code: str, unit: str, count: int, first_opens: date | None, first_due: date | None
) -> None:
    expand_periods(until=date(2026, 12, 31), actor=SYSTEM)
    found = district.owed(code, getattr(district, unit))
    assert len(found) == count
    if found:
        assert (found[0].opens_on, found[0].due_on) == (first_opens, first_due)


@pytest.mark.parametrize(
    ("anchor", "unit", "on", "expected"),
    [
        # 2026-03-10 is a Tuesday; the Qingming holiday takes 4 to 6 April.
        ("formed", "village", date(2026, 3, 10), {"within": date(2026, 4, 8)}),
        ("formed", "town", date(2026, 3, 10), {"hours": date(2026, 3, 12), "posted": date(2026, 4, 8)}),
        ("stop", "village", date(2026, 3, 10), {"ahead": date(2026, 3, 5)}),
        ("stop", "finance", date(2026, 3, 10), {"prompt-local": date(2026, 3, 17)}),
        ("formed", "finance", date(2026, 3, 10), {"prompt": None}),
    ],
)
def test_events_of_a_unit(
    district: District, anchor: str, unit: str, on: date, expected: dict[str, date | None]
) -> None:
    where = getattr(district, unit)
    occurrence = record_occurrence(anchor, where, actor=SYSTEM, occurred_on=on, title="一事", at=NOW)
    found = {one.duty.code: one.due_on for one in occurrence.obligations.select_related("duty")}
    assert found == expected


def test_hours_count_from_the_instant(district: District) -> None:
    moment = datetime(2026, 3, 10, 7, 30, tzinfo=UTC)
    occurrence = record_occurrence(
        "formed", district.town, actor=SYSTEM, occurred_on=date(2026, 3, 10), occurred_at=moment, title="一事"
    )
    hours = occurrence.obligations.get(duty__code="hours")
    assert hours.due_at == datetime(2026, 3, 11, 7, 30, tzinfo=UTC)
    posted = occurrence.obligations.get(duty__code="posted")
    assert (posted.posting_days, posted.posting_unit) == (7, "WD")


def test_a_unit_owes_from_the_day_it_is_taken_in(district: District) -> None:
    late = create_unit(
        actor=SYSTEM, code="late", name="新村", kind="village", region_code="990101", parent=district.town,
        obliged_from=date(2026, 6, 10),
    )  # fmt: skip
    expand_periods(until=date(2026, 12, 31), actor=SYSTEM)
    assert [one.period_key for one in district.owed("quarterly", late)] == ["2026Q3", "2026Q4"]
    assert district.owed("yearly", late) == []
    assert district.owed("always", late)[0].opens_on == date(2026, 6, 10)
    early = record_occurrence("formed", late, actor=SYSTEM, occurred_on=date(2026, 6, 9), title="一事", at=NOW)
    assert not early.obligations.exists()
    assert record_occurrence(
        "formed", late, actor=SYSTEM, occurred_on=date(2026, 6, 10), title="一事", at=NOW
    ).obligations.exists()


def test_a_unit_owes_to_its_last_day_and_its_successor_takes_over(district: District) -> None:
    expand_periods(until=date(2026, 6, 30), actor=SYSTEM)
    record_occurrence("formed", district.hamlet, actor=SYSTEM, occurred_on=date(2026, 3, 2), title="一事", at=NOW)
    Obligation.objects.filter(unit=district.village, duty__code="yearly").delete()
    close_unit(district.hamlet, actor=SYSTEM, on=date(2026, 4, 20), successor=district.village)
    left = Obligation.objects.filter(unit=district.hamlet)
    assert set(left.values_list("state", flat=True)) == {"cancelled"}
    assert {one.duty.code for one in district.owed("within", district.village)} == {"within"}
    assert district.owed("yearly", district.village), "what the successor did not owe itself came over"
    assert len(district.owed("quarterly", district.village)) == 2, "what it owed itself did not come twice"
    before = Obligation.objects.count()
    expand_periods(until=date(2026, 12, 31), actor=SYSTEM)
    assert Obligation.objects.filter(unit=district.hamlet).count() == left.count()
    assert Obligation.objects.count() > before
    assert AuditRow.objects.filter(kind="obligations_passed").exists()
    close_unit(district.village, actor=SYSTEM, on=date(2026, 1, 1), successor=district.town)


def test_a_version_governs_the_periods_that_begin_under_it(district: District) -> None:
    expand_periods(until=date(2026, 9, 30), actor=SYSTEM)
    met = district.owed("quarterly", district.village)[2]
    second = install_rulebook(
        rulebook("2", "2026-07-01", quarterly="F(quarter,20th)", monthly="F(quarter,10th)", within=None, yearly=None),
        actor=SYSTEM, title="第二版", effective_from=date(2026, 7, 1), at=NOW,
    )  # fmt: skip
    expand_periods(until=date(2026, 12, 31), actor=SYSTEM)
    by_key = {one.period_key: one for one in district.owed("quarterly", district.village)}
    assert [by_key[f"2026Q{n}"].version_id for n in (1, 2, 3, 4)] == [district.version.pk] * 2 + [second.pk] * 2
    assert by_key["2026Q2"].due_on == date(2026, 6, 30)
    assert by_key["2026Q3"].due_on == date(2026, 10, 20)
    assert by_key["2026Q3"].pk == met.pk, "the row stays, a draft may hang on it"
    monthly = {one.period_key: one.state for one in district.owed("monthly", district.village)}
    assert monthly["2026-06"] == "open"
    assert monthly["2026-07"] == "cancelled"
    assert monthly["2026Q3"] == "open"
    assert district.duty("within").retired_on == date(2026, 7, 1)
    before = record_occurrence(
        "formed", district.village, actor=SYSTEM, occurred_on=date(2026, 6, 30), title="施行前的事", at=NOW
    )
    assert before.obligations.filter(duty__code="within").exists(), "the version of the day decides"
    after = record_occurrence(
        "formed", district.village, actor=SYSTEM, occurred_on=date(2026, 7, 1), title="施行后的事", at=NOW
    )
    assert not after.obligations.filter(duty__code="within").exists()
    third = install_rulebook(
        rulebook("3", "2026-07-01", quarterly="F(quarter,20th)"), actor=SYSTEM, title="第三版",
        effective_from=date(2026, 7, 1), at=NOW,
    )  # fmt: skip
    back = {one.period_key: one for one in district.owed("monthly", district.village)}
    assert (back["2026-07"].state, back["2026-07"].version_id) == ("open", third.pk)
    assert back["2026Q3"].state == "cancelled"
    assert district.duty("within").retired_on is None


def test_due_dates_are_recomputed_once_the_holidays_are_known(
    district: District, monkeypatch: pytest.MonkeyPatch
) -> None:
    occurrence = record_occurrence(
        "formed", district.village, actor=SYSTEM, occurred_on=date(2026, 12, 20), title="年末的事", at=NOW
    )
    expand_periods(until=date(2026, 12, 31), actor=SYSTEM)
    one = occurrence.obligations.get()
    assert one.provisional
    assert recompute_due_dates(actor=SYSTEM) == 0
    final = one.due_on
    Obligation.objects.filter(pk=one.pk).update(due_on=date(2027, 1, 1))
    standing = district.owed("always", district.village)[0]
    Obligation.objects.filter(pk=standing.pk).update(provisional=True, due_on=date(2026, 1, 2))
    monthly = district.owed("monthly", district.village)[0]
    Obligation.objects.filter(pk=monthly.pk).update(provisional=True, due_on=date(2026, 1, 2))
    Fulfilment.objects.create(
        obligation=monthly, disclosure_id=1, published_at=datetime(2026, 2, 10, tzinfo=UTC), published_on=date(2026, 2, 10),
        content_ok=True, procedure_ok=True, form_ok=True,
    )  # fmt: skip
    assert recompute_due_dates(actor=SYSTEM) == 3
    for row in (one, standing, monthly):
        row.refresh_from_db()
    assert (one.due_on, standing.due_on, monthly.due_on) == (final, date(2026, 1, 29), date(2026, 2, 15))
    assert monthly.time_ok is True, "a due date that moves is judged again"


def test_small_questions_about_duties(district: District) -> None:
    book = composed(district.version)
    prompt = definition(district.duty("prompt"), district.finance, district.version)
    assert without_limit(prompt)
    assert not without_limit(definition(district.duty("prompt-local"), district.finance, district.version))
    approval = definition(district.duty("approval"), district.town, district.version)
    assert start_anchors(approval) == ("approved",)
    assert own_start_anchors(book, approval) == (), "the district records it"
