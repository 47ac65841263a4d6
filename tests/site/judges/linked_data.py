"""Whether the JSON-LD of a page speaks schema.org: the terms as rdflib knows the vocabulary, the values by our own table.

rdflib carries the list of all terms, but not what may stand where; that stands here for the few terms in use, with the
types as schema.org gives them ("expected to be on one of these types", "values expected to be one of these types").
"""

import json
import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

from rdflib import RDF, SDO, Graph, URIRef
from rdflib.plugins.parsers.jsonld import to_rdf

SCHEMA = "https://schema.org/"
# The context of schema.org in one line: every name is a term of the vocabulary. Nothing is fetched.
CONTEXT = {"@vocab": SCHEMA}

ORGANISATIONS = {"Organization", "GovernmentOrganization", "School", "Preschool", "Hospital", "MedicalClinic"}
PAGES = {"WebPage", "CollectionPage"}
WORKS = {*PAGES, "WebSite", "Report"}


def is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def is_url(value: Any) -> bool:
    parts = urlsplit(value) if isinstance(value, str) else None
    return bool(parts and parts.scheme in {"http", "https"} and parts.netloc)


def is_instant(value: Any) -> bool:
    try:
        return datetime.fromisoformat(value).tzinfo is not None
    except (TypeError, ValueError):
        return is_day(value)


def is_day(value: Any) -> bool:
    try:
        return bool(date.fromisoformat(value))
    except (TypeError, ValueError):
        return False


def is_language(value: Any) -> bool:
    return isinstance(value, str) and re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", value) is not None


def a(*kinds: str) -> Callable[[Any], bool]:
    """A node of one of these types."""
    return lambda value: isinstance(value, dict) and value.get("@type") in kinds


def a_list_of(kind: str) -> Callable[[Any], bool]:
    """Nodes of one type, numbered from one where they are steps."""
    return lambda value: (
        isinstance(value, list)
        and all(a(kind)(one) for one in value)
        and [one.get("position") for one in value] == list(range(1, len(value) + 1))
    )


Rule = tuple[set[str], Callable[[Any], bool]]
TERMS: dict[str, Rule] = {
    "name": ({*WORKS, *ORGANISATIONS, "Thing", "ListItem"}, is_text),
    "alternateName": ({*WORKS, *ORGANISATIONS}, is_text),
    "identifier": ({*WORKS, *ORGANISATIONS}, is_text),
    "url": ({*WORKS, *ORGANISATIONS}, is_url),
    "headline": (WORKS, is_text),
    "abstract": (WORKS, is_text),
    "about": (WORKS, a("Thing", *ORGANISATIONS)),
    "datePublished": (WORKS, is_instant),
    "dateModified": (WORKS, is_instant),
    "inLanguage": (WORKS, is_language),
    "publisher": (WORKS, a(*ORGANISATIONS)),
    "isPartOf": (WORKS, a("WebSite")),
    "breadcrumb": (PAGES, a("BreadcrumbList")),
    "itemListElement": ({"BreadcrumbList"}, a_list_of("ListItem")),
    "position": ({"ListItem"}, lambda value: isinstance(value, int)),
    "item": ({"ListItem"}, is_url),
    "potentialAction": ({"WebSite"}, a("SearchAction")),
    "target": ({"SearchAction"}, a("EntryPoint")),
    "urlTemplate": ({"EntryPoint"}, is_url),
    "telephone": (ORGANISATIONS, is_text),
    "faxNumber": (ORGANISATIONS, is_text),
    "email": (ORGANISATIONS, is_text),
    "address": (ORGANISATIONS, a("PostalAddress")),
    "parentOrganization": (ORGANISATIONS, a(*ORGANISATIONS)),
    "streetAddress": ({"PostalAddress"}, is_text),
    "addressCountry": ({"PostalAddress"}, lambda value: value == "CN"),
}
# Search engines read this as an annotation of the template's place; it is no term of the vocabulary (schema.org, "Potential Actions").
ANNOTATIONS = {"query-input": re.compile(r"required name=\w+")}


class _Scripts(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.inside = False
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside = tag == "script" and dict(attrs).get("type") == "application/ld+json"
        if self.inside:
            self.texts.append("")

    def handle_endtag(self, tag: str) -> None:
        self.inside = False

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.texts[-1] += data


def blocks(page: str) -> list[str]:
    """The JSON-LD of a page as it stands there."""
    reader = _Scripts()
    reader.feed(page)
    return reader.texts


def wrong(text: str) -> list[str]:
    """What is wrong with a block of JSON-LD."""
    try:
        data = json.loads(text)
    except ValueError as error:
        return [f"no JSON: {error}"]
    if not isinstance(data, dict) or data.get("@context") != SCHEMA.rstrip("/"):
        return ["no object in the context https://schema.org"]
    return [*_vocabulary(data), *_node(data, "")]


def _vocabulary(data: dict[str, Any]) -> Iterator[str]:
    """Terms and types that rdflib's list of schema.org does not hold."""
    graph = to_rdf({**data, "@context": CONTEXT}, Graph())
    used = set(graph.predicates()) | {one for one in graph.objects(None, RDF.type) if isinstance(one, URIRef)}
    for term in sorted(str(one) for one in used - {RDF.type}):
        name = term.removeprefix(SCHEMA)
        if name not in ANNOTATIONS and name not in SDO:
            yield f"{name} is no term of schema.org"


def _node(node: dict[str, Any], place: str) -> Iterator[str]:
    kind = node.get("@type")
    if not isinstance(kind, str):
        yield f"{place or 'the block'} has no type"
        return
    for name, value in node.items():
        where = f"{place}{kind}.{name}"
        if name in {"@type", "@context"}:
            continue
        if name in ANNOTATIONS:
            if not ANNOTATIONS[name].fullmatch(str(value)):
                yield f"{where} is not as search engines read it"
            continue
        if name not in TERMS:
            yield f"{where} is in use but not in the table of tests/site/judges/linked_data.py"
            continue
        domain, fits = TERMS[name]
        if kind not in domain:
            yield f"{where}: a {kind} has no {name}"
        if not fits(value):
            yield f"{where} has a value of another type: {value!r}"
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, dict):
                yield from _node(one, f"{where} → ")
