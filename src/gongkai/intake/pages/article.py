"""One saved page: told apart from lists and navigation, then read into an article."""

import re
from collections.abc import Sequence
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from lxml import etree

from gongkai.intake.pages import metadata as meta
from gongkai.intake.pages.body import clean_body, find_body, is_file
from gongkai.intake.pages.decoding import Decoded, decode
from gongkai.intake.pages.kinds import forwarding, judge
from gongkai.intake.pages.links import Place, SiteMap, resolve, take_links
from gongkai.intake.pages.model import NotUnderstood, PageLimits, Recognised, SavedPage, SiteItem
from gongkai.intake.pages.tree import (
    Element,
    Empty,
    Sizes,
    TooDeep,
    attribute,
    beginning,
    names,
    parse,
    squeezed,
    words,
)
from gongkai.rulebook.objections import Objection

_SEVERAL = re.compile(r"createPageHTML\s*\(\s*(\d+)")
_BESIDE = re.compile(r"fj|fujian|attach|appendix|annex|accessory|download|xiazai")
_LEAST_WORDS = 4
_TOP = 300
_DOWNLOAD = re.compile(r"download|filedown|attach", re.IGNORECASE)


def read_page(
    data: bytes,
    path: PurePosixPath,
    *,
    address: str = "",
    others: tuple[str, ...] = (),
    site: SiteMap | None = None,
    limits: PageLimits = PageLimits(),  # noqa: B008 (frozen)
) -> SiteItem:
    """Return what one saved page is.

    Arguments: data, as saved; path, in the folder or archive; address, where it stood; others, where it stood as well;
    site, what was saved beside it, for its links; limits.
    """
    decoded = decode(data)
    try:
        root = parse(decoded.text)
    except (Empty, TooDeep) as error:
        return NotUnderstood(path, _unreadable(error), address)
    sizes = Sizes(root)
    if len(sizes) > limits.elements:
        return NotUnderstood(path, _TOO_MANY, address)
    judged = forwarding(decoded.text, sizes.text(root))
    tags = meta.meta_tags(root)
    body, how = find_body(root, sizes)
    found = meta.Metadata()
    meta.from_meta(tags, found)
    page = _texts_outside(root, body)
    meta.from_labels(page, found)
    judged = judged or judge(root, body, tags, str(path), sizes, dated="published" in found.dates)
    site = site or SiteMap({str(path)}, {str(path)}, hosts={urlsplit(address).netloc.lower()})
    if judged is not None:
        of = resolve(judged.forward, Place(str(path), address, site))[2] if judged.forward else None
        return Recognised(path, judged.kind, judged.reason, address, PurePosixPath(of) if of else None)
    meta.find_title(root, body, found, tags.get("site", ""))
    meta.find_breadcrumb(root, found)
    meta.finish_breadcrumb(found)
    meta.from_lines(page, found)
    meta.from_address(address or str(path), found)
    meta.find_numbers(body, found)
    if body is None:
        return NotUnderstood(path, _NO_BODY, address)
    outside = _files_beside(root, body)
    pictures = sum(attribute(img, "src").lower().startswith("data:") for img in body.iter("img"))
    links = take_links(body, outside, Place(str(path), address or f"/{path}", site), limits.links)
    html = clean_body(body, found.get("title"))
    if not found.get("title"):
        return NotUnderstood(path, _NO_TITLE, address)
    if len(squeezed(re.sub(r"<[^>]*>", "", html))) < _LEAST_WORDS and not links:
        return NotUnderstood(path, _NO_BODY, address)
    return SavedPage(
        path=path,
        title=found.get("title")[:500],
        body=html,
        produced=found.dates.get("produced"),
        published=found.dates.get("published"),
        source=found.get("source"),
        publisher=found.get("publisher"),
        document_number=found.get("document_number"),
        index_number=found.get("index_number"),
        column=found.get("column"),
        breadcrumb=found.breadcrumb,
        links=tuple(links),
        old_address=address,
        other_addresses=others,
        encoding=decoded.encoding,
        printed=tuple(found.printed),
        evidence=(*sorted(found.evidence.items()), ("body", how)),
        doubts=(*found.doubts, *_doubts(found, decoded, root, pictures)),
    )


def _texts_outside(root: Element, body: Element | None) -> list[str]:
    """Return the texts of a page in order; of the article only its beginning, where some systems print metadata."""
    inside = set(body.iter("*")) if body is not None and body.tag != "body" else set()
    found: list[str] = []
    spent = 0
    for event, node in etree.iterwalk(root, events=("start", "end")):
        text = node.text if event == "start" else node.tail
        if not text or text.isspace():
            continue
        # A tail belongs to what stands around its element.
        around = node if event == "start" else node.getparent()
        if around in inside:
            spent += len(text)
            if spent > _TOP:
                continue
        if around is None or around.tag not in {"title", "head"}:
            found.append(text)
    return found


def _files_beside(root: Element, body: Element) -> list[Element]:
    """Links to files that stand outside of the article but are named as its attachments."""
    inside = set(body.iter("a"))
    beside = []
    for link in root.iter("a"):
        href = attribute(link, "href")
        if link in inside or not (is_file(href) or (_DOWNLOAD.search(href) and is_file(words(link)))):
            continue
        around = [link, *list(link.iterancestors())[:3]]
        named = any(_BESIDE.search(names(node)) for node in around)
        said = any("附件" in beginning(node, 40) for node in around[:3])
        if named or said:
            beside.append(link)
    return beside


def _doubts(found: meta.Metadata, decoded: Decoded, root: Element, pictures: int) -> Sequence[Objection]:
    doubts: list[Objection] = []
    produced, published = found.dates.get("produced"), found.dates.get("published")
    if published is None:
        doubts.append(Objection("page.no_date", "没有找到发布日期", "No day of publication was found"))
    elif produced is not None and published < produced:
        doubts.append(
            Objection(
                "page.dates",
                f"发布日期 {published} 早于成文日期 {produced}",
                f"It was published on {published}, before it was produced on {produced}",
            )
        )
    if decoded.broken:
        doubts.append(
            Objection(
                "page.broken",
                f"有 {decoded.broken} 处文字编码损坏",
                f"The encoding is damaged in {decoded.broken} places",
            )
        )
    if pictures:
        doubts.append(
            Objection(
                "page.embedded", f"{pictures} 幅内嵌图片没有取出", f"{pictures} pictures inside the page were not taken"
            )
        )
    several = next((int(call.group(1)) for call in _SEVERAL.finditer(decoded.text)), 1)
    if several > 1:
        doubts.append(
            Objection(
                "page.several", f"文章分为 {several} 页，请核对", f"The article has {several} pages; compare them"
            )
        )
    return doubts


def _unreadable(error: Exception) -> Objection:
    if isinstance(error, TooDeep):
        return Objection(
            "page.too_deep", "网页嵌套过深，无法可靠读取", "The page is nested too deeply to be read reliably"
        )
    return Objection("page.empty", "文件里没有网页内容", "There is no web page in the file")


_NO_BODY = Objection("page.no_body", "没有找到正文", "No article text was found")
_TOO_MANY = Objection("page.too_many", "网页元素过多，没有读取", "The page has too many elements; it was not read")
_NO_TITLE = Objection("page.no_title", "没有找到标题", "No title was found")
