"""Articles in the styles of five systems, in right and wrong encodings, read as a person reads them."""

import re
import time
from collections.abc import Callable
from pathlib import PurePosixPath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.intake.pages import NotUnderstood, PageKind, Recognised, SavedPage, SiteItem, read_page
from gongkai.intake.pages.decoding import decode
from gongkai.intake.pages.labels import labelled
from gongkai.intake.pages.metadata import read_date
from tests.intake.pages.styles import STYLES, Truth, home_page, list_page

Style = Callable[[int], tuple[str, str, Truth]]


def read(html: str | bytes, path: str = "zwgk/a.html", address: str = "") -> SiteItem:
    return read_page(html if isinstance(html, bytes) else html.encode(), PurePosixPath(path), address=address)


def article(html: str | bytes, path: str = "zwgk/a.html", address: str = "") -> SavedPage:
    found = read(html, path, address)
    assert isinstance(found, SavedPage), found
    return found


def anonymous(html: str) -> str:
    """Take away the names that tell where the article is."""
    return re.sub(
        r'(?:id|class)="(?:zoom|Zoom|TRS_Editor|vsb_content|v_news_content|Custom_UnionStyle|art_con|main-txt|content|detail)"',
        "",
        html,
    )


@pytest.mark.parametrize("number", [1, 4, 8])
@pytest.mark.parametrize("style", STYLES)
def test_every_style_is_read_as_a_person_reads_it(style: Style, number: int) -> None:
    path, html, truth = style(number)
    page = article(html.encode("gb18030" if "gb2312" in html else "utf-8"), path)
    for name in ("title", "published", "produced", "source", "publisher", "document_number", "index_number", "column"):
        assert getattr(page, name) == getattr(truth, name), name
    assert len(page.attachments) in {0, truth.attachments}


@pytest.mark.parametrize("rename", [str, anonymous])
@pytest.mark.parametrize("style", STYLES)
def test_the_article_is_found_whole_and_alone(style: Style, rename: Callable[[str], str]) -> None:
    _, html, truth = style(5)
    body = article(rename(html)).body
    text = re.sub(r"<[^>]*>|\s", "", body)
    assert truth.begins in text
    assert truth.ends in text
    assert body.count("<table>") == truth.tables
    for foreign in (
        "新闻中心",
        "常务会议研究",
        "主办单位",
        "字体",
        "字号",
        "打印",
        "上一篇",
        "分享到",
        "浏览次数",
        "当前位置",
    ):
        assert foreign not in text, foreign


def test_merged_cells_stay_and_scripts_go() -> None:
    body = article(STYLES[0](2)[1]).body
    assert '<th rowspan="2">乡镇</th><th colspan="2">物资</th>' in body
    assert "onerror" not in body
    assert "style" not in body


ENCODINGS = [
    ("utf-8", "utf-8", "utf-8"), ("utf-8", "gb2312", "utf-8"), ("utf-8", "", "utf-8"), ("utf-8", "nonsense", "utf-8"),
    ("gb18030", "gb2312", "gb18030"), ("gb18030", "utf-8", "gb18030"), ("gb18030", "", "gb18030"),
    ("gb18030", "iso-8859-1", "gb18030"), ("utf-8-sig", "gb2312", "utf-8-sig"), ("utf-16", "utf-8", "utf-16"),
    ("utf-16-le", "", "utf-16-le"), ("utf-16-be", "gbk", "utf-16-be"), ("gbk", "GBK", "gb18030"),
]  # fmt: skip


@pytest.mark.parametrize(("real", "declared", "found"), ENCODINGS)
def test_encodings_are_told_by_content_not_by_declaration(real: str, declared: str, found: str) -> None:
    _, html, truth = STYLES[0](3)
    html = html.replace('<meta charset="UTF-8">', f'<meta charset="{declared}">' if declared else "")
    page = article(html.encode(real))
    assert (page.title, page.encoding) == (truth.title, found)


def test_big5_needs_its_declaration() -> None:
    html = '<meta charset="big5"><title>關於辦理證件的通知</title><h1>關於辦理證件的通知</h1><div id="zoom">請於三日內辦理證件手續。</div>'
    assert article(html.encode("big5")).title == "關於辦理證件的通知"


def test_a_few_broken_bytes_do_not_lose_the_page() -> None:
    _, html, truth = STYLES[0](3)
    data = html.encode()
    cut = data.index("应当立即".encode()) + 1
    page = article(data[:cut] + data[cut + 1 :])
    assert page.title == truth.title
    assert "page.broken" in {doubt.code for doubt in page.doubts}


def test_lists_and_home_pages_are_not_taken_for_articles() -> None:
    for (path, html), kind in ((list_page(1), PageKind.LIST), (home_page(), PageKind.NAVIGATION)):
        found = read(html, path)
        assert isinstance(found, Recognised)
        assert found.kind is kind


