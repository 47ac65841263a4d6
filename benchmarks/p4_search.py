"""P4: public search over 200,000 Chinese documents, in process.

Documents are articles of real Chinese laws (``$GONGKAI_REAL_DATA/laws.tar.xz``, by default ``../shared/data``), shuffled
and put together to the length of official documents, with a title; synthetic text where that file is absent. The
reference in the same run is a brute-force scan (SQLite ``instr``) over a sample of the same documents.

Usage: ``python benchmarks/p4_search.py [--documents 200000] [--folder var/p4]``
"""

import argparse
import os
import random
import re
import resource
import shutil
import sqlite3
import statistics
import tarfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import rjieba

from gongkai.site.search import SearchDocument, SearchIndex, SearchRequest, search

ROOT = Path(__file__).resolve().parent.parent
UNITS, CATEGORIES, TOPICS, DUTIES = 700, 30, 15, 100
SCAN_SAMPLE = 10_000  # documents
SCAN = "SELECT id FROM record WHERE instr(text, ?) > 0"
ROUNDS = 200  # distinct queries of each kind
SYNTHETIC = "县乡村镇财政预算执行公开人民政府管理规定办法通知教育卫生环境保护审批监督检查义务补助对象公示名单年度报告"


def articles() -> tuple[list[str], list[str]]:
    """Titles and articles of laws, or synthetic ones."""
    archive = Path(os.environ.get("GONGKAI_REAL_DATA", ROOT.parent / "shared" / "data")) / "laws.tar.xz"
    if not archive.exists():
        print("laws.tar.xz absent: synthetic text")
        chance = random.Random(0)
        made = ["".join(chance.choices(SYNTHETIC, k=chance.randint(20, 120))) + "。" for _ in range(50_000)]
        return [text[:12] for text in made[:1_000]], made
    titles, found = [], []
    with tarfile.open(archive) as files:
        for member in files:
            if not member.name.endswith(".md"):
                continue
            stream = files.extractfile(member)
            text = stream.read().decode() if stream else ""
            titles.append(Path(member.name).stem.split("(")[0])
            body = text.rpartition("<!-- INFO END -->")[2]
            found += [piece.strip() for piece in re.split(r"\n\s*\n", body) if len(piece.strip()) > 20]
    return titles, found


