"""Evidence proves a channel, shows reuse, and is made void in the open."""

from datetime import date
from decimal import Decimal

import pytest

from gongkai.channels.actions import give_evidence, post, void_evidence
from gongkai.channels.models import Board, Evidence, Posting
from gongkai.channels.photographs import examine
from gongkai.channels.queries import evidence_for_public, evidence_visible_to
from gongkai.disclosures import store
from gongkai.duties.models import Fulfilment, Obligation
from tests.disclosures.conftest import NOW, TODAY, District, later

pytestmark = pytest.mark.django_db


@pytest.fixture
def task(district: District) -> Obligation:
    duty = district.duty("notice")
    return Obligation.objects.create(
        duty=duty,
        unit=district.finance,
        version=duty.version,
        origin="event",
        title="公示",
        opens_on=TODAY,
        period_key="n",
    )


def published(district: District, *tasks: Obligation):
    from gongkai.disclosures import actions

    draft = district.draft("notice")
    if tasks:
        actions.link_obligations(draft, tasks, actor=district.clerk, at=NOW)
    submitted = actions.submit(draft, actor=district.clerk, at=NOW)
    return actions.publish(submitted, actor=district.clerk, at=NOW)


def test_a_photograph_of_the_board_makes_the_form_conform(district: District, board: Board, task: Obligation, photo):
    shown = published(district, task)
    task.refresh_from_db()
    assert task.form_ok is False
    posting = post(shown, board, actor=district.clerk, posted_on=TODAY, at=NOW)
    given = give_evidence(
        shown,
        "notice_board",
        actor=district.clerk,
        shown_on=TODAY,
        at=NOW,
        photo=examine(photo(), "a.jpg"),
        posting=posting,
    )
    task.refresh_from_db()
    assert task.form_ok is True
    assert given.place == board.place
    assert Fulfilment.objects.get().evidenced_channels == {"website": "2026-03-10", "notice_board": "2026-03-10"}
    void_evidence(given, "拿错了", actor=district.office, at=NOW)
    task.refresh_from_db()
    assert task.form_ok is False
    assert not evidence_for_public(shown).exists()


def test_time_and_place_are_read_and_then_gone_from_the_file(district: District, board: Board, photo):
    shown = published(district)
    given = give_evidence(
        shown, "newspaper", actor=district.clerk, shown_on=TODAY, at=NOW, photo=examine(photo(taken="2026:03:10 09:30:00"), "a.jpg"),
        latitude=Decimal("30.5"), longitude=Decimal("120.25"),
    )  # fmt: skip
    assert f"{given.photographed_at:%Y-%m-%d}" == "2026-03-10"
    assert b"2026:03:10" not in store.read(given.file.sha256)


def test_the_same_picture_for_another_disclosure_is_pointed_out(district: District, photo):
    first, second, third = published(district), published(district), published(district)
    given = [
        give_evidence(one, "newspaper", actor=district.clerk, shown_on=TODAY, at=NOW, photo=examine(picture, "a.jpg"))
        for one, picture in ((first, photo(1)), (second, photo(1, quality=60)), (third, photo(9)))
    ]
    assert given[1].resembles == given[0]
    assert given[2].resembles is None


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"channel": "website", "note": "x"}, "evidence.website"),
        ({"channel": "pigeon", "note": "x"}, "evidence.channel"),
        ({"channel": "newspaper"}, "evidence.nothing"),
        ({"channel": "newspaper", "note": "x", "shown_on": date(2026, 3, 11)}, "evidence.future"),
        ({"channel": "newspaper", "note": "x", "shown_on": date(2026, 3, 9)}, "evidence.early"),
    ],
)
def test_what_proves_nothing_is_refused(district: District, refused, fields, code):
    asked = {"actor": district.clerk, "shown_on": TODAY, "at": NOW, **fields}
    assert code in refused(give_evidence, published(district), asked.pop("channel"), **asked)
    assert not Evidence.objects.exists()


