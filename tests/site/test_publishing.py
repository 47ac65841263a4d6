"""A publication writes its pages in the same transaction, with a constant number of statements."""

import zlib
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai.disclosures import actions
from gongkai.site.models import Page
from tests.site.world import NOW, World


def body(path: str) -> str:
    return zlib.decompress(bytes(Page.objects.get(path=path).body), 31).decode()


def test_publication_writes_its_page_its_lists_and_their_feeds(world: World) -> None:
    one = world.publish("关于公布收支情况的公告", "money", world.village)
    page = body(one.path)
    assert "关于公布收支情况的公告" in page
    for shown in (
        "157,690.50 元",
        "6.4%",
        "1,284 户",
        "2026年3月1日",
        "2025年第4季度",
        "乙类",
        "鱼塘承包费",
        "36,000.00",
        "索引号",
    ):
        assert shown in page, shown
    lists = (
        "/disclosures/",
        "/units/shiqiao/disclosures/",
        "/duties/money/disclosures/",
        "/categories/finance/",
        "/topics/04/",
        "/years/2026/",
    )
    for path in lists:
        assert "关于公布收支情况的公告" in body(path), path
    for path in lists[:4]:
        assert "<entry>" in body(f"{path}feed.atom")
        assert "<item>" in body(f"{path}feed.rss")
