"""Kinds of imports: what a file of that kind holds, who may bring it, how rows become records and how that is undone."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import models
from django.utils import timezone

from gongkai.imports.models import ImportedRow, ImportRun
from gongkai.intake.tables import RecordKind, Table, Text
from gongkai.journal.actors import Actor
from gongkai.journal.refusals import Objection
from gongkai.units.models import Unit
from gongkai.units.roles import Right


@dataclass(frozen=True)
class Setting:
    """The circumstances under which rows are read and taken.

    Args:
        unit: the unit the import is for.
        options: what the person chose, by name of option.
        actor: who imports.
        at: now.
        run: the run; ``None`` while only a template is asked for.
    """

    unit: Unit
    options: dict[str, Any]
    actor: Actor
    at: datetime
    run: ImportRun | None = None

    @property
    def on(self) -> date:
        """The day in Asia/Shanghai."""
        return timezone.localdate(self.at)


@dataclass(frozen=True)
class Item:
    """A good row on its way into the database: number, values by column, digest of the values, digest of its key."""

    number: int
    values: dict[str, Any]
    digest: str
    identity: str


@dataclass
class Outcome:
    """What became of an item.

    Args:
        outcome: an :class:`~gongkai.imports.models.ImportedRow.Outcome`.
        target: the record made, changed or found; absent for what was refused.
        before: what undoing puts back.
        reasons: why it was refused.
        values: what of the row is worth keeping, when not all of it.
    """

    outcome: str
    target: models.Model | None = None
    before: dict[str, Any] = field(default_factory=dict)
    reasons: Sequence[Objection] = ()
    values: dict[str, Any] | None = None


@dataclass(frozen=True)
class ImportKind:
    """One kind of imports.

    Args:
        id: stable; a family of kinds ends in a colon and its members continue after it.
        title: shown.
        help: one sentence that says what goes in and what comes of it.
        right: needed on the unit.
        record: columns and row checks, given the circumstances.
        take: makes records of items, one outcome each; called inside the transaction of the chunk.
        built_on: what speaks against undoing these rows, naming the records on which others have built.
        revert: takes back what the rows did, the last first; called inside one transaction.
        options: names of what is asked for beside the file (``duty``, ``rest``).
        read: opens a file that is not a table of rows by itself, such as a saved site.
        accept: file name endings offered when choosing.
        after: what follows once every row has been taken, such as raising what new units owe.
        per_file: whether equal rows are different records, so that only the same file again changes nothing.
        alive: of keys of records made earlier, those that still count; all of them when ``None``.
    """

    id: str
    title: Text
    help: Text
    right: Right
    record: Callable[[Setting], RecordKind]
    take: Callable[[Setting, Sequence[Item]], list[Outcome]]
    built_on: Callable[[Sequence[ImportedRow]], Iterable[Objection]]
    revert: Callable[[Sequence[ImportedRow], Actor, datetime], None]
    options: tuple[str, ...] = ()
    read: Callable[[Setting, Path], Table] | None = None
    accept: str = ".csv,.xlsx,.xls,.ods,.jsonl,.txt"
    after: Callable[[Setting], None] | None = None
    per_file: bool = False
    alive: Callable[[Sequence[int]], set[int]] | None = None

    @property
    def tabular(self) -> bool:
        """Whether its files are tables of rows, for which there is a template."""
        return self.read is None


Family = Callable[[str], ImportKind | None]

_kinds: dict[str, ImportKind] = {}
_families: dict[str, Family] = {}


def register(kind: ImportKind) -> ImportKind:
    """Make a kind known; registering it again changes nothing.

    Raises:
        ValueError: its id is taken by another kind.
    """
    if _kinds.setdefault(kind.id, kind) != kind:
        msg = f"import kind {kind.id} is registered already"
        raise ValueError(msg)
    return kind


def register_family(prefix: str, family: Family) -> None:
    """Make a family known: a function from the rest of an id to its kind, such as the tables of every duty."""
    _families[prefix] = family


def kinds() -> tuple[ImportKind, ...]:
    """The kinds that stand for themselves, in the order of registration."""
    return tuple(_kinds.values())


def kind_named(name: str) -> ImportKind | None:
    """A kind by id, members of families included; ``None`` when there is none."""
    if name in _kinds:
        return _kinds[name]
    prefix, colon, rest = name.partition(":")
    family = _families.get(prefix + colon)
    return family(rest) if family and rest else None
