"""Every kind of public page: nothing for axe-core to find, no sideways scrolling, light enough, in both languages."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

PAGES = (
    "/", "/units/", "/units/liuxi/", "/units/liuxi/duties/", "/units/liuxi/disclosures/", "/duties/",
    "/duties/village-ledger-monthly/", "/categories/", "/categories/finance/", "/topics/", "/years/", "/rates/",
    "/rates/units/", "/rates/duties/", "/rates/overdue/", "/rates/units/liuxi/", "/statutory/guide/", "/statutory/rules/",
    "/statutory/content/", "/statutory/reports/", "/requests/", "/about/", "/feeds/", "/search/?q=预算", "/search/?q=无此内容xyz",
    "/nothing-here/",
)  # fmt: skip
HEAVIEST = 120_000  # bytes of a whole page with its style and script


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
        if not page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"):
            wrong.append(f"{address} scrolls sideways")
        if page.evaluate("document.documentElement.lang.slice(0, 2)") != language:
            wrong.append(f"{address} says it is in another language")
        weight = page.evaluate("performance.getEntries().reduce((sum, entry) => sum + (entry.transferSize || 0), 0)")
        if weight > HEAVIEST:
            wrong.append(f"{address} weighs {weight} bytes")
    assert not wrong
