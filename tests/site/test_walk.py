"""Every public address answers, in both languages, and every link on every page leads somewhere."""

import re
from collections import Counter
from html import unescape
from urllib.parse import urldefrag, urlsplit

import pytest
from django.test import Client
from django.urls import resolve

from tests.site.world import NOW, World

MOST_OF_A_KIND = 4


def links(page: str) -> set[str]:
    found = re.findall(r'<(?:a|link|img|form|script)\b[^>]*?\s(?:href|src|action)="([^"]*)"', page)
    return {unescape(one) for one in found}


def local(address: str, origin: str) -> str:
    address = urldefrag(address)[0].removeprefix(origin)
    return address if address.startswith("/") else ""


@pytest.mark.parametrize("language", ["", "/en"])
def test_every_link_leads_somewhere(world: World, client: Client, settings, language: str) -> None:
    first = world.publish("关于公布收支情况的公告", "money", world.village)
    world.publish("干部任前公示", "posted")
    world.publish("待核实的事项公开", "doubtful", world.township)
    world.withdraw(world.publish("将要撤回的公告"), at=NOW)
    world.supersede(first, "更新后的收支公告", at=NOW)
    waiting, seen, visits = [f"{language}/"], set(), Counter()
    while waiting:
        path = waiting.pop()
        if path in seen or path.startswith("/static/"):
            continue
        seen.add(path)
        visits[resolve(urlsplit(path).path).url_name] += 1
        if visits[resolve(urlsplit(path).path).url_name] > MOST_OF_A_KIND:
            continue
        response = client.get(path)
        assert response.status_code in {200, 410}, path
        if not response["Content-Type"].startswith("text/html"):
            continue
        for link in links(response.content.decode()):
            target = local(link, settings.SITE["base_url"])
            other = target.startswith("/en/") != bool(language)
            if (
                target
                and urlsplit(target).path not in {urlsplit(one).path for one in seen}
                and (not other or target.count("/") < 4)
            ):
                waiting.append(target)
    assert len(seen) > 60
    assert not [path for path in seen if " " in path]
