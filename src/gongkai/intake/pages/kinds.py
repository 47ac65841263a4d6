"""What a page is, before anything is taken from it: article, list, navigation, forwarding or error page."""

import re
from dataclasses import dataclass
from typing import Final

from gongkai.intake.pages.body import is_file
from gongkai.intake.pages.model import PageKind
from gongkai.intake.pages.tree import Element, Sizes, attribute, beginning, squeezed, texts, words
from gongkai.rulebook.text import Text

_FORWARD: Final = re.compile(
    r"<meta[^<>]{1,200}?http-equiv\s*=\s*[\"']?refresh[^<>]{1,100}?url\s*=\s*[\"']?([^\"'>\s]+)|"
    r"(?:window|document|self|top|parent)?\.?location(?:\.href)?\s*(?:=|\.replace\(|\.assign\()\s*[\"']([^\"']+)[\"']",
    re.IGNORECASE,
)
_ERROR: Final = re.compile(
    r"(?<![第\d.])(?:404|403|500|502|503)(?=\s|$|[-_,，。:：!！]|错误|页|error|not|forbidden)|页面(?:不存在|没有找到|无法访问|已删除)|找不到(?:该|此|您|相关)?.{0,8}(?:页|文件)|"
    r"not\s*found|服务器.{0,4}错误|您访问的(?:页面|内容).{0,6}(?:不存在|删除)|无权限",
    re.IGNORECASE,
)
_LIST_NAME: Final = re.compile(r"(?:^|/)(?:index|list|more|default|node|col|channel|lm|column)[_\-]?\w{0,12}\.\w+$")
_PROSE_END: Final = re.compile(r"[。；！？]")
_VISIBLE: Final = 60
_SENTENCES: Final = 80
_MOSTLY_LINKS: Final = 0.55
_FEW_LINKS: Final = 5


@dataclass(frozen=True, slots=True)
class Judged:
    """The kind of a page that is no article, why, and where it forwards to."""

    kind: PageKind
    reason: Text
    forward: str = ""


def forwarding(text: str, visible: int) -> Judged | None:
    """Tell whether a page only sends its reader on.

    Arguments: text, the source; visible, characters that a reader sees.
    """
    found = _FORWARD.search(text[:20_000])
    if found is None or visible > _VISIBLE:
        return None
    target = found.group(1) or found.group(2) or ""
    return Judged(
        PageKind.REDIRECT,
        Text(f"网页只跳转到 {target[:120]}", f"The page only forwards to {target[:120]}"),
        target,
    )


def judge(
    root: Element, body: Element | None, meta: dict[str, str], path: str, sizes: Sizes, *, dated: bool
) -> Judged | None:
    """Return what a page is when it is no article.

    Arguments: root; body, where an article would stand; meta, its meta tags; path; sizes; dated, whether the page names a day
    of publication beside the body.
    """
    if next(root.iter("frameset"), None) is not None:
        return Judged(PageKind.NAVIGATION, Text("框架页，没有正文", "A frame page without text of its own"))
    window = next((words(node) for node in root.iter("title")), "")
    whole = root.find("body")
    whole = root if whole is None else whole
    length = sizes.text(whole)
    if length < 400 and not dated and "published" not in meta and _ERROR.search(f"{window} {beginning(whole, 300)}"):
        return Judged(PageKind.ERROR, Text("错误提示页，没有内容", "An error page without content"))
    marked = bool(meta.get("title") or meta.get("published"))
    place = whole if body is None else body
    links = [link for link in place.iter("a") if link.get("href") and beginning(link, 1)]
    crowded = len(links) >= _FEW_LINKS and sizes.density(place) > _MOSTLY_LINKS
    files = sum(is_file(attribute(link, "href")) for link in links)
    if crowded and prose_length(place) < _SENTENCES and files < len(links) * 0.5:
        if marked and meta.get("title") and not _LIST_NAME.search(path):
            return None
        return _list_or_navigation(meta, path, len(links))
    if body is None and not marked and prose_length(whole) < _SENTENCES:
        every = [link for link in whole.iter("a") if link.get("href")]
        if len(every) >= _FEW_LINKS and sizes.density(whole) > 0.5:
            return _list_or_navigation(meta, path, len(every))
    if _is_home(path) and not marked and not dated and len(list(whole.iter("a"))) >= 3 * _FEW_LINKS:
        return Judged(PageKind.NAVIGATION, Text("首页或导航页", "A home or navigation page"))
    return None


def _is_home(path: str) -> bool:
    return bool(re.search(r"(?:^|/)(?:index|default)\.\w+$", path.lower()))


def _list_or_navigation(meta: dict[str, str], path: str, links: int) -> Judged:
    if meta.get("column") or (_LIST_NAME.search(path.lower()) and path.count("/") > 1) or links < 40:
        return Judged(PageKind.LIST, Text(f"列表页，有 {links} 条链接", f"A list of {links} links"))
    return Judged(PageKind.NAVIGATION, Text("首页或导航页", "A home or navigation page"))


def prose_length(node: Element) -> int:
    """Return the number of characters in sentences outside of links."""
    total = 0
    for text in texts(node):
        if len(text) > 15 and _PROSE_END.search(text):
            total += len(squeezed(text))
    for link in node.iter("a"):
        said = words(link)
        if len(said) > 15 and _PROSE_END.search(said):
            total -= len(squeezed(said))
    return total
