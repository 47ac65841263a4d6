"""The JSON-LD of every kind of page parses, and says nothing that schema.org does not know."""

import json

import pytest
from django.test import Client

from tests.site.judges import linked_data
from tests.site.world import NOW, World

PAGES = (
    "/", "/units/", "/units/finance/", "/units/shiqiao/", "/units/shiqiao/duties/", "/duties/", "/duties/money/", "/disclosures/",
    "/units/shiqiao/disclosures/", "/duties/money/disclosures/", "/categories/", "/categories/finance/", "/topics/", "/topics/04/", "/years/",
    "/years/2026/", "/feeds/", "/rates/", "/rates/2026-03/", "/rates/units/", "/rates/units/shiqiao/", "/rates/duties/", "/rates/duties/money/",
    "/statutory/guide/", "/statutory/rules/", "/statutory/content/", "/statutory/reports/", "/requests/", "/about/",
)  # fmt: skip


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_every_page_says_what_it_is_in_words_of_schema_org(world: World, client: Client, prefix: str) -> None:
    one = world.publish("含有 </script> 的收支公告", "money", world.village)
    world.correct(one, "更正的收支公告", at=NOW)
    for path in (*PAGES, one.path):
        blocks = linked_data.blocks(client.get(f"{prefix}{path}").content.decode())
        assert len(blocks) == 1, path
        assert linked_data.wrong(blocks[0]) == [], path


def test_a_withdrawn_record_tells_machines_nothing(world: World, client: Client) -> None:
    one = world.publish("将要撤回的公告")
    world.withdraw(one, at=NOW)
    assert linked_data.blocks(client.get(one.path).content.decode()) == []


GOOD = {
    "@context": "https://schema.org",
    "@type": "Report",
    "headline": "公告",
    "datePublished": "2026-03-10T02:00:00+00:00",
    "publisher": {"@type": "Organization", "name": "石桥村"},
}


@pytest.mark.parametrize(
    "change",
    [
        {"@context": "https://schema.example"},
        {"@type": "Announcment"},
        {"headLine": "公告"},
        {"headline": ""},
        {"datePublished": "10 March 2026"},
        {"publisher": "石桥村"},
        {"publisher": {"@type": "Organization", "telefone": "1"}},
        {"telephone": "0990-5550001"},
        {"url": "/disclosures/"},
    ],
)
def test_the_judge_refuses_what_is_wrong(change: dict[str, object]) -> None:
    assert linked_data.wrong(json.dumps(GOOD)) == []
    assert linked_data.wrong(json.dumps(GOOD | change)) != []


def test_the_judge_refuses_what_is_no_json() -> None:
    assert linked_data.wrong('{"@context": "https://schema.org", }') != []
