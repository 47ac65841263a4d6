"""A page as a tree: parsed with limits, scripts gone, looked through without recursion."""

import re
from collections.abc import Iterator
from typing import Final

from lxml import etree

Element = etree._Element  # noqa: SLF001 (lxml names its only element class so)

_NEVER_SHOWN: Final = ("script", "style", "noscript", "template", "iframe", "object", "embed", "applet", "select",
                       "textarea", "button", "input", "svg", "math")  # fmt: skip
BLOCKS: Final = frozenset({
    "address", "article", "aside", "blockquote", "center", "dd", "details", "dir", "div", "dl", "dt", "fieldset",
    "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "menu", "nav", "ol",
    "p", "pre", "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "caption", "body",
})  # fmt: skip
_SPACE = re.compile(r"\s+")


class TooDeep(ValueError):
    """A page nested deeper than any writer nests."""


class Empty(ValueError):
    """A page without any element."""


def parse(text: str) -> Element:
    """Return the root of a page without what a reader never sees.

    Raises: TooDeep, beyond 256 levels, where the parser would lose text; Empty.
    """
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_pis=True)
    try:
        root = etree.fromstring(text.encode("utf-8"), parser)
    except etree.XMLSyntaxError as error:
        if _too_deep(error.error_log):
            raise TooDeep from error
        raise Empty from error
    if root is None:
        raise Empty
    if _too_deep(parser.error_log):
        raise TooDeep
    etree.strip_elements(root, etree.Comment, *_NEVER_SHOWN, with_tail=False)
    return root


def _too_deep(log: object) -> bool:
    return any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in log)  # type: ignore[attr-defined]


def elements(root: Element) -> list[Element]:
    """Return all elements in document order, as they are now."""
    return list(root.iter("*"))


def squeezed(text: str) -> str:
    """Return the text without any space."""
    return _SPACE.sub("", text)


def words(node: Element) -> str:
    """Return the words of an element with single spaces."""
    return _SPACE.sub(" ", "".join(texts(node))).strip()


def texts(node: Element) -> Iterator[str]:
    """Yield every text inside an element."""
    return (str(text) for text in node.itertext(with_tail=True) if text)


class Sizes:
    """How much stands inside every element of a tree, counted once: characters, those in links, pictures and links.

    Arguments: root. Spaces are not counted. What is asked of an element that came later is nothing.
    """

    def __init__(self, root: Element) -> None:
        self._sizes: dict[Element, tuple[int, int, int]] = {}
        stack: list[list[int]] = [[0, 0, 0]]
        inside = 0
        for event, node in etree.iterwalk(root, events=("start", "end")):
            if event == "start":
                inside += node.tag == "a"
                stack.append([0, 0, node.tag == "img"])
                self._count(node.text, stack[-1], inside)
                continue
            inside -= node.tag == "a"
            own = stack.pop()
            self._sizes[node] = (own[0], own[1], own[2])
            for place in range(3):
                stack[-1][place] += own[place]
            self._count(node.tail, stack[-1], inside)

    @staticmethod
    def _count(text: str | None, own: list[int], inside: int) -> None:
        if text:
            length = len(squeezed(text))
            own[0] += length
            own[1] += length if inside else 0

    def text(self, node: Element) -> int:
        """Return the number of characters inside an element."""
        return self._sizes.get(node, (0, 0, 0))[0]

    def links(self, node: Element) -> int:
        """Return the number of characters inside its links."""
        return self._sizes.get(node, (0, 0, 0))[1]

    def pictures(self, node: Element) -> int:
        """Return the number of its pictures."""
        return self._sizes.get(node, (0, 0, 0))[2]

    def density(self, node: Element) -> float:
        """Return the share of its characters that stand in links."""
        return self.links(node) / self.text(node) if self.text(node) else 0.0

    def __len__(self) -> int:
        return len(self._sizes)


def beginning(node: Element, most: int) -> str:
    """Return the first characters inside an element without reading further."""
    found = ""
    for text in texts(node):
        found += squeezed(text)
        if len(found) >= most:
            break
    return found[:most]


def holders(root: Element) -> set[Element]:
    """Return the elements that hold a block somewhere inside."""
    found: set[Element] = set()
    for node in root.iter(*BLOCKS):
        for above in node.iterancestors():
            if above in found:
                break
            found.add(above)
    return found


def attribute(node: Element, name: str) -> str:
    """Return an attribute, empty when it is not there."""
    return str(node.get(name) or "")


def names(node: Element) -> str:
    """Return id and classes in lower case."""
    return f"{attribute(node, 'id')} {attribute(node, 'class')}".lower()


def remove(node: Element) -> None:
    """Take an element out and leave the text that follows it."""
    parent = node.getparent()
    if parent is None:
        return
    if node.tail:
        before = node.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + node.tail
        else:
            parent.text = (parent.text or "") + node.tail
    parent.remove(node)
