"""Spreadsheets made from a duty, to be filled in and read back by `filled`."""

import io
import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Final

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from gongkai.documents.sheets import contract
from gongkai.rulebook.model import Duty, Element, Field

_ROWS: Final = 5_000
_MESSAGES: Final = {
    "zh": {"form": "填报内容", "item": "项目", "value": "填写内容", "help": "填写说明", "attach": "请在网页上上传附件，此处不填。",
           "stop": "填写的内容不符合要求", "date": "请填写日期，例如 2026-07-08。", "number": "请填写数字，不要带单位。",
           "choice": "请从下拉列表中选择。", "required": "必填", "keys": "带 * 的为必填。请勿删除隐藏的行、列和工作表。"},
    "en": {"form": "Form", "item": "Item", "value": "Fill in", "help": "How to fill in",
           "attach": "Attach files on the web page; leave this empty.", "stop": "This does not fit",
           "date": "Enter a date, such as 2026-07-08.", "number": "Enter a number without a unit.",
           "choice": "Choose from the list.", "required": "Required",
           "keys": "Items with * are required. Do not delete hidden rows, columns and sheets."},
}  # fmt: skip
_SHAPES: Final = {"money": "#,##0.00", "number": "General", "date": "yyyy-mm-dd"}
_FORBIDDEN: Final = re.compile(r"[\[\]:*?/\\']")


class _Writer:
    """The workbook being written, with its formats and its hidden lists."""

    def __init__(self, book: xlsxwriter.Workbook, language: str) -> None:
        self.book = book
        self.language = language
        self.words = _MESSAGES[language]
        self.head = book.add_format(
            {"bold": True, "bg_color": "#F3E9E8", "border": 1, "text_wrap": True, "valign": "top"}
        )
        self.label = book.add_format({"bold": True, "border": 1, "text_wrap": True, "valign": "top"})
        self.quiet = book.add_format({"font_color": "#4D4D4D", "border": 1, "text_wrap": True, "valign": "top"})
        self.names: set[str] = {contract.KEY_SHEET, contract.LIST_SHEET}
        self.lists: list[list[str]] = []
        self._cells: dict[str, Format] = {}

    def cell(self, kind: str) -> Format:
        """Return the format of a cell to be filled; text, so that long numbers and percentages stay as typed."""
        shape = _SHAPES.get(kind, "@")
        if shape not in self._cells:
            self._cells[shape] = self.book.add_format(
                {"num_format": shape, "border": 1, "text_wrap": True, "valign": "top"}
            )
        return self._cells[shape]

    def sheet(self, title: str) -> Worksheet:
        """Add a sheet whose name Excel allows and which is not there yet."""
        base = _FORBIDDEN.sub(" ", title).strip()[:28] or "Sheet"
        name, number = base, 2
        while name.lower() in self.names:
            name, number = f"{base[:26]} {number}", number + 1
        self.names.add(name.lower())
        return self.book.add_worksheet(name)

    def validate(self, sheet: Worksheet, field: Field, first: int, last: int, column: int) -> None:
        """Attach the rule of a type and the help of a field to cells."""
        rule: dict[str, Any] = {"validate": "any"}
        message = contract.help_of(field, self.language)
        if field.type == "date":
            rule = {
                "validate": "date",
                "criteria": "between",
                "minimum": date(1949, 1, 1),
                "maximum": date(2199, 12, 31),
            }
            message = message or self.words["date"]
        elif field.type in contract.NUMERIC:
            rule = {"validate": "decimal", "criteria": "between", "minimum": -1e15, "maximum": 1e15}
            message = message or self.words["number"]
        elif not field.multiple and (choices := self._choices(field)):
            self.lists.append(choices)
            letter = xlsxwriter.utility.xl_col_to_name(len(self.lists) - 1)
            rule = {"validate": "list", "source": f"={contract.LIST_SHEET}!${letter}$1:${letter}${len(choices)}"}
            message = message or self.words["choice"]
        if rule["validate"] == "any" and not message:
            return
        rule |= {"input_title": field.title.text(self.language)[:32], "input_message": message[:255],
                 "error_title": self.words["stop"][:32], "error_message": message[:255], "ignore_blank": True}  # fmt: skip
        sheet.data_validation(first, column, last, column, {k: v for k, v in rule.items() if v != ""})

    def _choices(self, field: Field) -> list[str]:
        if field.type == "boolean":
            return [contract.YES[self.language], contract.NO[self.language]]
        return [_in_language(wordings, self.language) for _, wordings in contract.options_of(field)]


