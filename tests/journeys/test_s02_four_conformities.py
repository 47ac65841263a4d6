"""S02 按规定的内容、程序、时间和形式: a village's ledger from the clerk's first figure to the page its audience reads."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.district import District
from tests.journeys.people import log_in, staff

LEDGER = "村集体财务收支逐笔公开（按月）"
ROWS = "日期\t凭证号\t摘要\t收入\t支出\n2026-11-02\t记001\t机动地承包费\t2,000.00\t0\n2026-11-03\t记002\t办公用品\t0\t300.50\n"
PASTE = """(text) => {
    const data = new DataTransfer();
    data.setData("text/plain", text);
    document.activeElement.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
}"""


def test_a_ledger_is_written_reviewed_and_published(
    visitor: Callable[..., Page], live: District, axe: Callable[[Page], None]
):
    people = staff(live, "shiqiao")
    clerk = log_in(visitor(), "clerk")
    axe(clerk)
    clerk.get_by_role("link", name=re.compile(re.escape(LEDGER))).first.click()
    clerk.get_by_role("button", name="开始填写").click()
    clerk.get_by_role("button", name="提交审核").click()
    summary = clerk.locator(".error-summary")
    expect(summary).to_be_focused()
    expect(summary).to_contain_text("逐笔收支")
    axe(clerk)

    _write(clerk)
    page = clerk.url

    _decide(visitor, people["leader_in_charge"][0], axe)
    for member in people["village_supervisor"][:3]:
        voter = _open(visitor, member)
        voter.get_by_role("radio", name="同意").check()
        voter.get_by_role("button", name="投票").click()
        expect(voter.locator("#main")).to_contain_text("表决情况")
    axe(voter)
    voter.get_by_role("radio", name="通过").check()
    voter.get_by_role("button", name="提交意见").click()
    voter.wait_for_url("**/reviews/**")
    _decide(visitor, "village-head", axe)

    clerk.goto(page)
    clerk.get_by_role("link", name="立即发布").click()
    clerk.get_by_role("button", name="立即发布").click()
    expect(clerk.locator("#main")).to_contain_text("已公开")
    expect(clerk.locator("#main")).to_contain_text("BA-")
    for aspect, state in (("内容", "ok"), ("程序", "ok"), ("时间", "ok"), ("形式", "late")):
        expect(clerk.locator(f".tag.{state}", has_text=aspect).first).to_be_visible()
    axe(clerk)

    clerk.get_by_role("link", name="打开内部页面").click()
    expect(clerk.locator("main")).to_contain_text("机动地承包费")
    expect(clerk.locator("main")).to_contain_text("2,699.50")
    outsider = visitor()
    answer = outsider.goto(clerk.url.replace("/internal", ""))
    assert answer is not None
    assert answer.status == 404, "members' matters are not public"


def _write(clerk: Page) -> None:
    """Fill in, paste from a spreadsheet, be told that it does not add up, mend it, submit."""
    clerk.locator("[name=e-period]").fill("2026年11月")
    clerk.locator("[name=e-opening]").fill("1000")
    clerk.locator("[name=e-entries-1-date]").focus()
    clerk.evaluate(PASTE, ROWS)
    expect(clerk.locator("[name=e-entries-2-summary]")).to_have_value("办公用品")
    clerk.locator("[name=e-income_total]").fill("2000")
    clerk.locator("[name=e-expense_total]").fill("300.5")
    clerk.locator("[name=e-closing]").fill("2700")
    clerk.locator("[name=e-checked_by]").fill("经民主理财小组逐笔审核，同意公布")
    clerk.locator("[name=m-produced_on]").fill(clerk.evaluate("new Date().toLocaleDateString('sv')"))
    expect(clerk.locator("#saved")).to_contain_text("已自动保存", timeout=15_000)
    clerk.get_by_role("button", name="提交审核").click()
    expect(clerk.locator(".error-summary")).to_contain_text("月末结余应等于上月结余加收入减支出")
    clerk.locator("[name=e-closing]").fill("2699.50")
    clerk.get_by_role("button", name="提交审核").click()
    expect(clerk.locator("#main")).to_contain_text("审核中")


def _open(visitor: Callable[..., Page], username: str) -> Page:
    reviewer = log_in(visitor(), username)
    reviewer.get_by_role("link", name="审核", exact=True).click()
    reviewer.get_by_role("link", name=re.compile(re.escape(LEDGER))).first.click()
    return reviewer


def _decide(visitor: Callable[..., Page], username: str, axe: Callable[[Page], None]) -> None:
    reviewer = _open(visitor, username)
    expect(reviewer.locator("#main")).to_contain_text("机动地承包费")
    axe(reviewer)
    reviewer.get_by_role("radio", name="通过").check()
    reviewer.get_by_role("button", name="提交意见").click()
    reviewer.wait_for_url("**/reviews/**")
