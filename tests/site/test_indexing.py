"""The search index follows the audit trail: what a killed process did not get to is brought in by the next look."""

import json
from pathlib import Path

import pytest
from pytest_django import Settings

from gongkai.disclosures.models import Disclosure
from gongkai.site import indexing
from tests.site.world import NOW, World


@pytest.fixture
def dead(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody indexes after the commit: the process was killed."""
    monkeypatch.setattr(indexing, "_hand_over", lambda _key: None)


def found() -> int:
    indexing.index().refresh()
    return len(indexing.index())


def test_what_was_missed_is_brought_in(world: World, dead: None, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        one, two = world.publish("第一号公告"), world.publish("第二号公告")
    assert found() == 0
    assert not indexing.mend()
    assert found() == 2
    world.withdraw(one, at=NOW)
    assert indexing.catch_up() >= 1
    assert found() == 1
    assert Disclosure.objects.get(pk=two.pk).state == "published"


def test_every_row_is_looked_at_twice_and_then_no_more(world: World, dead: None):
    world.publish("第一号公告")
    assert [indexing.catch_up() for _ in range(3)] == [1, 1, 0]
    world.publish("第二号公告")
    assert [indexing.catch_up() for _ in range(3)] == [1, 1, 0]


def test_what_fails_is_tried_again(world: World, dead: None, monkeypatch: pytest.MonkeyPatch):
    world.publish("第一号公告")
    with monkeypatch.context() as full:
        full.setattr(indexing, "_bring", lambda _keys: (_ for _ in ()).throw(OSError("disk full")))
        assert indexing.catch_up() == 0
    assert indexing.catch_up() == 1
    assert found() == 1


def test_a_mark_that_cannot_be_read_means_from_the_beginning(world: World, dead: None, settings: Settings):
    world.publish("第一号公告")
    indexing.catch_up()
    mark = Path(settings.SEARCH_INDEX) / indexing.MARK
    assert len(json.loads(mark.read_text())) == 2
    mark.write_text("{")
    assert indexing.catch_up() == 1


def test_a_rebuild_knows_the_trail(world: World, dead: None):
    for number in range(3):
        world.publish(f"第 {number} 号公告")
    indexing.rebuild_all()
    assert found() == 3
    indexing.catch_up()
    indexing.catch_up()
    assert indexing.catch_up() == 0