def documents(number: int, titles: list[str], pieces: list[str]) -> Iterator[SearchDocument]:
    """A stock of records; the same for the same arguments."""
    chance = random.Random(1)
    for identity in range(number):
        wanted, body, length = chance.lognormvariate(6.2, 0.6), [], 0
        while length < wanted:
            body.append(chance.choice(pieces))
            length += len(body[-1])
        unit = chance.randrange(UNITS)
        yield SearchDocument(
            id=identity,
            path=f"/d/{identity}",
            title=f"关于{chance.choice(titles)}实施情况的{chance.choice(('公告', '通知', '报告', '公示'))}",
            body="\n\n".join(body),
            unit_id=100 + unit,
            unit_path=(1, 10 + unit // 20),
            unit_name=f"第{unit}办事处",
            duty=f"duty-{chance.randrange(DUTIES)}",
            category=f"category-{chance.randrange(CATEGORIES)}",
            topic=f"topic-{chance.randrange(TOPICS)}",
            published_on=date(2016, 1, 1) + timedelta(days=chance.randrange(3_900)),
            index_number=f"11430000MB{unit:07d}/2026-{identity:05d}",
            document_number=f"国办发〔{2016 + identity % 10}〕{identity}号",
        )


def timed(action: Callable[[], object]) -> tuple[float, float]:
    """Milliseconds of one call: by the clock, and of the processor (what it would take on an idle machine)."""
    began, processor = time.perf_counter(), time.thread_time()
    action()
    return (time.perf_counter() - began) * 1e3, (time.thread_time() - processor) * 1e3


def line(name: str, times: list[tuple[float, float]], note: str = "") -> None:
    """Print one row of the table."""
    cells = []
    for ordered in (sorted(column) for column in zip(*times, strict=True)):
        p95 = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
        cells += [f"{statistics.median(ordered):.2f}", f"{p95:.2f}", f"{ordered[-1]:.2f}"]
    print(f"| {name} | {len(times)} | {' | '.join(cells)} | {note} |", flush=True)


def queries(titles: list[str], pieces: list[str]) -> dict[str, list[SearchRequest]]:
    """Queries by kind, words drawn by how common they are: a third the commonest 20, a third common, a third any."""
    chance = random.Random(2)
    counts: Counter[str] = Counter()
    for piece in chance.sample(pieces, min(5_000, len(pieces))):
        counts.update({word for word in rjieba.cut(piece) if len(word) > 1 and "\u4e00" <= word[0] <= "\u9fff"})
    ranked = [word for word, _ in counts.most_common()]
    bands = (ranked[:20], ranked[20:1_000], ranked[1_000:])
    print("commonest words:", " ".join(ranked[:20]))

    def words(number: int) -> str:
        return " ".join(chance.choice(chance.choice(bands)) for _ in range(number))

    def phrase() -> str:
        piece = chance.choice(pieces)
        run = chance.choice([r for r in re.findall(r"[\u4e00-\u9fff]+", piece) if len(r) >= 4] or ["人民政府"])
        length = chance.randint(4, 8)
        start = chance.randrange(max(1, len(run) - length + 1))
        return f"“{run[start : start + length]}”"

    def dated(text: str) -> SearchRequest:
        first = date(2016, 1, 1) + timedelta(days=chance.randrange(3_000))
        unit = chance.choice([10 + chance.randrange(UNITS // 20), 100 + chance.randrange(UNITS)])
        return SearchRequest(text=text, unit_id=unit, date_from=first, date_to=first + timedelta(days=400))

    plain = {
        "1 word": [words(1) for _ in range(ROUNDS)],
        "2 words": [words(2) for _ in range(ROUNDS)],
        "3 words": [words(3) for _ in range(ROUNDS)],
        "1-3 of the 20 commonest": [" ".join(chance.sample(bands[0], 1 + number % 3)) for number in range(ROUNDS)],
        "phrase of 4-8 characters": [phrase() for _ in range(ROUNDS)],
        "one character": [chance.choice(chance.choice(pieces)) for _ in range(ROUNDS)],
    }
    asked = {name: [SearchRequest(text=text) for text in texts] for name, texts in plain.items()}
    asked["1-3 words, newest first"] = [
        SearchRequest(text=words(1 + number % 3), order="newest") for number in range(ROUNDS)
    ]
    asked["commonest, newest first"] = [
        replace(request, order="newest") for request in asked["1-3 of the 20 commonest"]
    ]
    asked["unit and date, 1-2 words"] = [dated(words(1 + number % 2)) for number in range(ROUNDS)]
    asked["unit and date, newest, no words"] = [dated("") for _ in range(ROUNDS)]
    asked["nothing found (loosened, suggestions)"] = [
        SearchRequest(text=words(1) + " 鹦鹉螺化石") for _ in range(ROUNDS)
    ]
    return asked


def scan(titles: list[str], pieces: list[str], asked: dict[str, list[SearchRequest]]) -> None:
    """The reference: brute force over a sample, and whether both find the same."""
    folder = ROOT / "var" / "p4-sample"
    shutil.rmtree(folder, ignore_errors=True)
    sample = list(documents(SCAN_SAMPLE, titles, pieces))
    index = SearchIndex.open(folder)
    index.rebuild(sample)
    database = sqlite3.connect(":memory:")
    database.execute("CREATE TABLE record (id INTEGER PRIMARY KEY, text TEXT)")
    database.executemany("INSERT INTO record VALUES (?, ?)", ((d.id, f"{d.title}。{d.body}") for d in sample))
    texts = [r.text for r in asked["1 word"] + asked["phrase of 4-8 characters"]]
    times: list[tuple[float, float]] = []
    wanted = both = 0
    for text in texts:
        bare = text.strip("“”")
        truth: set[int] = set()
        times.append(timed(lambda b=bare, t=truth: t.update(row[0] for row in database.execute(SCAN, [b]))))
        answer = search(index, SearchRequest(text=f"“{bare}”", with_facets=False, page_size=1))
        wanted += len(truth)
        both += min(answer.total, len(truth))
    line(f"reference: scan of {SCAN_SAMPLE:,} documents", times, f"×{200_000 // SCAN_SAMPLE} for 200,000")
    print(f"\nrecall against the scan: {both:,} of {wanted:,} hits ({both / wanted:.5f})")
    shutil.rmtree(folder)


def main() -> None:
    """Measure and print."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--documents", type=int, default=200_000)
    reader.add_argument("--folder", type=Path, default=ROOT / "var" / "p4")
    given = reader.parse_args()
    shutil.rmtree(given.folder, ignore_errors=True)
    titles, pieces = articles()
    index = SearchIndex.open(given.folder)
    began = time.perf_counter()
    began_processor = time.process_time()
    making = 0.0

    def stock() -> Iterator[SearchDocument]:
        nonlocal making
        source = documents(given.documents, titles, pieces)
        while True:
            start = time.perf_counter()
            document = next(source, None)
            making += time.perf_counter() - start
            if document is None:
                return
            yield document

    index.rebuild(stock())
    took, processor = time.perf_counter() - began, time.process_time() - began_processor
    size = sum(file.stat().st_size for file in given.folder.rglob("*") if file.is_file())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    print(
        f"rebuild of {given.documents:,}: {took:.1f} s, of which making the documents {making:.1f} s; processor time of all threads {processor:.1f} s"
    )
    print(
        f"index: {size / 1e6:.0f} MB; peak memory {peak:.0f} MB; common grams {len(index.reading()[2]):,}; segments {index.reading()[0].num_segments}"
    )
    asked = queries(titles, pieces)
    print(
        "\n| queries (hits, exact total, snippets) | n | p50 ms | p95 | max | processor p50 ms | p95 | max | |\n|---|---|---|---|---|---|---|---|---|"
    )
    search(index, SearchRequest(text="规定"))
    for name, requests in asked.items():
        bare = [replace(request, with_facets=False) for request in requests]
        line(name, [timed(lambda request=request: search(index, request)) for request in bare])
    for name in ("1 word", "3 words", "1-3 of the 20 commonest", "unit and date, 1-2 words"):
        line(f"{name}, with five facets", [timed(lambda r=request: search(index, r)) for request in asked[name]])
    new = []
    for number in range(30):
        document = replace(next(documents(1, titles, pieces)), id=given.documents + number, title=f"新记录甲{number}乙")

        def publish(document: SearchDocument = document, number: int = number) -> None:
            index.replace(document)
            index.commit()
            assert search(index, SearchRequest(text=f"“甲{number}乙”")).total == 1  # noqa: S101

        new.append(timed(publish))
    line("new record: queue, commit, found", new)
    scan(titles, pieces, asked)
    shutil.rmtree(given.folder)


if __name__ == "__main__":
    main()
