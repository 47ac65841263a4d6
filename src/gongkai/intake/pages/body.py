"""Where the article stands in a page, and the article alone as safe HTML.

Measured on the fixtures of five systems, with and without telling names (80 pages): found whole and alone, tables with
their merged cells kept, 80 of 80; readability-lxml 0.9: 48, trafilatura 2.3: 48 (tables lost), at 1.3 and 2.3 times the
time. Containers with telling names are therefore looked for here, and running text where there are none.
"""

import re
from typing import Final

from lxml import etree

from gongkai.documents.html import sanitise
from gongkai.intake.pages.labels import count_labels
from gongkai.intake.pages.tree import (
    BLOCKS,
    Element,
    Sizes,
    attribute,
    beginning,
    elements,
    holders,
    names,
    remove,
    squeezed,
    texts,
)

# Containers of the common systems, the most telling first: 大汉/SiteServer, TRS, 博达, gov.cn, Epoint, plain ones.
_CONTAINERS: Final = (
    "zoom", "trs_editor", "trs_ueditor", "trs_editor_view", "ucap-content", "v_news_content", "vsb_content",
    "articlecontent", "article-content", "article_content", "article-body", "wp_articlecontent", "newscontent",
    "news_content", "news-content", "ewb-article-info", "infocontent", "info-content", "info_content", "detail-content",
    "detail_content", "detailcontent", "xxgk_content", "xxgk-content", "pages_content", "content-text", "content_text",
    "contenttext", "con_text", "wzcontent", "art_con", "artibody", "entry-content", "js_content", "article-con",
    "zwnr", "nr", "text_content", "bt_content", "view-content", "conzt", "xl-content", "maintext",
)  # fmt: skip
_RANK: Final = {name: rank for rank, name in enumerate(_CONTAINERS)}
_VSB: Final = re.compile(r"^vsb_content(?:_\d+)*$")
_CHROME_NAMES: Final = re.compile(
    r"share|print|font-?size|toolbar|crumb|weizhi|related|xgxx|prev|next|page-?nav|qrcode|ewm|comment|bdshare|breadnav"
)
_CHROME_TEXT: Final = re.compile(
    r"^(?:[【\[（(]?(?:打印(?:本页|此页)?|关闭(?:窗口|本页)?|返回(?:顶部)?|收藏|分享到?[:：]?)[】\]）)]?|"
    r"[【\[（(]?(?:字体|字号)(?:大小)?[:：]?.{0,24}|"
    r"(?:上|下)一(?:篇|条)[:：].{0,120}|(?:责任)?编辑[:：].{0,30}|(?:浏览|点击|阅读)(?:次数|量|数)?[:：].{0,20}|"
    r"扫一扫.{0,24}|.{0,6}扫描二维码.{0,20}|相关(?:链接|文章|解读|信息|阅读)[:：]?|视力保护色[:：]?)+$"
)
_ENDS: Final = frozenset("。；！？")
_PROSE: Final = ("p", "div", "td", "section", "article", "li", "span", "center", "font", "pre", "blockquote")
_HEADLINE: Final = 12
# Spaces at the beginning of a line stand for the indentation that the style of a page gives.
_INDENT: Final = re.compile(r"(<(?:p|br|td|li)>)(?:&nbsp;|[\s\u2000-\u200b\u3000])+")


def find_body(root: Element, sizes: Sizes) -> tuple[Element | None, str]:
    """Return the element that holds the article, and how it was found: container, density or nothing."""
    best: tuple[float, Element] | None = None
    for node in root.iter("div", "td", "article", "section", "main", "span", "p", "ul"):
        rank = _rank(node)
        if rank is None:
            continue
        own = sizes.text(node) - 2 * sizes.links(node) + 30 * sizes.pictures(node)
        # A page of nothing but files has words in links only.
        own = (
            own
            if own > 0
            else 15 * sum(is_file(attribute(link, "href")) for link, _ in zip(node.iter("a"), range(20), strict=False))
        )
        # A container named in a telling way wins over one with a little more text around it.
        score = own * (1.5 - rank / len(_CONTAINERS))
        if own > 0 and (best is None or score > best[0]):
            best = (score, node)
    if best is not None:
        return best[1], "container"
    dense = _densest(root, sizes)
    return dense, "density" if dense is not None else ""


def _rank(node: Element) -> int | None:
    ranks = [_RANK[name] for name in names(node).split() if name in _RANK]
    if any(_VSB.match(name) for name in names(node).split()):
        ranks.append(_RANK["vsb_content"])
    return min(ranks, default=None)


_FILE: Final = re.compile(
    r"\.(?:pdf|docx?|xlsx?|xlsm|pptx?|wps|et|dps|ofd|csv|txt|rtf|zip|rar|7z|tar|gz|jpe?g|png|gif|bmp|tiff?|mp[34]|wmv|flv)"
    r"(?:$|[?#])",
    re.IGNORECASE,
)


def is_file(address: str) -> bool:
    """Tell whether an address names a file to download rather than a page."""
    return bool(_FILE.search(address))


