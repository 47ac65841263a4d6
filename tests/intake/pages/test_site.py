"""Whole sites: links, old addresses, duplicates, and archives that mean harm."""

import io
import tarfile
import zipfile
from pathlib import Path

import pytest

from gongkai.intake.limits import Limits
from gongkai.intake.pages import (
    LinkKind,
    NotUnderstood,
    PageKind,
    PageLimits,
    Recognised,
    SavedPage,
    SiteItem,
    read_site,
    rewritten,
)
from gongkai.intake.trouble import Unreadable
from tests.intake.pages.styles import STYLES, home_page, list_page, site


def zipped(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def tarred(files: dict[str, bytes], mode: str) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode=mode) as archive:  # type: ignore[call-overload]
        for name, content in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return buffer.getvalue()


def read(files: dict[str, bytes], **options: object) -> dict[str, SiteItem]:
    return {str(item.path): item for item in read_site(zipped(files), name="site.zip", **options)}  # type: ignore[arg-type]


def article(item: SiteItem) -> SavedPage:
    assert isinstance(item, SavedPage), item
    return item


def simple(title: str, inside: str = "", head: str = "") -> bytes:
    return (
        f'<html><head><meta charset="utf-8"><title>{title}</title>{head}</head><body><h1>{title}</h1>'
        f'<p>发布时间：2020-01-02</p><div id="zoom"><p>现将《{title}》的有关内容公布如下，请遵照执行。</p>{inside}</div></body></html>'
    ).encode()


TRS = STYLES[0](3)
WHOLE = {
    home_page()[0]: home_page()[1].encode(),
    list_page(1)[0]: list_page(1)[1].encode(),
    TRS[0]: TRS[1].encode(),
    "www.linhe.gov.cn/zwgk/zfbwj/202303/t20230101_1.html": simple("关于去年工作的通知"),
    "www.linhe.gov.cn/zwgk/zfbwj/202303/P0202303013.doc": b"\xd0\xcf\x11\xe0",
    "www.linhe.gov.cn/zwgk/zfbwj/202303/W020230301.png": b"\x89PNG",
    "www.linhe.gov.cn/images/style.css": b"p{}",
}


@pytest.mark.parametrize("form", ["folder", "zip", "w", "w:gz", "w:xz"])
def test_a_site_is_read_from_every_container(tmp_path: Path, form: str) -> None:
    if form == "folder":
        for name, content in WHOLE.items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_bytes(content)
        items = list(read_site(tmp_path))
    else:
        items = list(read_site(zipped(WHOLE) if form == "zip" else tarred(WHOLE, form), name="site"))
    kinds = sorted(type(item).__name__ for item in items)
    assert kinds == ["Recognised", "Recognised", "SavedPage", "SavedPage"]
    page = article(next(item for item in items if str(item.path) == TRS[0]))
    assert page.old_address == f"http://{TRS[0]}"
    assert [(link.kind, str(link.target or "")) for link in page.links] == [
        (LinkKind.INNER, "www.linhe.gov.cn/zwgk/zfbwj/202303/t20230101_1.html"),
        (LinkKind.EXTERNAL, ""),
        (LinkKind.DEAD, ""),
        (LinkKind.ATTACHMENT, "www.linhe.gov.cn/zwgk/zfbwj/202303/W020230301.png"),
        (LinkKind.ATTACHMENT, "www.linhe.gov.cn/zwgk/zfbwj/202303/P0202303013.doc"),
    ]
    assert [link.text for link in page.attachments] == ["物资分配表.doc"]


def test_links_are_set_to_where_things_are_now() -> None:
    page = article(read(WHOLE)[TRS[0]])
    body = rewritten(page, {0: '/zwgk/2.html?a=1&b="2"', 3: "/files/a.png", 4: "/files/b.doc"})
    assert 'href="/zwgk/2.html?a=1&amp;b=&quot;2&quot;"' in body
    assert 'href="http://www.gov.cn/zhengce/content.htm"' in body
    assert '<a rel="noopener">旧文</a>' in body
    assert 'src="/files/a.png"' in body
    assert "/.saved/" not in body
    assert "/.saved/" not in rewritten(page, {})
    assert "<img" not in rewritten(page, {})


