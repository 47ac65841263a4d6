"""P11: an A3 poster as PDF, distinct documents in a warm process; the reference is the shortest Typst document.

Run: .venv/bin/python benchmarks/p11_poster.py [count]
"""

import importlib.util
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date

import typst

from gongkai.documents.pdf import PosterColumn, PosterData, PosterTable, PosterText, poster
from gongkai.documents.pdf.glyphs import font_directories

ROWS = 40
BAR = 80.0
COLUMNS = (
    PosterColumn("序号", numeric=True), PosterColumn("项目名称"), PosterColumn("中标单位"),
    PosterColumn("金额（元）", numeric=True), PosterColumn("备注"),
)  # fmt: skip
STREETS = "春夏秋冬梅兰竹菊江河湖海东南西北金木水火"


def document(number: int) -> PosterData:
    """A quarter's accounts of one village: three pages of A3, every one with other words and figures."""
    village = STREETS[number % 20] + STREETS[number * 7 % 19] + "村"
    rows = tuple(
        (str(row), f"{village}道路硬化工程第{row + number}标段", f"滨江第{number + row}建筑工程有限公司",
         f"{(row * 7919 + number * 104729) % 9_999_999:,}.00", "已验收" if (row + number) % 3 else "在建")
        for row in range(1, ROWS + 1)
    )  # fmt: skip
    return PosterData(
        title=f"{village}2026年第{number % 4 + 1}季度村级财务收支公开表", unit=f"滨江新区柳林镇{village}村民委员会",
        page_url=f"https://gongkai.example.gov.cn/d/2026-{number:05d}.html",
        index_number=f"11330000MB0000000X/2026-{number:05d}", published_on=date(2026, 7, 8),
        posted_from=date(2026, 7, 8), posted_until=date(2026, 8, 8), supervision_phone=f"0571-8800{number:04d}",
        filing_number=f"备〔2026〕{number}号",
        elements=(PosterText("说明", f"{village}本季度收支{number}笔，已经村务监督委员会审核。" * 4),
                  PosterTable("收支明细", COLUMNS, rows)),
    )  # fmt: skip


def timed(work: Callable[[int], object], count: int) -> list[float]:
    """Milliseconds of each call, the first three calls not counted."""
    taken = []
    for number in range(count + 3):
        began = time.perf_counter()
        work(number)
        taken.append((time.perf_counter() - began) * 1000)
    return sorted(taken[3:])


def trivial() -> Callable[[int], object]:
    """The shortest document that Typst can set with the same faces."""
    faces = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False,
                        font_paths=[str(directory) for directory in font_directories()])  # fmt: skip
    compiler = typst.Compiler(font_paths=faces, ignore_system_fonts=True)
    return lambda number: compiler.compile(f'#set text(font: "Noto Sans SC")\n公开 {number}'.encode(), format="pdf")


def shown(name: str, taken: list[float]) -> str:
    """One line: median, 95th percentile, worst."""
    return f"{name:34} median {statistics.median(taken):7.1f} ms   p95 {taken[int(len(taken) * 0.95)]:7.1f} ms   max {taken[-1]:7.1f} ms"


def main() -> None:
    """Print row P11."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    began = time.perf_counter()
    first = poster(document(0), "a3")
    cold = (time.perf_counter() - began) * 1000
    a3 = timed(lambda number: poster(document(number + 1), "a3"), count)
    a4 = timed(lambda number: poster(document(number + 5000), "a4"), count)
    print(f"P11  {count} distinct posters, {ROWS} rows each; first one cold {cold:.0f} ms, {len(first) / 1024:.0f} KB")
    print(shown("P11  A3 poster", a3), f"  bar {BAR:.0f} ms: {'met' if statistics.median(a3) <= BAR else 'MISSED'}")
    print(shown("P11  A4 poster", a4))
    print(shown("     reference: one line in Typst", timed(trivial(), count)))
    if importlib.util.find_spec("weasyprint"):
        import weasyprint  # noqa: PLC0415 - only where somebody installed it

        row = "<tr>" + "<td>道路硬化工程</td>" * 5 + "</tr>"
        html = "<style>@page{{size:A3}}</style><h1>公开表{}</h1><table>" + row * ROWS + "</table>"
        print(
            shown("     reference: WeasyPrint", timed(lambda n: weasyprint.HTML(string=html.format(n)).write_pdf(), 10))
        )


if __name__ == "__main__":
    main()
