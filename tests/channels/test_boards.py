"""Boards are registered by the unit, hold postings for their window, and close only when empty."""

from datetime import UTC, date, datetime, timedelta

import pytest

from gongkai.channels.actions import change_board, close_board, post, register_board, take_down
from gongkai.channels.models import Board, Posting
from gongkai.channels.queries import (
    boards_for,
    boards_for_public,
    boards_visible_to,
    postings_visible_to,
    up_now,
    window_over,
)
from gongkai.duties.models import Obligation
from gongkai.journal.models import AuditRow
from tests.disclosures.conftest import NOW, TODAY, District, later, make_unit

pytestmark = pytest.mark.django_db


def window(district: District, disclosure, days: int = 5, unit: str = "WD") -> Obligation:
    """A task of the disclosure that asks to be posted for a number of days."""
    duty = disclosure.duty
    task = Obligation.objects.create(
        duty=duty, unit=disclosure.unit, version=duty.version, origin="event", title="公示", opens_on=TODAY, period_key="w",
        posting_days=days, posting_unit=unit,
    )  # fmt: skip
    disclosure.obligations.add(task)
    return task


def test_a_board_is_registered_with_every_objection_at_once(district: District, refused):
    made = register_board(district.finance, " 公开栏 ", "门口", actor=district.clerk, opened_on=TODAY, kind="screen")
    assert (made.name, made.kind) == ("公开栏", "screen")
    again = refused(register_board, district.finance, "", "", actor=district.stranger, opened_on=TODAY, kind="nowhere")
    assert {"right.evidence", "board.name", "board.place", "board.kind"} <= set(again)
    assert AuditRow.objects.filter(kind="board_registered").count() == 1


def test_a_board_is_changed_and_closed_when_empty(district: District, board: Board, refused):
    change_board(board, actor=district.clerk, place="二楼")
    published = district.published("notice")
    posting = post(published, board, actor=district.clerk, posted_on=TODAY, at=NOW)
    assert refused(close_board, board, actor=district.clerk, on=TODAY) == ["board.in_use"]
    take_down(posting, actor=district.clerk, on=TODAY, reason="换版", confirmed=True, at=NOW)
    close_board(board, actor=district.clerk, on=TODAY)
    assert refused(close_board, board, actor=district.clerk, on=TODAY) == ["board.closed"]
    assert not boards_for_public(district.finance).exists()
    assert "posting.closed" in refused(post, published, board, actor=district.clerk, posted_on=TODAY, at=NOW)


def test_only_what_is_published_hangs_and_only_in_its_own_tree(district: District, board: Board, refused):
    draft = district.draft("notice")
    assert "posting.state" in refused(post, draft, board, actor=district.clerk, posted_on=TODAY, at=NOW)
    elsewhere = Board.objects.create(unit=district.health, name="别处", place="别处", opened_on=TODAY)
    published = district.published("notice")
    codes = refused(post, published, elsewhere, actor=district.clerk, posted_on=TODAY, at=NOW)
    assert {"posting.board", "right.evidence"} <= set(codes)


def test_the_day_is_the_local_one_and_not_before_publication(district: District, board: Board, refused):
    published = district.published("notice")
    for day, code in ((date(2026, 3, 11), "posting.future"), (date(2026, 3, 9), "posting.early")):
        assert refused(post, published, board, actor=district.clerk, posted_on=day, at=NOW) == [code]
    early_morning = datetime(2026, 3, 10, 23, 0, tzinfo=UTC)  # the eleventh in Shanghai
    post(published, board, actor=district.clerk, posted_on=date(2026, 3, 11), at=early_morning)
    assert refused(post, published, board, actor=district.clerk, posted_on=TODAY, at=NOW) == ["posting.again"]


@pytest.mark.parametrize(
    ("days", "unit", "end"), [(5, "WD", date(2026, 3, 17)), (7, "CD", date(2026, 3, 17)), (3, "WD", date(2026, 3, 13))]
)
def test_the_window_runs_by_working_or_calendar_days(district: District, board: Board, days: int, unit: str, end: date):
    published = district.published("plain")
    window(district, published, days, unit)
    posting = post(published, board, actor=district.clerk, posted_on=TODAY, at=NOW)
    assert posting.until_on == end
    published.refresh_from_db()
    assert published.posted_until == end


def test_taking_down_early_is_a_recorded_violation(district: District, board: Board, refused):
    published = district.published("plain")
    window(district, published)
    posting = post(published, board, actor=district.clerk, posted_on=TODAY, at=NOW)
    early = {"actor": district.clerk, "on": date(2026, 3, 12), "at": later(days=2)}
    assert refused(take_down, posting, reason="", **early) == ["posting.window"]
    assert refused(take_down, posting, reason="换版", **early) == ["posting.window"]
    assert "posting.order" in refused(take_down, posting, reason="", actor=district.clerk, on=date(2026, 3, 9), at=NOW)
    take_down(posting, reason="换版", confirmed=True, **early)
    assert AuditRow.objects.filter(kind="posting_window_broken").count() == 1
    assert refused(take_down, posting, reason="", confirmed=True, **early)[0] == "posting.down"


def test_it_hangs_to_the_end_of_the_last_day(district: District, board: Board, refused):
    published = district.published("plain")
    window(district, published)
    posting = post(published, board, actor=district.clerk, posted_on=TODAY, at=NOW)
    last = {"actor": district.clerk, "reason": "", "at": later(days=9)}
    assert refused(take_down, posting, on=posting.until_on, **last) == ["posting.window"]
    take_down(posting, on=posting.until_on + timedelta(days=1), **last)
    assert not AuditRow.objects.filter(kind="posting_window_broken").exists()


def test_what_may_come_down_is_what_is_past_its_window(district: District, board: Board):
    posting = Posting.objects.create(
        board=board,
        disclosure=district.published("notice"),
        posted_on=TODAY,
        until_on=date(2026, 3, 17),
        recorded_at=NOW,
    )
    rows = postings_visible_to(district.clerk)
    assert list(up_now(rows)) == [posting]
    assert not window_over(rows, date(2026, 3, 17)).exists()
    assert list(window_over(rows, date(2026, 3, 18))) == [posting]


def test_boards_are_seen_by_rights_and_offered_within_the_tree(district: District, board: Board):
    hamlet = make_unit("hamlet", "下属站所", "public_institution", parent=district.finance)
    below = Board.objects.create(unit=hamlet, name="站所栏", place="站所", opened_on=TODAY)
    assert set(boards_visible_to(district.clerk)) == {board, below}
    assert not boards_visible_to(district.stranger).exists()
    published = district.published("notice")
    assert list(boards_for(published, district.clerk)) == [board], "EVIDENCE does not inherit downwards"
    assert not boards_for(published, district.leader).exists()
    assert not postings_visible_to(district.stranger).exists()
