"""What must be withdrawn or corrected is counted in public like everything else that is owed."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from gongkai.disclosures import actions
from tests.site.world import NOW, World

pytestmark = pytest.mark.django_db
DAY = NOW + timedelta(days=2)
OVERDUE = NOW + timedelta(days=8)


def test_boards_show_it_as_missing_and_then_as_late(world: World, client: Client):
    one = world.publish("收支情况", "money", world.finance)
    clerk = world.clerk(world.finance)
    actions.record_ground(one, "annulled", "决算被撤销", occurred_on=DAY.date(), actor=clerk, at=DAY)
    title = f"撤回或更正：{one.index_number} 决算被撤销".replace("/", "&#x2f;")

    def read(path: str) -> str:
        answer = client.get(path)
        assert answer.status_code == 200, path
        return answer.content.decode()

    with time_machine.travel(OVERDUE, tick=False):
        board = f"/rates/units/{world.finance.code}/"
        for figure in ("due", "missing"):
            assert title in read(f"{board}list/{figure}/")
        assert title in read("/rates/overdue/")
        fixed = world.correct(one, "收支情况（更正）", at=OVERDUE)
        listed = read(f"{board}list/time/")
        assert title in listed
        assert "逾期撤回或更正" in listed
        assert "撤回或更正于" in listed
        assert "withdrawn or corrected on" in read(f"/en{board}list/time/")
        assert title not in read(f"{board}list/missing/")
        page = read(fixed.path)
        assert title not in page, "its own page is judged by its publication"
        assert "逾期" not in page.partition("<main")[2]