def _in_language(wordings: Sequence[str], language: str) -> str:
    return wordings[-1] if language == "en" else wordings[0]


def template(duty: Duty, language: str = "zh", *, version: str = "") -> bytes:
    """Return an .xlsx in which a duty can be filled in.

    Arguments: duty; language of headings and help, `zh` or `en`; version of the rulebook, written into the hidden
    sheet so that a form filled in under older rules is known when it comes back. Simple elements stand below each
    other on the first sheet, every table element has a sheet of its own. Equal arguments give equal bytes.
    """
    language = "en" if language.startswith("en") else "zh"
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        book.set_properties({"created": datetime(2000, 1, 1), "title": duty.title.text(language)})  # noqa: DTZ001 - fixed
        writer = _Writer(book, language)
        simple = [element for element in duty.elements if element.type != "table"]
        if simple:
            _form(writer, simple)
        for element in duty.elements:
            if element.type == "table":
                _table(writer, element)
        lists = book.add_worksheet(contract.LIST_SHEET)
        for column, choices in enumerate(writer.lists):
            lists.write_column(0, column, choices)
        lists.very_hidden()
        keys = book.add_worksheet(contract.KEY_SHEET)
        for row, pair in enumerate((("format", contract.FORMAT), ("duty", duty.id), ("version", version),
                                    ("language", language))):  # fmt: skip
            keys.write_string(row, 0, pair[0])
            keys.write_string(row, 1, pair[1])
        keys.very_hidden()
    return out.getvalue()


def _form(writer: _Writer, elements: list[Element]) -> None:
    sheet = writer.sheet(writer.words["form"])
    for column, (key, width) in enumerate((("#label", 30), ("#value", 60), ("#help", 60), ("#key", 4))):
        sheet.set_column(column, column, width, None, {"hidden": key == "#key"})
        sheet.write_string(0, column, key)
    sheet.set_row(0, None, None, {"hidden": True})
    for column, word in enumerate(("item", "value", "help")):
        sheet.write_string(1, column, writer.words[word], writer.head)
    for row, element in enumerate(elements, start=2):
        sheet.write_string(row, 0, contract.label_of(element, writer.language), writer.label)
        help_text = contract.help_of(element, writer.language)
        if element.type in contract.NOT_IN_SHEETS:
            sheet.write_string(row, 1, "", writer.quiet)
            help_text = writer.words["attach"]
        else:
            sheet.write_blank(row, 1, None, writer.cell(element.type))
            writer.validate(sheet, element, row, row, 1)
        sheet.write_string(row, 2, help_text, writer.quiet)
        sheet.write_string(row, 3, f"#{element.id}")
        if element.type == "rich_text":
            sheet.set_row(row, 90)
    sheet.write_string(len(elements) + 3, 0, writer.words["keys"])
    sheet.freeze_panes(2, 1)


def _table(writer: _Writer, element: Any) -> None:
    sheet = writer.sheet(element.title.text(writer.language))
    sheet.set_row(0, None, None, {"hidden": True})
    for position, column in enumerate(element.columns):
        label = contract.label_of(column, writer.language)
        width = 14 if column.type in {"date", *contract.NUMERIC} else 22
        sheet.set_column(position, position, max(width, min(len(label) * 2 + 2, 40)), writer.cell(column.type))
        sheet.write_string(0, position, f"#{element.id}.{column.id}")
        sheet.write_string(1, position, label, writer.head)
        writer.validate(sheet, column, 2, _ROWS + 1, position)
    sheet.freeze_panes(2, 0)
