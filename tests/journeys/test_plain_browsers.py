"""The same work without JavaScript, and with the keyboard alone."""

from collections.abc import Callable

from playwright.sync_api import BrowserContext, Page, expect

from gongkai.demo.accounts import PASSWORD
from tests.journeys.conftest import PHONE
from tests.journeys.district import District


def test_a_review_is_decided_without_javascript(new_context: Callable[..., BrowserContext], live: District) -> None:
    page = new_context(base_url=live.url, viewport=PHONE, locale="zh-CN", java_script_enabled=False).new_page()
    page.goto("/accounts/login/")
    page.fill("#id_login", "clerk-2")
    page.fill("#id_password", PASSWORD)
    page.click("main button.primary")
    page.locator(".rail-small summary").click()
    page.locator(".rail-small").get_by_role("link", name="审核", exact=True).click()
    page.locator("main .tasks a").first.click()
    page.get_by_role("link", name="去写意见").click()
    page.locator("#opinion button[value=decide]").click()
    expect(page.locator("#problems a")).to_have_attribute("href", "#field-decision")
    page.locator("#field-decision").get_by_label("通过").check()
    page.locator("#opinion button[value=decide]").click()
    expect(page.locator("#problems")).to_have_count(0)
    expect(page.locator(".messages")).to_be_visible()


def test_a_task_is_begun_with_the_keyboard_alone(visitor: Callable[..., Page]) -> None:
    page = visitor()
    page.goto("/accounts/login/")
    page.focus("#id_login")
    page.keyboard.type("clerk")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/workbench/")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("跳到主要内容")
    page.keyboard.press("Enter")
    reach(page, "section[aria-labelledby=soon] .tasks a, section[aria-labelledby=soon] summary")
    page.keyboard.press("Enter")
    page.wait_for_url("**/disclosures/new/**")
    reach(page, "main form button.primary")
    page.keyboard.press("Enter")
    page.wait_for_url("**/edit/")
    reach(page, "main form button[value=submit], main form .actions-bar button.primary")
    page.keyboard.press("Enter")
    expect(page.locator("#problems")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash").startswith("#field-"), "a line of the summary leads to its field"


def reach(page: Page, wanted: str, most: int = 150) -> None:
    """Press Tab until the focus is on what is wanted, and see that one can see it."""
    for _press in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("wanted => document.activeElement.matches(wanted)", wanted):
            assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
            return
    raise AssertionError(f"the keyboard does not reach {wanted}")
