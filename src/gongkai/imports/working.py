"""What happens to an uploaded file outside of requests: it is checked, then taken. A killed process goes on later."""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from typing import TypeVar

from django.utils import timezone

from gongkai.imports import actions, queries
from gongkai.imports.actions import Already
from gongkai.imports.files import path_of
from gongkai.imports.models import ImportRun
from gongkai.imports.registry import ImportKind, Setting, kind_named
from gongkai.imports.rows import digest_of, item
from gongkai.intake.tables import DryRun, RecordKind, Table, Unreadable, dry_run, open_table
from gongkai.journal.actors import SYSTEM
from gongkai.journal.refusals import Objection, Refused
from gongkai.units.models import Person

CHUNK = 500
T = TypeVar("T")
State = ImportRun.State


class _Cancelled(Exception):
    """Somebody cancelled while the file was being checked."""


def _setting(run: ImportRun, at: datetime) -> tuple[ImportKind, Setting]:
    kind = kind_named(run.kind)
    if kind is None:
        raise Refused([Objection("import.kind", "这种导入已不可用", "This kind of import is gone")])
    actor: Person | None = run.created_by
    return kind, Setting(run.unit, run.options, actor if actor is not None else SYSTEM, at, run)


def opened(run: ImportRun, kind: ImportKind, setting: Setting, record: RecordKind) -> Table:
    """The run's file as a table.

    Raises:
        Unreadable: it cannot be read, with the reason.
    """
    path = path_of(run.sha256)
    if kind.read is not None:
        return kind.read(setting, path)
    options = run.options
    return open_table(
        path,
        name=run.name,
        sheet=options.get("sheet") or None,
        header_row=int(options["header_row"]) if str(options.get("header_row", "")).isdigit() else None,
        encoding=options.get("encoding") or None,
        vocabulary=record.vocabulary,
    )


def examined(run: ImportRun, at: datetime) -> DryRun:
    """The run's file, gone through without writing anything but progress.

    Raises:
        Unreadable: it cannot be read.
        _Cancelled: somebody cancelled.
    """
    kind, setting = _setting(run, at)
    record = kind.record(setting)
    table = opened(run, kind, setting, record)
    chosen = run.options.get("mapping") or queries.remembered(run, table.headers)
    mapping = {name: header for name, header in chosen.items() if header in table.headers}
    checking = run.state == State.CHECKING

    def progress(rows: int) -> None:
        if checking and not actions.note_progress(run, rows, actor=setting.actor, at=timezone.now()):
            raise _Cancelled

    return dry_run(record, table, overrides=mapping, progress=progress)


def check(key: int, at: datetime) -> None:
    """Check an uploaded file and keep the report."""
    run = queries.run_for_work(key)
    _, setting = _setting(run, at)
    try:
        run = actions.begin_check(run, actor=setting.actor, at=at)
        actions.report_check(run, examined(run, at), actor=setting.actor, at=timezone.now())
    except Unreadable as error:
        actions.failed(run, error.objection, actor=setting.actor, at=timezone.now())
    except Refused as refused:
        actions.failed(run, refused.objections[0], actor=setting.actor, at=timezone.now())
    except _Cancelled:
        return


def take(key: int, at: datetime) -> None:
    """Take the good rows of a run from where it stands; what was committed is never taken twice."""
    run = queries.run_for_work(key)
    if run.state != State.TAKING:
        return
    _, setting = _setting(run, at)
    actor = setting.actor
    try:
        result = examined(run, at)
        kind = kind_named(run.kind)
        file = digest_of([run.sha256, run.unit_id]) if kind is not None and kind.per_file else ""
        items = (item(row, file) for row in result.good_rows(after=run.cursor))
        for chunk in chunks(items, CHUNK):
            actions.take_chunk(run, chunk, actor=actor, at=timezone.now())
        if kind is not None and kind.after is not None:
            kind.after(setting)
        actions.finish(run, actor=actor, at=timezone.now())
    except Already:
        return
    except Unreadable as error:
        actions.failed(run, error.objection, actor=actor, at=timezone.now())
    except Refused as refused:
        told = "；".join(one.zh for one in refused.objections)
        english = "; ".join(one.en for one in refused.objections)
        actions.failed(run, Objection("import.refused", told, english), actor=actor, at=timezone.now())


def chunks(rows: Iterator[T], size: int) -> Iterator[list[T]]:
    """Rows in lists of at most ``size``."""
    while chunk := list(islice(rows, size)):
        yield chunk
