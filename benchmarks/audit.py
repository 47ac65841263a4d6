"""The whole audit of 10,459 documents; reach 20 s and 500 MB.

With the real collections where they are (GONGKAI_REAL_DATA, by default ../shared/data), else with as many made-up ones.
Run: python benchmarks/audit.py
"""

import datetime as dt
import os
import resource
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
DOCUMENTS = 10_459
TODAY = dt.date(2024, 1, 1)


def real() -> list[Path]:
    """Return the real collections, or nothing where they are absent."""
    folder = Path(os.environ.get("GONGKAI_REAL_DATA", ROOT.parent / "shared" / "data"))
    files = [folder / "state-council-documents.csv", folder / "guangdong-documents.csv"]
    return files if all(path.exists() for path in files) else []


def made_up(folder: Path) -> list[Path]:
    """Write a collection of the same size."""
    path = folder / "made-up.csv"
    lines = ["标题,文号,成文日期,发布日期"]
    for number in range(DOCUMENTS):
        day = dt.date(2005, 1, 1) + dt.timedelta(days=number // 2)
        public = day + dt.timedelta(days=number % 45)
        lines.append(
            f"关于第{number}项工作的通知,某政{'发函办'[number % 3]}〔{day.year}〕{number % 400 + 1}号,{day},{public}"
        )
    path.write_text("\n".join(lines), encoding="utf-8")
    return [path]


def main() -> None:
    """Print the time and the peak memory of one audit."""
    started = time.perf_counter()
    from gongkai.retrospect.report import AuditOptions, run_audit  # noqa: PLC0415 (loading is part of the command)

    with tempfile.TemporaryDirectory() as folder:
        files = real() or made_up(Path(folder))
        code = run_audit(files, Path(folder) / "out", AuditOptions(), on=TODAY)
        size = (Path(folder) / "out" / "report.html").stat().st_size
    seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    names = ", ".join(path.name for path in files)
    print(f"audit of {names}: exit {code}, {seconds:.2f} s, peak {peak:.0f} MB, report {size / 1024:.0f} KB")


if __name__ == "__main__":
    main()