def test_a_rewritten_address_cannot_smuggle_a_script() -> None:
    page = article(read(WHOLE)[TRS[0]])
    assert "javascript:" not in rewritten(page, {0: "javascript:alert(1)", 3: 'x" onerror="alert(1)'})
    assert "onerror=" not in rewritten(page, {3: 'x" onerror="alert(1)'})


LINKS = [
    ("/zwgk/b.html", LinkKind.INNER, "s/zwgk/b.html"), ("b.html", LinkKind.INNER, "s/zwgk/b.html"),
    ("./b.html#part", LinkKind.INNER, "s/zwgk/b.html"), ("../zwgk/b.html", LinkKind.INNER, "s/zwgk/b.html"),
    ("../../../etc/passwd", LinkKind.DEAD, ""), ("/files/%E8%A1%A8.xls", LinkKind.ATTACHMENT, "s/files/表.xls"),
    ("/files/表.xls", LinkKind.ATTACHMENT, "s/files/表.xls"), ("..\\files\\表.xls", LinkKind.ATTACHMENT, "s/files/表.xls"),
    ("/zwgk/", LinkKind.INNER, "s/zwgk/index.html"), ("c.jsp?id=7", LinkKind.INNER, "s/zwgk/c.jsp?id=7"),
    ("http://www.gov.cn/", LinkKind.EXTERNAL, ""), ("//www.gov.cn/x", LinkKind.EXTERNAL, ""),
    ("mailto:a@b.cn", LinkKind.EXTERNAL, ""), ("tel:12345", LinkKind.EXTERNAL, ""), ("gone.html", LinkKind.DEAD, ""),
    ("file:///D:/x/a.doc", LinkKind.DEAD, ""), ("ftp://x.cn/a", LinkKind.DEAD, ""), ("http://[::1", LinkKind.DEAD, ""),
    ("http://example.gov.cn/zwgk/b.html", LinkKind.INNER, "s/zwgk/b.html"),
    ("https://example.gov.cn:443/zwgk/b.html", LinkKind.INNER, "s/zwgk/b.html"),
    ("http://example.gov.cn/none.html", LinkKind.DEAD, ""), ("/zwgk/b", LinkKind.INNER, "s/zwgk/b.html"),
    ("download.jsp?wbfileid=7", LinkKind.ATTACHMENT, "s/zwgk/download.jsp?wbfileid=7"),
]  # fmt: skip


@pytest.mark.parametrize(("href", "kind", "target"), LINKS)
def test_links_are_told_apart(href: str, kind: LinkKind, target: str) -> None:
    files = {
        "s/zwgk/a.html": simple("关于甲事项的通知", f'<a href="{href}">见此</a>'),
        "s/zwgk/b.html": simple("关于乙事项的通知"),
        "s/zwgk/c.jsp?id=7": simple("关于丙事项的通知"),
        "s/zwgk/index.html": home_page()[1].encode(),
        "s/zwgk/download.jsp?wbfileid=7": b"%PDF-1.4",
        "s/files/表.xls": b"\xd0\xcf\x11\xe0",
    }
    link = article(read(files, address="http://example.gov.cn/")["s/zwgk/a.html"]).links[0]
    assert (link.kind, str(link.target or "")) == (kind, target)
    assert link.original == href


def test_old_addresses_come_from_what_the_page_says_then_from_its_folder() -> None:
    canonical = '<link rel="canonical" href="http://a.gov.cn/x/1.html">'
    files = {
        "a/1.html": simple("关于一的通知", head=canonical),
        "a/2.html": b"<!-- saved from url=(0026)http://a.gov.cn/x/two.html -->" + simple("关于二的通知"),
        "a/3.html": b"<!-- Mirrored from a.gov.cn/x/3.html by HTTrack Website Copier/3.x -->" + simple("关于三的通知"),
        "a/4.html": simple("关于四的通知"),
    }
    found = {path: article(item).old_address for path, item in read(files, address="http://site.gov.cn").items()}
    assert found == {
        "a/1.html": "http://a.gov.cn/x/1.html",
        "a/2.html": "http://a.gov.cn/x/two.html",
        "a/3.html": "http://a.gov.cn/x/3.html",
        "a/4.html": "http://site.gov.cn/4.html",
    }
    assert article(read(files)["a/4.html"]).old_address == "/4.html"
    assert article(read(files, address="http://site.gov.cn")["a/1.html"]).other_addresses == (
        "http://site.gov.cn/1.html",
    )


