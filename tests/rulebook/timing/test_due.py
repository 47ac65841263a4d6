"""Due dates and posting windows, with the golden vectors of the reference."""

import itertools
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rulebook.calendar import WorkingDays, official_calendar
from gongkai.rulebook.text import Text
from gongkai.rulebook.timing import (
    SHANGHAI,
    Arithmetic,
    Period,
    PeriodKind,
    Posted,
    Within,
    before,
    due,
    due_for_event,
    parse,
    period_of,
    periods,
    posting_window,
)

CALENDAR = official_calendar(2026)
GOLDEN = [
    ("2019-09-20", "2019-09-30", "2019-10-16", "2019-10-23", "2019-11-20"),
    ("2020-01-20", "2020-02-06", "2020-02-18", "2020-02-25", "2020-03-24"),
    ("2021-02-01", "2021-02-09", "2021-02-25", "2021-03-04", "2021-04-01"),
    ("2024-02-08", "2024-02-23", "2024-03-06", "2024-03-13", "2024-04-11"),
    ("2025-09-22", "2025-09-30", "2025-10-17", "2025-10-24", "2025-11-21"),
    ("2025-12-10", "2025-12-19", "2025-12-31", "2026-01-08", "2026-02-05"),
    ("2026-01-30", "2026-02-10", "2026-02-27", "2026-03-05", "2026-04-02"),
    ("2026-09-18", "2026-09-29", "2026-10-15", "2026-10-22", "2026-11-19"),
    ("2026-12-10", "2026-12-21", "2026-12-31", "2027-01-07", "2027-02-04"),
]


@pytest.mark.parametrize(
    ("start", "n", "expected"),
    [(row[0], n, expected) for row in GOLDEN for n, expected in zip((7, 15, 20, 40), row[1:], strict=True)],
)
def test_golden_vectors(start, n, expected):
    found = due(Within(WorkingDays(n), "received"), date.fromisoformat(start), CALENDAR)
    assert found.date.isoformat() == expected
    assert found.provisional is (expected > "2026-12-31")


def test_the_working_shows_holidays_and_make_up_days():
    found = due(parse("W(20,WD,received)").clauses[0], date(2025, 9, 22), CALENDAR, Text("收到", "received"))
    assert found.arithmetic.text("zh") == "收到 9-22 → 第 20 个工作日 = 10-24，跨国庆 8 天，9-28、10-11 上班"
    assert found.arithmetic.text("en") == (
        "received 22 Sep → 20th working day = 24 Oct, across National Day (8 days), 28 Sep and 11 Oct worked"
    )


def test_beyond_the_table_a_date_is_provisional_and_says_so():
    found = due(parse("W(20,WD,received)").clauses[0], date(2026, 12, 10), CALENDAR)
    assert found.provisional
    assert "2027 年放假安排尚未公布" in found.arithmetic.text("zh")
    assert not due(parse("W(20,CD,received)").clauses[0], date(2026, 12, 20), CALENDAR).provisional


def test_calendar_days_are_not_working_days():
    found = due(parse("W(20,CD,npc_approved)").clauses[0], date(2026, 3, 12), CALENDAR)
    assert found.date == date(2026, 4, 1)
    assert "自然日" in found.arithmetic.text("zh")


@pytest.mark.parametrize(
    ("text", "event", "day", "at"),
    [
        ("B(24,H,stop)", datetime(2026, 9, 22, 10, tzinfo=SHANGHAI), "2026-09-21", "2026-09-21T10:00:00+08:00"),
        ("B(48,H,stop)", datetime(2026, 9, 22, 2, tzinfo=UTC), "2026-09-20", "2026-09-20T10:00:00+08:00"),
        ("B(24,H,stop)", date(2026, 9, 22), "2026-09-21", "2026-09-21T00:00:00+08:00"),
        ("W(24,H,leak)", date(2026, 9, 22), "2026-09-24", "2026-09-24T00:00:00+08:00"),
        ("B(7,CD,stop)", date(2026, 9, 22), "2026-09-15", None),
        ("B(7,WD,hearing)", date(2026, 10, 9), "2026-09-22", None),
        ("WDR(3,CD,annulled)", date(2026, 9, 30), "2026-10-03", None),
    ],
)
def test_before_after_and_hours(text, event, day, at):
    found = due(parse(text).clauses[0], event, CALENDAR)
    assert found.date.isoformat() == day
    assert (found.at and found.at.isoformat()) == at


