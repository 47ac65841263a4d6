"""The search page: what a reader types, narrows and sees, through the real address."""

import re
from html import unescape
from urllib.parse import quote

import pytest
from django.test import Client

from gongkai.disclosures import actions
from gongkai.disclosures.uploads import prepare
from tests.site.world import NOW, World

TITLES = ("柳溪镇2025年财政预算执行情况", "关于綦毋村村民旅游补贴的公告", "干部任前公示")


@pytest.fixture
def found(world: World, django_capture_on_commit_callbacks) -> World:
    with django_capture_on_commit_callbacks(execute=True):
        world.publish(TITLES[0], "money", world.township)
        world.publish(TITLES[1], "news", world.village)
        world.publish(TITLES[2], "posted")
        clerk = world.clerk(world.finance)
        draft = actions.start(world.finance, world.duty("news"), actor=clerk, at=NOW, title="带有附件的公告")
        values, metadata = {"body": "<p>详见附件。</p>"}, {"produced_on": "2026-03-09", "occurred": "2026-03-09"}
        draft = actions.save_draft(draft, values, metadata, draft.saves, actor=clerk, at=NOW).disclosure
        actions.attach(draft, prepare("沿江防洪堤加固工程量清单".encode(), "清单.txt"), actor=clerk, at=NOW)
        actions.publish(actions.submit(draft, actor=clerk, at=NOW), actor=clerk, at=NOW)
    return world


def page(client: Client, query: str, prefix: str = "") -> str:
    answer = client.get(f"{prefix}/search/?{query}")
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def hits(text: str) -> list[str]:
    titles = re.findall(r'<li><a href="/(?:en/)?disclosures/[^"]*"[^>]*>(.*?)</a>', text)
    return [re.sub(r"</?mark>", "", title) for title in titles]


FOUND = {
    "预算": TITLES[0],  # a word inside a longer one
    "綦毋": TITLES[1],  # a name no dictionary has
    "２０２５": TITLES[0],  # full-width
    "財政預算": TITLES[0],  # traditional
    "“财政预算执行”": TITLES[0],  # a phrase
    "防洪堤": "带有附件的公告",  # inside an attachment
}


def test_what_is_typed_is_found_and_marked(found: World, client: Client) -> None:
    for typed, title in FOUND.items():
        text = page(client, f"q={quote(typed)}")
        assert hits(text) == [title], typed
        assert "<mark>" in text.partition("<main")[2], typed


def test_a_phrase_is_more_than_its_words(found: World, client: Client) -> None:
    assert hits(page(client, f"q={quote('“执行预算”')}")) == []


def test_newest_first_when_asked_and_by_filters_alone(found: World, client: Client) -> None:
    assert len(hits(page(client, f"q={quote('公告')}&order=newest"))) == 2
    assert hits(page(client, "unit=shiqiao")) == [TITLES[1]]
    assert hits(page(client, "duty=posted")) == [TITLES[2]]
    assert hits(page(client, "category=finance")) == [TITLES[0]]
    assert hits(page(client, "from=2026-03-11")) == []
    assert len(hits(page(client, "from=2026-03-10&to=2026-03-10"))) == 4


def test_filters_are_shown_and_can_be_taken_off_even_when_nothing_is_found(found: World, client: Client) -> None:
    text = page(client, f"q={quote('防洪堤')}&unit=shiqiao&category=authority")
    assert hits(text) == []
    for told, without in (("单位：石桥村村民委员会", "category=authority"), ("类别：事权", "unit=shiqiao")):
        link = re.search(rf'<a href="([^"]*)"><span class="hidden-visually">去掉：</span>{told} ', text)
        assert link is not None, told
        assert without in link[1]
        assert f"q={quote('防洪堤')}" in link[1]
    assert hits(page(client, f"q={quote('防洪堤')}")) == ["带有附件的公告"]


def test_the_other_language_answers_the_same_question(found: World, client: Client) -> None:
    text = page(client, f"q={quote('预算')}&unit=liuxi&order=newest")
    link = re.search(r'<a href="(/en/search/[^"]*)" lang="en"', text)
    assert link is not None
    assert hits(page(client, link[1].partition("?")[2], "/en")) == [TITLES[0]]


def test_nothing_that_can_be_typed_is_an_error(found: World, client: Client) -> None:
    for typed in ("%00", "%22", "“", "-", "a" * 500, "unit:1", "%F0%9F%98%80", "%ff", "AND OR NOT ("):
        text = page(client, f"q={typed}&unit={typed}&duty={typed}&from={typed}&page={typed}&year={typed}")
        assert "<h1>搜索</h1>" in text, typed