def test_the_same_page_twice_is_merged_and_keeps_both_addresses() -> None:
    canonical = '<link rel="canonical" href="http://a.gov.cn/x/1.html">'
    files = {
        "a.gov.cn/x/1.html": simple("关于一的通知", head=canonical),
        "m.a.gov.cn/x/1.html": simple("关于一的通知", head=canonical),
        "m.a.gov.cn/x/2.html": simple("关于一的通知", "<p>但内容不同。</p>", head=canonical),
    }
    items = read(files)
    again = items["m.a.gov.cn/x/1.html"]
    assert isinstance(again, Recognised)
    assert (again.kind, str(again.of)) == (PageKind.DUPLICATE, "a.gov.cn/x/1.html")
    assert again.other_addresses == ("http://m.a.gov.cn/x/1.html",)
    assert isinstance(items["m.a.gov.cn/x/2.html"], SavedPage)


def test_a_canonical_address_that_every_page_carries_is_not_believed() -> None:
    canonical = '<link rel="canonical" href="http://a.gov.cn/">'
    files = {f"a.gov.cn/{n}.html": simple(f"关于第{n}项的通知", head=canonical) for n in range(5)}
    addresses = [article(item).old_address for item in read(files).values()]
    assert addresses == [f"http://a.gov.cn/{n}.html" for n in range(5)]


def test_a_forwarding_page_knows_where_to() -> None:
    files = {"x/a.html": b'<meta http-equiv="refresh" content="0; url=b.html">', "x/b.html": simple("关于乙事项的通知")}
    forwarding = read(files)["x/a.html"]
    assert isinstance(forwarding, Recognised)
    assert str(forwarding.of) == "x/b.html"


def test_what_is_not_read_is_listed(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "s").mkdir()
    (tmp_path / "s" / "a.html").write_bytes(simple("关于甲事项的通知"))
    (tmp_path / "s" / "secret.html").symlink_to("/etc/passwd")
    (tmp_path / "s" / "folder").symlink_to(tmp_path / "out")
    (tmp_path / "s" / "large.html").write_bytes(b"<p>" + b"x" * 20_000)
    (tmp_path / "s" / "archive.mht").write_bytes(b"MIME-Version: 1.0")
    items = list(read_site(tmp_path / "s", page_limits=PageLimits(page_bytes=10_000)))
    codes = {str(item.path): item.reason.code for item in items if isinstance(item, NotUnderstood)}
    assert codes == {
        "secret.html": "page.link", "folder": "page.link", "large.html": "page.too_large", "archive.mht": "page.container",
    }  # fmt: skip
    assert sum(isinstance(item, SavedPage) for item in items) == 1


def test_a_hundred_megabyte_page_is_not_even_opened(tmp_path: Path) -> None:
    with (tmp_path / "big.html").open("wb") as file:
        file.truncate(100 * 1024 * 1024)
    (item,) = read_site(tmp_path)
    assert isinstance(item, NotUnderstood)
    assert item.reason.code == "page.too_large"


@pytest.mark.parametrize("path", ["../a.html", "/a.html", "a/../../b.html", "C:/a.html", "..\\a.html"])
def test_paths_that_leave_the_archive_refuse_the_whole(path: str) -> None:
    with pytest.raises(Unreadable) as caught:
        list(read_site(zipped({path: simple("关于甲事项的通知")}), name="site.zip"))
    assert caught.value.objection.code == "unsafe_path"


def test_bombs_and_broken_archives_are_refused_before_the_first_page() -> None:
    with pytest.raises(Unreadable):
        read_site(zipped({"a.html": b" " * 60_000_000}), name="bomb.zip")
    with pytest.raises(Unreadable):
        read_site(zipped(WHOLE)[:-40], name="broken.zip")
    with pytest.raises(Unreadable):
        read_site(zipped(WHOLE), name="many.zip", limits=Limits(members=3))
    with pytest.raises(Unreadable):
        read_site(Path("nowhere-at-all"))


def test_a_mixed_site_loses_no_page() -> None:
    files = dict(site(100))
    items = list(read_site(zipped(files), name="site.zip"))
    assert len(items) == 101
    assert sum(isinstance(item, SavedPage) for item in items) == 100
    assert len({item.title for item in items if isinstance(item, SavedPage)}) == 100
