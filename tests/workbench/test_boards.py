"""Boards, putting up and taking down, and photographs as evidence."""

import io
from contextlib import closing
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from gongkai.channels.models import Board, Evidence, Posting
from gongkai.units.roles import Role
from tests.disclosures.conftest import District, make_unit
from tests.workbench.conftest import Enter
from tests.workbench.reading import objections, text

pytestmark = pytest.mark.django_db


def photo(colour: str = "navy", name: str = "公开栏.jpg") -> SimpleUploadedFile:
    out = io.BytesIO()
    picture = Image.effect_noise((320, 240), 60).convert("RGB")
    picture.paste(colour, (20, 20, 200, 120))
    picture.save(out, "JPEG")
    return SimpleUploadedFile(name, out.getvalue(), "image/jpeg")


def give(client: Client, disclosure, **fields):
    return client.post(f"/workbench/boards/evidence/new/{disclosure.pk}/", fields)


def test_a_board_is_registered_changed_and_closed(clerk: Client, leader: Client, stranger: Client, district: District):
    assert leader.get("/workbench/boards/new/").status_code == 404
    sent = {"unit": district.finance.pk, "name": "一楼公开栏", "kind": "notice_board", "place": "一楼"}
    assert {"field-name", "field-place"} <= set(
        objections(clerk.post("/workbench/boards/new/", {**sent, "name": "", "place": ""}))
    )
    clerk.post("/workbench/boards/new/", sent)
    board = Board.objects.get()
    assert "field-name" in objections(clerk.post(f"/workbench/boards/{board.pk}/edit/", {**sent, "name": ""}))
    clerk.post(f"/workbench/boards/{board.pk}/edit/", {**sent, "name": "大厅公开栏"})
    assert "大厅公开栏" in text(leader.get(f"/workbench/boards/{board.pk}/"))
    assert stranger.get(f"/workbench/boards/{board.pk}/").status_code == 404
    assert stranger.post(f"/workbench/boards/{board.pk}/close/").status_code == 404
    assert clerk.post("/workbench/boards/new/", {**sent, "unit": district.health.pk}).status_code == 404
    clerk.post(f"/workbench/boards/{board.pk}/close/")
    board.refresh_from_db()
    assert board.closed_on == date(2026, 3, 10)
    assert "大厅公开栏" not in text(clerk.get("/workbench/boards/"))
    assert "大厅公开栏" in text(clerk.get("/workbench/boards/?closed=1"))
    assert "撤销停用" in text(clerk.get(f"/workbench/boards/{board.pk}/"))
    assert "撤销停用" not in text(leader.get(f"/workbench/boards/{board.pk}/"))
    clerk.post(f"/workbench/boards/{board.pk}/close/", {"undo": "1"})
    board.refresh_from_db()
    assert board.closed_on is None


def test_a_photograph_posts_and_proves_in_one_step(clerk: Client, stranger: Client, board: Board, district: District):
    published = district.published("notice")
    page = clerk.get(f"/workbench/boards/evidence/new/{published.pk}/")
    assert 'capture="environment"' in page.content.decode()
    done = give(clerk, published, channel="notice_board", board=board.pk, shown_on="2026-03-10", photo=photo(),
                latitude="30.12345678", longitude="120.5")  # fmt: skip
    evidence = Evidence.objects.get()
    assert done["Location"] == f"/workbench/boards/evidence/{evidence.pk}/"
    posting = Posting.objects.get()
    assert evidence.posting == posting
    assert evidence.place == "一楼大厅"
    assert str(evidence.latitude) == "30.12346"
    with closing(clerk.get(f"/workbench/boards/evidence/{evidence.pk}/photo")) as shown:
        assert shown["Content-Type"] == "image/jpeg"
    assert "一楼大厅" in text(clerk.get("/workbench/boards/evidence/"))
    for rest in (
        f"evidence/{evidence.pk}/",
        f"evidence/{evidence.pk}/photo",
        f"evidence/new/{published.pk}/",
        f"postings/{posting.pk}/down/",
    ):
        assert stranger.get(f"/workbench/boards/{rest}").status_code == 404
    assert "一楼大厅" not in text(stranger.get("/workbench/boards/evidence/"))
    give(clerk, published, channel="notice_board", board=board.pk, shown_on="2026-03-10", photo=photo("red"))
    assert Posting.objects.count() == 1, "it hangs there already"


