"""What changed between two revisions, element by element, as data for templates."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any, Final, Literal

import rjieba
from rapidfuzz.distance import Indel, Levenshtein

from gongkai.disclosures.display import shown
from gongkai.disclosures.stages import METADATA
from gongkai.rulebook import model
from gongkai.rulebook.model import Field
from gongkai.rulebook.text import Text
from gongkai.rulebook.vocabulary import ElementType

Kind = Literal["same", "added", "removed", "changed"]
WORDS_AT_MOST: Final = 20_000  # words compared one by one; longer texts are compared paragraph by paragraph
ROWS_AT_MOST: Final = 5_000  # rows aligned; longer tables are compared place by place

LABELS: Final[Mapping[str, Text]] = {
    "title": Text("标题", "Title"),
    "summary": Text("内容概述", "Summary"),
    "produced_on": Text("成文日期", "Date of signature"),
    "document_number": Text("文号", "Document number"),
    "topic": Text("主题分类", "Topic"),
    "genre": Text("体裁", "Genre"),
    "mode": Text("公开属性", "Attribute"),
    "keywords": Text("关键词", "Keywords"),
    "validity": Text("效力", "Validity"),
    "validity_note": Text("效力说明", "Note on validity"),
    "retention": Text("公开期限", "Retention"),
}


@dataclass(frozen=True)
class Part:
    """A run of text that stayed, came or went."""

    kind: Kind
    text: str


@dataclass(frozen=True)
class Cell:
    """A cell of a table row: column id, before and after as shown."""

    column: str
    kind: Kind
    before: str
    after: str


@dataclass(frozen=True)
class Row:
    """A row of a table: its one-based places before and after, and its cells."""

    kind: Kind
    before: int | None
    after: int | None
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Change:
    """What happened to one element or metadata field.

    Args:
        id: element id or metadata name; ``attachments`` for the files.
        title: as shown.
        kind: same, added, removed or changed.
        before: the old value as shown.
        after: the new value as shown.
        parts: of texts, the runs in order.
        rows: of tables, the rows in order, unchanged ones too.
        columns: of tables, the columns.
    """

    id: str
    title: Text
    kind: Kind
    before: str = ""
    after: str = ""
    parts: tuple[Part, ...] = ()
    rows: tuple[Row, ...] = ()
    columns: tuple[model.Column, ...] = ()


def _kind(before: Any, after: Any) -> Kind:
    if before == after:
        return "same"
    if before in (None, "", []):
        return "added"
    return "removed" if after in (None, "", []) else "changed"


def words(text: str) -> list[str]:
    """The words of a text; short texts by segmentation, long ones by line."""
    tokens = rjieba.cut(text) if len(text) <= WORDS_AT_MOST * 2 else re.split(r"(?<=[\n。；])", text)
    return [token for token in tokens if token]


def text_parts(before: str, after: str) -> tuple[Part, ...]:
    """Two texts as runs that stayed, went and came; joined without the added runs they give the first text."""
    old, new = words(before), words(after)
    parts: list[Part] = []
    gone: list[str] = []
    come: list[str] = []

    def settle() -> None:
        if gone:
            parts.append(Part("removed", "".join(gone)))
        if come:
            parts.append(Part("added", "".join(come)))
        gone.clear()
        come.clear()

    for step in Indel.opcodes(old, new):
        if step.tag == "equal":
            settle()
            parts.append(Part("same", "".join(old[step.src_start : step.src_end])))
        else:
            gone += old[step.src_start : step.src_end]
            come += new[step.dest_start : step.dest_end]
    settle()
    return tuple(parts)


def table_rows(
    columns: Sequence[Field], before: Sequence[Mapping[str, Any]], after: Sequence[Mapping[str, Any]], language: str
) -> tuple[Row, ...]:
    """Two tables aligned row by row; a row in the place of another counts as changed, cell by cell."""

    def line(row: Mapping[str, Any]) -> tuple[str, ...]:
        return tuple(shown(column, row.get(column.id), language) for column in columns)

    old, new = [line(row) for row in before], [line(row) for row in after]
    return tuple(_rows(columns, old, new))


def _rows(columns: Sequence[Field], old: list[tuple[str, ...]], new: list[tuple[str, ...]]) -> Iterator[Row]:
    if max(len(old), len(new)) > ROWS_AT_MOST:
        yield from _paired(columns, list(enumerate(old, 1)), list(enumerate(new, 1)))
        return
    for step in Levenshtein.opcodes(old, new):
        left = [(place + 1, old[place]) for place in range(step.src_start, step.src_end)]
        right = [(place + 1, new[place]) for place in range(step.dest_start, step.dest_end)]
        yield from _paired(columns, left, right)


def _paired(
    columns: Sequence[Field], left: list[tuple[int, tuple[str, ...]]], right: list[tuple[int, tuple[str, ...]]]
) -> Iterator[Row]:
    empty = ("",) * len(columns)
    for one, two in zip_longest(left, right):
        was, now = one[1] if one else empty, two[1] if two else empty
        kind: Kind = "added" if one is None else "removed" if two is None else "same" if was == now else "changed"
        cells = tuple(
            Cell(column.id, "same" if before == after else kind, before, after)
            for column, before, after in zip(columns, was, now, strict=True)
        )
        yield Row(kind, one[0] if one else None, two[0] if two else None, cells)


def _element(element: model.Element, before: Any, after: Any, language: str) -> Change:
    kind = _kind(before, after)
    if element.type == ElementType.TABLE:
        rows = table_rows(element.columns, before or (), after or (), language)
        return Change(element.id, element.title, kind, rows=rows, columns=element.columns)
    was, now = shown(element, before, language), shown(element, after, language)
    texts = element.type in {ElementType.TEXT, ElementType.RICH_TEXT}
    if kind == "changed" and was == now:  # only the formatting differs
        return Change(element.id, element.title, kind, was, now)
    return Change(element.id, element.title, kind, was, now, text_parts(was, now) if texts and kind != "same" else ())


def _attachments(before: Mapping[str, Any], after: Mapping[str, Any]) -> Change:
    old = {(one["sha256"], one["name"]) for one in before.get("attachments", ())}
    new = {(one["sha256"], one["name"]) for one in after.get("attachments", ())}
    parts = tuple(
        Part("same" if one in old and one in new else "removed" if one in old else "added", one[1])
        for one in sorted(old | new, key=lambda pair: (pair[1], pair[0]))
    )
    return Change("attachments", Text("附件", "Attachments"), _kind(sorted(old), sorted(new)), parts=parts)


def between(
    definition: model.Duty, before: Mapping[str, Any], after: Mapping[str, Any], language: str = "zh"
) -> tuple[Change, ...]:
    """Everything that can differ between the contents of two revisions, in the order of the page; same ones too.

    Args:
        definition: the duty whose elements are compared.
        before: ``content`` of the older revision; ``{}`` compares with nothing.
        after: ``content`` of the newer revision.
        language: of shown values.
    """
    old, new = before.get("values", {}), after.get("values", {})
    meta_old = {"title": before.get("title", ""), **before.get("metadata", {})}
    meta_new = {"title": after.get("title", ""), **after.get("metadata", {})}
    head = []
    for name in METADATA:
        was, now = str(meta_old.get(name) or ""), str(meta_new.get(name) or "")
        kind = _kind(was, now)
        head.append(Change(name, LABELS[name], kind, was, now, text_parts(was, now) if kind == "changed" else ()))
    body = [_element(one, old.get(one.id), new.get(one.id), language) for one in definition.elements]
    return (*head, *body, _attachments(before, after))


def changed(changes: Sequence[Change]) -> tuple[Change, ...]:
    """Only what differs."""
    return tuple(one for one in changes if one.kind != "same")
