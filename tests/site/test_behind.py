"""Every figure of a board leads to the whole list behind it, and the list holds as many as the figure says."""

import re
from datetime import datetime, timedelta

import pytest
import time_machine
from django.test import Client

from gongkai.disclosures import actions
from gongkai.site.models import Page
from gongkai.site.on_demand import behind
from tests.site.world import NOW, World

LATER = NOW + timedelta(days=90)
BOARDS = ("/rates/", "/rates/2026-04/", "/rates/units/liuxi/", "/rates/duties/news/")


@pytest.fixture
def judged(world: World) -> World:
    """Three records in time, two of a village long after their day."""
    for number in range(3):
        world.publish(f"按时公开的公告{number}", "news", world.township)
    for number in range(2):
        one = world.submit(f"拖了很久的公告{number}", "news", world.village)
        actions.publish(one, actor=world.clerk(world.village), at=LATER)
    return world


@pytest.fixture
def read(client: Client):
    def page(path: str) -> str:
        answer = client.get(path)
        assert answer.status_code == 200, path
        return answer.content.decode()

    with time_machine.travel(datetime.fromisoformat("2026-07-01T04:00:00+00:00"), tick=False):
        yield page


def titles(text: str) -> list[str]:
    return re.findall(r"(?:按时公开|拖了很久)的公告\d", text.partition("<main")[2])


def test_the_figures_of_a_board_lead_to_their_lists(judged: World, read) -> None:
    for board in BOARDS:
        text = read(board)
        for figure in behind.figures.FIGURES:
            address = f"{board}list/{figure}/".replace("/", "&#x2f;")
            assert address in text, (board, figure)
            found = read(f"{board}list/{figure}/")
            count = int(re.search(r"共 (\d+) 件", found)[1])
            assert len(titles(found)) == count, (board, figure)
            assert count == (5 if figure == "due" else 2 if figure in {"conforming", "time"} else 0), (board, figure)


def test_a_publication_takes_away_only_the_lists_it_changes(judged: World, read) -> None:
    kept, changed = "/rates/units/liuxi/list/due/", "/rates/units/finance/list/due/"
    one = judged.submit(
        "新的公告", "money", judged.finance, at=LATER
    )  # which raises an obligation, and so changes all figures
    for path in (kept, changed):
        read(path)
    actions.publish(one, actor=judged.clerk(judged.finance), at=LATER)
    assert Page.objects.filter(path=kept).exists()
    assert not Page.objects.filter(path=changed).exists()


def test_a_list_says_why(judged: World, read) -> None:
    text = read("/rates/units/shiqiao/list/time/")
    assert "逾期公开" in text
    assert "第 20 个工作日" in text
    assert 'href="&#x2f;disclosures&#x2f;' in text
    assert 'content="noindex"' in text


def test_a_long_list_has_pages_and_no_more_than_that(judged: World, read, client: Client, monkeypatch) -> None:
    monkeypatch.setattr(behind, "PER_PAGE", 2)
    seen = [title for number in ("", "2/", "3/") for title in titles(read(f"/rates/list/due/{number}"))]
    assert len(seen) == len(set(seen)) == 5
    assert "/rates/list/due/2/".replace("/", "&#x2f;") in read("/rates/list/due/")
    for wrong in (
        "/rates/list/due/4/",
        "/rates/list/due/0/",
        "/rates/list/everything/",
        "/rates/units/nobody/list/due/",
        "/rates/1999/list/due/",
    ):
        assert client.get(wrong).status_code == 404, wrong