@pytest.mark.parametrize(
    "html",
    [
        '<meta http-equiv="refresh" content="0;url=b.html">',
        "<script>window.location.href='b.html'</script>",
        "<html><script>location.replace('b.html')</script><body>正在跳转</body></html>",
    ],
)
def test_forwarding_pages_are_recognised(html: str) -> None:
    found = read(html)
    assert isinstance(found, Recognised)
    assert found.kind is PageKind.REDIRECT
    assert "b.html" in found.reason.zh


@pytest.mark.parametrize("words", ["404 Not Found", "您访问的页面不存在或已删除", "页面没有找到，5秒后返回首页"])
def test_error_pages_are_recognised(words: str) -> None:
    found = read(f"<title>{words}</title><body><h1>{words}</h1></body>")
    assert isinstance(found, Recognised)
    assert found.kind is PageKind.ERROR


@pytest.mark.parametrize(
    "title", ["第404批最低生活保障对象公示", "关于拨付500万元资金的通知", "2003年403号文件清理结果"]
)
def test_numbers_that_look_like_error_codes_are_no_errors(title: str) -> None:
    assert article(f"<title>{title}</title><h1>{title}</h1><div id='zoom'><p>现予公布。</p></div>").title == title


METADATA = [
    (["索 引 号：", "000014349/2017-00110"], {"索引号": "000014349/2017-00110"}),
    (["索　引　号", "000014349/2017-00110", "发文机关", "县民政局"], {"索引号": "000014349/2017-00110", "发文机关": "县民政局"}),
    (["文号：", "发布机构：", "县财政局"], {"发布机构": "县财政局"}),
    (["文号", "", "发布机构", "县财政局"], {"发布机构": "县财政局"}),
    (["来源：县财政局 发布时间：2020-01-02 10:00 浏览次数：3"], {"来源": "县财政局", "发布时间": "2020-01-02 10:00"}),
    (["发布时间：2020年1月2日", "字号：【大 中 小】"], {"发布时间": "2020年1月2日"}),
    (["【索引号】", "A/2017-00110"], {"索引号": "A/2017-00110"}),
    (["信息来源:", " 县政府办 "], {"信息来源": "县政府办"}),
    (["发布日期 2020-01-02"], {"发布日期": "2020-01-02"}),
    (["时间：2020-01-02", "来源：", "作者："], {"时间": "2020-01-02"}),
    (["字体：大 中 小", "点击：", "12"], {}),
    (["说明如下：来源于群众的意见"], {}),
]  # fmt: skip


@pytest.mark.parametrize(("texts", "expected"), METADATA)
def test_labels_are_read_from_any_layout(texts: list[str], expected: dict[str, str]) -> None:
    assert {label: value for _, label, value in labelled(texts)} == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2023-03-01 09:30", "2023-03-01"), ("2023年3月1日", "2023-03-01"), ("2023/3/1", "2023-03-01"),
        ("2023.03.01", "2023-03-01"), ("２０２３年３月１日", "2023-03-01"), ("二〇二三年三月一日", "2023-03-01"),
        ("20230301", "2023-03-01"), ("2023-02-30", None), ("时间待定", None), ("", None), ("12023-03-01", None),
        ("2023-13-01", None), ("20230301093000", "2023-03-01"),
    ],
)  # fmt: skip
def test_dates_are_found_in_what_pages_print(text: str, expected: str | None) -> None:
    found = read_date(text)
    assert (found.isoformat() if found else None) == expected


def test_issue_date_is_publication_only_beside_the_date_of_the_document() -> None:
    both = "<h1>关于某事的通知</h1><p>成文日期：2020-01-01</p><p>发文日期：2020-01-03</p><div id='zoom'>正文内容在此处。</div>"
    page = article(f"<title>关于某事的通知</title>{both}")
    assert (str(page.produced), str(page.published)) == ("2020-01-01", "2020-01-03")
    page = article("<title>关于某事的通知</title>" + both.replace("<p>成文日期：2020-01-01</p>", ""))
    assert (str(page.produced), page.published) == ("2020-01-03", None)
    assert [doubt.code for doubt in page.doubts] == ["page.no_date"]


def test_impossible_dates_and_numbers_are_doubted_not_dropped() -> None:
    page = article(
        "<title>关于某事的通知</title><h1>关于某事的通知</h1><p>成文日期：2020-02-01</p><p>发布日期：2020-01-03</p>"
        "<p>索引号：11370300MB28347540/2021-None</p><p>文号：县办通报第三期特刊</p><div id='zoom'>正文内容在此处。</div>"
    )
    assert page.index_number == "11370300MB28347540/2021-None"
    assert page.document_number == "县办通报第三期特刊"
    assert {"page.dates", "index_number.unreadable"} <= {doubt.code for doubt in page.doubts}


def test_the_day_is_taken_from_the_address_last() -> None:
    html = "<title>关于某事的通知</title><h1>关于某事的通知</h1><div id='zoom'>正文内容在此处。</div>"
    page = article(html, "zwgk/201905/t20190506_77.html")
    assert str(page.published) == "2019-05-06"
    assert ("published", "address") in page.evidence


def test_a_document_number_alone_on_its_line_is_taken_from_the_article() -> None:
    html = "<title>关于某事的通知</title><div id='zoom'><p>临政发〔2019〕12号</p><p>根据国发〔2018〕3号文件，制定本办法。</p></div>"
    assert article(html).document_number == "临政发〔2019〕12号"


