"""P1: every public page rendered, compressed and committed: pages a second, and peak memory.

The bar: as many pages a second as Hugo with the same number of pages, and 400 MB at 20,000 and at 200,000 records. The
references in the same run are one page of fixed content through the template, gzip and the table, again and again (what
no site made of records can reach), and Hugo when it is installed (one Markdown file with one paragraph a record).

Usage: ``python benchmarks/p1_render.py [--records 20000] [--processes 2]``
"""

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

PARTS = ("--watch", "--render")  # what other processes of this measurement do
if __name__ == "__main__" and sys.argv[1:2] not in ([part] for part in PARTS):
    import stock  # first: it chooses the database; the rendering processes import this file too and must not


def rendering(processes: int) -> tuple[int, float, float, int]:
    """Render everything in a process that does nothing else, as the command does.

    Returns:
        Pages, seconds, processor seconds, and the highest memory of the process and its helpers together in bytes: of
        what they share each counts its part; the database file mapped into memory is the system's cache.
    """
    with (
        subprocess.Popen([sys.executable, __file__, "--render", str(processes)], stdout=subprocess.PIPE) as one,
        subprocess.Popen([sys.executable, __file__, "--watch", str(one.pid)], stdout=subprocess.PIPE) as other,
    ):
        told, peak = (done.communicate()[0].split() for done in (one, other))
    return int(told[0]), float(told[1]), float(told[2]), int(peak[0])


def render_alone(processes: int) -> None:
    """Print pages, seconds and processor seconds."""
    import django  # noqa: PLC0415 not in the rendering processes

    django.setup()
    from gongkai.site.rendering import render_all  # noqa: PLC0415

    began, worked = time.perf_counter(), cpu()
    pages = render_all(processes=processes)
    print(pages, time.perf_counter() - began, cpu() - worked)


def watch(root: int) -> None:
    """Print the highest memory of a process and its children, looked at ten times a second until it ends."""
    peak, now = 0, 1
    while now:
        now = sum(map(_own, _tree(root)))
        peak = max(peak, now)
        time.sleep(0.1)
    print(peak)


def _tree(pid: int) -> list[int]:
    found = [pid]
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children = [int(one) for one in task.read_text().split()]
        except OSError:
            continue
        found += [below for child in children for below in _tree(child)]
    return found


def _own(pid: int) -> int:
    """Proportional anonymous memory."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith(("Pss_Anon", "Pss_Shmem")))


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


def bound() -> tuple[float, float]:
    """Pages a second and a processor second of one context through template, gzip and table, in one process."""
    from django.db import transaction  # noqa: PLC0415 not in the rendering processes

    from gongkai.disclosures.models import Disclosure  # noqa: PLC0415
    from gongkai.site import actions  # noqa: PLC0415
    from gongkai.site.build import disclosure as disclosure_pages  # noqa: PLC0415
    from gongkai.site.models import Page  # noqa: PLC0415
    from gongkai.site.pages.rendering import render  # noqa: PLC0415
    from gongkai.site.publishing import record_page  # noqa: PLC0415
    from gongkai.site.queries import records  # noqa: PLC0415

    record = records.records(records.public().filter(pk=Disclosure.objects.earliest("pk").pk))[0]
    context, made = disclosure_pages.page(record, "zh"), record_page(record)
    began, worked = time.perf_counter(), cpu()
    for first in range(0, 5000, 250):
        with transaction.atomic():
            actions.store(
                replace(made, path=f"/bound/{number}/", body=render(context)) for number in range(first, first + 250)
            )
    spent, worked = time.perf_counter() - began, cpu() - worked
    Page.objects.filter(path__startswith="/bound/").delete()
    return 5000 / spent, 5000 / worked


def main() -> None:
    """Measure and print a table in Markdown."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, nargs="+", default=[20_000])
    parser.add_argument("--processes", type=int, default=os.cpu_count())
    chosen = parser.parse_args()
    from gongkai.disclosures.models import Disclosure  # noqa: PLC0415 not in the rendering processes
    from gongkai.site.models import Page  # noqa: PLC0415
    from gongkai.site.rendering import enlist_missing  # noqa: PLC0415

    people = stock.district()
    [(first, clerk)] = stock.approved(people, 1)
    one = stock.actions.publish(first, actor=clerk, at=stock.LATER)
    print(f"Python {sys.version.split()[0]}, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}\n")
    print(
        "| records | pages | seconds | pages/s | pages per processor second | peak MB | load | Hugo pages/s"
        " | fixed context, one process: pages/s · per processor second |"
    )
    print("|---|---|---|---|---|---|---|---|---|", flush=True)
    for count in chosen.records:
        stock.fill(one, count - Disclosure.objects.count())
        enlist_missing()
        stock.connection.close()
        pages, spent, worked, peak = rendering(chosen.processes)
        load, (wall, busy) = os.getloadavg()[0], bound()
        reference = hugo(count)
        told = f"{count / reference:,.0f}" if reference else "not installed"
        print(
            f"| {count:,} | {pages:,} | {spent:.1f} | {pages / spent:,.0f} | {pages / worked:,.0f} | {peak / 1e6:.0f}"
            f" | {load:.1f} | {told} | {wall:,.0f} · {busy:,.0f} |",
            flush=True,
        )
        assert Page.objects.count() >= pages  # noqa: S101 what was counted is there


if __name__ == "__main__":
    if sys.argv[1:2] == ["--watch"]:
        watch(int(sys.argv[2]))
    elif sys.argv[1:2] == ["--render"]:
        render_alone(int(sys.argv[2]))
    else:
        main()
