"""An empty district brings in what it has: units, people, its catalogue, its old site and documents; the board fills."""

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.imports.conftest import as_csv
from tests.intake.pages.styles import site
from tests.journeys.district import District, command, serving
from tests.journeys.signing_in import log_in

PASSWORD = "Linhe-water-2026"
UNITS = [
    ["临河县单位名单", "", "", "", ""],
    ["单位代码", "单位全称", "单位类型", "上级单位", "职能"],
    ["mzj", "临河县民政局", "区直部门", "", "民政"],
    ["nyj", "临河县农业农村局", "区直部门", "", "农业农村"],
    ["swj", "临河县水务局", "区直部门", "", "水利"],
    ["dongfeng", "东风乡人民政府", "乡镇", "", ""],
    ["wangcun", "王村", "村", "dongfeng", ""],
    ["wrong", "写错类型的单位", "局", "", ""],
]
PEOPLE = [
    ["账号", "姓名", "单位", "角色"],
    ["mz-wang", "王专员", "临河县民政局", "公开专员"],
    ["mz-li", "李局长", "mzj", "主要领导"],
    ["df-zhao", "赵专员", "dongfeng", "公开专员"],
]
CATALOGUE = [
    ["序号", "一级事项", "二级事项", "公开内容（要素）", "公开依据", "公开时限", "公开主体", "公开渠道和载体", "全社会", "特定群众", "主动", "依申请公开", "县级", "乡级"],
    ["1", "供水服务", "水价标准", "价格标准；执行时间", "《中华人民共和国政府信息公开条例》", "自信息形成之日起20个工作日内", "临河县水务局", "■政府网站 □公开栏", "√", "", "√", "", "√", ""],
    ["2", "供水服务", "水质月报", "检测项目；检测结果", "《中华人民共和国政府信息公开条例》", "每月10日前", "临河县水务局", "■政府网站", "√", "", "√", "", "√", ""],
]  # fmt: skip
DOCUMENTS = [
    ["标题", "文号", "成文日期", "发布日期", "发布机构", "所属栏目", "网址"],
    ["临河县民政局2026年第一季度公务接待费用报告", "临民报〔2026〕1号", "2026-04-02", "2026-04-10", "临河县民政局", "公务接待费用报告", "http://www.linhe.gov.cn/a/1.html"],
    ["临河县农业农村局2026年第一季度公务接待费用报告", "临农报〔2026〕2号", "2026-04-03", "2026-04-12", "临河县农业农村局", "公务接待费用报告", "http://www.linhe.gov.cn/a/2.html"],
    ["临河县2025年度政务公开实施方案", "临政公〔2025〕4号", "2025-02-01", "2025-02-20", "", "", "http://www.linhe.gov.cn/a/3.html"],
]  # fmt: skip


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[District]:
    """A district with nothing but its root and one person of the office."""
    home = tmp_path_factory.mktemp("empty") / "home"
    home.mkdir()
    command(home, "setup", "--quiet")
    said = command(
        home, "begin", "--name", "临河县人民政府", "--region", "990102", "--username", "office", "--person", "文主任"
    )
    (home / "invitation").write_text(re.search(r"/workbench/join/\S+", said)[0], "utf-8")  # type: ignore[index]
    with serving(home) as district:
        yield district


def saved_site(pages: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for path, data in site(pages):
            made.writestr(path, data)
    return out.getvalue()


def bring(page: Page, kind: str, data: bytes, name: str, **chosen: str) -> None:
    """Upload, wait for the check."""
    page.goto(f"/workbench/imports/new/{kind}/")
    page.set_input_files("#file", {"name": name, "mimeType": "application/octet-stream", "buffer": data})
    for field, value in chosen.items():
        page.select_option(f"#{field}", label=value)
    page.get_by_role("button", name="上传并检查").click()
    expect(page.get_by_role("heading", name="检查结果")).to_be_visible(timeout=60_000)


def take(page: Page) -> None:
    """Import the good rows and wait until they are in."""
    if page.locator("[name=good_only]").count():
        page.check("[name=good_only]")
    page.locator("#take-title ~ form").get_by_role("button").first.click()
    expect(page.get_by_text("撤销这次导入")).to_be_visible(timeout=90_000)


def test_an_empty_district_brings_in_what_it_has_and_sees_its_board(
    visitor: Callable[..., Page], live: District, axe: Callable[..., None]
) -> None:
    page = visitor(width=1280, height=900)
    page.goto(Path(live.home / "invitation").read_text("utf-8"))
    page.fill("[name=password]", PASSWORD)
    page.fill("[name=again]", PASSWORD)
    page.press("[name=again]", "Enter")
    page.wait_for_url("**/accounts/login/**")
    log_in(page, "office", PASSWORD)
    page.wait_for_url("**/workbench/**")

    page.goto("/workbench/imports/")
    expect(page.get_by_text("还没有导入过")).to_be_visible()
    axe(page)

    bring(page, "units", as_csv(UNITS, "gb18030"), "单位名单.csv")
    expect(page.locator("#found-title ~ .frame")).to_contain_text("没有“局”这个选项")
    axe(page)
    take(page)
    page.goto("/units/mzj/")
    expect(page.locator("h1")).to_contain_text("临河县民政局")

    bring(page, "people", as_csv(PEOPLE), "人员.csv")
    take(page)

    page.goto("/workbench/imports/catalogue/")
    page.set_input_files("#file", {"name": "供水目录.csv", "mimeType": "text/csv", "buffer": as_csv(CATALOGUE)})
    page.fill("#title", "临河县供水领域目录")
    page.get_by_role("button", name="读取并看差异").click()
    expect(page).to_have_url(re.compile("/rulebook/proposals/"))
    expect(page.locator("main")).to_contain_text("水质月报")
    page.get_by_role("button", name="施行这一版").click()
    page.wait_for_url("**/rulebook/versions/**")

    bring(page, "site", saved_site(20), "旧网站.zip", rest="行政规范性文件")
    take(page)

    bring(page, "documents", as_csv(DOCUMENTS), "文件目录.csv", rest="行政规范性文件")
    take(page)
    axe(page)

    old = page.request.get("/a/1.html")
    assert old.url.endswith("-00001/")
    assert "临河县民政局2026年第一季度公务接待费用报告" in old.text()
    page.goto("/a/1.html")
    expect(page.locator("main")).to_contain_text("历史导入")
    expect(page.locator("main")).to_contain_text("逾期公开")  # it met an obligation, and never on time

    page.goto("/workbench/imports/audit/")
    expect(page.locator("main")).to_contain_text("临民发")
    axe(page)
    page.goto("/workbench/imports/coverage/?first=2026&last=2026")
    expect(page.locator("main")).to_contain_text("真实公开率")
    axe(page)

    page.goto("/workbench/matrix/")
    expect(page.locator("main")).to_contain_text("民政局")
    axe(page)
    page.goto("/rates/units/mzj/")
    expect(page.locator("main")).to_contain_text("公务接待费用报告")
    assert "Traceback" not in live.log()
