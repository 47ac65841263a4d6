"""A saved site: articles, files, links among pages, old addresses, and what could not be understood."""

import io
import zipfile

from gongkai.disclosures.models import Disclosure, RevisionFile
from gongkai.imports import queries
from gongkai.units.models import Unit
from tests.disclosures.conftest import District
from tests.imports.conftest import Bring

TEXT = "<p>" + "各乡镇人民政府，县直各单位：现将有关事项通知如下，请认真贯彻执行。" * 6 + "</p>"


def page(title: str, body: str, published: str = "2021-05-06") -> bytes:
    return (
        f'<!doctype html><html><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta name="ArticleTitle" content="{title}"><meta name="PubDate" content="{published}">'
        f'<meta name="ContentSource" content="明川区财政局"><meta name="ColumnName" content="通知公告"></head>'
        f'<body><div id="zoom" class="content">{TEXT}{body}</div></body></html>'
    ).encode()


def pdf() -> bytes:
    from pypdf import PdfWriter

    out, made = io.BytesIO(), PdfWriter()
    made.add_blank_page(72, 72)
    made.write(out)
    return out.getvalue()


def archive() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr(
            "www.mc.gov.cn/tz/a.html",
            page(
                "关于做好防汛工作的通知",
                '<p>附件：<a href="./f/table.pdf">物资表.pdf</a>，见<a href="b.html">上次通知</a><script>alert(1)</script></p>',
            ),
        )
        made.writestr("www.mc.gov.cn/tz/b.html", page("关于做好抗旱工作的通知", "<p>到此为止。</p>", "2020-07-08"))
        made.writestr("www.mc.gov.cn/tz/f/table.pdf", pdf())
        made.writestr("www.mc.gov.cn/tz/broken.html", b"<html><head><title></title></head><body>" + b"\x00\xff" * 400)
    return out.getvalue()


def test_a_saved_site_keeps_files_links_and_addresses(district: District, root: Unit, taken: Bring):
    run = taken("site", archive(), "site.zip")
    assert run.outcomes == {"added": 2}
    second, first = Disclosure.objects.order_by("published_on")[0], Disclosure.objects.order_by("published_on")[1]
    assert [str(one.published_on) for one in (first, second)] == ["2021-05-06", "2020-07-08"]
    assert first.unit == district.finance  # by its source
    body = first.current.content["values"]["body"]
    assert "script" not in body
    assert "/files/sha256/" in body
    assert RevisionFile.objects.get().name.endswith(".pdf")
    assert first.current.content["attachments"][0]["media_type"] == "application/pdf"
    assert queries.redirect_for("/tz/a.html") == first.path
    linked = body.split('href="')[-1].split('"')[0]
    assert queries.redirect_for(linked) == second.path


def test_the_same_site_again_changes_nothing(district: District, root: Unit, taken: Bring):
    taken("site", archive(), "site.zip")
    assert taken("site", archive(), "site.zip").outcomes == {"same": 2}
    assert Disclosure.objects.count() == 2


def test_what_is_not_understood_is_listed(district: District, root: Unit, bring: Bring):
    run = bring("site", archive(), "site.zip")
    assert run.good == 2
    assert run.bad <= 1
    if run.bad:
        assert "人工查看" in run.report["problems"][0]["remedy"]
