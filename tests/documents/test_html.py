"""The vocabulary of rich text: what passes, what does not, and that cleaning twice changes nothing."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.documents.html import sanitise, to_text

PASSES = [
    "<h2>一</h2><p>正文<strong>粗</strong><em>斜</em></p>",
    "<ul><li>甲</li><li>乙</li></ul>",
    '<ol start="3"><li>甲</li></ol>',
    (
        '<table><caption>表</caption><thead><tr><th colspan="2" scope="col">列</th></tr></thead>'
        '<tbody><tr><td rowspan="2">1</td><td>2</td></tr></tbody></table>'
    ),
    '<p><a href="https://example.gov.cn/a?b=1" rel="noopener">链接</a></p>',
    '<p><a href="/d/1.html" title="题" rel="noopener">本站</a></p>',
    '<p><img src="/files/ab.png" alt="公示栏"></p>',
    "<blockquote><p>引</p></blockquote><hr>",
    "<p>a &lt; b &amp; c</p>",
]


@pytest.mark.parametrize("html", PASSES)
def test_the_vocabulary_passes_unchanged(html: str) -> None:
    assert sanitise(html) == html


@pytest.mark.parametrize(
    ("html", "clean"),
    [
        ("<script>alert(1)</script><p>a</p>", "<p>a</p>"),
        ("<style>p{}</style>a<!-- x -->", "a"),
        ('<p onclick="x()" style="color:red" class="y" id="z">a</p>', "<p>a</p>"),
        ('<a href="javascript:alert(1)">a</a>', '<a rel="noopener">a</a>'),
        ('<a href=" java\nscript:alert(1)">a</a>', '<a rel="noopener">a</a>'),
        ('<a href="data:text/html,x">a</a>', '<a rel="noopener">a</a>'),
        ('<a href="//evil.example/x">a</a>', '<a rel="noopener">a</a>'),
        ('<img src="https://evil.example/pixel.gif" alt="x">', ""),
        ('<img src="//evil.example/p.gif">', ""),
        ('<img src="/a/../../b.png">', ""),
        ('<img src="data:image/png;base64,AA">', ""),
        ('<img src="/a.png" onerror="x()">', '<img src="/a.png">'),
        ("<h1>题</h1><h6>小</h6>", "<h2>题</h2><h5>小</h5>"),
        ("<b>a</b><i>b</i><del>c</del>", "<strong>a</strong><em>b</em><s>c</s>"),
        ("<div><span>a</span></div>", "a"),
        ('<td colspan="99999999">a</td>', "a"),
        ('<table><tr><td colspan="0" rowspan="x">a</td></tr></table>', "<table><tbody><tr><td>a</td></tr></tbody></table>"),
        ("<svg><script>1</script></svg><math><mi>x</mi></math>b", "b"),
        ("<iframe src='https://x'>a</iframe><object>b</object>c", "c"),
        ("<p>a<p>b", "<p>a</p><p>b</p>"),
        ("a\x00b", "ab"),
    ],
)  # fmt: skip
def test_everything_else_goes(html: str, clean: str) -> None:
    assert sanitise(html) == clean


PIECES = st.sampled_from(
    ["<p>", "</p>", "<b>", "</b>", "<table>", "<tr>", "<td colspan=2>", "</td>", "</table>", "<a href='/x'>", "</a>", "<h1>",
     "<li>", "<ul>", "</ul>", "<svg>", "<math>", "<style>", "</style>", "<script>", "<img src=/a.png>", "<img src=x>", "<!--",
     "-->", "<![CDATA[", "]]>", "&lt;", "&amp", "&nbsp;", "<select>", "<option>", "<form>", "<title>", "<noscript>", "<caption>",
     "<h2>", "<blockquote>", "<br/>", "<template>", "<p", '"', "'", ">", "<", "文", " ", "\n", "\u00a0", "</h6>", "<i>"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=30).map("".join))
def test_cleaning_twice_changes_nothing(html: str) -> None:
    once = sanitise(html)
    assert sanitise(once) == once
    assert "<script" not in once


@given(st.text(max_size=200))
def test_any_text_is_cleaned_once_for_all(text: str) -> None:
    assert sanitise(sanitise(text)) == sanitise(text)
    assert isinstance(to_text(text), str)


@pytest.mark.parametrize("tag", ["div", "p", "b", "table><tr><td", "ul><li", "a href=/x", "blockquote", "svg"])
def test_deep_nesting_is_flattened_in_time(tag: str) -> None:
    began = time.monotonic()
    clean = sanitise(f"<{tag}>" * 50_000 + "深处的字")
    assert time.monotonic() - began < 5
    assert clean.count("<") < 500
    assert "深处的字" in to_text(f"<{tag}>" * 300 + "深处的字")


@pytest.mark.parametrize("piece", ["&", "<", "<a ", "<!--", "<p>&amp;", "</b>", "<img src=/a.png>", "'\"<b"])
def test_repeated_pieces_take_no_time(piece: str) -> None:
    began = time.monotonic()
    once = sanitise(piece * 150_000)
    assert sanitise(once) == once
    assert time.monotonic() - began < 10


def test_words_keep_lines_and_cells() -> None:
    html = "<h2>收支</h2><table><tr><th>项目</th><th>金额</th></tr><tr><td>道路</td><td>1&nbsp;200</td></tr></table><p>a<br>b</p>"
    assert to_text(html) == "收支\n项目\t金额\n道路\t1 200\na\nb"
    assert to_text("<p>1 &lt; 2 &amp;amp; 3</p>") == "1 < 2 &amp; 3"
    assert to_text("") == ""


def test_very_long_html_is_cut() -> None:
    assert len(sanitise("<p>" + "字" * 3_000_000)) < 2_100_000
