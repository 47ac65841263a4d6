"""Every table of a workbook, text file or web page as a grid in which merged cells repeat their value."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from gongkai.intake.limits import Limits
from gongkai.intake.pages.decoding import decode
from gongkai.intake.pages.tree import BLOCKS, Element, Empty, TooDeep, attribute, parse
from gongkai.intake.source import admit
from gongkai.intake.tables.delimited import Delimited
from gongkai.intake.tables.model import Cell, Row
from gongkai.intake.tables.sheets import Workbook
from gongkai.intake.trouble import Unreadable

_WORKBOOK = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_EDGES = " \t\n\r\u3000\xa0\ufeff\u200b"
_MOST_CELLS = 2_000_000
_WIDEST = 200
# A cell of a spreadsheet holds no more.
LONGEST_CELL = 32_767


@dataclass(frozen=True, slots=True)
class Grid:
    """One table: name of its sheet, empty on a web page; rows with their numbers from 1."""

    name: str
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    hidden: bool = False


def grids(origin: Path | str | bytes, name: str | None, limits: Limits) -> Iterator[Grid]:
    """Yield the tables of a file.

    Raises: Unreadable, for what is no workbook, text table or web page, or breaks the limits.
    """
    source = admit(origin, name, limits)
    head = source.head(4096)
    if head.startswith(_WORKBOOK):
        yield from _workbook(origin, name, limits)
        return
    if head.startswith((b"%PDF", b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf", b"\xff\xd8\xff", b"\x89PNG", b"SQLite")):
        raise _unknown(source.name)
    text = decode(head).text.lstrip("\ufeff \t\r\n")
    if text.startswith("<") or re.search(r"<(?:table|html|tr)\b", text, re.IGNORECASE):
        if source.size > _LARGEST_PAGE:
            raise Unreadable("too_large", f"网页 {source.name} 过大", f"The page {source.name} is too large")
        with source.open() as stream:
            yield from _page(stream.read(), source.name)
        return
    rows = Delimited(source, limits, None, None).rows()
    yield Grid("", tuple(_texts(row) for row in rows))


_LARGEST_PAGE = 32 * 1024 * 1024


def _workbook(origin: Path | str | bytes, name: str | None, limits: Limits) -> Iterator[Grid]:
    source = admit(origin, name, limits)
    first = Workbook(source, limits, None, None)
    for sheet in first.sheets:
        book = first if sheet.name == first.name else Workbook(source, limits, sheet.name, None)
        rows = []
        cells = 0
        for row in book.rows():
            cells += len(row.cells)
            if cells > _MOST_CELLS:
                raise Unreadable(
                    "too_large", f"工作表“{sheet.name}”过大，不是目录", f"The sheet “{sheet.name}” is too large"
                )
            rows.append(_texts(row))
        yield Grid(sheet.name, tuple(rows), sheet.hidden)


def _texts(row: Row) -> tuple[int, tuple[str, ...]]:
    return row.number, tuple(_text(cell) for cell in row.cells[:_WIDEST])


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat(" ")
    return tidy(str(cell))


def tidy(text: str) -> str:
    """Return the words of a cell: line ends alike, controls gone, nothing around; inside nothing changes."""
    return _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("_x000D_", "")).strip(_EDGES)


def _page(data: bytes, name: str) -> Iterator[Grid]:
    try:
        root = parse(decode(data).text)
    except (Empty, TooDeep) as error:
        raise _unknown(name) from error
    cells = 0
    for table in root.iter("table"):
        # Tables that hold tables only place them.
        if next(table.iterdescendants("table"), None) is not None:
            continue
        rows = tuple(_expanded(table))
        cells += sum(len(row) for _, row in rows)
        if cells > _MOST_CELLS:
            raise Unreadable("too_large", f"{name} 里的表格过大", f"The tables of {name} are too large")
        if rows:
            yield Grid("", _captioned(table, rows))


def _captioned(
    table: Element, rows: tuple[tuple[int, tuple[str, ...]], ...]
) -> tuple[tuple[int, tuple[str, ...]], ...]:
    """Put what stands right above a table into a row of its own, as spreadsheets have it."""
    caption = next((_words(node) for node in table.iter("caption")), "")
    before = table.getprevious()
    while not caption and before is not None and before.tag != "table":
        caption = _words(before)
        before = before.getprevious()
    return ((0, (caption,)), *rows) if caption and len(caption) < 100 else rows


def _expanded(table: Element) -> Iterator[tuple[int, tuple[str, ...]]]:
    waiting: dict[int, tuple[int, str]] = {}
    for number, line in enumerate(table.iter("tr"), 1):
        cells: list[str] = []
        given = [cell for cell in line if cell.tag in {"td", "th"}]
        while given or len(cells) in waiting:
            at = len(cells)
            if at in waiting:
                left, text = waiting.pop(at)
                if left > 1:
                    waiting[at] = (left - 1, text)
                cells.append(text)
                continue
            cell = given.pop(0)
            text = tidy(_words(cell))
            down, across = _span(cell, "rowspan", 5_000), _span(cell, "colspan", _WIDEST)
            for _ in range(across):
                if len(cells) >= _WIDEST:
                    break
                if down > 1:
                    waiting[len(cells)] = (down - 1, text)
                cells.append(text)
            if len(cells) >= _WIDEST:
                break
        yield number, tuple(cells)


def _span(cell: Element, name: str, most: int) -> int:
    value = attribute(cell, name).strip()
    return max(1, min(int(value), most)) if value.isdecimal() and len(value) < 6 else 1


def _words(node: Element) -> str:
    """The words of a cell, its paragraphs and line breaks on lines of their own."""
    parts: list[str] = []
    for event, inner in etree.iterwalk(node, events=("start", "end")):
        if event == "start":
            if (inner.tag in BLOCKS and inner is not node) or inner.tag == "br":
                parts.append("\n")
            parts.append(_level(inner.text))
        elif inner is not node:
            if inner.tag in BLOCKS:
                parts.append("\n")
            parts.append(_level(inner.tail))
    return re.sub(r"\s*\n\s*", "\n", "".join(parts)).strip()


def _level(text: str | None) -> str:
    return re.sub(r"[ \t\r\n]+", " ", text or "")


def _unknown(name: str) -> Unreadable:
    return Unreadable(
        "not_a_catalogue",
        f"{name} 不是表格或网页；请另存为 .xlsx 再试。",
        f"{name} is neither a table nor a web page; save it as .xlsx.",
    )
