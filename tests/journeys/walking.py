"""Walking through the workbench by its links, and what a page must be like wherever one arrives."""

import re
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import polib
from django.urls import Resolver404, resolve
from playwright.sync_api import ConsoleMessage, Page

import gongkai

HAN = re.compile(r"[\u4e00-\u9fff]")
FILES = re.compile(r"\.(csv|xlsx|pdf|yaml|docx)$|/files/|/photo$|report\.html$")
LINK = re.compile(r'<a [^>]*?href="([^"]+)"')
SAID = """() => {
  const found = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) found.push(walker.currentNode.textContent.trim())
  for (const one of document.querySelectorAll("[aria-label], [placeholder], [alt], [title]"))
    for (const name of ["aria-label", "placeholder", "alt", "title"])
      if (one.hasAttribute(name)) found.push(one.getAttribute(name).trim())
  found.push(document.title.split(" · ").pop())
  return found.filter(Boolean)
}"""


def kind_of(address: str) -> str:
    """The name of an address; pages that differ by what they ask for are told apart."""
    parts = urlsplit(address)
    try:
        name = resolve(parts.path).url_name or ""
    except Resolver404:
        return ""
    if name in {"disclosure-new", "occurrence-new"}:
        asked = sorted(parse_qs(parts.query))
        return f"{name} {' '.join(asked)}".strip()
    if name == "disclosure-act":
        return f"{name} {parts.path.rstrip('/').rsplit('/', 1)[-1]}"
    return name


def links(html: str) -> Iterator[str]:
    """Where a page leads inside the workbench."""
    for address in map(unescape, LINK.findall(html)):
        inside = address.startswith(("/workbench/", "/accounts/2fa", "/accounts/password"))
        if inside and not FILES.search(urlsplit(address).path):
            yield address.split("#")[0]


def words() -> frozenset[str]:
    """The Chinese words of the interface that have an English one."""
    catalogues = (Path(gongkai.__file__).parent / "locale" / "en" / "LC_MESSAGES").glob("*.po")
    return frozenset(
        entry.msgid
        for path in catalogues
        for entry in polib.pofile(str(path))
        if HAN.search(entry.msgid) and entry.msgstr
    )


def listen(page: Page) -> list[str]:
    """Everything the page complains of from now on: scripts that fail, what the content policy blocks."""
    heard: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            heard.append(f"{page.url}: {message.text}")

    page.on("console", note)
    page.on("pageerror", lambda error: heard.append(f"{page.url}: {error}"))
    return heard


def faults(
    page: Page, language: str, chrome: frozenset[str], axe: Callable[[Page], None], widths: tuple[int, ...]
) -> Iterator[str]:
    """What is wrong with the page as it stands, at each width."""
    if page.locator("h1").count() != 1:
        yield f"{page.url}: {page.locator('h1').count()} headings of the first level"
    if page.evaluate("document.documentElement.lang.slice(0, 2)") != language:
        yield f"{page.url}: says it is in another language"
    if language == "en":
        yield from (f"{page.url}: “{text}” is not in English" for text in page.evaluate(SAID) if text in chrome)
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        if not page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"):
            yield f"{page.url}: scrolls sideways at {width} pixels"
        try:
            axe(page)
        except AssertionError as error:
            yield f"{error} (at {width} pixels)"
