"""Title, dates, source, numbers and column of a page: the meta tags of 国办发〔2017〕47号 first, then the page itself."""

import datetime as dt
import html
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from gongkai.intake.pages.labels import count_labels, labelled
from gongkai.intake.pages.tree import Element, beginning, names, squeezed, words
from gongkai.intake.tables.dates import ValueRefused, parse_date
from gongkai.rulebook.document_numbers import parse as parse_document_number
from gongkai.rulebook.index_numbers import IndexNumber, IndexNumberError
from gongkai.rulebook.objections import Objection

_META: Final = {
    "articletitle": "title", "pubdate": "published", "publishdate": "published", "contentsource": "source",
    "columnname": "column", "sitename": "site", "columntype": "column_type", "url": "address",
    "og:title": "title_again", "article:published_time": "published_again", "indexnumber": "index_number",
    "og:url": "address", "og:site_name": "site",
}  # fmt: skip
_PLACEHOLDER: Final = re.compile(r"[{}<>$%]|&lt;|TRS_|null|undefined|无标题", re.IGNORECASE)
_SEPARATORS: Final = re.compile(r"\s*(?:_{1,}|\||-{2,}|—{1,2}|\s-\s|-|–|»|>)\s*")
_DATE: Final = re.compile(
    r"(?<!\d)((?:19|20)\d\d)\s*[年\-/.]\s*(1[0-2]|0?[1-9])\s*[月\-/.]\s*(3[01]|[12]\d|0?[1-9])(?!\d)"
)
_HAN_DATE: Final = re.compile(
    r"[〇零○一二三四五六七八九]{4}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日"
)
_IN_ADDRESS: Final = (
    re.compile(r"/t((?:19|20)\d\d)(\d\d)(\d\d)_\d+"),
    re.compile(r"/((?:19|20)\d\d)[/-](\d{1,2})[/-](\d{1,2})/"),
    re.compile(r"/((?:19|20)\d\d)(\d\d)(\d\d)/"),
)
_POSITION: Final = re.compile(r"^(?:您|你)?(?:现在|当前|目前)?(?:的|所处|所在)*位置(?:是|为|在)?[:：]?")
_CRUMBS: Final = re.compile(r"\s*(?:>{1,2}|»|›|→|/|\\|＞{1,2}|›|·|-&gt;)\s*")
_CRUMB_NAMES: Final = re.compile(r"crumb|position|location|weizhi|\bdqwz|\bwz\b|breadnav|\bloc\b|\bsite-?path")
_HOME: Final = re.compile(r"^(?:.{0,16}(?:首页|主页)|home)$", re.IGNORECASE)
_BESIDE_A_DATE: Final = re.compile(r"来源|作者|浏览|点击|阅读|人气|字体|发布|出处")
_LAST: Final = frozenset({"正文", "内容", "详细", "详情", "信息正文", "文章内容", "浏览文章"})
_HEADING_NAMES: Final = re.compile(r"title|headline|\bbt\b|biaoti|\btit\b|art_t")


@dataclass(slots=True)
class Metadata:
    """Values found so far, each with where it was found (first come, first kept)."""

    values: dict[str, str] = field(default_factory=dict)
    dates: dict[str, dt.date] = field(default_factory=dict)
    evidence: dict[str, str] = field(default_factory=dict)
    printed: list[tuple[str, str]] = field(default_factory=list)
    breadcrumb: tuple[str, ...] = ()
    doubts: list[Objection] = field(default_factory=list)

    def text(self, name: str, value: str, where: str) -> None:
        """Keep a text when there is none yet."""
        tidy = " ".join(value.split()).strip(" \u3000\xa0:：|")
        if tidy and name not in self.values:
            self.values[name] = tidy
            self.evidence[name] = where

    def date(self, name: str, value: str, where: str) -> None:
        """Keep a date when it can be read and there is none yet."""
        day = read_date(value)
        if day is not None and name not in self.dates:
            self.dates[name] = day
            self.evidence[name] = where

    def get(self, name: str) -> str:
        """Return a text, empty when it was not found."""
        return self.values.get(name, "")