def test_hours_are_met_to_the_minute():
    found = due(parse("B(24,H,stop)").clauses[0], datetime(2026, 9, 22, 10, tzinfo=SHANGHAI), CALENDAR)
    assert found.met_by(datetime(2026, 9, 21, 10, 0, tzinfo=SHANGHAI))
    assert not found.met_by(datetime(2026, 9, 21, 10, 1, tzinfo=SHANGHAI))


def test_an_instant_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        due(parse("W(1,WD,x)").clauses[0], datetime(2026, 9, 21), CALENDAR)  # noqa: DTZ001


@pytest.mark.parametrize(
    ("text", "key", "day"),
    [
        ("F(quarter)", "2026Q3", "2026-09-30"),
        ("F(quarter,20th)", "2026Q3", "2026-10-20"),
        ("F(month,10th)", "2026-08", "2026-09-10"),
        ("F(half_month,+5CD)", "2026-08A", "2026-08-20"),
        ("F(half_month,+5CD)", "2026-08B", "2026-09-05"),
        ("F(half_month,20th)", "2026-08A", "2026-09-20"),
        ("F(week,wed)", "2026-W34", "2026-08-26"),
        ("F(year,03-31)", "2026", "2027-03-31"),
        ("F(year,start+20WD)", "2026", "2026-01-29"),
        ("F(term,start+10CD)", "2025-2026-2", "2026-02-11"),
        ("F(half)", "2026H2", "2026-12-31"),
        ("D(01-31)", "2026", "2026-01-31"),
        ("D(02-29)", "2026", "2026-02-28"),
    ],
)
def test_periodic_due_dates(text, key, day):
    clause = parse(text).clauses[0]
    period = next(one for one in periods(clause, date(2026, 2, 1), date(2026, 12, 31)) if one.key == key)
    assert due(clause, period, CALENDAR).date.isoformat() == day


def test_rules_without_a_number_have_no_date():
    assert due(parse("RT").clauses[0], date(2026, 9, 1), CALENDAR) is None
    assert due(parse("PERM").clauses[0], date(2026, 9, 1), CALENDAR) is None
    assert list(periods(parse("RT").clauses[0], date(2026, 1, 1), date(2026, 12, 31))) == []


def test_an_event_takes_its_earliest_limit():
    timing = parse("W(20,WD,decided)+W(7,WD,decided)+P(7,WD)")
    assert due_for_event(timing, "decided", date(2026, 9, 1), CALENDAR).date == date(2026, 9, 10)
    assert due_for_event(timing, "other", date(2026, 9, 1), CALENDAR) is None


def test_a_posting_window_ends_with_its_nth_day():
    window = posting_window(Posted(WorkingDays(7)), date(2026, 9, 22), CALENDAR)
    assert window.until == date(2026, 10, 9)
    assert window.kept(None, on=date(2026, 10, 9)) is None
    assert window.kept(None, on=date(2026, 10, 10)) is True
    assert window.kept(datetime(2026, 10, 9, 17, tzinfo=SHANGHAI), on=date(2026, 10, 20)) is False
    assert window.kept(date(2026, 10, 10), on=date(2026, 10, 20)) is True


@given(st.sampled_from(PeriodKind), st.dates(date(1995, 1, 1), date(2060, 12, 31)))
def test_a_day_lies_in_its_period_and_periods_follow_each_other(kind, day):
    period = period_of(kind, day)
    assert period.starts_on <= day <= period.ends_on
    assert period_of(kind, period.starts_on) == period == period_of(kind, period.ends_on)
    found = list(periods(parse(f"F({kind})").clauses[0], day, date(day.year + 2, 1, 1)))
    assert len({one.key for one in found}) == len(found)
    assert all((b.starts_on - a.ends_on).days == 1 for a, b in itertools.pairwise(found))
    assert [before(parse(f"F({kind})").clauses[0], one) for one in found[1:]] == found[:-1]


@given(
    st.sampled_from(["W(20,WD,a)", "W(3,CD,a)", "B(24,H,a)", "B(7,WD,a)"]),
    st.dates(date(2018, 1, 1), date(2027, 12, 31)),
)
def test_the_working_can_be_stored_and_read_back(text, day):
    found = due(parse(text).clauses[0], day, CALENDAR).arithmetic
    assert Arithmetic.from_json(found.as_json()) == found


def test_the_titles_of_periods():
    assert period_of(PeriodKind.QUARTER, date(2026, 8, 1)) == Period("2026Q3", date(2026, 7, 1), date(2026, 9, 30))
    titles = [period_of(kind, date(2026, 8, 20)).title.zh for kind in PeriodKind]
    assert titles == [
        "2026年第34周",
        "2026年8月下半月",
        "2026年8月",
        "2026年第3季度",
        "2026年下半年",
        "2026年",
        "2025-2026学年第2学期",
    ]
