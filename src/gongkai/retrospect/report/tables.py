"""The tables of an audit as CSV (UTF-8), with fixed columns."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator

from gongkai.intake.tables.values import as_text
from gongkai.retrospect.report.audit import Audit

SERIES = ("series", "year", "seen", "missing", "duplicates", "largest", "estimated_total", "public_share")
GAPS = ("series", "year", "number")
TIMELINESS = ("title", "document_number", "issued_on", "published_on", "days", "limit", "unit", "verdict")
UNPARSED = ("row", "document_number", "reason")

Line = tuple[object, ...]


def series_lines(audit: Audit) -> Iterator[Line]:
    """One line per series and year; share in percent; year is empty where numbers run through the years."""
    for row in audit.series:
        yield (
            row.series,
            row.year or "",
            row.seen,
            len(row.missing),
            row.duplicates,
            row.largest,
            f"{row.estimated_total:.2f}",
            f"{row.public_share:.2f}",
        )


def gap_lines(audit: Audit) -> Iterator[Line]:
    """One line per missing number."""
    for row in audit.series:
        for number in row.missing:
            yield row.series, row.year or "", number


def timeliness_lines(audit: Audit) -> Iterator[Line]:
    """One line per document, in the order of the input."""
    for timing in audit.timings:
        document = timing.document
        yield (
            as_text(document.title),
            as_text(document.number.printed),
            document.issued_on or "",
            document.published_on or "",
            "" if timing.days is None else timing.days.n,
            timing.limit.days.n if timing.limit else "",
            timing.unit,
            timing.verdict.value,
        )


def unparsed_lines(audit: Audit) -> Iterator[Line]:
    """One line per document whose number could not be read; with several files the reason names the file."""
    several = len(audit.collections) > 1
    for document in audit.unparsed:
        objection = document.number.objection
        reason = f"{objection.zh} · {objection.en}" if objection else ""
        yield document.row, as_text(document.number.printed), f"{document.file}: {reason}" if several else reason


TABLES: dict[str, tuple[tuple[str, ...], Callable[[Audit], Iterable[Line]]]] = {
    "series.csv": (SERIES, series_lines),
    "gaps.csv": (GAPS, gap_lines),
    "timeliness.csv": (TIMELINESS, timeliness_lines),
    "unparsed.csv": (UNPARSED, unparsed_lines),
}


def csv_text(audit: Audit, name: str) -> str:
    """Return one of TABLES as CSV text."""
    columns, lines = TABLES[name]
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(lines(audit))
    return buffer.getvalue()
