"""Rich text: a small documented vocabulary of HTML, and the way in from Word.

Vocabulary, everything else is unwrapped or dropped: headings h2–h5 (h1 is the page's own and becomes h2), p, br, hr,
blockquote, strong, em, u, s, sub, sup, ul, ol(start), li, a(href, title), table, caption, thead, tbody, tfoot, tr,
th and td (colspan, rowspan; scope on th), img(src, alt, width, height) from the site's own paths, figure, figcaption.
Links go to http, https, mailto, tel or the site itself and carry rel="noopener". No styles, classes, ids or scripts.
"""

import re
from html import unescape
from typing import Final

import nh3

HEADINGS: Final = ("h2", "h3", "h4", "h5")
_TAGS: Final = {
    *HEADINGS, "p", "br", "hr", "blockquote", "strong", "em", "u", "s", "sub", "sup", "ul", "ol", "li", "a", "table",
    "caption", "thead", "tbody", "tfoot", "tr", "th", "td", "img", "figure", "figcaption",
}  # fmt: skip
_ATTRIBUTES: Final = {
    "a": {"href", "title"}, "img": {"src", "alt", "width", "height"}, "ol": {"start"},
    "th": {"colspan", "rowspan", "scope"}, "td": {"colspan", "rowspan"},
}  # fmt: skip
_RENAMED: Final = {"h1": "h2", "h6": "h5", "b": "strong", "i": "em", "strike": "s", "del": "s", "ins": "u"}
_RENAME: Final = re.compile(r"<(/?)(h1|h6|b|i|strike|del|ins)(?=[\s/>])", re.IGNORECASE)
_NUMBERS: Final = frozenset({"colspan", "rowspan", "width", "height", "start"})
_SCOPES: Final = frozenset({"row", "col", "rowgroup", "colgroup"})
_OWN_PATH: Final = re.compile(r"/(?!/)[\w\-./%~]*(?:\?[\w\-=&%.]*)?")
_LONGEST: Final = 2_000_000
_DEEPEST: Final = 200
_MOST_REFERENCES: Final = 100_000
_LONGEST_WORDS: Final = 200_000
_TAG: Final = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^<>]*>")
_VOID: Final = frozenset({"br", "hr", "img", "input", "meta", "link", "col", "wbr", "area", "base", "embed", "source"})
_BLOCK_END: Final = re.compile(r"</(?:p|h[2-5]|li|tr|caption|figcaption|blockquote|table|ul|ol)>|<br>|<hr>")
_CELL_END: Final = re.compile(r"</t[hd]>(?=<t[hd])")


def _attribute(tag: str, name: str, value: str) -> str | None:
    if name in _NUMBERS:
        return value if value.isascii() and value.isdigit() and 0 < int(value[:6]) <= 10_000 else None
    if name == "scope":
        return value if value in _SCOPES else None
    if (tag, name) == ("img", "src"):
        return value if _OWN_PATH.fullmatch(value) and ".." not in value else None
    if (tag, name) == ("a", "href"):
        own = value.startswith("/") and not value.startswith(("//", "/\\"))
        return value if own or re.match(r"(?:https?:|mailto:|tel:|#)", value, re.IGNORECASE) else None
    return value


_CLEANER: Final = nh3.Cleaner(
    tags=_TAGS,
    clean_content_tags={"script", "style", "template", "noscript", "iframe", "object", "svg", "math", "title", "head",
                        "textarea", "select", "xmp", "noembed", "noframes", "plaintext"},
    attributes=_ATTRIBUTES,
    attribute_filter=_attribute,
    link_rel="noopener",
    url_schemes={"http", "https", "mailto", "tel"},
)  # fmt: skip


def sanitise(html: str) -> str:
    """Return the HTML in the vocabulary of this module; what it gives once it gives again (idempotent).

    Text beyond two million characters is cut; HTML nested deeper than 200 elements, or with more than 100,000
    character references, which no writer makes, is reduced to its first 200,000 characters of plain text.
    """
    text = html.replace("\x00", "")[:_LONGEST]
    if _excessive(text):
        return _as_paragraphs(text)
    renamed = _RENAME.sub(lambda found: f"<{found[1]}{_RENAMED[found[2].lower()]}", text)
    once = _CLEANER.clean(renamed)
    # A browser mends broken nesting in several steps; so does the parser. Two more passes reach the fixed point.
    for _ in range(4):
        again = _CLEANER.clean(_without_pictures(once))
        if again == once and not _excessive(once):
            return once
        once = again
    return _as_paragraphs(once)


def _excessive(html: str) -> bool:
    return len(html) > _LONGEST or html.count("&") > _MOST_REFERENCES or _depth(html) > _DEEPEST


def _without_pictures(html: str) -> str:
    """Take out pictures that lost their address, which would show as broken."""
    return re.sub(r"<img(?![^>]*\ssrc=)[^>]*>", "", html)


def _depth(html: str) -> int:
    deepest = depth = 0
    for found in _TAG.finditer(html):
        if found[2].lower() in _VOID:
            continue
        depth = max(depth - 1, 0) if found[1] else depth + 1
        deepest = max(deepest, depth)
    return deepest


def _as_paragraphs(html: str) -> str:
    stripped = unescape(re.sub(r"<[^<>]*>", "\n", html))
    # Cut so that what escaping adds stays below the length at which the next cleaning would cut.
    lines = [line.strip() for line in stripped[:_LONGEST_WORDS].splitlines() if line.strip()]
    return "".join(f"<p>{escaped(line)}</p>" for line in lines)


def escaped(text: str) -> str:
    """Return text written so that it means itself in HTML, the way the cleaner writes it."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\u00a0", "&nbsp;")


def to_text(html: str) -> str:
    """Return the words of an HTML text, one line a block and a tab between the cells of a table row."""
    clean = sanitise(html)
    lined = _BLOCK_END.sub("\n", _CELL_END.sub("\t", clean))
    words = unescape(re.sub(r"<[^>]*>", "", lined)).replace("\u00a0", " ")
    lines = (re.sub(r"[ \r\f\v]+", " ", line).strip(" ") for line in words.split("\n"))
    return "\n".join(line for line in lines if line.strip())
