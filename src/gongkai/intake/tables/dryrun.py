"""Going through a table without writing anything."""

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TextIO

from gongkai.intake.tables.columns import Recognition, recognise
from gongkai.intake.tables.model import Cell, Row, Table, is_empty
from gongkai.intake.tables.records import ColumnSpec, RecordKind
from gongkai.intake.tables.validation import Problem, Report
from gongkai.intake.tables.values import ValueRefused, as_text
from gongkai.rulebook.text import Text

_PROGRESS_EVERY = 1_000
Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class GoodRow:
    """A row whose every cell is good: its number, its values by column id (absent when empty), and its key."""

    number: int
    values: Mapping[str, object]
    key: tuple[object, ...] | None = None


@dataclass(slots=True)
class DryRun:
    """A table checked against a kind of records.

    Attributes: kind; table; columns, which were found where; report. Rows are read again when asked for, so that a
    file of any size costs no memory.
    """

    kind: RecordKind
    table: Table
    columns: Recognition
    report: Report
    _bad: set[int] = field(default_factory=set, repr=False)

    def good_rows(self, after: int = 0) -> Iterator[GoodRow]:
        """Go through the good rows; after, the number of the last row already taken (to resume)."""
        if self.report.fatal:
            return
        readers = _readers(self.kind, self.columns)
        for row in self.table.rows():
            if row.number > after and row.number not in self._bad:
                values, _ = _values(row, readers)
                yield GoodRow(row.number, values, _key(self.kind, values))

    def bad_rows(self) -> Iterator[Row]:
        """Go through the rows that have problems, as they stand in the file."""
        return (row for row in self.table.rows() if self.report.fatal or row.number in self._bad)


def dry_run(
    kind: RecordKind, table: Table, *, overrides: Mapping[str, str] | None = None, progress: Progress | None = None
) -> DryRun:
    """Check a whole table.

    Arguments: kind, of records; table, opened with the vocabulary of the kind; overrides, column id to header, as
    chosen or remembered; progress, told the number of rows done from time to time.
    Raises: Unreadable, when a row breaks the limits or an override names no column.
    """
    columns = recognise(table.headers, kind.vocabulary, overrides)
    report = Report(notices=table.notices)
    run = DryRun(kind, table, columns, report)
    for column in kind.columns:
        if column.required and column.id not in columns.mapping:
            report.fatal = True
            report.add(_missing_column(column, table))
    if report.fatal:
        return run
    readers = _readers(kind, columns)
    keys: dict[tuple[object, ...], int] = {}
    for row in table.rows():
        report.rows += 1
        problems = _judge(row, kind, readers, keys)
        if problems:
            report.bad += 1
            run._bad.add(row.number)  # noqa: SLF001 (the run is being built here)
            for problem in problems:
                report.add(problem)
        else:
            report.good += 1
        if progress and report.rows % _PROGRESS_EVERY == 0:
            progress(report.rows)
    return run


def write_rejects(run: DryRun, target: TextIO) -> int:
    """Write the bad rows as CSV with their row number, the reason and the remedy; return how many.

    Arguments: run, a dry run; target, a text file opened with newline="" (use encoding utf-8-sig for Excel).
    The columns keep their headers, so that the file can be corrected and imported as it is.
    """
    writer = csv.writer(target)
    writer.writerow([*run.table.headers, "原行号", "问题", "怎么改"])
    readers = [] if run.report.fatal else _readers(run.kind, run.columns)
    keys: dict[tuple[object, ...], int] = {}
    count = 0
    for row in run.table.rows():
        problems = list(run.report.problems) if run.report.fatal else _judge(row, run.kind, readers, keys)
        if problems:
            count += 1
            cells = [
                _written(row.cells[index] if index < len(row.cells) else None)
                for index in range(len(run.table.headers))
            ]
            what = "；".join(f"{problem.column or ''}：{problem.what.zh}".lstrip("：") for problem in problems)
            writer.writerow([*cells, row.number, what, "；".join(dict.fromkeys(p.remedy.zh for p in problems))])
    return count


Readers = Sequence[tuple[ColumnSpec, int | None, str]]


def _readers(kind: RecordKind, columns: Recognition) -> Readers:
    places = [(column, columns.mapping.get(column.id)) for column in kind.columns]
    return [(column, place, column.title.zh if place is None else columns.headers[place]) for column, place in places]


def _values(row: Row, readers: Readers) -> tuple[dict[str, object], list[Problem]]:
    values: dict[str, object] = {}
    problems: list[Problem] = []
    width = len(row.cells)
    for column, place, header in readers:
        cell = row.cells[place] if place is not None and place < width else None
        if is_empty(cell):
            if column.required:
                problems.append(
                    Problem(row.number, header, Text("没有填写", "it is empty"), Text("必填，请补上", "fill it in"))
                )
            continue
        try:
            values[column.id] = column.parser(cell)
        except ValueRefused as refused:
            problems.append(Problem(row.number, header, refused.what, refused.remedy))
    return values, problems


def _judge(row: Row, kind: RecordKind, readers: Readers, keys: dict[tuple[object, ...], int]) -> list[Problem]:
    values, problems = _values(row, readers)
    if problems:
        return problems
    if kind.check:
        headers = {column.id: header for column, _, header in readers}
        problems = [
            Problem(row.number, headers.get(doubt.column or "", doubt.column), doubt.what, doubt.remedy)
            for doubt in kind.check(values)
        ]
    key = _key(kind, values)
    if key is not None:
        first = keys.setdefault(key, row.number)
        if first != row.number:
            shown = " ".join(str(part) for part in key)[:60]
            problems.append(
                Problem(
                    row.number,
                    None,
                    Text(f"与第 {first} 行重复：{shown}", f"the same as row {first}: {shown}"),
                    Text("保留一行，删去另一行", "keep one of the two rows"),
                )
            )
    return problems


def _key(kind: RecordKind, values: Mapping[str, object]) -> tuple[object, ...] | None:
    parts = tuple(values.get(name) for name in kind.key)
    return parts if parts and all(part is not None for part in parts) else None


def _missing_column(column: ColumnSpec, table: Table) -> Problem:
    there = [header for header in table.headers if header]
    return Problem(
        table.header_row or None,
        column.title.zh,
        Text(f"缺少必需的列“{column.title.zh}”", f"the required column “{column.title.en}” is missing"),
        Text(
            f"补上这一列，或指定是哪一列；现有：{'、'.join(there)}",
            f"add it, or say which column it is; there are: {', '.join(there)}",
        ),
    )


def _written(cell: Cell) -> object:
    return "" if cell is None else as_text(cell) if isinstance(cell, str) else cell
