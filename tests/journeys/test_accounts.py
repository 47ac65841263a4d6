"""Accounts: an invitation, a password, a second factor, a role at work; and the lock-out."""

import time
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.signing_in import log_in, one_time_code

SECRET = "weiming lake in november 9"


def test_from_an_invitation_to_work_with_a_second_factor(
    visitor: Callable[..., Page], axe: Callable[[Page], None]
) -> None:
    office = visitor()
    log_in(office, "office")
    office.goto("/workbench/units/shiqiao/people/new/")
    office.fill("#username", "shiqiao-newcomer")
    office.fill("#name", "新来的文书")
    office.select_option("#role", "clerk")
    axe(office)
    office.click("main button.primary")
    link = office.input_value("#link")
    assert "/workbench/join/" in link
    axe(office)

    newcomer = visitor(width=390, height=844)
    newcomer.goto(link)
    axe(newcomer)
    newcomer.fill("#password", "12345678")
    newcomer.fill("#again", "12345678")
    newcomer.click("main button.primary")
    expect(newcomer.locator("#problems")).to_be_visible()
    newcomer.fill("#password", SECRET)
    newcomer.fill("#again", SECRET)
    newcomer.click("main button.primary")
    newcomer.wait_for_url("**/accounts/login/")
    log_in(newcomer, "shiqiao-newcomer", SECRET)
    newcomer.wait_for_url("**/workbench/")
    expect(newcomer.locator("h1")).to_be_visible()
    assert visitor().goto(link).status == 410, "a link works once"

    newcomer.goto("/accounts/2fa/totp/activate/")
    if newcomer.locator("#id_password").count():
        newcomer.fill("#id_password", SECRET)
        newcomer.click("main button.primary, main form button")
    secret = newcomer.input_value("#authenticator_secret")
    axe(newcomer)
    used = one_time_code(secret)
    enter(newcomer, used)
    newcomer.wait_for_url("**/accounts/2fa/**")
    axe(newcomer)

    again = visitor()
    log_in(again, "shiqiao-newcomer", SECRET)
    again.wait_for_url("**/accounts/2fa/authenticate/**")
    axe(again)
    enter(again, "000000")
    expect(again.locator("#problems")).to_be_visible()
    while one_time_code(secret) == used:  # a code works once
        time.sleep(1)
    enter(again, one_time_code(secret))
    again.wait_for_url("**/workbench/")


def enter(page: Page, code: str) -> None:
    """Answer with a one-time code."""
    page.fill("#id_code", code)
    page.locator("main form").filter(has=page.locator("#id_code")).locator("button").first.click()


def test_five_wrong_passwords_lock_an_account_for_a_while(
    visitor: Callable[..., Page], axe: Callable[[Page], None]
) -> None:
    page = visitor()
    for _attempt in range(5):
        log_in(page, "town-clerk", "wrong password")
    expect(page.locator("h1")).to_have_text("账号暂时锁定")
    axe(page)
    log_in(page, "town-clerk")
    expect(page.locator("h1")).to_have_text("账号暂时锁定")
