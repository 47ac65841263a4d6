"""The time-limit grammar, both ways."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rulebook.calendar import CalendarDays, Hours, WorkingDays
from gongkai.rulebook.timing import (
    AfterEnd,
    AfterStart,
    Before,
    ByDate,
    DayOfFirstMonth,
    OnMonthDay,
    OnWeekday,
    Periodic,
    PeriodKind,
    Permanent,
    Posted,
    RealTime,
    Timing,
    TimingError,
    WithdrawWithin,
    Within,
    parse,
)

numbers = st.integers(1, 9999)
spans = st.one_of(numbers.map(WorkingDays), numbers.map(CalendarDays))
amounts = st.one_of(spans, numbers.map(Hours))
names = st.from_regex(r"[a-z][a-z0-9_]{0,20}", fullmatch=True)
month_days = st.dates().map(lambda day: (day.month, day.day))
dues = st.one_of(
    st.none(),
    st.integers(1, 31).map(DayOfFirstMonth),
    spans.map(AfterEnd),
    spans.map(AfterStart),
    month_days.map(lambda pair: OnMonthDay(*pair)),
    st.integers(0, 6).map(OnWeekday),
)
clauses = st.one_of(
    st.builds(Within, amounts, names),
    st.builds(Before, amounts, names),
    st.builds(WithdrawWithin, amounts, names),
    st.builds(Posted, spans),
    st.builds(Periodic, st.sampled_from(PeriodKind), dues),
    month_days.map(lambda pair: ByDate(*pair)),
    st.just(RealTime()),
    st.just(Permanent()),
)
timings = st.lists(clauses, min_size=1, max_size=4, unique=True).map(lambda found: Timing(tuple(found)))


@given(timings)
def test_what_is_written_is_read_again(timing):
    assert parse(str(timing)) == timing


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("W(20,WD,formed_or_changed)", (Within(WorkingDays(20), "formed_or_changed"),)),
        ("P(7,CD)", (Posted(CalendarDays(7)),)),
        ("B(48,H,supply_stop)", (Before(Hours(48), "supply_stop"),)),
        ("F(quarter,20th_of_first_month)", (Periodic(PeriodKind.QUARTER, DayOfFirstMonth(20)),)),
        ("F(month)", (Periodic(PeriodKind.MONTH),)),
        ("D(01-31)", (ByDate(1, 31),)),
        ("RT", (RealTime(),)),
        ("PERM", (Permanent(),)),
        ("WDR(3,CD,penalty_annulled)", (WithdrawWithin(CalendarDays(3), "penalty_annulled"),)),
        ("W(10,WD,obtained)+P(7,WD)", (Within(WorkingDays(10), "obtained"), Posted(WorkingDays(7)))),
        ("F(half_month,+5CD)+PERM", (Periodic(PeriodKind.HALF_MONTH, AfterEnd(CalendarDays(5))), Permanent())),
        (" W（20，WD，formed） + P( 7, WD )", (Within(WorkingDays(20), "formed"), Posted(WorkingDays(7)))),
    ],
)
def test_every_form_of_the_reference(text, expected):
    assert parse(text).clauses == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "+",
        "RT+",
        "W(20,WD)",
        "W(0,WD,a)",
        "W(x,WD,a)",
        "W(20,D,a)",
        "P(3,H)",
        "P(7,*)",
        "F(fortnight)",
        "D(02-30)",
        "D(1-31)",
        "RT()",
        "RT+RT",
        "F(quarter,32nd)",
        "W(20,WD,Formed)",
        "X(1)",
        "F(month,20)",
        "20日内",
    ],
)
def test_what_cannot_be_read_is_refused_in_both_languages(text):
    with pytest.raises(TimingError) as caught:
        parse(text)
    assert "时限" in caught.value.objection.zh
    assert "Time limit" in caught.value.objection.en
