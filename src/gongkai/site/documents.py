"""Things to take away from a record: QR code, posters, spreadsheets of its tables."""

import io
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Literal

import segno
from django.http import Http404

from gongkai.documents.html import to_text
from gongkai.documents.pdf.poster import Paper, PosterColumn, PosterData, PosterTable, PosterText, poster
from gongkai.documents.sheets.exports import Cell, ColumnType, ExportColumn, table_csv, table_xlsx
from gongkai.rulebook import model
from gongkai.rulebook.vocabulary import ElementType
from gongkai.site import addresses
from gongkai.site.actions import Made
from gongkai.site.build import content
from gongkai.site.build.frames import site
from gongkai.site.pages.disclosure import Block
from gongkai.site.queries.records import Record

FORMS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
TYPES: dict[str, ColumnType] = {
    ElementType.NUMBER: "number",
    ElementType.MONEY: "money",
    ElementType.PERCENT: "percent",
    ElementType.DATE: "date",
}


def qr_code(record: Record) -> Made:
    """The QR code of a record's address, as SVG."""
    number = record.disclosure.index_number or ""
    path = addresses.disclosure(number)
    out = io.BytesIO()
    segno.make(f"{site().origin}{path}", error="m").save(
        out, kind="svg", scale=4, border=2, xmldecl=False, svgns=True, omitsize=False
    )
    published = record.publications[0].published_at
    return Made(
        f"{path}qr.svg", out.getvalue(), f"disclosure:{record.disclosure.pk}", published, "image/svg+xml", lazy=True
    )


def poster_pdf(record: Record, paper: Paper) -> bytes:
    """A record as a poster for the notice board."""
    one = record.disclosure
    number = one.index_number or ""
    blocks, _ = content.blocks(
        record.definition, record.content["values"], (), "zh", href=_nowhere, pictures=addresses.files(number)
    )
    parts = [part for block in blocks for part in _poster_parts(block)]
    published = one.published_on or date.today()  # noqa: DTZ011 the database demands the date of what is published
    return poster(
        PosterData(
            title=record.content["title"],
            unit=record.unit.name,
            page_url=f"{site().origin}{addresses.disclosure(number)}",
            index_number=number,
            published_on=published,
            posted_from=published,
            posted_until=one.posted_until,
            supervision_phone=record.unit.supervision_phone,
            elements=tuple(parts),
        ),
        paper,
    )


def _nowhere(_digest: str, _name: str) -> str:
    """Paper has no links."""
    return ""


def _poster_parts(block: Block) -> Sequence[PosterText | PosterTable]:
    if block.kind == "values":
        return [PosterText("", "\n".join(f"{value.label}：{value.text}" for value in block.values))]
    if block.kind == "prose":
        return [PosterText(block.title, to_text(str(block.prose)))]
    if block.kind == "text":
        return [PosterText(block.title, "\n".join(block.paragraphs))]
    if block.kind == "table":
        columns = tuple(PosterColumn(cell.text, cell.number) for cell in block.columns)
        rows = tuple(tuple(cell.text for cell in row) for row in block.rows)
        return [PosterTable(block.title, columns, rows)]
    return []


def spreadsheet(record: Record, element_id: str, form: Literal["xlsx", "csv"]) -> bytes:
    """One typed table of a record.

    Raises:
        Http404: the record has no such table.
    """
    element = record.definition.element(element_id)
    rows = record.content["values"].get(element_id)
    if element is None or element.type != ElementType.TABLE or not rows:
        raise Http404
    columns = [
        ExportColumn(content.heading(column, "zh"), TYPES.get(column.type, "text")) for column in element.columns
    ]
    cells = [[_cell(column, row.get(column.id)) for column in element.columns] for row in rows]
    if form == "csv":
        return table_csv(columns, cells)
    return table_xlsx(columns, cells, name=element.title.zh[:31])


def _cell(column: model.Column, value: object) -> Cell:
    if value is None or value == "":
        return None
    if column.type in {ElementType.NUMBER, ElementType.MONEY, ElementType.PERCENT}:
        try:
            return Decimal(str(value))
        except InvalidOperation:
            return str(value)
    if column.type == ElementType.DATE:
        try:
            return datetime.fromisoformat(str(value)).date()
        except ValueError:
            return str(value)
    return content.shown(column, value, "zh", in_table=True)[0]
