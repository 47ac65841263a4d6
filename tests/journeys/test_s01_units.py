"""S01: departments, townships, farms, villages, communities, schools and health centres all publish, and anybody sees it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

KINDS = (
    ("finance", "区财政局"),
    ("liuxi", "柳溪镇"),
    ("red-flag-farm", "红旗农场"),
    ("shiqiao", "石桥村"),
    ("community-01", "社区"),
    ("first-primary-school", "第一小学"),
    ("health-centre-01", "卫生院"),
    ("hospital-1", "人民医院"),
    ("water", "供水"),
)


def test_a_visitor_finds_every_kind_of_unit_and_what_it_owes(desk: Page) -> None:
    desk.goto("/units/")
    for code, _name in KINDS:
        link = desk.locator(f'a[href$="/units/{code}/"]').first
        expect(link).to_be_attached()
    for code, name in KINDS:
        desk.goto(f"/units/{code}/")
        expect(desk.locator("h1")).to_contain_text(name)
        desk.goto(f"/units/{code}/duties/")
        assert desk.locator("main a[href*='/duties/']").count() >= 3, f"{name} owes something"


def test_a_unit_page_shows_its_rate_with_numerator_and_denominator(desk: Page) -> None:
    desk.goto("/units/liuxi/")
    text = desk.locator("main").inner_text()
    assert "%" in text
    desk.goto("/rates/units/liuxi/")
    figures = desk.locator("main").inner_text()
    assert "已到期" in figures
    assert "合规公开" in figures


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_a_unit_published_is_found_by_search_and_opened(
    visitor: Callable[..., Page], language: str, axe: Callable[[Page], None]
) -> None:
    page = visitor(width=390, height=844)
    page.goto("/en/search/?q=预算" if language == "en" else "/search/?q=预算")
    first = page.locator("main a[href*='/disclosures/']").first
    expect(first).to_be_visible()
    first.click()
    expect(page.locator("h1")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), (
        "no sideways scrolling on a phone"
    )
    axe(page)
