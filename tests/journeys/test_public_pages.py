"""Every kind of public page: nothing for axe-core to find, no sideways scrolling, light enough, in both languages."""

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

PAGES = (
    "/", "/units/", "/units/liuxi/", "/units/liuxi/duties/", "/units/liuxi/disclosures/", "/duties/",
    "/duties/village-ledger-monthly/", "/categories/", "/categories/finance/", "/topics/", "/years/", "/rates/",
    "/rates/units/", "/rates/duties/", "/rates/overdue/", "/rates/units/liuxi/", "/rates/list/time/", "/statutory/guide/", "/statutory/rules/",
    "/statutory/content/", "/statutory/reports/", "/requests/", "/about/", "/feeds/", "/search/?q=预算", "/search/?q=无此内容xyz",
    "/nothing-here/",
)  # fmt: skip
HEAVIEST = 120_000  # bytes of a whole page with everything it loads, compressed as it is served
# By the bodies, because what comes out of the browser's cache is transferred no more; 300 bytes stand for the headers.
WEIGHT = "performance.getEntries().reduce((sum, one) => sum + (one.encodedBodySize ? one.encodedBodySize + 300 : 0), 0)"
SIDEWAYS = "document.documentElement.scrollWidth > window.innerWidth"


def _first_disclosure(page: Page) -> str:
    page.goto("/disclosures/")
    return str(page.locator("main a[href*='/disclosures/']").filter(has_text="").first.get_attribute("href"))


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("width", [390, 1280])
def test_public_pages_are_for_everybody(
    visitor: Callable[..., Page], axe: Callable[[Page], None], language: str, width: int
) -> None:
    page = visitor(width=width, height=900)
    wrong: list[str] = []
    prefix = "/en" if language == "en" else ""
    for address in (*PAGES, _first_disclosure(page).removeprefix("/en")):
        page.goto(prefix + address)
        page.wait_for_load_state("load")
        axe(page)
        if page.evaluate(SIDEWAYS):
            wrong.append(f"{address} scrolls sideways")
        if page.evaluate("document.documentElement.lang.slice(0, 2)") != language:
            wrong.append(f"{address} says it is in another language")
        weight = page.evaluate(WEIGHT)
        if weight > HEAVIEST:
            wrong.append(f"{address} weighs {weight} bytes")
    assert not wrong


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(("width", "mode"), [(320, ""), (1920, ""), (390, "elder"), (640, "elder")])
def test_nothing_scrolls_sideways(visitor: Callable[..., Page], language: str, width: int, mode: str) -> None:
    """From 320 to 1920 pixels, and in large type on a telephone; 640 in large type is 1280 at 250 %."""
    page = visitor(width=width, height=900)
    page.add_init_script(f"localStorage.setItem('gongkai-view', JSON.stringify({{elder: {str(bool(mode)).lower()}}}))")
    prefix = "/en" if language == "en" else ""
    wrong = []
    for address in (*PAGES, _first_disclosure(page).removeprefix("/en")):
        page.goto(prefix + address)
        if page.evaluate(SIDEWAYS):
            wrong.append(address)
    assert not wrong


@pytest.mark.parametrize(
    "view", [{"theme": "dark"}, {"contrast": True}, {"theme": "dark", "contrast": True}, {"elder": True}], ids=str
)
def test_every_way_of_reading_is_for_everybody(
    visitor: Callable[..., Page], axe: Callable[[Page], None], view: dict[str, object]
) -> None:
    """Dark, high contrast and large type keep their contrast and their names."""
    page = visitor(width=1280, height=900)
    page.add_init_script(f"localStorage.setItem('gongkai-view', {json.dumps(json.dumps(view))})")
    for address in ("/", "/rates/", "/search/?q=预算", "/statutory/guide/", _first_disclosure(page)):
        page.goto(address)
        axe(page)


def test_paper_shows_what_the_screen_hides(visitor: Callable[..., Page]) -> None:
    """Printed: no navigation, the address of the page, and what stands folded on the screen."""
    page = visitor(width=1280, height=900)
    page.goto(_first_disclosure(page))
    page.emulate_media(media="print")
    assert not page.get_by_role("navigation").first.is_visible()
    assert page.locator(".foot .only-print").is_visible()
    for folded in page.locator("main details > *:not(summary)").all():
        assert folded.bounding_box() is not None


def test_a_citizen_needs_no_mouse(visitor: Callable[..., Page]) -> None:
    """Skip to the content, search, open what was found, change how it is shown: by the keyboard alone."""
    page = visitor(width=1280, height=900)
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "q"
    page.keyboard.type("预算")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/**")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('main .list') !== null"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/disclosures/**")
    shown = page.locator(".tools summary")
    shown.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert page.evaluate("'elder' in document.documentElement.dataset")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    page.reload()
    assert page.evaluate("'elder' in document.documentElement.dataset"), "kept for the next page"
