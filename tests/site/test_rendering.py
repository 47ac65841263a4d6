"""Rendering everything gives the same bytes that publishing wrote, whatever happened in between."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from gongkai.disclosures.models import Disclosure
from gongkai.site import rendering
from gongkai.site.actions import forget
from gongkai.site.models import Listing, ListingEntry, Page
from gongkai.site.queries import listings
from gongkai.site.rendering import render_all
from tests.site.world import NOW, World

FIELDS = ("path", "language", "status", "content_type", "body", "etag", "last_modified", "scope", "lazy", "valid_until")


def rows(**chosen: object) -> dict[str, tuple]:
    return {
        row[0]: tuple(bytes(one) if isinstance(one, memoryview) else one for one in row)
        for row in Page.objects.filter(**chosen).values_list(*FIELDS)
    }


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["publish", "publish", "publish", "correct", "retopic", "withdraw", "supersede"]),
        st.integers(0, 99),
    ),
    min_size=4,
    max_size=12,
)


def test_full_rendering_equals_the_incremental_one(world: World, client: Client) -> None:
    @settings(max_examples=6, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate], database=None)
    @given(STEPS)
    def example(steps: list[tuple[str, int]]) -> None:
        with transaction.atomic():
            happen(world, steps)
            assert compare(client) > 3
            transaction.set_rollback(True)

    example()


def happen(world: World, steps: list[tuple[str, int]]) -> None:
    at = NOW
    for kind, chance in steps:
        at += timedelta(minutes=7)
        shown = list(Disclosure.objects.filter(state="published", audience="public").order_by("pk"))
        one = shown[chance % len(shown)] if shown else None
        if kind == "publish" or one is None:
            code = ["news", "money", "posted", "doubtful", "inner"][chance % 5]
            world.publish(f"第 {chance} 号公告", code, world.units[chance % 3], at=at)
        elif kind == "correct":
            world.correct(one, f"更正后的第 {chance} 号公告", at=at)
        elif kind == "retopic":
            world.correct(one, f"改主题的第 {chance} 号公告", at=at, topic="10")
        elif kind == "withdraw":
            world.withdraw(one, at=at)
        else:
            world.supersede(one, f"新的第 {chance} 号公告", at=at)


def places() -> list[tuple]:
    return list(ListingEntry.objects.order_by("pk").values_list("listing__key", "position", "disclosure_id"))


def compare(client: Client) -> int:
    for path in ("/disclosures/pages/1/", "/years/2026/pages/1/"):  # rendered on demand meanwhile
        client.get(path)
    before, before_places = rows(), places()
    render_all()
    after = rows()
    assert {path: after.get(path) for path in before} == before
    assert {path for path in after if not after[path][8]} == {path for path in before if not before[path][8]}
    assert places() == before_places
    Page.objects.filter(lazy=True).delete()
    for path in after:  # what is rendered on demand equals what was rendered in bulk
        if after[path][8]:
            client.get(path)
    assert rows() == after
    return len(after)


def test_lists_can_be_made_from_nothing(world: World) -> None:
    for number in range(23):
        world.publish(f"第 {number} 号公告", at=NOW + timedelta(minutes=number))
    before = rows(lazy=False)
    Page.objects.all().delete()
    ListingEntry.objects.all().delete()
    Listing.objects.all().delete()
    assert render_all() > 23
    assert rows(lazy=False) == before
    assert {"/disclosures/pages/1/", "/disclosures/pages/2/"} <= rows().keys()


def test_more_records_cost_no_more_statements(world: World) -> None:
    def spent() -> int:
        with CaptureQueriesContext(connection) as seen:
            render_all()
        return len([one for one in seen if '"disclosures_' in one["sql"] or '"duties_' in one["sql"]])

    world.publish("第一号公告", at=NOW)
    few = spent()
    for number in range(8):
        world.publish(f"第 {number} 号公告", at=NOW + timedelta(minutes=number))
    assert spent() == few


@pytest.mark.parametrize("jobs_before", [0, 2, 4, 7])
def test_what_is_withdrawn_while_everything_is_rendered_stays_withdrawn(
    world: World, monkeypatch: pytest.MonkeyPatch, jobs_before: int
) -> None:
    """Between any two jobs: what the earlier ones read, lines of lists too, may not reach the later ones' pages."""
    monkeypatch.setattr(rendering, "MANY", rendering.PER_PAGE)  # many jobs for few records
    shown = [world.publish(f"第 {number} 号公告", at=NOW + timedelta(minutes=number)) for number in range(23)]
    original, done = rendering._do, []

    def late(job):
        rendered = original(job)
        done.append(job)
        if len(done) == jobs_before + 1:
            world.withdraw(shown[0], at=NOW + timedelta(hours=1))
            world.publish("其间发布的公告", at=NOW + timedelta(hours=2))
        return rendered

    monkeypatch.setattr(rendering, "_do", late)
    render_all(processes=1)
    assert len(done) > jobs_before + 1
    monkeypatch.undo()
    assert Page.objects.get(path=shown[0].path).status == 410
    before = rows()
    render_all()
    assert rows() == before


def test_what_leaves_the_lists_between_two_questions_is_left_out(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """An import may be undone while everything is rendered."""
    gone, kept = (world.publish(f"第 {number} 号公告", at=NOW + timedelta(minutes=number)) for number in range(2))
    original = listings._lines

    def after_it_left(entries):
        forget([gone.pk])
        return original(entries)

    monkeypatch.setattr(listings, "_lines", after_it_left)
    found = listings.Reader().whole(["all"])
    assert [line.disclosure for _, line in found["all"]] == [kept.pk]
    assert listings.Reader().span("never", 0, 20) == []
