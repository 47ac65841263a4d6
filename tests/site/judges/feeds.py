"""Whether feeds and sitemaps are what their specifications ask: the grammar, and what no grammar can say."""

from collections import Counter
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from lxml import etree

SCHEMAS = Path(__file__).parent / "schemas"
ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
MOST_OF_A_SITEMAP, LARGEST_SITEMAP = 50_000, 50 * 1024 * 1024


@cache
def _grammar(name: str) -> etree.RelaxNG:
    return etree.RelaxNG(etree.parse(SCHEMAS / f"{name}.rng"))


def _parsed(body: bytes, grammar: str) -> tuple[etree._Element | None, list[str]]:
    try:
        root = etree.fromstring(body, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        return None, [f"not well-formed: {error}"]
    schema = _grammar(grammar)
    return root, [] if schema.validate(root) else [str(schema.error_log)]


def _is_absolute(address: str | None) -> bool:
    parts = urlsplit(address or "")
    return bool(parts.scheme and parts.netloc)


def atom(body: bytes, address: str) -> list[str]:
    """What is wrong with an Atom feed (RFC 4287) that is served at an address."""
    root, found = _parsed(body, "atom")
    return found if root is None else [*found, *_atom_rules(root, address)]


def _atom_rules(feed: etree._Element, address: str) -> Iterator[str]:
    entries = feed.findall(f"{ATOM}entry")
    if feed.find(f"{ATOM}author") is None and any(one.find(f"{ATOM}author") is None for one in entries):
        yield "4.1.1: neither the feed nor each entry has an author"
    if [one.get("href") for one in feed.findall(f"{ATOM}link") if one.get("rel") == "self"] != [address]:
        yield f"4.1.1: no link with rel=self to {address}"
    for node in (feed, *entries):
        alternates = Counter(
            (one.get("type"), one.get("hreflang"))
            for one in node.findall(f"{ATOM}link")
            if one.get("rel", "alternate") == "alternate"
        )
        if any(count > 1 for count in alternates.values()):
            yield "4.1.1, 4.1.2: two alternates of one type and language"
        if node is not feed and not alternates and node.find(f"{ATOM}content") is None:
            yield "4.1.2: an entry without content has no alternate link"
        if not _is_absolute(node.findtext(f"{ATOM}id")):
            yield "4.2.6: an id is no absolute IRI"
        for link in node.findall(f"{ATOM}link"):
            if not _is_absolute(link.get("href")):
                yield "an address is not absolute, and readers keep feeds without their base"
    versions = Counter((one.findtext(f"{ATOM}id"), one.findtext(f"{ATOM}updated")) for one in entries)
    if any(count > 1 for count in versions.values()):
        yield "4.1.1: two entries with one id were updated at the same instant"


def rss(body: bytes, address: str) -> list[str]:
    """What is wrong with an RSS 2.0 feed that is served at an address."""
    root, found = _parsed(body, "rss")
    return found if root is None else [*found, *_rss_rules(root, address)]


def _rss_rules(root: etree._Element, address: str) -> Iterator[str]:
    guids = Counter(one.text for one in root.iterfind("channel/item/guid"))
    if any(count > 1 for count in guids.values()):
        yield "guid: two items with one identity"
    for guid in root.iterfind("channel/item/guid"):
        if guid.get("isPermaLink", "true") == "true" and not _is_absolute(guid.text):
            yield "guid: a permanent link is no address"
    for date in (*root.iterfind("channel/lastBuildDate"), *root.iterfind("channel/item/pubDate")):
        told = (date.text or "")[:3]
        if told != f"{parsedate_to_datetime(date.text or ''):%a}":
            yield f"RFC 822: {date.text} was another day of the week"
    if [one.get("href") for one in root.iterfind(f"channel/{ATOM}link") if one.get("rel") == "self"] != [address]:
        yield f"no atom:link with rel=self to {address}"


def sitemap(body: bytes, address: str) -> list[str]:
    """What is wrong with a sitemap, or an index of sitemaps, that is served at an address."""
    root, found = _parsed(body, "sitemap")
    return found if root is None else [*found, *_sitemap_rules(root, body, address)]


def _sitemap_rules(root: etree._Element, body: bytes, address: str) -> Iterator[str]:
    places = [one.text or "" for one in root.iter(f"{SITEMAP}loc")]
    here = urlsplit(address)
    if len(places) > MOST_OF_A_SITEMAP or len(body) > LARGEST_SITEMAP:
        yield "more than 50,000 addresses or 50 MB"
    if any(urlsplit(one)[:2] != here[:2] for one in places):
        yield "an address of another host"
    if any(count > 1 for count in Counter(places).values()):
        yield "an address twice"
    if not all(one.isascii() for one in places):
        yield "an address that is not percent-encoded (RFC 3986)"
