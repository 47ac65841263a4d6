"""Downloadable spreadsheet templates of the kinds of records."""

import io

import xlsxwriter

from gongkai.intake.tables.records import RecordKind
from gongkai.rulebook.text import Text

_ROWS = 10_000
_LONGEST_LIST = 255
_DATA = Text("填报", "Data")
_GUIDE = Text("填写说明", "Guide")
_HEADERS = (
    Text("列", "Column"),
    Text("是否必填", "Required"),
    Text("示例", "Example"),
    Text("说明", "Help"),
    Text("可填内容", "Options"),
)
_REQUIRED = Text("必填", "required")
_OPTIONAL = Text("选填", "optional")
_COMMENT = Text("示例：", "Example: ")


def template_xlsx(kind: RecordKind, language: str = "zh") -> bytes:
    """Return a workbook to fill in: a sheet with the headers, and a sheet that explains each column with an example.

    Arguments: kind, of records; language, of headers and help. Cells are text, so that no number is rounded and no
    date rearranged.
    """
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False}) as book:
        base = {"font_name": "宋体", "font_size": 11, "valign": "vcenter"}
        header = book.add_format(base | {"bold": True, "bg_color": "#F3F0E8", "border": 1, "text_wrap": True})
        needed = book.add_format(
            base | {"bold": True, "bg_color": "#F3F0E8", "border": 1, "text_wrap": True, "font_color": "#B3261E"}
        )
        cell = book.add_format(base | {"num_format": "@"})
        wrapped = book.add_format(base | {"num_format": "@", "text_wrap": True, "border": 1})

        data = book.add_worksheet(_DATA.text(language))
        data.freeze_panes(1, 0)
        data.set_row(0, 28)
        for index, column in enumerate(kind.columns):
            title = column.title.text(language)
            data.write_string(
                0, index, title + (" *" if column.required else ""), needed if column.required else header
            )
            data.set_column(index, index, max(12, min(40, len(title) * 2 + 6)), cell)
            note = "\n".join(
                filter(None, [column.help.text(language), column.example and _COMMENT.text(language) + column.example])
            )
            if note:
                data.write_comment(0, index, note)
            if column.choices and sum(map(len, column.choices)) + len(column.choices) <= _LONGEST_LIST:
                data.data_validation(1, index, _ROWS, index, {"validate": "list", "source": list(column.choices)})

        guide = book.add_worksheet(_GUIDE.text(language))
        guide.set_column(0, 1, 14)
        guide.set_column(2, 4, 36)
        for index, words in enumerate(_HEADERS):
            guide.write_string(0, index, words.text(language), header)
        for row, column in enumerate(kind.columns, 1):
            required = _REQUIRED if column.required else _OPTIONAL
            options = "、".join(column.choices)
            texts = (
                column.title.text(language),
                required.text(language),
                column.example,
                column.help.text(language),
                options,
            )
            for index, shown in enumerate(texts):
                guide.write_string(row, index, shown, wrapped)
    return buffer.getvalue()
