"""Filled-in spreadsheets read back: values for the form, and every objection with its place and remedy."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from xlsxwriter.utility import xl_col_to_name

from gongkai.documents import files
from gongkai.documents.files.facts import DEFAULT, Limits
from gongkai.documents.files.messages import objection as file_objection
from gongkai.documents.sheets import cells, contract
from gongkai.documents.sheets.cells import Read
from gongkai.documents.sheets.workbook import BROKEN, Sheet, open_book
from gongkai.rulebook.model import Column, Duty, Element, Field
from gongkai.rulebook.objections import Objection

_HEADER_DEPTH: Final = 15
_MOST_OBJECTIONS: Final = 500
_FAULTS: Final = {
    "cell_error": (
        "公式结果是错误值，请改正公式或直接填写数值。",
        "the formula gives an error; correct it or enter the value.",
    ),
    "cell_uncalculated": (
        "公式还没有计算结果，请用电子表格软件打开并保存一次，或直接填写数值。",
        "the formula was never calculated; open and save the file in a spreadsheet program, or enter the value.",
    ),
}


@dataclass(frozen=True, slots=True)
class Filled:
    """What was read: raw values by element id (a table is a list of rows by column id), objections, and the keys.

    rows gives, for every table, the row of the sheet (as Excel counts) from which each row of the value came, so that
    later objections about a row can name the place. version is that of the rulebook the template was made under.
    """

    values: Mapping[str, object]
    objections: tuple[Objection, ...] = ()
    duty: str = ""
    version: str = ""
    rows: Mapping[str, Sequence[int]] = field(default_factory=dict)


@dataclass(slots=True)
class _Reading:
    epoch_1904: bool
    values: dict[str, object] = field(default_factory=dict)
    rows: dict[str, list[int]] = field(default_factory=dict)
    objections: list[Objection] = field(default_factory=list)

    def cell(
        self, sheet: Sheet, place: tuple[int, int], cell: Read, asked: Field, at: tuple[str, int | None]
    ) -> object:
        """Return the value of a cell, or None after noting what is wrong with it."""
        try:
            return self._value(sheet.faults.get(place), cell, asked)
        except cells.CellError as error:
            self._object(error, sheet, place, asked, at)
            return None

    def _value(self, fault: str | None, cell: Read, asked: Field) -> object:
        if fault is not None:
            raise cells.CellError(fault, *_FAULTS[fault])
        return None if cells.is_blank(cell) else cells.value(cell, asked, epoch_1904=self.epoch_1904)

    def _object(
        self, error: cells.CellError, sheet: Sheet, place: tuple[int, int], asked: Field, at: tuple[str, int | None]
    ) -> None:
        where = f"{xl_col_to_name(place[1])}{place[0] + 1}"
        zh, en = asked.title.text("zh"), asked.title.text("en")
        self.objections.append(
            Objection(
                error.code,
                f"工作表“{sheet.name}”{where}（{zh}）：{error.zh}",
                f"Sheet “{sheet.name}”, {where} ({en}): {error.en}",
                *at,
            )
        )


def read_filled(duty: Duty, data: bytes, limits: Limits = DEFAULT) -> Filled:
    """Return the values of a filled-in template (or of any workbook with the same headings).

    Columns may be reordered, renamed sheets and missing hidden keys are bridged by headings; blank rows are passed
    over; dates and numbers written as text, day numbers of both epochs and cached results of formulas are understood.
    Never raises on account of the content; what is not understood is left out and objected to with sheet, cell and
    remedy, at most 500 times.
    """
    facts = files.inspect(data, "filled.xlsx", limits)
    if facts.objections:
        return Filled({}, facts.objections)
    book = open_book(data)
    if book is None:
        return Filled({}, (file_objection("file_damaged"),))
    reading = _Reading(book.epoch_1904)
    try:
        keys = _keys(book.sheets)
        if keys.get("duty") and keys["duty"] != duty.id:
            return Filled({}, (_other_duty(duty),), keys["duty"], keys.get("version", ""))
        sheets = [sheet for sheet in book.sheets if not sheet.name.startswith(contract.KEY_SHEET)]
        simple = [e for e in duty.elements if e.type != "table" and e.type not in contract.NOT_IN_SHEETS]
        used = {sheet.name for sheet in sheets if _form(reading, sheet, simple)}
        if simple and not used:
            reading.objections.append(_missing(None))
        for element in duty.elements:
            if element.type != "table":
                continue
            found = next((s for s in sheets if s.name not in used and _table(reading, s, element)), None)
            if found is not None:
                used.add(found.name)
            elif element.required:
                reading.objections.append(_missing(element))
    except BROKEN:
        return Filled({}, (file_objection("file_damaged"),))
    told = tuple(reading.objections[:_MOST_OBJECTIONS])
    return Filled(reading.values, told, keys.get("duty", ""), keys.get("version", ""), reading.rows)


def _keys(sheets: Sequence[Sheet]) -> dict[str, str]:
    sheet = next((sheet for sheet in sheets if sheet.name == contract.KEY_SHEET), None)
    if sheet is None:
        return {}
    return {str(row[0]): str(row[1]) for number, row in sheet.rows() if number < 20 and len(row) > 1}


def _plain(heading: object) -> str:
    """Return a heading without asterisk, unit in brackets, blanks and case, to compare it."""
    text = unicodedata.normalize("NFKC", str(heading))
    return re.sub(r"\([^()]*\)|[\s*:·]", "", text).casefold()


def _headings(asked: Field) -> set[str]:
    return {_plain(asked.title.text("zh")), _plain(asked.title.text("en"))} - {""}


def _form(reading: _Reading, sheet: Sheet, elements: Sequence[Element]) -> bool:
    """Read the sheet of simple elements; whether this was it."""
    by_key = {f"#{element.id}": element for element in elements}
    by_heading = {heading: element for element in reversed(elements) for heading in _headings(element)}
    value_column: int | None = None
    found = False
    for number, row in sheet.rows():
        if number > len(elements) * 4 + 200:
            break
        texts = [cell.strip() if isinstance(cell, str) else "" for cell in row]
        if "#value" in texts:
            value_column = texts.index("#value")
            found = True
            continue
        element = next((by_key[text] for text in texts if text in by_key), None)
        column = value_column
        if element is None and value_column is None:
            # Without keys a label counts only in the first cell that is filled, and the value stands beside it.
            first = next((position for position, text in enumerate(texts) if text), None)
            if first is not None and (element := by_heading.get(_plain(texts[first]))) is not None:
                column = first + 1
        elif element is None:
            element = next((by_heading[p] for t in texts if t and (p := _plain(t)) in by_heading), None)
        if element is None or column is None or element.id in reading.values:
            continue
        found = found or value_column is not None or len(row) > column
        cell = row[column] if column < len(row) else ""
        value = reading.cell(sheet, (number, column), cell, element, (element.id, None))
        if value is not None:
            reading.values[element.id] = value
    return found and (value_column is not None or bool(set(reading.values) & {element.id for element in elements}))


def _table(reading: _Reading, sheet: Sheet, element: Element) -> bool:
    """Read the sheet of a table element; whether this was it."""
    columns: dict[int, Column] = {}
    first = -1
    by_key = {f"#{element.id}.{column.id}": column for column in element.columns}
    for number, row in sheet.rows():
        if number >= _HEADER_DEPTH:
            break
        keyed = {place: by_key[cell] for place, cell in enumerate(row) if isinstance(cell, str) and cell in by_key}
        if keyed:
            columns, first = keyed, number + 1
            continue
        if columns and number == first:
            # The visible heading below the keys; a column that was added by hand may be known by its heading.
            matched = _matched(row, element)
            first += 1 if matched else 0
            known = {id(column) for column in columns.values()}
            columns |= {p: c for p, c in matched.items() if p not in columns and id(c) not in known}
            break
        matched = _matched(row, element)
        if not columns and len(matched) >= max(1, (len(element.columns) + 1) // 2):
            columns, first = matched, number + 1
            break
    if not columns:
        return False
    _rows(reading, sheet, element, columns, first)
    return True


def _matched(row: list[Read], element: Element) -> dict[int, Column]:
    matched: dict[int, Column] = {}
    for column in element.columns:
        wanted = _headings(column)
        place = next((p for p, cell in enumerate(row) if isinstance(cell, str) and _plain(cell) in wanted), None)
        if place is not None and place not in matched:
            matched[place] = column
    return matched


def _rows(reading: _Reading, sheet: Sheet, element: Element, columns: dict[int, Column], first: int) -> None:
    present = {column.id for column in columns.values()}
    for column in element.columns:
        if column.required and column.id not in present:
            title = column.title.text("zh"), column.title.text("en")
            reading.objections.append(Objection(
                "column_missing",
                f"工作表“{sheet.name}”缺少“{title[0]}”列，请从模板中复制这一列的标题。",
                f"Sheet “{sheet.name}” lacks the column “{title[1] or title[0]}”; copy its heading from the template.",
                element.id,
            ))  # fmt: skip
    _refuse_merged(reading, sheet, element, columns, first)
    rows: list[dict[str, object]] = []
    places: list[int] = []
    for number, row in sheet.rows():
        faulty = any((number, place) in sheet.faults for place in columns) if sheet.faults else False
        if number < first or not (faulty or any(p < len(row) and not cells.is_blank(row[p]) for p in columns)):
            continue
        at = (element.id, len(rows) + 1)
        read = {}
        for place, column in columns.items():
            cell = row[place] if place < len(row) else ""
            value = reading.cell(sheet, (number, place), cell, column, at)
            if value is not None:
                read[column.id] = value
        rows.append(read)
        places.append(number + 1)
    reading.values[element.id] = rows
    reading.rows[element.id] = places


def _refuse_merged(reading: _Reading, sheet: Sheet, element: Element, columns: dict[int, Column], first: int) -> None:
    for (top, left), (bottom, right) in sheet.merged():
        if bottom >= first and any(left <= place <= right for place in columns):
            area = f"{xl_col_to_name(left)}{top + 1}:{xl_col_to_name(right)}{bottom + 1}"
            reading.objections.append(Objection(
                "cells_merged",
                f"工作表“{sheet.name}”{area} 是合并单元格，请取消合并，并在每一行填写内容。",
                f"Sheet “{sheet.name}”, {area}: merged cells. Unmerge them and fill in every row.",
                element.id,
            ))  # fmt: skip


def _other_duty(duty: Duty) -> Objection:
    return Objection(
        "sheet_other_duty",
        f"这份表格是为另一个公开事项生成的，请下载“{duty.title.text('zh')}”的模板重新填写。",
        f"This form was made for another duty. Download the template of “{duty.title.text('en')}”.",
    )


def _missing(element: Element | None) -> Objection:
    if element is None:
        return Objection("sheet_missing", "找不到“填报内容”工作表，请使用下载的模板填写，不要删除工作表。",
                         "The sheet “Form” is missing. Use the downloaded template and keep its sheets.")  # fmt: skip
    return Objection(
        "sheet_missing",
        f"找不到“{element.title.text('zh')}”工作表或它的标题行，请使用下载的模板填写。",
        f"The sheet “{element.title.text('en')}” or its headings are missing. Use the downloaded template.",
        element.id,
    )