def read_date(text: str) -> dt.date | None:
    """Return the first date in a text, None when there is none or it does not exist."""
    plain = unicodedata.normalize("NFKC", text)
    found = _DATE.search(plain) or _HAN_DATE.search(plain)
    compact = re.fullmatch(r"\s*((?:19|20)\d{6})(?:\d{6})?\s*", plain)
    written = "-".join(found.groups()) if found and found.re is _DATE else found.group() if found else ""
    written = written or (compact.group(1) if compact else "")
    try:
        return parse_date(written) if written else None
    except ValueRefused:
        return None


def meta_tags(root: Element) -> dict[str, str]:
    """Return the meta tags of a page that say something: our name to content."""
    found: dict[str, str] = {}
    for tag in root.iter("meta"):
        name = _META.get((tag.get("name") or tag.get("property") or "").strip().lower())
        content = re.sub(r"<[^<>]*>", "", html.unescape(tag.get("content") or "")).strip()
        if name and content and not _PLACEHOLDER.search(content):
            found.setdefault(name, content)
    return found


def from_meta(found: Mapping[str, str], data: Metadata) -> None:
    """Take what the meta tags say."""
    for name in ("title", "source", "column", "index_number"):
        data.text(name, found.get(name, ""), "meta")
    for name in ("published", "published_again"):
        data.date("published", found.get(name, ""), "meta")


def from_labels(page: Iterable[str], data: Metadata) -> None:
    """Take what stands in metadata tables, lists and lines."""
    for name, label, value in labelled(page):
        data.printed.append((label, value))
        where = f"label:{label}"
        if name in {"produced", "published"}:
            data.date(name, value, where)
        elif name == "issued":
            data.date("issued", value, where)
        elif name == "title":
            data.text("title_printed", value, where)
        elif name != "kept":
            data.text(name, value, where)
    # 发文日期 beside a 成文日期 is the day of publication, alone it is the day of the document.
    if "issued" in data.dates:
        name = "published" if "produced" in data.dates else "produced"
        data.dates.setdefault(name, data.dates["issued"])
        data.evidence.setdefault(name, data.evidence["issued"])


def from_lines(page: Iterable[str], data: Metadata) -> None:
    """Take a day that stands without a label: in a line with source or hits, or alone and nowhere another."""
    if "published" in data.dates:
        return
    alone: set[dt.date] = set()
    for text in page:
        line = text.strip()
        if not 8 <= len(line) <= 120 or (day := read_date(line)) is None:
            continue
        if _BESIDE_A_DATE.search(line):
            data.date("published", line, "line")
            return
        if len(_DATE.sub("", line)) <= 12 and not count_labels([line]):
            alone.add(day)
    if len(alone) == 1:
        data.date("published", alone.pop().isoformat(), "line")


def from_address(address: str, data: Metadata) -> None:
    """Take the day that the file was made from its address, as TRS and others write it."""
    if "published" in data.dates:
        return
    for pattern in _IN_ADDRESS:
        if found := pattern.search(f"/{address}"):
            data.date("published", "-".join(found.groups()), "address")


def find_title(root: Element, body: Element | None, data: Metadata, site: str) -> None:
    """Take the title from headings, judged by the title of the window; else from that itself."""
    window = next((words(node) for node in root.iter("title")), "")
    plain_window = squeezed(window)
    headings = [node for node in root.iter("h1", "h2", "h3", "div", "td", "p", "span", "strong", "li", "font")
                if node.tag == "h1" or (node.tag in {"h2", "h3"} or _HEADING_NAMES.search(names(node)))]  # fmt: skip
    best = ""
    for node in headings[:60]:
        if len(beginning(node, 201)) > 200:
            continue
        said = words(node)
        plain = squeezed(said)
        if not 4 <= len(plain) <= 200 or plain == squeezed(site) or node is body:
            continue
        if plain in plain_window and len(plain) > len(squeezed(best)):
            best = said
    if best:
        data.text("title", best, "heading")
    data.text("title", data.get("title_printed"), "label:标题")
    pieces = [piece for piece in _SEPARATORS.split(window) if piece and squeezed(piece) != squeezed(site)]
    if pieces and not _PLACEHOLDER.search(pieces[0]):
        whole = window if len(pieces) == 1 else max(pieces[:2], key=len) if len(pieces[0]) < 6 else pieces[0]
        data.text("title", whole, "window")
    first = next((words(node) for node in root.iter("h1") if 4 <= len(squeezed(words(node))) <= 200), "")
    data.text("title", first, "heading")