def test_an_old_photograph_a_wrong_file_and_a_wrong_posting_are_refused(
    district: District, board: Board, photo, refused
):
    shown, other = published(district), published(district)
    posting = post(other, board, actor=district.clerk, posted_on=TODAY, at=NOW)
    asked = {"actor": district.clerk, "shown_on": TODAY, "at": NOW}
    old = examine(photo(taken="2026:01:01 08:00:00"), "a.jpg")
    assert "evidence.old" in refused(give_evidence, shown, "newspaper", photo=old, **asked)
    for data, name, code in (
        (b"not a picture", "a.jpg", "file_name_mismatch"),
        (b"not a picture", "a.txt", "evidence.picture"),
        (photo()[:200], "a.jpg", "file_damaged"),
    ):
        examined = examine(data, name)
        assert refused(give_evidence, shown, "newspaper", photo=examined, **asked) == [code]
        assert [one.field for one in examined.objections] == ["photo"]
    codes = refused(give_evidence, shown, "notice_board", posting=posting, **asked)
    assert {"evidence.posting", "evidence.photo"} <= set(codes)


def test_only_the_unit_gives_and_only_the_unit_or_the_office_voids(district: District, neighbour, refused):
    shown = published(district)
    asked = {"shown_on": TODAY, "at": NOW, "note": "第2版"}
    assert "right.evidence" in refused(give_evidence, shown, "newspaper", actor=neighbour, **asked)
    assert "evidence.state" in refused(
        give_evidence, district.draft("notice"), "newspaper", actor=district.clerk, **asked
    )
    given = give_evidence(shown, "newspaper", actor=district.clerk, **asked)
    assert list(evidence_visible_to(district.leader)) == [given]
    assert not evidence_visible_to(neighbour).exists()
    assert refused(void_evidence, given, "x", actor=neighbour, at=NOW) == ["right.evidence"]
    assert refused(void_evidence, given, " ", actor=district.clerk, at=NOW) == ["evidence.reason"]
    void_evidence(given, "版面写错", actor=district.clerk, at=later(hours=1))
    assert refused(void_evidence, given, "再一次", actor=district.office, at=NOW) == ["evidence.void"]


def test_putting_it_up_and_proving_it_are_one(district: District, board: Board, photo, refused):
    shown = published(district)
    asked = {"actor": district.clerk, "at": NOW, "board": board}
    wrong = {"shown_on": date(2026, 3, 11), "photo": examine(b"not a picture", "a.txt")}
    Board.objects.filter(pk=board.pk).update(closed_on=TODAY)
    board.refresh_from_db()
    told = refused(give_evidence, shown, "notice_board", **asked, **wrong)
    assert set(told) == {"evidence.future", "evidence.picture", "posting.closed"}, "all at once"
    assert not Posting.objects.exists()
    Board.objects.filter(pk=board.pk).update(closed_on=None)
    board.refresh_from_db()
    assert refused(give_evidence, shown, "notice_board", shown_on=TODAY, **asked) == ["evidence.photo"]
    for seed in (1, 2):
        give_evidence(shown, "notice_board", shown_on=TODAY, photo=examine(photo(seed), "a.jpg"), **asked)
    assert Posting.objects.get().board == board, "it is put up once"
    assert Evidence.objects.filter(posting=Posting.objects.get(), place=board.place).count() == 2


def test_no_picture_is_worked_on_inside_the_transaction(district: District, board: Board, photo, monkeypatch):
    shown, ready = published(district), examine(photo(), "a.jpg")

    def heavy(*_args: object, **_named: object) -> None:
        raise AssertionError("a picture is decoded while the database is locked")

    monkeypatch.setattr("PIL.Image.open", heavy)
    monkeypatch.setattr("gongkai.disclosures.store.keep", heavy)
    asked = {"actor": district.clerk, "shown_on": TODAY, "at": NOW}
    assert give_evidence(shown, "notice_board", board=board, photo=ready, **asked).file
