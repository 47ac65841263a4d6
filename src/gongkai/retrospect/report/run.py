"""Running an audit from files to files."""

import datetime as dt
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from gongkai.intake.trouble import Unreadable
from gongkai.retrospect.report.audit import Audit, AuditOptions, audit_files
from gongkai.retrospect.report.page import report_html
from gongkai.retrospect.report.tables import TABLES, csv_text

RAN = 0
UNREADABLE = 2


def run_audit(
    files: Sequence[Path],
    out: Path,
    options: AuditOptions,
    *,
    on: dt.date,
    say: Callable[[str], object] | None = None,
) -> int:
    """Audit files and write report.html, series.csv, gaps.csv, timeliness.csv and unparsed.csv.

    Arguments: files, tables of documents; out, the folder to write to, made when missing; options; on, today; say,
    takes the reason of a refusal (standard error by default).
    Returns 0 when the audit ran, 2 when a file cannot be read or the folder not be written; then nothing is written.
    """
    tell = say or (lambda text: sys.stderr.write(text + "\n"))
    try:
        audit = audit_files(files, options, on=on)
        write_audit(audit, out)
    except Unreadable as error:
        tell(f"{error.objection.zh}\n{error.objection.en}")
        return UNREADABLE
    except OSError as error:
        tell(
            f"无法读写 {error.filename or out}：{error.strerror}\nCannot read or write {error.filename or out}: {error}"
        )
        return UNREADABLE
    return RAN


def write_audit(audit: Audit, out: Path) -> None:
    """Write all files of an audit, complete or not at all.

    Raises: OSError, when the folder cannot be written.
    """
    contents = {"report.html": report_html(audit)} | {name: csv_text(audit, name) for name in TABLES}
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out, prefix=".audit-") as folder:
        for name, text in contents.items():
            (Path(folder) / name).write_text(text, encoding="utf-8", newline="")
        for name in contents:
            (Path(folder) / name).replace(out / name)
