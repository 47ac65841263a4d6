"""The clerk's form in a real browser: cells pasted from a spreadsheet, rows added and deleted, saved by itself."""

from collections.abc import Callable

from playwright.sync_api import Page, Request, expect

from tests.journeys.district import District
from tests.journeys.people import log_in

CELLS = "日期\t摘要\t支出\t收入\n2026/11/3\t道路维修\t1,200.50\t0\n2026年11月5日\t办公用品\t88\t0\n2026-11-9\t承包费\t0\t5000\n2026-11-10\t水电费\t326.4\t0\n"
PASTE = """text => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  document.activeElement.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
}"""


def test_paste_rows_and_saving_by_itself(visitor: Callable[..., Page], live: District) -> None:
    clerk = log_in(visitor(), "clerk")
    clerk.goto("/workbench/disclosures/new/")
    clerk.get_by_role("link", name="村集体财务收支逐笔公开（按月）", exact=True).click()
    clerk.get_by_role("button", name="开始填写").click()
    rows = clerk.locator("[data-sheet=e-entries] tbody tr")
    before = rows.count()
    rows.first.locator("input").first.click()
    clerk.evaluate(PASTE, CELLS)
    expect(clerk.locator("[name=e-entries-4-summary]")).to_have_value("水电费")  # by the headings, not by their order
    expect(clerk.locator("[name=e-entries-3-income]")).to_have_value("5000")
    assert rows.count() == max(before, 4)
    clerk.get_by_role("button", name="增加 5 行").click()
    assert rows.count() == max(before, 4) + 5
    rows.nth(1).get_by_role("button", name="删除").click()
    expect(clerk.locator("[name=e-entries-2-summary]")).to_have_value("承包费")

    sent: list[int] = []

    def note(request: Request) -> None:
        if request.url.endswith("/save/"):
            sent.append(len(request.post_data_buffer or b""))

    clerk.on("request", note)
    attachment = {"name": "明细.txt", "mimeType": "text/plain", "buffer": "收支".encode() * 50_000}
    clerk.locator("[name='file-']").set_input_files(attachment)
    expect(clerk.locator("#saved")).to_contain_text("已自动保存", timeout=15_000)
    assert sent
    assert max(sent) < 50_000, "a chosen file is sent once, with a button"
    clerk.get_by_role("button", name="保存", exact=True).last.click()
    expect(clerk.locator("#field-attachments")).to_contain_text("明细.txt")
    expect(clerk.locator("[name=e-entries-1-date]")).to_have_value("2026-11-03")
    expect(clerk.locator("[name=e-entries-1-expense]")).to_have_value("1200.50")
    expect(clerk.locator("[name=e-entries-3-summary]")).to_have_value("水电费")
