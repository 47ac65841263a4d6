"""Weight and largest contentful paint of every kind of public page, in Chromium, with nothing in its cache.

The bars: 120 KB for a page with everything it loads, as it is served; 1 s to the largest contentful paint on the
loopback. The reference in the same run is an empty page of the same server: its `robots.txt`. Needs a running demo district.

Usage: ``python benchmarks/page_budget.py [http://127.0.0.1:8000] [--times 5]``
"""

import argparse
import os
import shutil
from statistics import median

from playwright.sync_api import Browser, sync_playwright

PAGES = {
    "first page": "/", "units": "/units/", "a unit": "/units/liuxi/", "its catalogue": "/units/liuxi/duties/", "duties": "/duties/",
    "a duty": "/duties/village-ledger-monthly/", "a list": "/disclosures/", "topics": "/topics/", "feeds": "/feeds/", "rates": "/rates/",
    "rates of units": "/rates/units/", "rates of duties": "/rates/duties/", "rates of a unit": "/rates/units/liuxi/", "list behind a rate": "/rates/list/due/",
    "overdue": "/rates/overdue/", "guide": "/statutory/guide/", "content": "/statutory/content/", "search": "/search/?q=预算", "no such page": "/nothing-here/",
}  # fmt: skip
LARGEST = """() => new Promise((resolve) => {
  new PerformanceObserver((list) => resolve(list.getEntries().at(-1).startTime)).observe({ type: "largest-contentful-paint", buffered: true });
  setTimeout(() => resolve(null), 3000);
})"""
WEIGHTS = """() => performance.getEntries().filter((one) => one.transferSize).map((one) => [one.entryType, one.transferSize])"""


def visit(browser: Browser, address: str) -> tuple[float, int, int]:
    """Milliseconds to the largest contentful paint, octets of the page, octets of all it loads."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(address, wait_until="load")
    shown = page.evaluate(LARGEST)
    weights = page.evaluate(WEIGHTS)
    context.close()
    own = sum(size for kind, size in weights if kind == "navigation")
    return shown or 0.0, own, sum(size for _, size in weights)


def main() -> None:
    """Measure and print a table in Markdown."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("origin", nargs="?", default="http://127.0.0.1:8000")
    parser.add_argument("--times", type=int, default=5)
    chosen = parser.parse_args()
    found = os.environ.get("GONGKAI_CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-dev-shm-usage"])
        page = browser.new_page(base_url=chosen.origin)
        page.goto("/disclosures/")
        record = str(page.locator("main .list a").first.get_attribute("href"))
        print(
            f"load {os.getloadavg()[0]:.1f}\n\n| page | itself, KB | with all it loads, KB | LCP, ms (median, worst) |\n|---|---|---|---|"
        )
        for name, path in {"reference: robots.txt": "/robots.txt", "a record": record, **PAGES}.items():
            for prefix in ("", "/en") if "reference" not in name else ("",):
                seen = [visit(browser, f"{chosen.origin}{prefix}{path}") for _ in range(chosen.times)]
                times = [one[0] for one in seen]
                told = f"{median(times):.0f}, {max(times):.0f}"
                print(
                    f"| {name}{' (English)' if prefix else ''} | {seen[0][1] / 1000:.1f} | {seen[0][2] / 1000:.1f} | {told} |"
                )
        browser.close()


if __name__ == "__main__":
    main()
