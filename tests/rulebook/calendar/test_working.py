"""The working calendar against the State Council's announcements."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rulebook.calendar import (
    CalendarDays,
    CalendarRangeError,
    HolidayTable,
    WorkingCalendar,
    WorkingDays,
    official_calendar,
)

CALENDAR = official_calendar(2026)
days = st.dates(date(2018, 1, 1), date(2028, 12, 31))
lengths = st.integers(0, 300)


@pytest.mark.parametrize(
    ("year", "expected"),
    [
        (2018, 250),
        (2019, 250),
        (2020, 249),
        (2021, 250),
        (2022, 249),
        (2023, 249),
        (2024, 251),
        (2025, 248),
        (2026, 248),
    ],
)
def test_working_days_of_a_year(year, expected):
    assert CALENDAR.count(date(year - 1, 12, 31), date(year, 12, 31)) == WorkingDays(expected)


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (date(2025, 9, 28), True),  # a Sunday made up
        (date(2025, 10, 8), False),  # a Wednesday off
        (date(2026, 9, 20), True),
        (date(2026, 9, 25), False),
        (date(2026, 11, 21), False),  # an ordinary Saturday
        (date(2026, 11, 23), True),
    ],
)
def test_days_off_and_made_up(day, working):
    assert CALENDAR.is_working(day) is working


@given(days, lengths, st.integers(0, 60))
def test_adding_working_days_is_monotone(day, n, later):
    assert CALENDAR.add(day, WorkingDays(n)) <= CALENDAR.add(day + timedelta(days=later), WorkingDays(n))
    assert CALENDAR.add(day, WorkingDays(n)) < CALENDAR.add(day, WorkingDays(n + 1))


@given(days, lengths)
def test_counting_undoes_adding(day, n):
    assert CALENDAR.count(day, CALENDAR.add(day, WorkingDays(n))) == WorkingDays(n)


@given(days.filter(CALENDAR.is_working), lengths)
def test_subtracting_undoes_adding_from_a_working_day(day, n):
    assert CALENDAR.subtract(CALENDAR.add(day, WorkingDays(n)), WorkingDays(n)) == day


@given(days, st.integers(1, 300))
def test_working_days_never_come_before_calendar_days(day, n):
    assert CALENDAR.add(day, WorkingDays(n)) >= CALENDAR.add(day, CalendarDays(n))
    assert CALENDAR.is_working(CALENDAR.add(day, WorkingDays(n)))


def test_the_table_can_end_early_and_an_operator_can_extend_it():
    assert CALENDAR.horizon == date(2026, 12, 31)
    assert official_calendar(2024).horizon == date(2024, 12, 31)
    assert not CALENDAR.covers(date(2027, 1, 1))
    notice = HolidayTable.from_json(
        {
            "year": 2027,
            "days": [
                {"name": "元旦", "date": "2027-01-01", "isOffDay": True},
                {"name": "元旦", "date": "2027-01-03", "isOffDay": False},
            ],
        }
    )
    extended = WorkingCalendar.official(extra=[notice], last_year=2026)
    assert extended.horizon == date(2027, 12, 31)
    assert not extended.is_working(date(2027, 1, 1))
    assert extended.is_working(date(2027, 1, 3))
    assert CALENDAR.is_working(date(2027, 1, 1))


def test_a_year_without_notice_covers_nothing():
    extended = WorkingCalendar.official(extra=[HolidayTable.from_json({"year": 2027, "days": []})], last_year=2026)
    assert not extended.covers(date(2027, 6, 1))


def test_a_day_out_of_reach_is_refused():
    with pytest.raises(CalendarRangeError):
        CALENDAR.add(date(2500, 1, 1), WorkingDays(1))
