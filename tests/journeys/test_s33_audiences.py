"""S33: what concerns a few is open to them behind a log-in and to nobody else; units below count for those above."""

import sqlite3
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.district import District
from tests.journeys.signing_in import log_in


def published(live: District, audiences: tuple[str, ...]) -> tuple[int, str, str, str]:
    """Key, index number, title and unit code of something published for one of the audiences."""
    marks = ",".join("?" * len(audiences))
    with sqlite3.connect(live.home / "gongkai.sqlite3") as database:
        row = database.execute(
            "SELECT d.id, d.index_number, d.title, u.code FROM disclosures_disclosure d JOIN units_unit u ON u.id = d.unit_id"
            f" WHERE d.state = 'published' AND d.audience IN ({marks}) ORDER BY d.id LIMIT 1",
            audiences,
        ).fetchone()
    assert row is not None, f"the demo district has published something for {audiences}"
    return row


def test_an_internal_record_is_behind_the_log_in(live: District, visitor: Callable[..., Page]) -> None:
    key, number, title, _unit = published(live, ("members", "staff"))
    _key, _number, open_title, _unit = published(live, ("public",))
    stranger = visitor()
    stranger.goto(f"/search/?q={open_title}")
    expect(stranger.locator("main")).to_contain_text(open_title)
    stranger.goto(f"/search/?q={title}")
    assert stranger.locator("main a", has_text=title).count() == 0
    answer = stranger.request.get("/sitemap.xml")
    assert number not in answer.text()
    stranger.goto(f"/workbench/disclosures/{key}/")
    assert "/accounts/login/" in stranger.url, "who is not known is asked to log in"

    office = visitor()
    log_in(office, "office")
    office.goto(f"/workbench/disclosures/{key}/")
    expect(office.locator("h1")).to_contain_text(title)


def test_units_below_count_for_the_unit_above(visitor: Callable[..., Page], axe: Callable[[Page], None]) -> None:
    leader = visitor()
    log_in(leader, "town-leader")
    leader.goto("/workbench/matrix/?below=liuxi")
    expect(leader.locator(".matrix")).to_contain_text("石桥村")
    axe(leader)
    leader.goto("/workbench/matrix/list/?below=liuxi&figure=missing")
    expect(leader.locator("h1")).to_be_visible()
    axe(leader)