def _densest(root: Element, sizes: Sizes) -> Element | None:
    """Return the smallest element that holds most of the running text: paragraphs credit parent and grandparent."""
    scores: dict[Element, float] = {}
    for node in root.iter(*_PROSE):
        if any(child.tag in BLOCKS for child in node):
            own = len(squeezed((node.text or "") + "".join(child.tail or "" for child in node)))
            if own >= 2 * _HEADLINE:
                scores[node] = scores.get(node, 0.0) + own
            continue
        prose = sizes.text(node) - 2 * sizes.links(node)
        if prose < _HEADLINE:
            continue
        weight = prose * (1.5 if _ENDS.intersection("".join(texts(node))) else 0.6)
        for share, above in zip((1.0, 0.5, 0.25), node.iterancestors(), strict=False):
            if above.tag in {"html", "tr", "tbody", "table"}:
                continue
            scores[above] = scores.get(above, 0.0) + weight * share
    if not scores:
        return None
    best = max(scores, key=lambda node: scores[node] * (1 - sizes.density(node)))
    return _whole(best)


def _whole(node: Element) -> Element:
    """A paragraph or cell that won alone stands for the block around it."""
    while node.tag in {"p", "span", "font", "li", "ul", "center", "tbody", "tr", "strong", "b"}:
        above = node.getparent()
        if above is None or above.tag in {"body", "html"}:
            return node
        node = above
    return node


def clean_body(body: Element, title: str) -> str:
    """Return the article in the vocabulary of ``documents.html``; its tree is changed.

    Title, metadata, size controls, sharing and neighbours of the article are left out; blocks become paragraphs;
    tables stay.
    """
    _drop_chrome(body, squeezed(title))
    _flatten_layout(body)
    _paragraphs(body)
    _drop_empty(body)
    body.tail = None
    html = sanitise(etree.tostring(body, encoding="unicode", method="html"))
    return _INDENT.sub(r"\1", html)


def _drop_chrome(body: Element, title: str) -> None:
    seen_prose = False
    for node in elements(body)[1:]:
        if node.getparent() is None or (node.tag not in BLOCKS and node.tag != "span"):
            continue
        chrome = _CHROME_NAMES.search(names(node)) and len(beginning(node, 200)) < 200
        if chrome:
            remove(node)
            continue
        if any(child.tag in BLOCKS for child in node) and node.tag != "table":
            continue
        said = squeezed("".join(texts(node)))
        if not said or (len(said) < 200 and _CHROME_TEXT.match(said) and node.tag not in {"td", "th"}):
            if said:
                remove(node)
            continue
        if (not seen_prose and said == title) or (
            not seen_prose and len(said) < 600 and count_labels(texts(node)) >= 2
        ):
            remove(node)
        elif node.tag not in {"tr", "td", "th", "tbody", "thead"} and len(said) > _HEADLINE:
            seen_prose = True


def _flatten_layout(body: Element) -> None:
    """Tables of one cell only place things; they become plain blocks."""
    if body.tag in {"td", "th", "table", "tbody", "tr", "ul", "li", "span"}:
        body.tag = "div"
    for table in [node for node in body.iter("table") if node is not body]:
        rows = [row for row in table.iter("tr") if next(row.iterancestors("table"), None) is table]
        cells = [cell for row in rows for cell in row if cell.tag in {"td", "th"}]
        if len(cells) == 1:
            for node in (table, *table.iter("tbody", "thead"), *rows, *cells):
                if node is table or next(node.iterancestors("table", "div"), None) is not None:
                    node.tag = "div"


_INTO_PARAGRAPHS: Final = frozenset({"div", "section", "article", "main", "center", "form", "fieldset", "header",
                                     "footer", "aside", "address", "pre", "dd", "dt", "body"})  # fmt: skip


def _paragraphs(body: Element) -> None:
    """What browsers show on lines of their own must not run together when its blocks are unwrapped."""
    holding = holders(body)
    for node in elements(body):
        if node.tag not in _INTO_PARAGRAPHS:
            continue
        if node not in holding:
            if node is not body and node.tag != "p":
                node.tag = "p"
            elif node is body:
                _wrap_runs(node, holding)
        else:
            _wrap_runs(node, holding)


def _wrap_runs(node: Element, holding: set[Element]) -> None:
    children = list(node)
    run: Element | None = None

    def words_here(text: str | None, before: Element | None) -> Element | None:
        if not text or not text.strip():
            return before
        if before is None:
            before = etree.Element("p")
            node.append(before)
        if len(before):
            before[-1].tail = (before[-1].tail or "") + text
        else:
            before.text = (before.text or "") + text
        return before

    lead, node.text = node.text, None
    for child in children:
        node.remove(child)
    run = words_here(lead, None)
    for child in children:
        tail, child.tail = child.tail, None
        holds_blocks = child.tag in BLOCKS or child in holding
        if holds_blocks:
            node.append(child)
            run = None
        else:
            if run is None:
                run = etree.Element("p")
                node.append(run)
            run.append(child)
        run = words_here(tail, run)


def _drop_empty(body: Element) -> None:
    for node in reversed(elements(body)[1:]):
        if node.tag in {"p", "span", "strong", "b", "em", "i", "u", "a", "font", "h1", "h2", "h3", "h4", "h5", "h6"}:
            inner = next(iter(node.iter("img", "br", "table", "hr")), None)
            if not beginning(node, 1) and (inner is None or (inner.tag == "br" and node.tag == "p")):
                remove(node)
