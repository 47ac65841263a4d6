"""Tables: rows from a form, an import, or cells pasted from a spreadsheet."""

import csv
import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from gongkai.rulebook.model import Column, Element
from gongkai.rulebook.objections import Objection
from gongkai.rulebook.values.refusal import Refusal
from gongkai.rulebook.values.scalars import is_blank, parse_scalar


def parse_table(value: Any, element: Element) -> tuple[list[dict[str, Any]], list[Objection]]:
    """Return the rows of a table in canonical form, and what could not be read, with its row.

    Arguments: value, tab-separated text as pasted from a spreadsheet, rows as mappings, or rows as lists of cells in
    the order of the columns; element. A first row that repeats the column titles decides the order; blank rows go.
    """
    rows, unknown = _rows(value, element)
    objections = list(unknown)
    found: list[dict[str, Any]] = []
    for row in rows:
        if all(is_blank(cell) for cell in row.values()):
            continue
        found.append(_read(row, element, len(found) + 1, objections))
    return found, objections


def _read(row: Mapping[str, Any], element: Element, number: int, objections: list[Objection]) -> dict[str, Any]:
    read: dict[str, Any] = {}
    for column in element.columns:
        cell = row.get(column.id)
        if is_blank(cell):
            continue
        try:
            read[column.id] = parse_scalar(cell, column)
        except Refusal as refusal:
            title = column.title
            objections.append(
                Objection(
                    refusal.code,
                    f"“{element.title.zh}”第{number}行“{title.zh}”：{refusal.zh}",
                    f"“{element.title.text('en')}” row {number}, “{title.text('en')}”: {refusal.en}",
                    element.id,
                    number,
                )
            )
    return read


def _rows(value: Any, element: Element) -> tuple[list[Mapping[str, Any]], list[Objection]]:
    if isinstance(value, str):
        cells: Sequence[Any] = list(csv.reader(value.strip("\n\r").splitlines(keepends=True), delimiter="\t"))
    elif isinstance(value, Sequence):
        cells = value
    else:
        zh, en = f"“{element.title.zh}”不是表格", f"“{element.title.text('en')}” is not a table"
        return [], [Objection("value.table", zh, en, element.id)]
    if all(isinstance(row, Mapping) for row in cells):
        return list(cells), []
    lines = [list(row) if isinstance(row, list | tuple) else [row] for row in cells if not is_blank(row)]
    order = _header(lines[0], element.columns) if lines else None
    if order is not None:
        lines = lines[1:]
    order = order or list(element.columns)
    found: list[Mapping[str, Any]] = []
    objections = []
    for number, line in enumerate(lines, start=1):
        if any(not is_blank(cell) for cell in line[len(order) :]):
            zh = f"“{element.title.zh}”第{number}行有 {len(line)} 列，应为 {len(order)} 列"
            en = f"“{element.title.text('en')}” row {number} has {len(line)} columns, expected {len(order)}"
            objections.append(Objection("value.columns", zh, en, element.id, number))
        found.append({column.id: cell for column, cell in zip(order, line, strict=False) if column is not None})
    return found, objections


def _header(line: Sequence[Any], columns: Sequence[Column]) -> list[Column | None] | None:
    names = {_key(name): column for column in columns for name in (column.title.en, column.title.zh, column.id) if name}
    found = [names.get(_key(str(cell))) for cell in line]
    known = sum(column is not None for column in found)
    return found if known and known >= min(2, len(columns)) else None


def _key(title: str) -> str:
    plain = unicodedata.normalize("NFKC", title).lower()
    return re.sub(r"\(.*?\)|[\s*]", "", plain)
