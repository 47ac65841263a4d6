"""The official catalogue layout: ten columns, merged cells, ■ for required and □ for optional channels.

Source: the column format of 基层政务公开标准目录 as published by county governments (国办发〔2019〕54号).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from itertools import groupby

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from gongkai.rulebook.model import Duty, Rulebook
from gongkai.rulebook.vocabulary import Audience, Channel, Level, Mode

_WIDTHS = (6, 14, 18, 36, 34, 24, 20, 26, 8, 10, 8, 10, 7, 7, 7)
_SINGLE = {0: "序号", 3: "公开内容（要素）", 4: "公开依据", 5: "公开时限", 6: "公开主体", 7: "公开渠道和载体"}
_GROUPED = (
    (1, "公开事项", ("一级事项", "二级事项")),
    (8, "公开对象", ("全社会", "特定群体")),
    (10, "公开方式", ("主动", "依申请")),
    (12, "公开层级", ("县级", "乡级", "村级")),
)
_FIRST_ROW = 3


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the catalogue, every cell as text."""

    cells: tuple[str, ...]
    field: str


def catalogue_rows(duties: Iterable[Duty], rulebook: Rulebook) -> Iterator[Row]:
    """Yield the rows of the catalogue, duties of one field and one first-level matter together, numbered from 1."""
    ordered: dict[tuple[str, str], list[Duty]] = {}
    for duty in duties:
        ordered.setdefault((duty.field or duty.category.label.zh, duty.matter.level1.zh), []).append(duty)
    number = 0
    for (field, _), group in ordered.items():
        for duty in group:
            number += 1
            yield Row((str(number), *_cells(duty, rulebook)), field)


def _cells(duty: Duty, rulebook: Rulebook) -> Iterator[str]:
    yield duty.matter.level1.zh
    below = [text.zh for text in (duty.matter.level2, duty.matter.level3) if text]
    yield "—".join(below) or duty.title.zh
    yield "\n".join(f"{number}.{element.title.zh}" for number, element in enumerate(duty.elements, start=1))
    yield "\n".join(_basis(ref.ref, ref.article, rulebook) for ref in duty.bases)
    yield (duty.timing_text or str(duty.effective_timing)) + ("" if duty.verified else "（待核实）")
    yield "、".join(kind.label.zh for kind in duty.units.kinds)
    yield "\n".join(_channel(channel, duty) for channel in Channel if _channel(channel, duty))
    yield _mark(duty.audience is Audience.PUBLIC)
    yield _mark(duty.audience is not Audience.PUBLIC)
    yield _mark(duty.mode is Mode.PROACTIVE)
    yield _mark(duty.mode is Mode.ON_REQUEST)
    yield from (_mark(level in duty.levels) for level in Level)


def _mark(answer: bool) -> str:  # noqa: FBT001
    return "√" if answer else ""


def _channel(channel: Channel, duty: Duty) -> str:
    if channel in duty.channels.required:
        return f"■{channel.label.zh}"
    return f"□{channel.label.zh}" if channel in duty.channels.optional else ""


def _basis(ref: str, article: str | None, rulebook: Rulebook) -> str:
    basis = rulebook.basis(ref)
    if basis is None:
        return ref
    number = f"（{basis.number}）" if basis.number else ""
    return f"《{basis.title}》{number}" + (f"第{article}条" if article else "")


def export_catalogue(rulebook: Rulebook, duties: Iterable[Duty] | None = None, title: str = "") -> bytes:
    """Return the catalogue as an .xlsx file, one sheet for each field.

    Arguments: rulebook; duties, by default all of it; title above the table, by default that of the first pack.
    """
    rows = list(catalogue_rows(rulebook.duties if duties is None else duties, rulebook))
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
            sheet = book.add_worksheet(_sheet_name(field, names))
            _head(sheet, f"{heading}（{field}）", head, top)
            _body(sheet, [row for row in rows if row.field == field], cell)
    return stream.getvalue()


def _sheet_name(field: str, names: set[str]) -> str:
    plain = "".join("·" if sign in "[]:*?/\\" else sign for sign in field)[:28]
    name = plain if plain not in names else f"{plain}{len(names)}"
    names.add(name)
    return name


def _head(sheet: Worksheet, title: str, head: Format, top: Format) -> None:
    sheet.merge_range(0, 0, 0, len(_WIDTHS) - 1, title, top)
    sheet.set_row(0, 30)
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    for column, name in _SINGLE.items():
        sheet.merge_range(1, column, 2, column, name, head)
    for column, name, below in _GROUPED:
        sheet.merge_range(1, column, 1, column + len(below) - 1, name, head)
        for offset, part in enumerate(below):
            sheet.write_string(2, column + offset, part, head)
    sheet.freeze_panes(_FIRST_ROW, 3)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(1, 2)


def _body(sheet: Worksheet, rows: list[Row], cell: Format) -> None:
    at = _FIRST_ROW
    for matter, together in groupby(rows, key=lambda row: row.cells[1]):
        group = list(together)
        if len(group) > 1:
            sheet.merge_range(at, 1, at + len(group) - 1, 1, matter, cell)
        else:
            sheet.write_string(at, 1, matter, cell)
        for row in group:
            for column, text in enumerate(row.cells):
                if column != 1:
                    sheet.write_string(at, column, text, cell)
            at += 1
