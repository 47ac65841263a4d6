"""P1: every public page rendered, compressed and committed: pages a second, and peak memory.

The bar: as many pages a second as Hugo with the same number of pages, and 400 MB at 20,000 and at 200,000 records. The
references in the same run are Hugo, when it is installed, with the same records, pages of the same size, lists and feeds;
Hugo with as many bare pages as were rendered here, each one paragraph in a template of three elements; and one page of fixed
content through the template, gzip and the table, again and again (what no site made of records can reach). Memory is
watched in a rendering of its own, because watching takes time.

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


def rendering(processes: int) -> tuple[int, float, float]:
    """Render everything in a process that does nothing else, as the command does.

    Returns:
        Pages, seconds, processor seconds.
    """
    told = subprocess.run([sys.executable, __file__, "--render", str(processes)], stdout=subprocess.PIPE, check=True)
    pages, seconds, worked = told.stdout.split()
    return int(pages), float(seconds), float(worked)


def memory(processes: int) -> int:
    """The highest memory of a rendering process and its helpers together, in bytes.

    Of what they share each counts its part; the database file mapped into memory is the system's cache.
    """
    with (
        subprocess.Popen([sys.executable, __file__, "--render", str(processes)], stdout=subprocess.DEVNULL) as one,
        subprocess.Popen([sys.executable, __file__, "--watch", str(one.pid)], stdout=subprocess.PIPE) as other,
    ):
        return int(other.communicate()[0])


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


def hugo(count: int, *, alike: bool) -> tuple[int, float]:
    """Pages that Hugo writes and the seconds it takes; nothing when it is not installed.

    Args:
        count: Markdown files, each with one paragraph.
        alike: written into pages as large as ours, with a list for every unit, duty, category, topic and year, twenty
            entries a page, and feeds; else into a template of three elements, without any list.
    """
    if shutil.which("hugo") is None:
        return 0, 0.0
    site = Path(
        tempfile.mkdtemp(dir=stock.HOME)
    )  # removed at the very end: files are made slowly where many were removed
    (site / "content").mkdir()
    (site / "layouts" / "_default").mkdir(parents=True)
    (site / "hugo.toml").write_text(_SETTINGS[alike], "utf-8")
    for name, text in _layouts(alike=alike).items():
        (site / "layouts" / "_default" / f"{name}.html").write_text(text, "utf-8")
    for number in range(count):
        (site / "content" / f"p{number}.md").write_text(_article(number, alike=alike), "utf-8")
    began = time.perf_counter()
    subprocess.run(["hugo", "--quiet", "--source", str(site)], check=True)
    spent = time.perf_counter() - began
    written = (one for one in (site / "public").rglob("*") if one.suffix in {".html", ".xml"})
    return sum(1 for one in written if one.parts[-3:-1] != ("page", "1")), spent  # those are redirections


_KINDS = ("unit", "duty", "category", "topic", "year")
_SETTINGS = {
    False: 'baseURL = "/"\ndisableKinds = ["taxonomy", "term", "rss", "sitemap"]\n',
    True: 'baseURL = "/"\npaginate = 20\nrssLimit = 20\ndisableKinds = ["sitemap"]\n[taxonomies]\n'
    + "".join(f'{one} = "{one}"\n' for one in _KINDS),
}


def _article(number: int, *, alike: bool) -> str:
    day = f"2025-{number % 12 + 1:02}-15"
    terms = (number * 37 % stock.UNITS, number % stock.DUTIES, "finance", number % 22 + 1, 2025)
    more = "".join(f"{kind}: k{term}\n" for kind, term in zip(_KINDS, terms, strict=True)) if alike else ""
    return f"---\ntitle: 关于第{number}件事项的公开\ndate: {day}\n{more}---\n{_text()}\n"


def _text() -> str:
    return stock.BODY["body"].removeprefix("<p>").removesuffix("</p>")


def _layouts(*, alike: bool) -> dict[str, str]:
    """The pages themselves as templates: what differs from record to record exchanged, nothing else computed."""
    if not alike:
        return dict.fromkeys(
            ("single", "list"), "<!doctype html><title>{{ .Title }}</title><h1>{{ .Title }}</h1>{{ .Content }}"
        )
    from gongkai.site.build import listing  # noqa: PLC0415 not in the rendering processes
    from gongkai.site.pages.rendering import render  # noqa: PLC0415
    from gongkai.site.publishing import record_page  # noqa: PLC0415
    from gongkai.site.queries import listings, records  # noqa: PLC0415

    record = records.records(records.public()[:1])[0]
    single = record_page(record).body.decode().replace(record.content["title"], "{{ .Title }}")
    single = single.replace(record.unit.name, "{{ .Params.unit }}").replace(stock.BODY["body"], "{{ .Content }}")
    everything = listing.everything()
    lines = listings.newest([everything.place.key])[everything.place.key]
    page = render(listing.page(everything, lines, len(lines) * 2, 0, "zh")).decode()
    head, _, rest = page.partition('<ul class="list">')
    entry = '<li><a href="{{ .RelPermalink }}">{{ .Title }}</a><span class="meta">{{ .Params.unit }} · {{ .Params.category }} · '
    entry += '<span class="nowrap">{{ .Date.Format "2006-01-02" }}</span></span></li>'
    both = (
        f'{head}<ul class="list">{{{{ range .Paginator.Pages }}}}{entry}{{{{ end }}}}</ul>{rest.partition("</ul>")[2]}'
    )
    return {"single": single, "list": both.replace(everything.title, "{{ .Title }}")}


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
        "| records | pages | seconds | pages/s | pages per processor second | peak MB | load"
        " | Hugo, bare pages: pages/s | Hugo, pages alike: pages/s"
        " | fixed context, one process: pages/s · per processor second |"
    )
    print("|---|---|---|---|---|---|---|---|---|---|", flush=True)
    for count in chosen.records:
        stock.fill(one, count - Disclosure.objects.count())
        enlist_missing()
        stock.settle()
        pages, spent, worked = rendering(chosen.processes)
        peak = memory(chosen.processes)
        load, (wall, busy) = os.getloadavg()[0], bound()
        told = " | ".join(
            f"{written:,}: {written / seconds:,.0f}" if written else "not installed"
            for written, seconds in (hugo(pages, alike=False), hugo(count, alike=True))
        )
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
