"""A publication writes its pages in the same transaction, with a constant number of statements."""

import threading
import zlib
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from unittest.mock import patch
from xml.etree import ElementTree as ET

import pytest
from django.db import connection, transaction
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from gongkai.disclosures import actions
from gongkai.disclosures.models import Disclosure
from gongkai.site import publishing
from gongkai.site.build import disclosure
from gongkai.site.models import ListingEntry, Page
from gongkai.site.on_demand import home
from gongkai.site.queries import records
from gongkai.site.responses import on_demand
from tests.site.world import NOW, World

LISTS = (
    "/disclosures/",
    "/units/shiqiao/disclosures/",
    "/duties/money/disclosures/",
    "/categories/finance/",
    "/topics/04/",
    "/years/2026/",
)
ATOM = "{http://www.w3.org/2005/Atom}"


def body(path: str) -> str:
    return zlib.decompress(bytes(Page.objects.get(path=path).body), 31).decode()


def test_publication_writes_its_page_its_lists_and_their_feeds(world: World) -> None:
    one = world.publish("关于公布收支情况的公告", "money", world.village)
    page = body(one.path)
    assert "关于公布收支情况的公告" in page
    for shown in (
        "157,690.50 元",
        "6.4%",
        "1284 户",
        "2026年3月1日",
        "2025年第4季度",
        "乙类",
        "鱼塘承包费",
        "36,000.00",
        "索引号",
    ):
        assert shown in page, shown
    for path in LISTS:
        assert "关于公布收支情况的公告" in body(path), path
    for path in LISTS[:4]:
        assert "<entry>" in body(f"{path}feed.atom")
        assert "<item>" in body(f"{path}feed.rss")


def test_a_publication_costs_the_same_however_much_is_published(world: World) -> None:
    def cost() -> tuple[int, int]:
        one = world.submit("再公布一条公告", "money", world.village)
        before, clerk = Page.objects.count(), world.clerk(world.village)
        with CaptureQueriesContext(connection) as queries:
            actions.publish(one, actor=clerk, at=NOW)
        return len(
            [query for query in queries if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))]
        ), Page.objects.count() - before

    world.publish("第一条公告", "money", world.village)
    first, _ = cost()
    for number in range(45):
        world.publish(f"第 {number} 条公告", "money", world.village)
    later, added = cost()
    assert later == first <= 25
    assert added == 1, "lists and feeds are written in place"


def test_nothing_is_written_when_publishing_fails(world: World) -> None:
    one = world.submit("不会成功的公告")
    with patch("gongkai.site.actions.store", side_effect=RuntimeError), pytest.raises(RuntimeError):
        actions.publish(one, actor=world.clerk(one.unit), at=NOW)
    assert Disclosure.objects.get(pk=one.pk).state != "published"
    assert not Page.objects.exists()
    assert not ListingEntry.objects.exists()


def test_correction_keeps_the_page_and_says_why(world: World) -> None:
    one = world.publish("写错的标题公告")
    world.correct(one, "改正的标题公告", at=NOW + timedelta(hours=1))
    page = body(one.path)
    assert "改正的标题公告" in page
    assert "写错的标题公告" not in page
    assert "更正：标题写错" in page
    assert "写错的标题公告" not in body("/disclosures/")
    assert ListingEntry.objects.filter(listing__key="all").count() == 1


def test_withdrawal_leaves_a_tombstone_without_the_title(world: World, client: Client) -> None:
    one = world.publish("含有个人信息的公告")
    client.get(f"/en{one.path}")
    world.withdraw(one, at=NOW + timedelta(hours=1))
    assert Page.objects.get(path=one.path).status == 410
    for page in Page.objects.all():
        assert "含有个人信息的公告" not in zlib.decompress(bytes(page.body), 31).decode(), page.path
    response = client.get(one.path)
    assert response.status_code == 410
    assert "附件中有个人信息" in response.content.decode()
    assert client.get(f"/en{one.path}").status_code == 410
    for rest in ("qr.svg", "poster-a3.pdf", "lines.xlsx"):
        assert client.get(f"{one.path}{rest}").status_code == 410
        assert client.get(f"/disclosures/nobody/2026-00001/{rest}").status_code == 404
    assert client.get(f"/files/{one.index_number}/{'0' * 64}.pdf").status_code == 410
    assert client.head(f"{one.path}poster-a4.pdf").status_code == 410


def test_a_tombstone_speaks_the_language_of_its_page(world: World, client: Client) -> None:
    one = world.publish("含有个人信息的公告")
    with translation.override("en"):  # whoever withdraws reads English
        world.withdraw(one, at=NOW + timedelta(hours=1))
    assert "涉及个人隐私或商业秘密" in body(one.path)
    english = client.get(f"/en{one.path}").content.decode()
    assert "涉及个人隐私或商业秘密" not in english
    assert "ersonal" in english
    assert ">privacy<" not in english


