"""Feeds and sitemaps before their specifications: RFC 4287, RSS 2.0, the sitemap protocol."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client

from tests.site.judges import feeds
from tests.site.world import NOW, World

LISTS = (
    "/disclosures/",
    "/units/shiqiao/disclosures/",
    "/units/finance/disclosures/",
    "/duties/money/disclosures/",
    "/duties/posted/disclosures/",  # nothing was published under it
    "/categories/finance/",
)
AWKWARD = "含有 <尖括号>、& 和号、\x02 控制符、“引号”与 \U0002000b 字的公告"
Judge = Callable[[bytes, str], list[str]]


@pytest.fixture
def published(world: World) -> World:
    """Records of every state, one with a title that has to be escaped."""
    first = world.publish(AWKWARD, "money", world.village)
    world.publish("没有摘要的公告", "money", world.village, at=NOW + timedelta(minutes=1))
    world.withdraw(world.publish("将要撤回的公告", at=NOW), at=NOW + timedelta(minutes=2))
    world.correct(world.publish("写错的标题公告"), "改正的标题公告", at=NOW + timedelta(hours=1))
    world.supersede(first, "更新后的收支公告", at=NOW + timedelta(hours=2))
    return world


@pytest.mark.parametrize("form", ["atom", "rss"])
def test_every_feed_keeps_to_its_specification(published: World, client: Client, form: str) -> None:
    judge: Judge = getattr(feeds, form)
    for place in LISTS:
        path = f"{place}feed.{form}"
        answer = client.get(path)
        assert answer["Content-Type"] == f"application/{form}+xml; charset=utf-8"
        assert judge(answer.content, settings.SITE["base_url"] + path) == [], path


def test_every_sitemap_keeps_to_the_protocol(published: World, client: Client) -> None:
    origin = settings.SITE["base_url"]
    index = client.get("/sitemap.xml").content
    assert feeds.sitemap(index, f"{origin}/sitemap.xml") == []
    parts = [one.text for one in feeds.etree.fromstring(index).iter(f"{feeds.SITEMAP}loc")]
    assert len(parts) == 2
    for part in parts:
        body = client.get(part.removeprefix(origin)).content
        assert feeds.sitemap(body, part) == []
        for place in feeds.etree.fromstring(body).iter(f"{feeds.SITEMAP}loc"):
            assert client.get(place.text.removeprefix(origin)).status_code == 200, place.text


def test_a_sitemap_tells_when_a_record_last_changed(published: World, client: Client) -> None:
    one = published.publish("以后要更正的公告", at=NOW)
    published.correct(one, "更正过的公告", at=NOW + timedelta(days=3))
    lines = client.get("/sitemap-1.xml").content.decode()
    assert f"{one.path}</loc><lastmod>{NOW + timedelta(days=3):%Y-%m-%d}</lastmod>" in lines


BROKEN_ATOM = {
    "<updated>2": "<updated>yesterday 2",
    "<id>http": "<id>",
    "</id>": "</id><id>https://a.example/b</id>",
    'rel="self"': 'rel="start"',
    "<author><name>": "<author><nom>",
    "</author>": "</author><title>again</title>",
    'type="text/html"': 'type="html"',
    "<summary>": '<summary type="xhtml">',
    '<category term="': '<category name="',
    "T0": "t0",
    "<entry>": "<entry><surprise/>",
}
BROKEN_RSS = {
    'version="2.0"': 'version="0.91"',
    "<description>": "<summary>",
    "<guid": "<id",
    "GMT": "Beijing time",
    "<pubDate>Tue": "<pubDate>Mon",
    'isPermaLink="true"': 'isPermaLink="yes"',
    "<link>http": "<link>",
    'rel="self"': 'rel="start"',
}
BROKEN_SITEMAP = {
    "<loc>http": "<loc>",
    "<lastmod>20": "<lastmod>",
    "</loc>": "</loc><priority>2</priority>",
    "<url>": "<page>",
    "sitemaps.org": "sitemaps.example",
    "/disclosures/": "/公开/",
}
CLOSING = {  # so that it is not only ill-formed
    "<author><name>": [("</name>", "</nom>")],
    "<description>": [("</description>", "</summary>")],
    "<guid": [("</guid>", "</id>")],
    "<url>": [("</url>", "</page>")],
}


@pytest.mark.parametrize(
    ("judge", "path", "broken"),
    [
        (feeds.atom, "/disclosures/feed.atom", BROKEN_ATOM),
        (feeds.rss, "/disclosures/feed.rss", BROKEN_RSS),
        (feeds.sitemap, "/sitemap-1.xml", BROKEN_SITEMAP),
    ],
)
def test_the_judges_refuse_what_is_broken(
    published: World, client: Client, judge: Judge, path: str, broken: dict[str, str]
) -> None:
    body = client.get(path).content.decode()
    address = f"{settings.SITE['base_url']}{path}"
    assert judge(body.encode(), address) == []
    for good, bad in broken.items():
        assert good in body
        worse = body.replace(good, bad)
        for right, wrong in CLOSING.get(good, ()):
            worse = worse.replace(right, wrong)
        assert judge(worse.encode(), address) != [], bad


def test_a_feed_that_is_cut_off_is_refused(published: World, client: Client) -> None:
    body = client.get("/disclosures/feed.atom").content
    assert feeds.atom(body[:-20], "https://a.example/")[0].startswith("not well-formed")
