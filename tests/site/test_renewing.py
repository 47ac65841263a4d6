"""A unit is renamed, a rulebook words its duties anew: the pages already written follow, as a full rendering has them."""

import copy
import zlib
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest
from django.test import Client
from django_tasks_db.models import DBTaskResult

from gongkai.channels.actions import post, register_board, take_down
from gongkai.disclosures.models import Disclosure
from gongkai.duties.actions import bring_into_force, install_rulebook
from gongkai.duties.events import DUE_DATES_RECOMPUTED
from gongkai.duties.models import Obligation, RulebookVersion
from gongkai.journal.actions import happened
from gongkai.journal.actors import SYSTEM
from gongkai.rulebook.model import Rulebook
from gongkai.site import indexing, publishing, renewing
from gongkai.site.models import ListingEntry, Page
from gongkai.units.actions import change_unit
from tests.site.test_rendering import compare
from tests.site.world import NOW, PACK, World

Commit = Callable[..., Any]


@pytest.fixture
def work_off(django_capture_on_commit_callbacks: Commit) -> Commit:
    """Do something, commit it, and run the task it has queued."""

    def run(change: Callable[[], object]) -> int:
        DBTaskResult.objects.all().delete()
        with django_capture_on_commit_callbacks(execute=True):
            change()
        waiting = list(DBTaskResult.objects.filter(task_path__endswith="renewing.renew"))
        for one in waiting:
            renewing.renew.call(*one.args_kwargs["args"], **one.args_kwargs["kwargs"])
        return len(waiting)

    return run


def body(path: str) -> str:
    return zlib.decompress(bytes(Page.objects.get(path=path).body), 31).decode()


def publish_some(world: World) -> list[Any]:
    found = [
        world.publish(f"第 {number} 号公告", code, unit, at=NOW + timedelta(minutes=number))
        for number, (code, unit) in enumerate(
            [("news", world.finance), ("money", world.village), ("news", world.village), ("posted", world.township)] * 6
        )
    ]
    world.withdraw(found[2], at=NOW + timedelta(hours=2))
    world.supersede(found[6], "替代的公告", at=NOW + timedelta(hours=3))
    world.correct(found[10], "改主题的公告", at=NOW + timedelta(hours=4), topic="10")
    return found