def test_a_page_of_scans_is_an_article() -> None:
    page = article(
        "<title>关于公布名单的通知</title><h1>关于公布名单的通知</h1><div id='zoom'><img src='1.jpg'><img src='2.jpg'></div>"
    )
    assert len(page.links) == 2


def test_templates_left_unfilled_are_no_titles() -> None:
    page = article(
        "<meta name='ArticleTitle' content='{$title}'><title>县财政局2020年预算_临河</title><div id='zoom'>正文内容在此处。</div>"
    )
    assert page.title == "县财政局2020年预算"


MALFORMED = [
    b"", b" ", b"\x00", b"\x00" * 5000, b"<", b"<>", b"<!", b"<!--", b"<html>", b"<html><body>", b"</html>", b"\xff\xfe",
    b"\xef\xbb\xbf", b"\xfe\xff\x00", b"<table><tr><td>", b"<p" * 2000, b"&" * 10_000, b"&#x110000;&#0;", b"<a href=",
    b"<title>", b"<title>x</title>", b"<script>while(1){}</script>", b"<!DOCTYPE html [<!ENTITY a '&a;'>]>&a;",
    b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><x>&e;</x>", b"PK\x03\x04rest", b"%PDF-1.4",
    b"<div>" * 100_000, b"<b>" * 5_000 + "字".encode(), b"<table>" * 5_000, b"<meta http-equiv=refresh>", b"\x81" * 999,
    b"<frameset><frame src=a.html></frameset>", b"<html><head><title>t</title></head></html>", b"<plaintext>", b"<svg><p>",
    "<title>关于</title><div id=zoom></div>".encode(), "<div id=zoom>只有正文没有题目的网页，内容完整。</div>".encode(),
    "<select><option>关于</select>".encode(), b"<base href='javascript:alert(1)'><a href='x'>y</a>", b"<img src=x>" * 3,
]  # fmt: skip


@pytest.mark.parametrize("data", MALFORMED)
def test_malformed_pages_are_listed_with_a_reason(data: bytes) -> None:
    found = read(data)
    assert isinstance(found, NotUnderstood | Recognised)
    assert found.reason.zh
    assert found.reason.en


def test_deep_nesting_says_so() -> None:
    found = read(b"<div>" * 100_000)
    assert isinstance(found, NotUnderstood)
    assert found.reason.code == "page.too_deep"


HOSTILE = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", '<a href="javascript:alert(1)">点</a>',
    '<a href="JaVaScRiPt:alert(1)">点</a>', '<a href="data:text/html,<script>alert(1)</script>">点</a>',
    '<iframe src="//evil.example"></iframe>', '<form action="//evil"><input></form>', "<svg onload=alert(1)>",
    '<p style="background:url(javascript:alert(1))">x</p>', '<object data="x"></object>', '<math><mi xlink:href="javascript:x">',
    '<a href="/.saved/0" onclick="x()">点</a>', '<img src="/.saved/9">', '<base href="//evil.example/">', "<embed src=x>",
]  # fmt: skip


@pytest.mark.parametrize("evil", HOSTILE)
def test_hostile_markup_never_reaches_the_body(evil: str) -> None:
    page = article(
        f"<title>关于某事的通知</title><h1>关于某事的通知</h1><div id='zoom'><p>正文内容在此处，照常公开。</p>{evil}</div>"
    )
    lowered = page.body.lower()
    for forbidden in (
        "<script",
        "javascript:",
        " on",
        "<iframe",
        "<form",
        "<svg",
        "style=",
        "data:",
        "<object",
        "evil",
    ):
        assert forbidden not in lowered
    assert "正文内容在此处" in page.body
    for number in re.findall(r"/\.saved/(\d+)", page.body):
        assert int(number) < len(page.links)


COSTLY = {
    "nested containers": "<div class='nr'>" * 200 + "<p>内容很多的一段文字。</p>" * 3000 + "</div>" * 200,
    "open tags": "<meta http-equiv='refresh' " * 5000,
    "links to canonical": "<link rel=" * 5000,
    "files in one box": "<div id=zoom>正文内容在此处。</div><div><div><div>" + "<a href=a.pdf>文件</a>" * 3000,
    "too many elements": "<div id=zoom>" + "<i>字</i>" * 160_000,
    "labels": "<b>来源：</b>" * 5000,
}


@pytest.mark.parametrize("name", COSTLY)
def test_pages_made_to_be_costly_are_not(name: str) -> None:
    begun = time.process_time()
    found = read(f"<title>关于某事的通知</title>{COSTLY[name]}")
    assert time.process_time() - begun < 5
    assert isinstance(found, NotUnderstood) == (name not in {"nested containers", "files in one box"})


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400), st.integers(0, 3000))
def test_any_bytes_anywhere_are_survived(noise: bytes, at: int) -> None:
    data = STYLES[0](1)[1].encode()
    assert read(data[:at] + noise + data[at:]) is not None
    assert decode(noise).text is not None
