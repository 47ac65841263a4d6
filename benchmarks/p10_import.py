"""P10: a 100,000-row spreadsheet read and validated; reach 15 s and 500 MB.

The reference is the bare reader of the same file in the same run: openpyxl (read-only) where installed, else calamine.
Run: python benchmarks/p10_import.py [rows]
"""

import importlib.util
import io
import multiprocessing
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import xlsxwriter
from python_calamine import CalamineWorkbook

from gongkai.intake.tables import ColumnSpec, RecordKind, Text, dry_run, open_table, values, write_rejects

HEADERS = ("标题", "文号", "成文日期", "发布日期", "公开单位", "金额（元）", "是否主动公开", "类别", "联系人", "备注")


def make(path: Path, rows: int) -> None:
    """Write a spreadsheet in which every hundredth row has two problems."""
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet("目录")
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row(0, 0, HEADERS)
        for row in range(1, rows + 1):
            bad = row % 100 == 0
            sheet.write_row(row, 0, [f"关于做好第{row}项工作的通知", f"农发〔{2000 + row % 24}〕{row}号"])
            if bad:
                sheet.write_string(row, 2, "19年4月3日")
            else:
                sheet.write_number(row, 2, 40_000 + row % 5_000, day)
            sheet.write_row(row, 3, [f"20{10 + row % 15}年{1 + row % 12}月{1 + row % 28}日", "某县农业农村局"])
            sheet.write_row(row, 5, ["一千" if bad else row * 1.25, "是", "通知", "张三", f"第{row}行"])


def kind() -> RecordKind:
    """Return a kind of records as any room would register it."""
    specs = (
        ("title", values.text(longest=200), True),
        ("number", values.document_number(), True),
        ("issued_on", values.date(), True),
        ("published_on", values.date(), True),
        ("unit", values.text(), True),
        ("amount", values.money(), False),
        ("proactive", values.boolean(), False),
        ("category", values.choice({"notice": ("通知",), "decision": ("决定",)}), False),
        ("contact", values.text(), False),
        ("notes", values.text(), False),
    )
    columns = tuple(
        ColumnSpec(name, Text(header, name), parser, required=required)
        for (name, parser, required), header in zip(specs, HEADERS, strict=True)
    )
    return RecordKind("documents", Text("文件", "Documents"), columns, key=("number",))


def ours(path: Path) -> str:
    """Read, validate, and write the rejects."""
    documents = kind()
    run = dry_run(documents, open_table(path, vocabulary=documents.vocabulary))
    rejects = io.StringIO(newline="")
    written = write_rejects(run, rejects)
    return f"{run.report.good} good, {run.report.bad} bad, {run.report.total} problems, {written} rejects written"


def reference(path: Path) -> str:
    """Read only."""
    if importlib.util.find_spec("openpyxl"):
        from openpyxl import load_workbook  # noqa: PLC0415 (present on some machines only)

        sheet = load_workbook(path, read_only=True).active
        return f"openpyxl read {sum(1 for _ in sheet.iter_rows(values_only=True))} rows"
    sheet = CalamineWorkbook.from_path(path).get_sheet_by_index(0)
    return f"calamine read {sum(1 for _ in sheet.iter_rows())} rows"


def _measure(work: Callable[[Path], str], path: Path, name: str) -> None:
    started = time.perf_counter()
    told = work(path)
    seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"P10 {name}: {seconds:.2f} s, peak {peak:.0f} MB ({told})")


def main() -> None:
    """Print the row and its reference, each measured in a process of its own."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "catalogue.xlsx"
        make(path, rows)
        print(f"{rows} rows, {len(HEADERS)} columns, {path.stat().st_size / 1e6:.1f} MB")
        for work, name in ((ours, "read, validate, write rejects"), (reference, "reference")):
            process = multiprocessing.get_context("spawn").Process(target=_measure, args=(work, path, name))
            process.start()
            process.join()


if __name__ == "__main__":
    main()
