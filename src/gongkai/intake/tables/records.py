"""Kinds of records that can be imported: one mechanism, on which every room registers its own."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from gongkai.intake.tables.values import Parser
from gongkai.rulebook.text import Text

NO_TEXT = Text("", "")


@dataclass(frozen=True, slots=True)
class ColumnSpec:
    """One column.

    Arguments: id, the name of the value in code; title, as shown in templates; parser, from `values`; names, further
    usual headers; required; example and help, shown in the template; choices, offered as a list in the template.
    """

    id: str
    title: Text
    parser: Parser
    names: tuple[str, ...] = ()
    required: bool = False
    example: str = ""
    help: Text = NO_TEXT
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Doubt:
    """What a check of a whole row finds wrong: the column it concerns, what, and what to do."""

    column: str | None
    what: Text
    remedy: Text


Values = Mapping[str, object]
RowCheck = Callable[[Values], Iterable[Doubt]]


@dataclass(frozen=True, slots=True)
class RecordKind:
    """One kind of records.

    Arguments: id; title; columns; check, of a row whose cells are all good; key, ids of the columns that together name
    a record, which may occur once per file.
    """

    id: str
    title: Text
    columns: tuple[ColumnSpec, ...]
    check: RowCheck | None = None
    key: tuple[str, ...] = ()

    @property
    def vocabulary(self) -> dict[str, tuple[str, ...]]:
        """The usual names of every column, its own titles and id first."""
        return {column.id: (column.title.zh, column.title.en, column.id, *column.names) for column in self.columns}

    def column(self, name: str) -> ColumnSpec:
        """Return a column by its id; raises KeyError."""
        for column in self.columns:
            if column.id == name:
                return column
        raise KeyError(name)


_KINDS: dict[str, RecordKind] = {}


def register(kind: RecordKind) -> RecordKind:
    """Make a kind known, and return it; raises ValueError when its id is taken by a different kind."""
    if _KINDS.setdefault(kind.id, kind) is not kind:
        raise ValueError(f"record kind {kind.id} is registered already")
    return kind


def record_kind(name: str) -> RecordKind:
    """Return a registered kind; raises KeyError."""
    return _KINDS[name]


def record_kinds() -> tuple[RecordKind, ...]:
    """Return all registered kinds in the order of registration."""
    return tuple(_KINDS.values())