def find_breadcrumb(root: Element, data: Metadata) -> None:
    """Take the columns from the line that says where one is."""
    for node in root.iter("div", "td", "p", "span", "ul", "ol", "nav", "dl", "li", "h3"):
        named = _CRUMB_NAMES.search(names(node))
        own = beginning(node, 24)
        begins = _POSITION.match(own)
        if not (named or begins):
            continue
        parts = _parts(node)
        if parts:
            data.breadcrumb = parts
            data.text("column", parts[-1], "breadcrumb")
            return


def _parts(node: Element) -> tuple[str, ...]:
    if len(beginning(node, 301)) > 300:
        return ()
    said = words(node)
    line = re.sub(r"^[^:：]{0,12}位置(?:是|为|在)?\s*[:：]?", "", said)
    pieces = [piece.strip(" \u3000\xa0") for piece in _CRUMBS.split(line)]
    if len(pieces) == 1:
        pieces = [words(link) for link in node.iter("a")]
    kept = [piece for piece in pieces if piece and squeezed(piece) not in _LAST and not _HOME.match(squeezed(piece))]
    return tuple(kept[:8])


def finish_breadcrumb(data: Metadata) -> None:
    """Leave out the title where a page repeats it at the end of its breadcrumb."""
    title = squeezed(data.get("title"))
    kept = tuple(part for part in data.breadcrumb if not _repeats(squeezed(part).rstrip(".…"), title))
    data.breadcrumb = kept
    if data.evidence.get("column") == "breadcrumb":
        data.values["column"] = kept[-1] if kept else ""


def _repeats(part: str, title: str) -> bool:
    return len(part) > 8 and title.startswith(part)


def find_numbers(body: Element | None, data: Metadata) -> None:
    """Bring document number and index number into one spelling; look for the former at the top of the article."""
    if not data.get("document_number") and body is not None:
        for line in _first_lines(body):
            parsed = parse_document_number(line)
            if len(parsed.numbers) == 1 and parsed.numbers[0].year is not None and _is_alone(line):
                data.text("document_number", line, "body")
                break
    printed = data.get("document_number")
    if printed in {"无", "-", "—", "/", "暂无"}:
        del data.values["document_number"]
    elif printed:
        parsed = parse_document_number(printed)
        if parsed.numbers:
            data.values["document_number"] = "、".join(number.canonical for number in parsed.numbers)
        elif parsed.objection is not None:
            data.doubts.append(parsed.objection)
    _index_number(data)


def _index_number(data: Metadata) -> None:
    printed = data.get("index_number")
    if not printed:
        return
    try:
        number = IndexNumber.parse(printed)
    except IndexNumberError as error:
        data.doubts.append(error.objection)
        return
    data.values["index_number"] = str(number)
    data.doubts.extend(number.objections)


def _first_lines(body: Element) -> list[str]:
    lines: list[str] = []
    for node in body.iter("p", "div", "td", "h1", "h2", "h3", "center", "span"):
        if len(beginning(node, 41)) > 40:
            continue
        said = words(node)
        if said and len(said) <= 40 and said not in lines:
            lines.append(said)
        if len(lines) >= 12:
            break
    return lines


def _is_alone(line: str) -> bool:
    return bool(
        re.fullmatch(
            r"[（(]?[\u4e00-\u9fff]{2,14}\s*[〔\[(（【﹝［]\s*\d{4}\s*[〕\])）】﹞］]\s*第?\s*\d{1,5}\s*号[)）]?", line
        )
    )