@pytest.mark.parametrize("most", [renewing.WORTH_ALL, 3], ids=["these", "everything"])
def test_a_new_name_reaches_every_page_that_shows_it(
    world: World, client: Client, work_off: Commit, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(renewing, "WORTH_ALL", most)
    found = publish_some(world)
    indexing.rebuild_all()
    client.get("/units/shiqiao/")
    new = {"name": "石桥新村村民委员会", "short_name": "石桥新村", "name_en": "New Shiqiao"}
    assert work_off(lambda: change_unit(world.village, actor=SYSTEM, **new)) == 1
    for path in (found[1].path, "/units/shiqiao/disclosures/", "/disclosures/", "/duties/money/disclosures/feed.atom",
                 "/categories/finance/", "/topics/04/", "/years/2026/"):  # fmt: skip
        assert "石桥新村" in body(path), path
        assert "石桥村" not in body(path), path
    assert "石桥新村" in client.get("/units/shiqiao/").content.decode()
    assert "New Shiqiao" in client.get("/en/units/shiqiao/disclosures/").content.decode()
    assert "号公告" in client.get("/search/?q=石桥新村").content.decode()
    Page.objects.filter(lazy=True).delete()  # a full rendering leaves what this test has looked at to the next reader
    compare(client)


def renamed(**changes: Any) -> Rulebook:
    pack = copy.deepcopy(PACK)
    pack["version"] = "2"
    for duty in pack["duties"]:
        if duty["id"] == "own":
            duty["channels"] = {"required": [], "optional": []}  # what is for one person is on no website
        if duty["id"] == "money":
            duty.update(changes)
    return Rulebook.from_json({"packs": [pack]})


@pytest.mark.parametrize(
    "changes",
    [{"title": {"zh": "收支账目", "en": "Accounts"}}, {"category": "village"}, {"category": "village", "topic": "10"}],
    ids=["title", "category", "topic"],
)
def test_what_a_new_rulebook_calls_its_duties_reaches_the_pages(
    world: World, client: Client, work_off: Commit, changes: dict[str, Any]
) -> None:
    found = publish_some(world)
    before = ListingEntry.objects.count()
    install = partial(
        install_rulebook, renamed(**changes), actor=SYSTEM, title="第二版", effective_from=date(2026, 3, 10), at=NOW
    )
    assert work_off(install) == 1
    if "title" in changes:
        assert "收支账目" in body(found[1].path)
        assert "收支账目" in body("/duties/money/disclosures/")
        assert "财务收支" not in body("/duties/money/disclosures/feed.rss")
    else:
        assert ListingEntry.objects.count() == before + 6, "each stands in the new category too, and keeps its place"
        assert "第 1 号公告" in body("/categories/village/")
    compare(client)
    # Whoever corrects a record afterwards finds it in lists of before and of now.
    world.correct(found[5], "又改正的公告", at=NOW + timedelta(days=1))
    assert "又改正的公告" in body("/categories/finance/")
    compare(client)


def test_a_version_of_a_later_day_reaches_the_pages_on_that_day(world: World, client: Client, work_off: Commit) -> None:
    found = publish_some(world)
    day = date(2026, 5, 1)
    book = renamed(title={"zh": "收支账目", "en": "Accounts"})
    install = partial(install_rulebook, book, actor=SYSTEM, title="第二版", effective_from=day, at=NOW)
    assert work_off(install) == 0
    assert work_off(partial(bring_into_force, on=date(2026, 4, 30), actor=SYSTEM)) == 0
    assert "财务收支" in body(found[1].path)
    assert work_off(partial(bring_into_force, on=day, actor=SYSTEM)) == 1
    assert "收支账目" in body(found[1].path)
    compare(client)


def test_nothing_is_queued_for_what_no_page_shows(world: World, work_off: Commit) -> None:
    assert work_off(lambda: change_unit(world.village, actor=SYSTEM, name="石桥新村")) == 0, "nothing is out"
    publish_some(world)
    assert work_off(lambda: change_unit(world.village, actor=SYSTEM, supervision_phone="12345678")) == 0
    assert work_off(lambda: install_rulebook(
        renamed(reviews=[]), actor=SYSTEM, title="第二版", effective_from=date(2026, 3, 10), at=NOW
    )) == 0  # fmt: skip
    assert RulebookVersion.objects.count() == 2


def test_a_due_date_reckoned_anew_reaches_the_record(world: World, client: Client, work_off: Commit) -> None:
    one = world.publish("一号公告", "news", world.finance)
    version = RulebookVersion.objects.get()
    task = Obligation.objects.filter(disclosure_id=one.pk).first()
    if task is None:
        pytest.fail("a record answers an obligation")
    Obligation.objects.filter(pk=task.pk).update(due_on=date(2026, 1, 1), time_ok=False, conforming=False)
    told = partial(happened, DUE_DATES_RECOMPUTED, actor=SYSTEM, subject=version, changed=1, published=[one.pk])
    assert "逾期公开" not in body(one.path)
    assert work_off(told) == 1
    assert "逾期公开" in body(one.path)
    compare(client)


def test_a_record_matched_to_another_duty_is_found_in_both_lists(world: World, client: Client) -> None:
    one = world.publish("一号公告", "news", world.finance)
    Disclosure.objects.filter(pk=one.pk).update(duty=world.duty("money"))
    publishing.refresh(Disclosure.objects.get(pk=one.pk))
    for path in ("/duties/news/disclosures/", "/duties/money/disclosures/", "/categories/finance/"):
        assert "一号公告" in body(path), path
    compare(client)


def test_a_board_that_is_cleared_too_early_shows_on_the_page(world: World, client: Client) -> None:
    one = world.publish("公示公告", "posted", world.township)
    clerk = world.clerk(world.township)
    board = register_board(world.township, "公开栏", "门口", actor=clerk, opened_on=date(2026, 1, 1))
    posting = post(one, board, actor=clerk, posted_on=date(2026, 3, 12), at=NOW + timedelta(days=2))
    assert "2026年3月19日" in body(one.path), "it hangs five working days from when it was posted"
    compare(client)
    late = {"actor": clerk, "on": date(2026, 3, 13), "at": NOW + timedelta(days=3)}
    take_down(posting, reason="换版", confirmed=True, **late)
    assert "逾期公开" in body(one.path)
    compare(client)
