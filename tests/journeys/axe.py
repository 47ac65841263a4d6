"""Accessibility as axe-core sees it, told so that one can act on it."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

WCAG_22_AA = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")


def check(page: Page, *, within: str | None = None) -> None:
    """Assert that axe-core finds nothing against WCAG 2.2 AA on the page as it stands.

    Args:
        page: an open page.
        within: a CSS selector, to look at a part only.

    Raises:
        AssertionError: lists every violation with the places where it occurs.
    """
    options = {"runOnly": {"type": "tag", "values": list(WCAG_22_AA)}, "resultTypes": ["violations"]}
    found = Axe().run(page, context=within, options=options).response["violations"]
    assert not found, f"{page.url}: {len(found)} violations of WCAG 2.2 AA\n" + "\n".join(map(_told, found))


def _told(violation: dict[str, Any]) -> str:
    lines = [f"- {violation['id']} ({violation['impact']}): {violation['help']}  {violation['helpUrl']}"]
    for node in violation["nodes"]:
        why = " ".join(node["failureSummary"].split())
        lines.append(f"    {' '.join(map(str, node['target']))}: {why}\n      {node['html'][:200]}")
    return "\n".join(lines)
