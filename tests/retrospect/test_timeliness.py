"""Issue to publication against the law of the time."""

import datetime as dt
import itertools

import pytest

from gongkai.retrospect.documents import Document
from gongkai.retrospect.limits import limit_on, publication_limits
from gongkai.retrospect.timeliness import Reason, Timing, Verdict, judge, spread, spread_by, worst, year_of
from gongkai.rulebook.calendar import CalendarDays, WorkingDays, official_calendar
from gongkai.rulebook.document_numbers import parse

TODAY = dt.date(2024, 1, 1)


def timing(issued: str, published: str, on: dt.date = TODAY, last_year: int = 2026) -> Timing:
    dates = [dt.date.fromisoformat(text) if text else None for text in (issued, published)]
    document = Document("f.csv", 2, "通知", parse("农发〔2020〕1号"), dates[0], dates[1])
    return judge(document, on=on, calendar=official_calendar(last_year))


@pytest.mark.parametrize(
    ("issued", "published", "days", "verdict", "reason"),
    [
        ("2020-01-02", "2020-01-02", WorkingDays(0), Verdict.ON_TIME, None),
        # Spring Festival 2020 was prolonged to 2 February; 19 January (a Sunday) was worked.
        ("2020-01-02", "2020-02-06", WorkingDays(20), Verdict.ON_TIME, None),
        ("2020-01-02", "2020-02-07", WorkingDays(21), Verdict.LATE, None),
        ("2008-05-01", "2008-08-29", WorkingDays(85), Verdict.LATE, None),
        ("2008-04-30", "2008-05-05", WorkingDays(2), Verdict.UNKNOWN, Reason.NO_LIMIT),
        ("1998-01-05", "1998-01-08", CalendarDays(3), Verdict.UNKNOWN, Reason.NO_LIMIT),
        ("1998-01-05", "1998-01-04", CalendarDays(-1), Verdict.IMPOSSIBLE, Reason.BEFORE_ISSUE),
        ("2020-01-10", "2020-01-02", WorkingDays(-6), Verdict.IMPOSSIBLE, Reason.BEFORE_ISSUE),
        ("2020-01-10", "2024-01-02", None, Verdict.IMPOSSIBLE, Reason.FUTURE),
        ("", "2024-01-02", None, Verdict.IMPOSSIBLE, Reason.FUTURE),
        ("2020-01-10", "", None, Verdict.UNKNOWN, Reason.NO_DATE),
        ("", "", None, Verdict.UNKNOWN, Reason.NO_DATE),
    ],
)
def test_one_document_is_judged(
    issued: str, published: str, days: WorkingDays | CalendarDays | None, verdict: Verdict, reason: Reason | None
) -> None:
    judged = timing(issued, published)
    assert (judged.verdict, judged.reason) == (verdict, reason)
    if reason is not Reason.FUTURE:
        assert judged.days == days


@pytest.mark.parametrize(
    ("published", "verdict", "reason"),
    [
        ("2021-01-15", Verdict.ON_TIME, None),
        ("2021-01-29", Verdict.UNKNOWN, Reason.NO_CALENDAR),
        ("2021-04-01", Verdict.LATE, None),
    ],
)
def test_beyond_the_calendar_only_the_certain_is_judged(
    published: str, verdict: Verdict, reason: Reason | None
) -> None:
    judged = timing("2020-12-30", published, last_year=2020)
    assert (judged.verdict, judged.reason, judged.unit) == (verdict, reason, "calendar_days")


def test_the_law_is_dated_data_without_holes() -> None:
    limits = publication_limits()
    assert limit_on(dt.date(2008, 4, 30)) is None
    assert limit_on(dt.date(2008, 5, 1)) is limits[0]
    for before, after in itertools.pairwise(limits):
        assert before.in_force_to is not None
        assert after.in_force_from - before.in_force_to == dt.timedelta(days=1)
    assert limits[-1].in_force_to is None
    assert all(limit.days == WorkingDays(20) and limit.basis.zh and limit.source for limit in limits)


def test_groups_are_summed_up() -> None:
    timings = [
        timing("2020-01-02", "2020-01-03"),
        timing("2020-01-02", "2020-03-02"),
        timing("2020-01-02", "2020-06-02"),
        timing("2021-01-04", "2021-01-05"),
        timing("2021-01-04", ""),
    ]
    first, second = spread_by(timings, year_of)
    assert (first.name, first.total, first.judged, first.counts[Verdict.LATE]) == ("2020", 3, 3, 2)
    assert first.share == pytest.approx(100 / 3)
    assert (first.middle, first.longest) == (timings[1].days.n, timings[2].days.n)  # type: ignore[union-attr]
    assert (second.judged, second.share) == (1, 100)
    assert spread("none", []).share is None
    assert worst(timings, 1) == [timings[2]]
