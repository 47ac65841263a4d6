"""Taking the good rows, chunk by chunk, each in one transaction."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from gongkai.imports.actions.checking import locked, not_in
from gongkai.imports.actions.receiving import kind_of
from gongkai.imports.events import IMPORT_FINISHED, IMPORT_STARTED
from gongkai.imports.models import ImportedRow, ImportRun
from gongkai.imports.registry import ImportKind, Item, Outcome, Setting
from gongkai.imports.rows import plain
from gongkai.journal.actions import action, happened
from gongkai.journal.actors import Actor
from gongkai.journal.refusals import Objection, refuse_if
from gongkai.units.rights import lacking

State = ImportRun.State
Came = ImportedRow.Outcome


class Already(Exception):
    """Another process has taken this chunk, or the import was cancelled: whoever hears this stops."""


@action
def begin_taking(run: ImportRun, *, good_only: bool, actor: Actor, at: datetime) -> ImportRun:
    """Start, or go on with, taking the good rows.

    Args:
        run: checked, or being taken when its process was killed.
        good_only: the person has seen that rows are bad and wants the good ones.
        actor: holds the kind's right on the unit.
        at: now.

    Raises:
        Refused: no right, not checked, nothing good in it, or bad rows that nobody has agreed to leave out.
    """
    run = locked(run)
    refuse_if(
        [
            lacking(actor, kind_of(run.kind).right, run.unit),
            not_in(run, State.CHECKED, State.TAKING),
            Objection("import.nothing", "没有可以导入的行", "There is no row that can be imported")
            if not run.good
            else None,
            Objection(
                "import.bad_rows",
                f"有 {run.bad} 行存在问题。请下载有问题的行，改好后重新上传；或勾选“只导入没有问题的行”",
                f"{run.bad} rows have problems. Mend them and upload again, or choose to import the good rows only",
                "good_only",
            )
            if run.bad and not good_only and run.state == State.CHECKED
            else None,
        ]
    )
    if run.state == State.CHECKED:
        happened(IMPORT_STARTED, actor=actor, subject=run, unit=run.unit, at=at, rows=run.good)
        run.progress = 0
    run.state, run.beat = State.TAKING, at
    run.save(update_fields=["state", "beat", "progress"])
    return run


@action
def take_chunk(run: ImportRun, items: Sequence[Item], *, actor: Actor, at: datetime) -> int:
    """Take a chunk of rows: their records, what became of each, and how far the run has come, together or not at all.

    Args:
        run: being taken.
        items: in the order of the file.
        actor: who imports.
        at: now.

    Returns:
        The number of the last row taken.

    Raises:
        Already: the rows were taken by another process, or the run was cancelled.
        Refused: no right, or the kind refuses the whole chunk.
    """
    run = locked(run)
    if run.state != State.TAKING or run.cursor >= items[0].number:
        raise Already
    kind = kind_of(run.kind)
    refuse_if([lacking(actor, kind.right, run.unit)])
    setting = Setting(run.unit, run.options, actor, at, run)
    found: dict[int, Outcome] = {}
    known = _known(kind, items)
    fresh: list[Item] = []
    seen: set[str] = set()
    for item in items:
        before = known.get(item.identity)
        if before is not None and before.digest == item.digest:
            continue
        if item.identity in seen:
            found[item.number] = Outcome(Came.SAME)
            continue
        seen.add(item.identity)
        fresh.append(item)
    if fresh:
        found |= {item.number: one for item, one in zip(fresh, kind.take(setting, fresh), strict=True)}
    rows = [_row(run, item, found.get(item.number), known.get(item.identity)) for item in items]
    ImportedRow.objects.bulk_create(rows, batch_size=200)
    counts = Counter(run.outcomes) + Counter(str(row.outcome) for row in rows)
    run.outcomes, run.cursor, run.beat = dict(counts), items[-1].number, at
    run.progress += len(items)
    run.save(update_fields=["outcomes", "cursor", "beat", "progress"])
    return run.cursor


def _known(kind: ImportKind, items: Sequence[Item]) -> dict[str, ImportedRow]:
    """Rows imported before under the same identities, whose records still count."""
    rows = ImportedRow.objects.filter(
        kind=kind.id,
        identity__in=[item.identity for item in items],
        undone=False,
        outcome__in=[Came.ADDED, Came.CHANGED],
    ).order_by("id")
    found = {row.identity: row for row in rows}
    if kind.alive is not None and found:
        keys = kind.alive([row.target_id for row in found.values() if row.target_id is not None])
        found = {identity: row for identity, row in found.items() if row.target_id in keys}
    return found


def _row(run: ImportRun, item: Item, came: Outcome | None, before: ImportedRow | None) -> ImportedRow:
    row = ImportedRow(run=run, kind=run.kind, row=item.number, digest=item.digest, identity=item.identity)
    if came is None:
        row.outcome = Came.SAME
        if before is not None:
            row.target, row.target_id = before.target, before.target_id
        return row
    row.outcome, row.before = came.outcome, plain(came.before)
    row.values = plain(came.values if came.values is not None else {})
    row.reasons = [{"zh": one.zh, "en": one.en} for one in came.reasons]
    if came.target is not None:
        row.target, row.target_id = came.target._meta.label_lower, came.target.pk
    return row


@action
def finish(run: ImportRun, *, actor: Actor, at: datetime) -> ImportRun:
    """Say that every good row has been gone through."""
    run = locked(run)
    if run.state != State.TAKING:
        return run
    run.state, run.finished_at, run.beat = State.DONE, at, None
    run.save(update_fields=["state", "finished_at", "beat"])
    counts = {name: run.outcomes.get(name, 0) for name in Came.values}
    happened(IMPORT_FINISHED, actor=actor, subject=run, unit=run.unit, at=at, kind=run.kind, **counts)
    return run