def test_without_a_photograph_nothing_is_posted(clerk: Client, board: Board, district: District):
    published = district.published("notice")
    page = give(clerk, published, channel="notice_board", board=board.pk, shown_on="2026-03-10")
    assert "field-photo" in objections(page)
    assert not Posting.objects.exists(), "neither half is kept"
    broken = give(
        clerk, published, channel="notice_board", board=board.pk, photo=SimpleUploadedFile("x.jpg", b"no picture")
    )
    assert objections(broken) or "照片" in text(broken)
    assert "field-board" in objections(give(clerk, published, channel="notice_board", board="99", photo=photo()))
    assert "field-channel" in objections(give(clerk, published, channel="", board="none", note="x"))


def test_a_newspaper_is_proved_by_its_page(clerk: Client, district: District):
    published = district.published("notice")
    assert "field-note" in objections(give(clerk, published, channel="newspaper", board="none"))
    give(clerk, published, channel="newspaper", board="none", note="明川日报 3月10日 第2版")
    assert Evidence.objects.get().channel == "newspaper"


def test_a_reused_photograph_is_pointed_out_and_made_void(
    clerk: Client, office: Client, board: Board, district: District
):
    first, second = district.published("notice"), district.published("notice")
    same = photo().read()
    for one in (first, second):
        give(clerk, one, channel="notice_board", board=board.pk, photo=SimpleUploadedFile("a.jpg", same))
    found = Evidence.objects.get(disclosure=second)
    assert found.resembles is not None
    assert "与另一张照片很像" in text(office.get(f"/workbench/boards/evidence/{found.pk}/"))
    assert second.title in text(office.get("/workbench/boards/evidence/?alike=1"))
    assert "field-reason" in objections(office.post(f"/workbench/boards/evidence/{found.pk}/", {}))
    office.post(f"/workbench/boards/evidence/{found.pk}/", {"reason": "旧照片"})
    assert "已作废" in text(clerk.get(f"/workbench/boards/evidence/{found.pk}/"))
    assert "撤销作废" not in text(clerk.get(f"/workbench/boards/evidence/{found.pk}/")), "what the office did"
    clerk.post(f"/workbench/boards/evidence/{found.pk}/", {"undo": "1"})
    found.refresh_from_db()
    assert found.void_reason == "旧照片"
    assert "撤销作废" in text(office.get(f"/workbench/boards/evidence/{found.pk}/"))
    office.post(f"/workbench/boards/evidence/{found.pk}/", {"undo": "1"})
    found.refresh_from_db()
    assert found.void_reason == ""


def test_taking_down_early_needs_reason_and_confirmation(
    clerk: Client, leader: Client, board: Board, district: District
):
    published = district.published("notice")
    posting = Posting.objects.create(
        board=board,
        disclosure=published,
        posted_on=date(2026, 3, 10),
        until_on=date(2026, 3, 17),
        recorded_at="2026-03-10T02:00Z",
    )
    down = f"/workbench/boards/postings/{posting.pk}/down/"
    assert "公示期还没有满" in text(clerk.get(down))
    assert leader.get(down).status_code == 404
    assert "field-reason" in objections(clerk.post(down, {"on": "2026-03-10", "reason": "换版"}))
    clerk.post(down, {"on": "2026-03-10", "reason": "换版", "confirmed": "1"})
    posting.refresh_from_db()
    assert posting.taken_down_on == date(2026, 3, 10)
    assert "换版" in text(clerk.get(f"/workbench/boards/{board.pk}/"))


