"""Every page of the workbench, reached by its links: nothing for axe-core, no sideways scrolling, no foreign word."""

from collections.abc import Callable

import yaml
from playwright.sync_api import Page

from tests.access.table import WORKBENCH
from tests.journeys.people import log_in
from tests.journeys.walking import faults, kind_of, links, listen, words

WALKERS = ("office", "clerk", "supervisor", "town-leader", "auditor", "operator")
WIDTHS = (1280, 390)
# Words of the interface that are also names in the demo district: of units, a post, an article, and of a language.
NAMES = {"区政府", "领导小组", "负责人", "公开栏", "简体中文"}
# Files, addresses that only take what a form sends, and pages whose things a fresh demo district does not have: they are
# opened in the journeys of imports and accounts.
NOT_WALKED = {
    name for name in WORKBENCH
    if name.endswith(("-export", "-report", "-table", "-bad", "-template", "-poster", "-file", "-photo", "-progress", "-columns"))
} | {
    "disclosure-save", "person-link", "person-unlock", "person-factor", "join", "notification", "import-act", "import-gap", "import-match",
    "import", "import-tables", "import-rules", "import-matches",
}  # fmt: skip


def propose(office: Page) -> None:
    """Make a proposal, so that there is one to look at."""
    exported = office.request.get("/workbench/rulebook/versions/1/export.yaml?pack=district-demo")
    pack = yaml.safe_load(exported.text()) | {"version": "2026.9"}
    office.goto("/workbench/rulebook/new/")
    office.fill("#title", "走一遍的一版")
    text = yaml.safe_dump(pack, allow_unicode=True).encode()
    office.set_input_files("#packs", {"name": "district.yaml", "mimeType": "application/yaml", "buffer": text})
    office.click("main button.primary")
    office.wait_for_url("**/rulebook/proposals/*/")


def grounds(office: Page) -> list[str]:
    """Where a ground for withdrawal is recorded: few records offer it, so it is found through one that has such an event."""

    def beyond(address: str, kind: str) -> list[str]:
        return [one for one in links(office.request.get(address).text()) if kind_of(one) == kind]

    events = beyond("/workbench/occurrences/", "occurrence")
    records = [record for event in events for record in beyond(event, "disclosure")]
    return [address for record in records[:1] for address in beyond(record, "disclosure-ground")]


def walk(visitor: Callable[..., Page], axe: Callable[[Page], None], language: str) -> list[str]:
    """Open every page that links lead to; one file of tests for each language, so that both are walked at once.

    Returns:
        What is wrong, a line each.
    """
    chrome, seen, wrong = words() - NAMES, set(), []
    for person in WALKERS:
        page = visitor(width=WIDTHS[0], height=900)
        log_in(page, person)
        heard = listen(page)
        if person == "office":
            propose(page)
        waiting = [page.url, "/workbench/", "/accounts/2fa/", "/accounts/password/change/"]
        last = grounds(page) if person == "office" else []
        found: set[str] = set()
        while waiting or last:
            address = (waiting or last).pop(0)
            kind = kind_of(address)
            if not kind or kind in found:
                continue
            found.add(kind)
            if kind in seen and kind != "tasks":  # somebody has looked at such a page; it may lead elsewhere, though
                waiting += links(page.request.get(address).text())
                continue
            page.set_viewport_size({"width": WIDTHS[0], "height": 900})
            answer = page.goto(address)
            if answer is None or answer.status >= 400:
                wrong.append(f"{address} as {person}: {answer and answer.status}")
                continue
            waiting += links(answer.text())
            wrong += faults(page, language, chrome, axe, WIDTHS)
        seen |= found
        wrong += heard
        page.context.close()
    reached = {kind.split()[0] for kind in seen}
    return wrong + [f"no link leads to {name}" for name in sorted(set(WORKBENCH) - NOT_WALKED - reached)]
