"""Posters for notice boards: one disclosure on A4 or A3."""

import io
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final, Literal
from zoneinfo import ZoneInfo

import segno

from gongkai.documents.pdf.compiler import compile_pdf
from gongkai.documents.pdf.glyphs import printable
from gongkai.documents.pdf.layout import column_groups, table_layout, title_scale

Paper = Literal["a4", "a3"]
_SHANGHAI: Final = ZoneInfo("Asia/Shanghai")

_LABELS: Final[dict[str, dict[str, str]]] = {
    "zh": {
        "index_number": "索引号", "published": "公开日期", "posted": "张贴期限", "to": " 至 ", "phone": "监督电话",
        "filing": "备案号", "scan": "扫码查看网上原文", "colon": "：", "until_withdrawn": " 起长期", "untitled": "政务公开",
    },
    "en": {
        "index_number": "Index number", "published": "Published", "posted": "On display", "to": " to ",
        "phone": "Supervision", "filing": "Filing number", "scan": "Scan to read it online",
        "colon": ": ", "until_withdrawn": ", until withdrawn", "untitled": "Open government",
    },
}  # fmt: skip


_PAGE: Final = {"zh": ["第 ", " 页，共 ", " 页"], "en": ["Page ", " of ", ""]}


@dataclass(frozen=True, slots=True)
class PosterText:
    """A piece of running text; blank lines and line breaks part paragraphs."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class PosterColumn:
    """A column of a table; numeric columns are set flush right and never broken."""

    title: str
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class PosterTable:
    """A table; every row has as many cells as there are columns, already written out for the reader."""

    title: str
    columns: tuple[PosterColumn, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class PosterData:
    """What stands on a poster.

    page_url is the absolute address of the public page; dates are local to Asia/Shanghai; posted_until None means
    until withdrawn; empty supervision_phone and filing_number are left out. language is `zh` or `en`.
    """

    title: str
    unit: str
    page_url: str
    index_number: str
    published_on: date
    posted_from: date
    posted_until: date | None
    supervision_phone: str
    elements: tuple[PosterText | PosterTable, ...]
    filing_number: str = ""
    language: str = "zh"


def poster(data: PosterData, paper: Paper = "a3") -> bytes:
    """Return the poster as a tagged PDF with its faces embedded as subsets.

    Long content flows on to further pages and tables repeat their header; a page is turned to landscape when a table
    needs it. Equal data gives equal bytes. Raises: TemplateError when it cannot be set.
    """
    language = "en" if data.language.startswith("en") else "zh"
    labels = _LABELS[language]
    entries, flipped = _entries(data, paper)
    at = datetime.combine(data.published_on, time(), _SHANGHAI)
    title = printable(data.title).strip() or labels["untitled"]
    content: dict[str, object] = {
        "paper": paper,
        "flipped": flipped,
        "lang": language,
        "region": "us" if language == "en" else "cn",
        "labels": {**labels, "page": _PAGE[language]},
        "title": title,
        "short_title": title if len(title) <= 40 else title[:39] + "…",
        "title_scale": title_scale(title),
        "unit": printable(data.unit),
        "index_number": printable(data.index_number),
        "page_url": data.page_url,
        "facts": [[name, printable(value, breakable=True)] for name, value in _facts(data, labels)],
        "footer": printable(f"{labels['index_number']}{labels['colon']}{data.index_number}"),
        "qr": _qr(data.page_url),
        "entries": entries,
    }
    return compile_pdf("poster", content, at=at)


def _facts(data: PosterData, labels: dict[str, str]) -> list[tuple[str, str]]:
    until = f"{labels['to']}{data.posted_until.isoformat()}" if data.posted_until else labels["until_withdrawn"]
    facts = [
        (labels["index_number"], data.index_number),
        (labels["published"], data.published_on.isoformat()),
        (labels["posted"], f"{data.posted_from.isoformat()}{until}"),
        (labels["phone"], data.supervision_phone),
        (labels["filing"], data.filing_number),
    ]
    return [(name, value) for name, value in facts if value]


def _entries(data: PosterData, paper: Paper) -> tuple[list[dict[str, object]], bool]:
    elements = [part for element in data.elements for part in _parts(element, paper)]
    layouts = [table_layout(element, paper) for element in elements if isinstance(element, PosterTable)]
    flipped = any(layout.wide for layout in layouts)
    entries: list[dict[str, object]] = []
    for element in elements:
        if isinstance(element, PosterText):
            paragraphs = [printable(line.strip(), breakable=True) for line in element.text.splitlines() if line.strip()]
            entries.append({"kind": "text", "title": printable(element.title).strip(), "paragraphs": paragraphs})
            continue
        layout = table_layout(element, paper, flipped=flipped)
        entries.append(
            {
                "kind": "table",
                "title": printable(element.title).strip(),
                "scale": layout.scale,
                "columns": [
                    {"title": printable(column.title), "numeric": column.numeric, "weight": weight}
                    for column, weight in zip(element.columns, layout.weights, strict=True)
                ],
                "rows": [[printable(cell, breakable=True) for cell in row] for row in element.rows],
            }
        )
    return entries, flipped


def _parts(element: PosterText | PosterTable, paper: Paper) -> list[PosterText | PosterTable]:
    """Divide a table that is too wide for the paper into tables that follow each other."""
    if isinstance(element, PosterText):
        return [element]
    groups = column_groups(element, paper)
    if len(groups) == 1:
        return [element]
    return [
        PosterTable(
            f"{element.title}（{number}/{len(groups)}）",
            tuple(element.columns[place] for place in group),
            tuple(tuple(row[place] for place in group) for row in element.rows),
        )
        for number, group in enumerate(groups, start=1)
    ]


def _qr(address: str) -> str:
    out = io.BytesIO()
    # Level M with the quiet zone of four modules that ISO/IEC 18004 asks for; boards get dirty.
    segno.make(address, error="m", micro=False).save(out, kind="svg", border=4, xmldecl=False, light="white")
    return out.getvalue().decode()
