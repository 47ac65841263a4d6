"""P1: every public page rendered, compressed and committed: pages a second, and peak memory.

The bar: as many pages a second as Hugo with the same number of pages, and 400 MB at 20,000 and at 200,000 records. The
reference in the same run is Hugo when it is installed (one Markdown file with one paragraph a record), else the bare
template engine on one page without reading, compressing or writing.

Usage: ``python benchmarks/p1_render.py [--records 20000] [--processes 2]``
"""

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

if __name__ == "__main__":
    import stock  # first: it chooses the database; the rendering processes import this file too and must not


class Memory(threading.Thread):
    """The highest memory of this process and its children together, looked at ten times a second."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.peak, self.over = 0, threading.Event()

    def run(self) -> None:
        """Look until told to stop."""
        page = resource.getpagesize()
        while not self.over.wait(0.1):
            own = os.getpid()
            mine = [own, *(int(child) for task in Path(f"/proc/{own}/task").iterdir() for child in _children(task))]
            self.peak = max(self.peak, sum(_own(pid) for pid in mine) * page)


def _children(task: Path) -> list[str]:
    try:
        return (task / "children").read_text().split()
    except OSError:
        return []


def _own(pid: int) -> int:
    """Resident pages that are the process's own: the database file mapped into memory is the system's cache."""
    try:
        _, resident, shared = Path(f"/proc/{pid}/statm").read_text().split()[:3]
        return int(resident) - int(shared)
    except OSError:
        return 0


def cpu() -> float:
    """Processor seconds of this process and of those that ended; what a busy machine does not change."""
    return sum(
        one.ru_utime + one.ru_stime for one in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )


def hugo(count: int) -> float:
    """Seconds Hugo takes for as many pages; 0 when it is not installed."""
    if shutil.which("hugo") is None:
        return 0.0
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder)
        (site / "content").mkdir()
        (site / "layouts" / "_default").mkdir(parents=True)
        (site / "hugo.toml").write_text('baseURL = "/"\ndisableKinds = ["taxonomy", "term", "rss", "sitemap"]\n')
        for name in ("single", "list"):
            (site / "layouts" / "_default" / f"{name}.html").write_text(
                "<!doctype html><title>{{ .Title }}</title><h1>{{ .Title }}</h1>{{ .Content }}"
            )
        for number in range(count):
            text = f"---\ntitle: 第 {number} 号公告\n---\n{stock.BODY['body']}\n"
            (site / "content" / f"p{number}.md").write_text(text, "utf-8")
        began = time.perf_counter()
        subprocess.run(["hugo", "--quiet", "--source", folder], check=True)
        return time.perf_counter() - began


def bare() -> float:
    """Pages a second of the template engine alone, one process."""
    from gongkai.disclosures.models import Disclosure  # noqa: PLC0415 not in the rendering processes
    from gongkai.site.build import disclosure as disclosure_pages  # noqa: PLC0415
    from gongkai.site.pages.rendering import render  # noqa: PLC0415
    from gongkai.site.queries import records  # noqa: PLC0415

    record = records.records(records.public().filter(pk=Disclosure.objects.earliest("pk").pk))[0]
    context = disclosure_pages.page(record, "zh")
    render(context)
    began = time.perf_counter()
    for _ in range(2000):
        render(context)
    return 2000 / (time.perf_counter() - began)


def main() -> None:
    """Measure and print a table in Markdown."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, nargs="+", default=[20_000])
    parser.add_argument("--processes", type=int, default=os.cpu_count())
    chosen = parser.parse_args()
    from gongkai.disclosures.models import Disclosure  # noqa: PLC0415 not in the rendering processes
    from gongkai.site.models import Page  # noqa: PLC0415
    from gongkai.site.rendering import enlist_missing, render_all  # noqa: PLC0415

    people = stock.district()
    [(first, clerk)] = stock.approved(people, 1)
    one = stock.actions.publish(first, actor=clerk, at=stock.LATER)
    print(f"Python {sys.version.split()[0]}, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}\n")
    print(
        "| records | pages | seconds | pages/s | pages per processor second | peak MB | Hugo pages/s | template alone, pages/s |"
    )
    print("|---|---|---|---|---|---|---|---|", flush=True)
    for count in chosen.records:
        stock.fill(one, count - Disclosure.objects.count())
        enlist_missing()
        memory = Memory()
        memory.start()
        began, worked = time.perf_counter(), cpu()
        pages = render_all(processes=chosen.processes)
        spent, worked = time.perf_counter() - began, cpu() - worked
        memory.over.set()
        reference = hugo(count)
        told = f"{count / reference:,.0f}" if reference else "not installed"
        print(
            f"| {count:,} | {pages:,} | {spent:.1f} | {pages / spent:,.0f} | {pages / worked:,.0f} | {memory.peak / 1e6:.0f} | {told} | {bare():,.0f} |",
            flush=True,
        )
        assert Page.objects.count() >= pages  # noqa: S101 what was counted is there


if __name__ == "__main__":
    try:
        main()
    finally:
        stock.clear()
