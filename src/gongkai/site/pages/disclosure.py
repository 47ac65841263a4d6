"""A published record, and the tombstone that stays when it is withdrawn."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from gongkai.site.pages.common import Tag
from gongkai.site.pages.frame import Frame, Link

BlockKind = Literal["values", "text", "prose", "table", "files", "images"]


@dataclass(frozen=True, slots=True)
class Value:
    """A single typed value, ready to read: ``1,284.00 元``, ``2026年11月23日``."""

    label: str
    text: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a typed table; numbers stand to the right."""

    text: str
    number: bool = False
    href: str = ""


@dataclass(frozen=True, slots=True)
class FileLink:
    """An attachment."""

    name: str
    href: str
    kind: str
    size: str
    digest: str


@dataclass(frozen=True, slots=True)
class Block:
    """One part of the content, in the order of the duty's elements.

    Args:
        kind: how it is shown.
        title: heading; empty for a run of single values.
        prose: sanitised HTML (``prose``).
        paragraphs: plain text (``text``).
        columns: heading and whether numbers (``table``).
        totals: the sum row, empty where a column is not summed.
    """

    kind: BlockKind
    title: str = ""
    values: tuple[Value, ...] = ()
    prose: str = ""
    paragraphs: tuple[str, ...] = ()
    columns: tuple[Cell, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    totals: tuple[Cell, ...] = ()
    files: tuple[FileLink, ...] = ()
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the way to publication."""

    label: str
    date: str
    note: str = ""
    state: Literal["done", "todo", "stop"] = "done"


@dataclass(frozen=True, slots=True)
class Version:
    """A published version; the reason is given for every later one."""

    label: str
    date: str
    reason: str = ""
    current: bool = False


@dataclass(frozen=True, slots=True)
class DisclosurePage:
    """Context of a published record.

    Args:
        aspects: the four conformities with word and shape.
        metadata: the core metadata as term, value and optional address.
        notices: corrections, supersession, expiry, running window; shown before the content.
        qr: address of the QR code picture.
        posters: printable posters for the notice board.
        tables: spreadsheets of the typed tables.
    """

    template: ClassVar[str] = "disclosure.html"
    frame: Frame
    title: str
    unit: Link
    published: str
    published_iso: str
    aspects: tuple[Tag, ...]
    notices: tuple[Tag, ...]
    blocks: tuple[Block, ...]
    attachments: tuple[FileLink, ...]
    metadata: tuple[Value, ...]
    steps: tuple[Step, ...]
    versions: tuple[Version, ...]
    qr: str
    posters: tuple[Link, ...]
    tables: tuple[Link, ...] = ()
    related: tuple[Link, ...] = ()
    deadline: str = ""
    arithmetic: str = ""


@dataclass(frozen=True, slots=True)
class TombstonePage:
    """Context of the page that stays when a record is withdrawn: that it was, when and why it went. Never its content."""

    template: ClassVar[str] = "tombstone.html"
    frame: Frame
    index_number: str
    unit: Link
    published: str
    withdrawn: str
    kind: str
    reason: str
    basis: str
    instead: Link | None = None