def test_a_township_proves_what_it_hangs_up_for_its_village(enter: Enter, district: District):
    town = make_unit("liuxi", "柳溪镇", "township")
    below = make_unit("shiqiao", "石桥村", "district_department", parent=town)  # the kind owes this test's duties
    clerk = enter(district.person("town", Role.CLERK, town))
    own = Board.objects.create(unit=town, name="镇公开栏", place="镇政府门口", opened_on=date(2026, 1, 1))
    foreign = Board.objects.create(unit=below, name="村公开栏", place="村口", opened_on=date(2026, 1, 1))
    draft, published = district.draft("notice", unit=below), district.published("notice", unit=below)
    address = f"/workbench/boards/evidence/new/{published.pk}/"
    assert address in clerk.get(f"/workbench/disclosures/{published.pk}/").content.decode()
    page = clerk.get(address)
    assert [board.pk for board in page.context["boards"]] == [own.pk]
    assert "这是石桥村的公开信息" in text(page)
    assert 'value="none"' not in page.content.decode()
    assert clerk.get(f"/workbench/boards/evidence/new/{draft.pk}/").status_code == 404, "not out yet"
    assert "field-board" in objections(give(clerk, published, channel="newspaper", board="none", note="第2版"))
    assert "field-board" in objections(give(clerk, published, channel="notice_board", board=foreign.pk, photo=photo()))
    give(clerk, published, channel="notice_board", board=own.pk, shown_on="2026-03-10", photo=photo())
    given = Evidence.objects.get()
    assert given.posting.board == own
    village = enter(district.person("clerk", Role.CLERK, below))
    assert "镇政府门口" in text(village.get(f"/workbench/boards/evidence/{given.pk}/"))
    clerk.post(f"/workbench/boards/evidence/{given.pk}/", {"reason": "拍错了"})
    given.refresh_from_db()
    assert given.void_reason == "拍错了", "whoever looks after the board may correct itself"
    beside = enter(district.person("beside", Role.CLERK, make_unit("qingshi", "青石镇", "township")))
    assert beside.get(address).status_code == 404


def test_a_take_down_is_undone_unless_it_broke_a_window(clerk: Client, board: Board, district: District):
    rows = [
        Posting.objects.create(
            board=board, disclosure=district.published("notice"), posted_on=date(2026, 3, 1), until_on=until, recorded_at="2026-03-01T02:00Z"
        )
        for until in (date(2026, 3, 8), date(2026, 3, 17))
    ]  # fmt: skip
    for posting in rows:
        down = f"/workbench/boards/postings/{posting.pk}/down/"
        clerk.post(down, {"on": "2026-03-10", "reason": "换版", "confirmed": "1"})
    page = clerk.get(f"/workbench/boards/{board.pk}/").content.decode()
    assert page.count("撤销取下") == 1
    for posting in rows:
        clerk.post(f"/workbench/boards/postings/{posting.pk}/down/", {"undo": "1"})
        posting.refresh_from_db()
    assert [posting.taken_down_on for posting in rows] == [None, date(2026, 3, 10)]


def test_lists_take_few_statements(clerk: Client, district: District, django_assert_max_num_queries):
    for number in range(20):
        Board.objects.create(unit=district.finance, name=f"公开栏{number}", place="楼", opened_on=date(2026, 1, 1))
    for address in (
        "/workbench/boards/",
        f"/workbench/boards/{Board.objects.first().pk}/",
        "/workbench/boards/evidence/",
    ):
        with django_assert_max_num_queries(12):
            assert clerk.get(address).status_code == 200


def test_those_without_a_unit_see_no_boards(enter, district: District):
    operator = enter(district.person("ops", Role.OPERATOR, district.finance))
    for address in (
        "/workbench/boards/",
        "/workbench/boards/evidence/",
        "/workbench/disclosures/",
        "/workbench/filings/",
    ):
        assert operator.get(address).status_code == 404
