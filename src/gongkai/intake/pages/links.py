"""Links of an article: where each leads, inside what was saved or outside."""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from urllib.parse import SplitResult, quote, unquote, urljoin, urlsplit

from gongkai.intake.pages.model import Link, LinkKind
from gongkai.intake.pages.tree import Element, attribute, words

PLACE = "/.saved/"
_IGNORED = re.compile(r"^\s*(?:#|$|javascript:|vbscript:|data:|about:|blob:)", re.IGNORECASE)
_ABSOLUTE = re.compile(r"^(?:[a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)
_OUTSIDE = ("mailto:", "tel:")
_DEFAULTS = ("index.html", "index.htm", "index.shtml", "default.html", "default.htm", "index.jsp", "index.asp",
             "index.aspx", "index.php")  # fmt: skip
_PAGES = re.compile(r"\.(?:s?html?|xhtml|jsp|aspx?|php|do|action)(?:$|[?@#])", re.IGNORECASE)
_LONGEST = 4_000


@dataclass(slots=True)
class SiteMap:
    """What was saved: members, every file; pages, those that are web pages; at, address (without scheme) to file.

    roots are the folders at which addresses beginning with “/” may start; hosts, the names of the site itself.
    """

    members: set[str] = field(default_factory=set)
    pages: set[str] = field(default_factory=set)
    at: dict[str, str] = field(default_factory=dict)
    roots: tuple[str, ...] = ("",)
    hosts: set[str] = field(default_factory=set)

    def find(self, path: str, query: str = "") -> str | None:
        """Return the member for a path inside the archive, whichever way its name was written down."""
        plain = posixpath.normpath(path) if path else ""
        if plain.startswith(("..", "/")):
            return None
        plain = "" if plain == "." else plain
        named = [plain] if plain and not path.endswith("/") else []
        if query:
            named = [f"{plain}{mark}{query}{end}" for mark in "?@" for end in ("", ".html", ".htm")] + named
        named += [f"{plain}{end}" for end in (".html", ".htm")] if plain else []
        named += [posixpath.join(plain, default) for default in _DEFAULTS]
        return next((name for name in named if name in self.members), None)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a link stands: member, its file; base, the old address of that page; site, what was saved."""

    member: str
    base: str
    site: SiteMap


def key(address: str) -> str:
    """Return an address without scheme, fragment and default page name, so that its spellings meet."""
    parts = urlsplit(address)
    path = unquote(parts.path)
    folder, _, name = path.rpartition("/")
    if name.lower() in _DEFAULTS:
        path = folder + "/"
    query = f"?{parts.query}" if parts.query else ""
    return f"{parts.netloc.lower().removesuffix(':80').removesuffix(':443')}{path or '/'}{query}"


def resolve(href: str, place: Place) -> tuple[LinkKind, str, str | None]:
    """Return kind, absolute address and target of one link.

    Arguments: href, as written; place, where it stands.
    """
    site = place.site
    tidy = href.strip().replace("\\", "/")[:_LONGEST]
    if tidy.lower().startswith(_OUTSIDE):
        return LinkKind.EXTERNAL, tidy, None
    try:
        address = urljoin(place.base, tidy)
        parts, written = urlsplit(address), urlsplit(tidy)
    except ValueError:
        return LinkKind.DEAD, tidy, None
    if parts.scheme not in {"", "http", "https"}:
        return LinkKind.DEAD, tidy, None
    target = _target(written, tidy, place.member, site)
    if target is None and parts.netloc:
        target = _by_address(address, parts.netloc, parts.path, parts.query, site)
    if target is not None:
        return (LinkKind.INNER if target in site.pages else LinkKind.ATTACHMENT), address, target
    own = not parts.netloc or parts.netloc.lower() in site.hosts
    return (LinkKind.DEAD if own else LinkKind.EXTERNAL), address, None


def _target(written: SplitResult, tidy: str, member: str, site: SiteMap) -> str | None:
    if _ABSOLUTE.match(tidy):
        return None
    path, query = unquote(written.path), written.query
    if not path:
        return site.find(posixpath.dirname(member) + "/", query) if query else member
    if path.startswith("/"):
        places = [posixpath.join(root, path.lstrip("/")) if path != "/" else f"{root}/" for root in site.roots]
    else:
        places = [posixpath.join(posixpath.dirname(member), path)]
    return next((found for place in places if (found := site.find(place, query)) is not None), None)


def _by_address(address: str, host: str, path: str, query: str, site: SiteMap) -> str | None:
    found = site.at.get(key(address))
    if found is not None:
        return found
    found = site.find(host.lower() + unquote(path), query)
    if found is None and host.lower() in site.hosts:
        places = (posixpath.join(root, unquote(path).lstrip("/")) for root in site.roots)
        found = next((one for place in places if (one := site.find(place, query)) is not None), None)
    return found


def take_links(body: Element, outside: list[Element], place: Place, most: int) -> list[Link]:
    """Return the links of an article, each replaced in the tree by its number below ``/.saved/``.

    Arguments: body; outside, links to files that stand beside it; place, of the page; most, how many are numbered: later ones lose their
    address and stay as words.
    """
    links: list[Link] = []
    for node, name in _linked(body, outside):
        href = attribute(node, name)
        node.attrib.pop(name, "")
        if _IGNORED.match(href) or len(links) >= most:
            continue
        kind, address, target = resolve(href, place)
        picture = name == "src"
        if picture and kind is LinkKind.INNER:
            kind, target = LinkKind.DEAD, None
        said = attribute(node, "alt") if picture else words(node) or attribute(node, "title")
        links.append(
            Link(kind, href.strip()[:_LONGEST], address, PurePosixPath(target) if target else None, said[:500], picture)
        )
        node.set(name, f"{PLACE}{len(links) - 1}")
    return links


def _linked(body: Element, outside: list[Element]) -> Iterator[tuple[Element, str]]:
    for node in list(body.iter("a", "img")):
        yield node, "href" if node.tag == "a" else "src"
    for node in outside:
        yield node, "href"


def own_address(member: str, site_address: str, roots: tuple[str, ...]) -> str:
    """Return the address of a file as the folders it was saved in tell it.

    Arguments: member; site_address, of the root, where a person gave it; roots, of the archive.
    """
    first, _, rest = member.partition("/")
    if rest and is_host(first):
        return f"http://{first}/{quote(rest, safe='/?=&%@:;,+~!$()*')}"
    root = next((root for root in sorted(roots, key=len, reverse=True) if root and member.startswith(root + "/")), "")
    path = quote(member[len(root) :].lstrip("/"), safe="/?=&%@:;,+~!$()*")
    return urljoin(site_address.rstrip("/") + "/", path) if site_address else f"/{path}"


_HOST = re.compile(r"^(?:www\.|[a-z0-9-]+\.)+[a-z]{2,8}(?:[:_+]\d{2,5})?$|^\d{1,3}(?:\.\d{1,3}){3}(?:[:_+]\d{2,5})?$")
_FILE_ENDS = (".html", ".htm", ".shtml", ".jsp", ".css", ".js", ".files")


def is_host(name: str) -> bool:
    """Tell whether a folder is named after a server, as wget and HTTrack name them."""
    return bool(_HOST.match(name.lower())) and not name.lower().endswith(_FILE_ENDS)


def is_page_name(name: str) -> bool:
    """Tell whether a file is named like a web page."""
    return bool(_PAGES.search(name))