def test_a_superseded_page_leads_to_the_new_one_and_back(world: World) -> None:
    old = world.publish("旧的公告")
    new = world.supersede(old, "新的公告", at=NOW + timedelta(hours=1))
    for one, other, words in ((old, new, "替代它的公开：新的公告"), (new, old, "被它替代的公开：旧的公告")):
        page = body(one.path)
        assert f'href="{other.path.replace("/", "&#x2f;")}"' in page
        assert words in page


def test_numbered_pages_stay_as_they_are_once_full(world: World, client: Client) -> None:
    for number in range(21):
        world.publish(f"第 {number} 条公告", at=NOW + timedelta(minutes=number))
    client.get("/disclosures/pages/1/")
    first = Page.objects.get(path="/disclosures/pages/1/")
    assert 'href="&#x2f;disclosures&#x2f;pages&#x2f;2&#x2f;"' in body("/disclosures/pages/1/")
    for number in range(21, 45):
        world.publish(f"第 {number} 条公告", at=NOW + timedelta(minutes=number))
    again = client.get("/disclosures/pages/1/")
    assert again["ETag"].removeprefix("W/") == first.etag


def test_what_few_read_is_rendered_again_after_a_publication(world: World, client: Client) -> None:
    assert "新的公告" not in client.get("/").content.decode()
    assert Page.objects.get(path="/").valid_until is not None
    world.publish("新的公告")
    assert not Page.objects.filter(path="/").exists()
    assert "新的公告" in client.get("/").content.decode()
    assert "新的公告" in client.get("/en/disclosures/").content.decode()
    world.publish("更新的公告")
    assert "更新的公告" in client.get("/en/disclosures/").content.decode()


def test_a_page_made_from_an_earlier_state_is_not_kept(world: World, client: Client) -> None:
    render = home.page

    def slow(language, at):
        made = render(language, at)
        world.publish("抢先的公告")
        return made

    on_demand(slow)(RequestFactory().get("/"))
    assert not Page.objects.filter(path="/").exists()


def test_feeds_are_valid(world: World, client: Client) -> None:
    world.publish("含有 <尖括号> & 和号的公告", "money", world.village)
    atom = ET.fromstring(body("/disclosures/feed.atom"))
    assert atom.tag == f"{ATOM}feed"
    for name in ("id", "title", "updated"):
        assert atom.findtext(f"{ATOM}{name}")
    entry = atom.find(f"{ATOM}entry")
    for name in ("id", "title", "updated", "published", "summary"):
        assert entry.findtext(f"{ATOM}{name}"), name
    assert entry.findtext(f"{ATOM}title") == "含有 <尖括号> & 和号的公告"
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == "石桥村村民委员会"
    assert entry.find(f"{ATOM}link").get("rel") == "alternate"
    rss = ET.fromstring(body("/disclosures/feed.rss"))
    assert rss.get("version") == "2.0"
    item = rss.find("channel/item")
    assert item.findtext("guid") == item.findtext("link")
    empty = ET.fromstring(client.get("/duties/posted/disclosures/feed.atom").content)
    assert empty.find(f"{ATOM}entry") is None
    assert empty.findtext(f"{ATOM}updated")


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_slower_writer_does_not_bring_back_what_was_withdrawn(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Evidence and withdrawal at the same time: whichever commits last, the page is the tombstone."""
    monkeypatch.setattr("gongkai.site.indexing._hand_over", lambda _key: None)
    one = world.publish("含有个人信息的公告")
    reading, gone = threading.Event(), threading.Event()
    original = records.records

    def slowly(*chosen: object) -> list[records.Record]:
        found = original(*chosen)
        if threading.current_thread().name == "slow" and not reading.is_set():
            reading.set()
            gone.wait(2)  # while pages are written in turn the other cannot get ahead
        return found

    def refresh() -> None:
        with closing(connection), transaction.atomic():
            publishing.refresh(one)

    monkeypatch.setattr(records, "records", slowly)
    thread = threading.Thread(target=refresh, name="slow")
    thread.start()
    assert reading.wait(10)
    world.withdraw(one, at=NOW + timedelta(hours=1))
    gone.set()
    thread.join(20)
    assert Page.objects.get(path=one.path).status == 410


def test_the_way_of_a_correction_is_told_in_order(world: World) -> None:
    one = world.correct(world.publish("写错的标题公告"), "改正的标题公告", at=NOW + timedelta(days=2))
    record = records.records(records.by_index_number(one.index_number))[0]
    reviewed = records.Reviewed("unit_review", (NOW + timedelta(days=1)).date(), 0, 0, 0)
    steps = disclosure.page(replace(record, reviews=(reviewed,)), "zh").steps
    assert [step.label for step in steps] == ["网上公开", "单位审核", "更正"]
    assert [step.date for step in steps] == sorted(step.date for step in steps)
    first = replace(record, reviews=(reviewed,), publications=record.publications[:1])
    assert [step.label for step in disclosure.page(first, "zh").steps] == ["单位审核", "网上公开"]
