"""The dry run: what it found, and which column means what."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from gongkai.imports.actions.receiving import kind_of
from gongkai.imports.events import MAPPING_CHOSEN
from gongkai.imports.models import ColumnMemory, ImportRun
from gongkai.imports.rows import digest_of
from gongkai.intake.tables import DryRun, Problem
from gongkai.journal.actions import action, happened
from gongkai.journal.actors import Actor
from gongkai.journal.refusals import Objection, refuse_if
from gongkai.units.rights import lacking

State = ImportRun.State
SHOWN = 500  # problems kept with the run; the file of bad rows has all
UNCHECKED = frozenset({State.UPLOADED, State.CHECKED, State.FAILED, State.CHECKING})


def locked(run: ImportRun) -> ImportRun:
    """The run as it is now, locked."""
    return ImportRun.objects.select_for_update(of=("self",)).select_related("unit", "created_by").get(pk=run.pk)


def not_in(run: ImportRun, *states: str) -> Objection | None:
    """The objection when the run stands in none of the states."""
    if run.state in states:
        return None
    now = State(run.state).label
    return Objection(
        "import.state", f"这次导入的状态是“{now}”，不能这样做", f"This import is in another state ({run.state})"
    )


@action
def begin_check(run: ImportRun, *, actor: Actor, at: datetime) -> ImportRun:
    """Say that the file is being checked.

    Raises:
        Refused: no right, or it is being taken or was taken.
    """
    run = locked(run)
    refuse_if([lacking(actor, kind_of(run.kind).right, run.unit), not_in(run, *UNCHECKED)])
    run.state, run.progress, run.beat, run.message, run.message_en = State.CHECKING, 0, at, "", ""
    run.save(update_fields=["state", "progress", "beat", "message", "message_en"])
    return run


@action
def note_progress(run: ImportRun, rows: int, *, actor: Actor, at: datetime) -> bool:
    """Say how many rows have been gone through; returns whether to go on (nobody cancelled meanwhile)."""
    return bool(
        ImportRun.objects.filter(pk=run.pk, state=State.CHECKING).update(progress=rows, beat=at)
    )  # fmt: skip


@action
def take_up(run: ImportRun, *, actor: Actor, at: datetime) -> bool:
    """Take over a run whose process has died; returns whether nobody else did."""
    return bool(ImportRun.objects.filter(pk=run.pk, state=run.state, beat=run.beat).update(beat=at))


@action
def report_check(run: ImportRun, result: DryRun, *, actor: Actor, at: datetime) -> ImportRun:
    """Keep what a dry run found."""
    run = locked(run)
    if run.state != State.CHECKING:
        return run
    report = result.report
    run.state, run.headers, run.mapping = State.CHECKED, list(result.table.headers), result.columns.remember()
    run.rows, run.good, run.bad, run.progress, run.beat = report.rows, report.good, report.bad, report.rows, at
    run.report = {
        "fatal": report.fatal,
        "total": report.total,
        "problems": [_problem(one) for one in report.problems[:SHOWN]],
        "by_column": report.by_column.most_common(50),
        "notices": [{"zh": one.zh, "en": one.en} for one in report.notices],
        "unused": list(result.columns.unused)[:50],
        "sheet": result.table.sheet,
        "sheets": [one.name for one in result.table.sheets],
        "encoding": result.table.encoding,
        "header_row": result.table.header_row,
    }
    run.save()
    return run


def _problem(one: Problem) -> dict[str, Any]:
    return {
        "row": one.row, "column": one.column, "what": one.what.zh, "what_en": one.what.text("en"),
        "remedy": one.remedy.zh, "remedy_en": one.remedy.text("en"),
    }  # fmt: skip


@action
def failed(run: ImportRun, reason: Objection, *, actor: Actor, at: datetime) -> None:
    """Say that the file cannot be read at all; nothing of it was taken."""
    ImportRun.objects.filter(pk=run.pk).update(
        state=State.FAILED, message=reason.zh, message_en=reason.en, beat=None, finished_at=at
    )


@action
def choose_columns(
    run: ImportRun, mapping: Mapping[str, str], reading: Mapping[str, Any], *, actor: Actor, at: datetime
) -> ImportRun:
    """Say which column means what, and how the file is to be read; remembered for files with the same headers.

    Args:
        run: checked, or failed.
        mapping: column id to header; ids without a header are recognised by name.
        reading: ``sheet``, ``header_row``, ``encoding``.
        actor: holds the kind's right on the unit.
        at: now.

    Raises:
        Refused: no right, or the import has begun.
    """
    run = locked(run)
    refuse_if([lacking(actor, kind_of(run.kind).right, run.unit), not_in(run, *UNCHECKED)])
    chosen = {name: header for name, header in mapping.items() if header in run.headers}
    names = {"sheet", "header_row", "encoding"}
    run.options = {name: value for name, value in run.options.items() if name not in names}
    run.options |= {name: value for name, value in reading.items() if name in names and value}
    run.options["mapping"] = chosen
    run.save(update_fields=["options"])
    if chosen:
        ColumnMemory.objects.update_or_create(
            unit=run.unit, kind=run.kind, headers_digest=digest_of(run.headers),
            defaults={"mapping": chosen, "saved_at": at},
        )  # fmt: skip
    happened(MAPPING_CHOSEN, actor=actor, subject=run, unit=run.unit, at=at)
    return run
