"""The content of a disclosure laid out for reading inside the workbench."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from gongkai.disclosures.display import shown
from gongkai.disclosures.models import Disclosure
from gongkai.documents.html import sanitise
from gongkai.rulebook import model
from gongkai.rulebook.vocabulary import ElementType
from gongkai.workbench.drafting.typed import FILES, with_pictures
from gongkai.workbench.views.shared import language

NUMERIC = frozenset({ElementType.NUMBER, ElementType.MONEY, ElementType.PERCENT})


@dataclass(frozen=True)
class Head:
    """The heading of a column."""

    title: str
    numeric: bool


@dataclass(frozen=True)
class Block:
    """An element as readers see it: words, rich text, a table, files, or nothing yet."""

    id: str
    title: str
    text: str = ""
    html: SafeString | str = ""
    heads: tuple[Head, ...] = ()
    rows: tuple[tuple[tuple[str, bool], ...], ...] = ()
    files: tuple[Mapping[str, Any], ...] = ()

    @property
    def empty(self) -> bool:
        """Whether there is nothing to show."""
        return not (self.text or self.html or self.rows or self.files)


def blocks_of(disclosure: Disclosure, definition: model.Duty, content: Mapping[str, Any]) -> tuple[Block, ...]:
    """The elements in the order of the duty, then the attachments that belong to none.

    Args:
        disclosure: whose content it is, for the addresses of pictures.
        definition: its duty.
        content: of a revision, or the working copy in that shape.
    """
    values, attachments = content["values"], content.get("attachments", ())
    found = [_block(disclosure, one, values.get(one.id), _of(attachments, one.id)) for one in definition.elements]
    loose = _of(attachments, "")
    return (*found, Block("attachments", "", files=loose)) if loose else tuple(found)


def _of(attachments: Sequence[Mapping[str, Any]], element: str) -> tuple[Mapping[str, Any], ...]:
    return tuple(one for one in attachments if (one.get("element") or "") == element)


def _block(disclosure: Disclosure, element: model.Element, value: Any, files: tuple[Mapping[str, Any], ...]) -> Block:
    title = element.title.text(language())
    unit = f"（{element.unit}）" if element.unit and element.type in NUMERIC else ""
    if element.type in FILES:
        return Block(element.id, title, files=files)
    if element.type == ElementType.TABLE:
        heads = tuple(
            Head(f"{one.title.text(language())}{f'（{one.unit}）' if one.unit else ''}", one.type in NUMERIC)
            for one in element.columns
        )
        rows = tuple(
            tuple((shown(one, row.get(one.id), language()), one.type in NUMERIC) for one in element.columns)
            for row in value or ()
        )
        return Block(element.id, title, heads=heads, rows=rows)
    if element.type == ElementType.RICH_TEXT:
        html = with_pictures(sanitise(str(value or "")), disclosure.pk)
        return Block(element.id, title, html=mark_safe(html))  # noqa: S308 sanitised in the line above
    return Block(element.id, title + unit, text=shown(element, value, language()))
