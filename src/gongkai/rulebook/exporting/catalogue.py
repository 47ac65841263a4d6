"""The official catalogue layout: ten columns, merged cells, ■ for required and □ for optional channels.

Source: the column format of 基层政务公开标准目录 as published by county governments (国办发〔2019〕54号).
"""

from collections.abc import Iterable
from datetime import datetime
from io import BytesIO
from itertools import groupby

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from gongkai.rulebook.exporting.rows import Row, catalogue_rows, columns_of
from gongkai.rulebook.model import Duty, Rulebook

_WIDTHS = {
    "number": 6, "level1": 14, "level2": 18, "level3": 18, "content": 36, "basis": 34, "timing": 24, "subject": 20,
    "channels": 26, "audience_public": 8, "audience_specific": 10, "mode_proactive": 8, "mode_request": 10,
    "level_county": 7, "level_township": 7, "level_village": 7,
}  # fmt: skip
_SINGLE = {
    "number": "序号", "content": "公开内容（要素）", "basis": "公开依据", "timing": "公开时限", "subject": "公开主体",
    "channels": "公开渠道和载体",
}  # fmt: skip
_GROUPED = (
    ("公开事项", {"level1": "一级事项", "level2": "二级事项", "level3": "三级事项"}),
    ("公开对象", {"audience_public": "全社会", "audience_specific": "特定群体"}),
    ("公开方式", {"mode_proactive": "主动", "mode_request": "依申请"}),
    ("公开层级", {"level_county": "县级", "level_township": "乡级", "level_village": "村级"}),
)
_FIRST_ROW = 3
_LOCAL_WIDTH = 16


def export_catalogue(rulebook: Rulebook, duties: Iterable[Duty] | None = None, title: str = "") -> bytes:
    """Return the catalogue as an .xlsx file, one sheet for each field.

    Arguments: rulebook; duties, by default all of it; title above the table, by default that of the first pack.
    """
    listed = list(rulebook.duties if duties is None else duties)
    columns = columns_of(listed)
    rows = list(catalogue_rows(listed, rulebook))
    heading = title or (rulebook.layers[0].title.zh if rulebook.packs else "公开目录")
    stream = BytesIO()
    # A constant creation date: the same rulebook gives the same bytes.
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        book.set_properties({"created": datetime(2026, 1, 1)})  # noqa: DTZ001 (the format knows no zone)
        base = {"text_wrap": True, "valign": "vcenter", "border": 1, "font_name": "宋体", "font_size": 10}
        cell = book.add_format(base)
        head = book.add_format(base | {"bold": True, "align": "center", "bg_color": "#E8EEF4"})
        top = book.add_format({"bold": True, "align": "center", "valign": "vcenter", "font_size": 16})
        names: set[str] = set()
        for field in dict.fromkeys(row.field for row in rows) or ("公开目录",):
            sheet = book.add_worksheet(_unique(sheet_name(field), names))
            _head(sheet, f"{heading}（{field}）", columns, head, top)
            _body(sheet, [row for row in rows if row.field == field], cell)
    return stream.getvalue()


def sheet_name(field: str) -> str:
    """Return the name of a field's sheet: what spreadsheet programs allow, at most 28 characters."""
    return "".join("·" if sign in "[]:*?/\\'" else sign for sign in field)[:28]


def _unique(plain: str, names: set[str]) -> str:
    # Spreadsheet programs do not tell capital letters from small ones here.
    name = plain if plain.lower() not in names else f"{plain}{len(names)}"
    names.add(name.lower())
    return name


def _head(sheet: Worksheet, title: str, columns: tuple[str, ...], head: Format, top: Format) -> None:
    _merge(sheet, (0, 0, 0, len(columns) - 1), title, top)
    sheet.set_row(0, 30)
    at = {column: place for place, column in enumerate(columns)}
    for column, place in at.items():
        sheet.set_column(place, place, _WIDTHS.get(column, _LOCAL_WIDTH))
        if column not in _WIDTHS or column in _SINGLE:
            _merge(sheet, (1, place, 2, place), _SINGLE.get(column, column), head)
    for name, parts in _GROUPED:
        below = [(at[column], part) for column, part in parts.items() if column in at]
        _merge(sheet, (1, below[0][0], 1, below[-1][0]), name, head)
        for place, part in below:
            sheet.write_string(2, place, part, head)
    sheet.freeze_panes(_FIRST_ROW, 3)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(1, 2)


def _body(sheet: Worksheet, rows: list[Row], cell: Format) -> None:
    at = _FIRST_ROW
    for matter, together in groupby(rows, key=lambda row: row.cells[1]):
        group = list(together)
        if len(group) > 1:
            _merge(sheet, (at, 1, at + len(group) - 1, 1), matter, cell)
        else:
            sheet.write_string(at, 1, matter, cell)
        for row in group:
            for column, text in enumerate(row.cells):
                if column != 1:
                    sheet.write_string(at, column, text, cell)
            at += 1


def _merge(sheet: Worksheet, place: tuple[int, int, int, int], text: str, style: Format) -> None:
    """Merge cells with a text that is never taken for a formula or an address."""
    sheet.merge_range(*place, "", style)
    sheet.write_string(place[0], place[1], text, style)
