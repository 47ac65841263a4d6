"""S28 公开栏、网站: published on the site, printed as a poster, hung, photographed with a telephone; then the form conforms."""

import io
from collections.abc import Callable
from pathlib import Path

import pypdf
from PIL import Image
from playwright.sync_api import Page, expect

from tests.journeys.conftest import PHONE
from tests.journeys.district import District
from tests.journeys.people import approved, log_in


def _photo(folder: Path) -> Path:
    picture = Image.effect_noise((800, 600), 80).convert("RGB")
    picture.paste("white", (200, 150, 600, 450))
    target = folder / "公开栏.jpg"
    picture.save(target, "JPEG")
    return target


def test_the_site_the_poster_the_board_and_the_photograph(
    visitor: Callable[..., Page], live: District, axe: Callable[[Page], None], tmp_path: Path
):
    ready = approved(live, "shiqiao", "disaster-relief-funds-local")
    clerk = log_in(visitor(), "clerk")
    clerk.get_by_role("link", name=ready.title).first.click()
    clerk.get_by_role("link", name="立即发布").click()
    clerk.get_by_role("button", name="立即发布").click()
    expect(clerk.locator(".tag.late", has_text="形式").first).to_be_visible()
    public = clerk.get_by_role("link", name="打开公开页面").get_attribute("href")
    poster = clerk.get_by_role("link", name="海报 A3").get_attribute("href")
    assert public
    assert poster
    paper = clerk.request.get(poster).body()
    words = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(paper)).pages)
    assert public.strip("/").split("/", 1)[1].split("/")[0] in words, "the index number stands on the poster"

    reader = visitor()
    reader.goto(public)
    expect(reader.locator("main")).to_contain_text("形式待补")

    phone = log_in(visitor(**PHONE), "clerk")
    axe(phone)
    phone.get_by_role("region", name="要张贴、拍照登记的").get_by_role("link", name=ready.title[:6]).first.click()
    axe(phone)
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    phone.get_by_role("button", name="登记凭证").click()
    expect(phone.locator(".error-summary")).to_contain_text("请拍一张公开栏照片")
    phone.locator("#photo").set_input_files(_photo(tmp_path))
    expect(phone.locator("#photo-shown")).to_be_visible()
    phone.get_by_role("button", name="登记凭证").click()
    expect(phone.locator("#main")).to_contain_text("石桥村公开栏")
    axe(phone)

    clerk.goto(f"/workbench/disclosures/{ready.key}/")
    expect(clerk.locator(".tag.ok", has_text="形式").first).to_be_visible()
    expect(clerk.locator("#main")).to_contain_text("张贴中")
    reader.reload()
    expect(reader.locator("main")).to_contain_text("形式到位")
