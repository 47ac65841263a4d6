"""S24 备案制度: what is published is filed with the office in the same moment, without gaps, and can be taken away."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.district import District
from tests.journeys.people import approved, log_in


def test_every_publication_is_filed_with_the_office(
    visitor: Callable[..., Page], live: District, axe: Callable[[Page], None]
):
    ready = approved(live, "shiqiao", "system-filing")
    clerk = log_in(visitor(), "clerk")
    clerk.goto(f"/workbench/disclosures/{ready.key}/")
    clerk.get_by_role("link", name="立即发布").click()
    clerk.get_by_role("button", name="立即发布").click()
    shown = clerk.locator("#main").inner_text()
    number = re.search(r"BA-[\w-]+-(\d{4})-(\d+)", shown)
    assert number, "the filing number stands on the disclosure"

    office = log_in(visitor(), "office")
    office.get_by_role("link", name="备案", exact=True).click()
    expect(office.locator("#main")).to_contain_text(number[0])
    axe(office)
    office.locator("#q").fill(number[0].rsplit("-", 1)[0])
    office.get_by_role("button", name="筛选").click()
    numbers = re.findall(r"BA-[\w-]+-\d{4}-\d+", office.locator("#main").inner_text())
    serials = sorted({int(one.rsplit("-", 1)[1]) for one in numbers})
    assert serials == list(range(serials[0], serials[-1] + 1)), "no number is missing"
    assert serials[-1] == int(number[2])
    with office.expect_download() as taken:
        office.get_by_role("link", name="导出 CSV").click()
    table = taken.value.path().read_text("utf-8-sig")
    assert number[0] in table
    assert ready.title in table

    head = log_in(visitor(), "finance-clerk")
    head.goto("/workbench/filings/")
    expect(head.locator("#main")).not_to_contain_text(number[0])
