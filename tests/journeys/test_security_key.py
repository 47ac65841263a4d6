"""A security key as second factor, in a real district: the office must have one before it sees anything."""

import contextlib
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import CDPSession, Page, expect

from tests.journeys.district import District, command, serving
from tests.journeys.signing_in import log_in

SECRET = "weiming lake in november 9"
KEY = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[District]:
    """A real district with nothing but its root and one person of the office. Keys need a name, so it is `localhost`."""
    home = tmp_path_factory.mktemp("keys") / "home"
    home.mkdir()
    real = {"GONGKAI_DEMO": "false", "GONGKAI_SECOND_FACTOR": "true"}
    command(home, "setup", "--quiet", **real)
    said = command(
        home,
        "begin",
        "--name",
        "临河县人民政府",
        "--region",
        "990102",
        "--username",
        "office",
        "--person",
        "文主任",
        **real,
    )
    (home / "invitation").write_text(re.search(r"/workbench/join/\S+", said)[0], "utf-8")  # type: ignore[index]
    with serving(home, host="localhost", **real) as district:
        yield district


def insert_key(page: Page) -> tuple[CDPSession, str]:
    """Put a security key into the browser."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable", {"enableUI": False})
    added: dict[str, Any] = session.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    return session, added["authenticatorId"]


def test_the_office_registers_a_key_and_logs_in_with_it(
    visitor: Callable[..., Page], live: District, axe: Callable[..., None]
) -> None:
    page = visitor(width=1280, height=900)
    page.goto(Path(live.home / "invitation").read_text("utf-8"))
    for name in ("password", "again"):
        page.fill(f"#{name}", SECRET)
    page.click("main button.primary")
    log_in(page, "office", SECRET)
    page.wait_for_url("**/accounts/2fa/")
    expect(page.locator("main")).to_contain_text("必须使用第二因素")
    for address in ("/workbench/", "/workbench/units/", "/internal/"):
        page.goto(address)
        assert page.url.endswith("/accounts/2fa/"), "nothing is shown before"
    axe(page)

    session, key = insert_key(page)
    page.goto("/accounts/2fa/webauthn/add/")
    if page.locator("#id_password").count():
        page.fill("#id_password", SECRET)
        page.locator("main form button").first.click()
    axe(page)
    page.click("#mfa_webauthn_add")
    page.wait_for_url("**/accounts/2fa/recovery-codes/**")
    axe(page)
    held = session.send("WebAuthn.getCredentials", {"authenticatorId": key})["credentials"]
    assert [one["rpId"] for one in held] == ["localhost"]
    page.goto("/accounts/2fa/webauthn/")
    axe(page)
    page.goto("/workbench/")
    expect(page.locator("h1")).to_be_visible()
    assert page.url.endswith("/workbench/")

    page.context.clear_cookies()
    log_in(page, "office", SECRET)
    page.wait_for_url("**/accounts/2fa/authenticate/**")
    page.goto("/workbench/")
    page.wait_for_url("**/accounts/2fa/authenticate/**")  # a password alone opens nothing
    axe(page)
    page.click("#mfa_webauthn_authenticate")
    page.wait_for_url("**/workbench/")
    expect(page.locator("h1")).to_be_visible()
    used = session.send("WebAuthn.getCredentials", {"authenticatorId": key})["credentials"]
    assert used[0]["signCount"] > held[0]["signCount"]

    page.context.clear_cookies()
    session.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": key})
    a_strange_key_opens_nothing(page, live, axe)


def a_strange_key_opens_nothing(page: Page, live: District, axe: Callable[..., None]) -> None:
    insert_key(page)
    log_in(page, "office", SECRET)
    page.click("#mfa_webauthn_authenticate")
    expect(page.locator("#key-problem")).to_be_visible()
    expect(page.locator("#key-problem")).to_contain_text("再按一次")
    axe(page)
    assert "已清除" in live.gongkai("account", "factor", "office")
    log_in(page, "office", SECRET)
    page.wait_for_url("**/accounts/2fa/")
    assert "Traceback" not in live.log()


def test_an_address_without_a_name_says_why_it_cannot_take_keys(visitor: Callable[..., Page], live: District) -> None:
    page = visitor(width=390, height=844)
    with contextlib.suppress(AssertionError):  # where an earlier test has left one
        live.gongkai("account", "factor", "office")
    link = live.gongkai("account", "link", "office").strip().splitlines()[-1]
    page.goto(f"{live.url.replace('localhost', '127.0.0.1')}{link[link.index('/workbench/') :]}")
    for name in ("password", "again"):
        page.fill(f"#{name}", SECRET)
    page.click("main button.primary")
    page.fill("#id_login", "office")
    page.fill("#id_password", SECRET)
    page.click("main button.primary")
    page.wait_for_url("**/accounts/2fa/")
    page.goto(f"{page.url}webauthn/add/")
    if page.locator("#id_password").count():
        page.fill("#id_password", SECRET)
        page.locator("main form button").first.click()
    page.click("#mfa_webauthn_add")
    expect(page.locator("#key-problem")).to_contain_text("IP 地址")
