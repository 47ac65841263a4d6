"""What a person typed into the form of a duty, read from a POST."""

import csv
import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.http import QueryDict

from gongkai.disclosures.stages import METADATA
from gongkai.documents.html import escaped, sanitise
from gongkai.rulebook.model import Column, Duty, Element
from gongkai.rulebook.vocabulary import ElementType

FILES: Final = frozenset({ElementType.FILE, ElementType.IMAGE})
_TAG: Final = re.compile(r"<(?:/?[a-zA-Z][^<>]*|!--)")
_STORED: Final = re.compile(r"/files/sha256/([0-9a-f]{64})\.(\w{1,10})")
_STAFF: Final = re.compile(r"/workbench/disclosures/\d+/files/([0-9a-f]{64})\.(\w{1,10})")


def metadata_of_post(post: QueryDict) -> dict[str, str]:
    """The metadata that were sent, the starting moment with them."""
    return {name: str(post[f"m-{name}"]) for name in (*METADATA, "occurred") if f"m-{name}" in post}


def values_of_post(definition: Duty, post: QueryDict) -> dict[str, Any]:
    """The elements that were sent, as typed; blank rows of tables are left out."""
    raw: dict[str, Any] = {}
    for element in definition.elements:
        name = f"e-{element.id}"
        if element.type in FILES or (name not in post and f"{name}-sent" not in post):
            continue
        if element.type == ElementType.TABLE:
            raw[element.id] = rows_of_post(element, post)
        elif element.type == ElementType.RICH_TEXT:
            raw[element.id] = rich(post.get(name, ""))
        else:
            raw[element.id] = post.getlist(name) if element.multiple else post.get(name, "")
    return raw


def rows_of_post(element: Element, post: QueryDict) -> list[dict[str, Any]]:
    """The rows of a table that hold anything, in order, with what was pasted behind them."""
    pattern = re.compile(rf"e-{re.escape(element.id)}-(\d{{1,6}})-(.+)")
    multiple = {column.id: column.multiple for column in element.columns}
    rows: dict[int, dict[str, Any]] = {}
    for name in post:
        found = pattern.fullmatch(name)
        if found and found[2] in multiple:
            value = post.getlist(name) if multiple[found[2]] else post[name]
            rows.setdefault(int(found[1]), {})[found[2]] = value
    deleted = _number(post.get("intent", ""), f"delete:{element.id}:")
    kept = [row for number, row in sorted(rows.items()) if number != deleted and any(map(_filled, row.values()))]
    return kept + pasted(element.columns, post.get(f"e-{element.id}-paste", ""))


def _filled(cell: Any) -> bool:
    return any(str(one).strip() for one in cell) if isinstance(cell, list) else bool(str(cell).strip())


def _number(intent: str, prefix: str) -> int | None:
    text = intent.removeprefix(prefix)
    return int(text) if text != intent and text.isdigit() else None


def pasted(columns: Sequence[Column], text: str) -> list[dict[str, Any]]:
    """Cells copied from a spreadsheet as rows. A first line that repeats the headings tells the order of columns.

    Args:
        columns: of the table.
        text: tab-separated, as spreadsheets put it on the clipboard.
    """
    lines = [
        line
        for line in csv.reader(text.strip("\r\n").splitlines(keepends=True), delimiter="\t")
        if any(map(str.strip, line))
    ]
    if not lines:
        return []
    order = _headings(lines[0], columns)
    if order:
        lines = lines[1:]
    used: Sequence[Column | None] = order or columns
    return [{column.id: cell for column, cell in zip(used, line, strict=False) if column is not None} for line in lines]


def _headings(line: Sequence[str], columns: Sequence[Column]) -> list[Column | None]:
    names = {
        _plain(name): column for column in columns for name in (column.title.zh, column.title.en, column.id) if name
    }
    found = [names.get(_plain(cell)) for cell in line]
    return found if sum(one is not None for one in found) >= min(2, len(columns)) else []


def _plain(title: str) -> str:
    return re.sub(r"[（(].*?[)）]|[\s*]", "", title).lower()


def rich(text: str) -> str:
    """Rich text as it is stored: sanitised; plain text becomes paragraphs, its pictures addressed by content."""
    if not _TAG.search(text):
        paragraphs = [" ".join(part.split()) for part in re.split(r"\n\s*\n|\r\n\s*\r\n", text) if part.strip()]
        return "".join(f"<p>{escaped(part)}</p>" for part in paragraphs)
    return sanitise(_STAFF.sub(r"/files/sha256/\1.\2", text))


def with_pictures(html: str, disclosure: int) -> str:
    """Stored rich text with its pictures where people working on the disclosure may see them."""
    return _STORED.sub(rf"/workbench/disclosures/{disclosure}/files/\1.\2", html)


def editable(html: str, disclosure: int) -> str:
    """Stored rich text as a text area shows it: plain where it is only paragraphs, else with its tags."""
    plain = re.fullmatch(r"(?:<p>[^<>]*</p>)*", html)
    if plain:
        parts = re.findall(r"<p>([^<>]*)</p>", html)
        return "\n\n".join(
            part.replace("&nbsp;", " ").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
            for part in parts
        )
    return with_pictures(html, disclosure)


def same_task_keys(sent: Sequence[str]) -> list[int]:
    """Keys of obligations that were ticked."""
    return [int(one) for one in sent if one.isdigit()]


def taken(
    values: Mapping[str, Any],
    unread: Mapping[str, Any],
    raw: Mapping[str, Any],
    cleaned: Mapping[str, Any],
    wrong: set[str | None],
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The working copy as it would be with what was typed, without saving it.

    Args:
        values: stored.
        unread: stored.
        raw: typed.
        cleaned: what of it could be read.
        wrong: the elements of which something could not.
    """
    new_values = {name: value for name, value in values.items() if name not in raw} | dict(cleaned)
    new_unread = {name: value for name, value in unread.items() if name not in raw}
    return new_values, new_unread | {name: raw[name] for name in raw if name in wrong and name not in cleaned}
