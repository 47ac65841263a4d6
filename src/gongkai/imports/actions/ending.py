"""Cancelling and undoing an import as a whole."""

from datetime import datetime

from gongkai.imports.actions.checking import locked, not_in
from gongkai.imports.actions.receiving import kind_of
from gongkai.imports.events import IMPORT_CANCELLED, IMPORT_UNDONE
from gongkai.imports.models import ImportedRow, ImportRun
from gongkai.journal.actions import action, happened
from gongkai.journal.actors import Actor
from gongkai.journal.refusals import Objection, Refused, refuse_if
from gongkai.units.rights import lacking

State = ImportRun.State
Came = ImportedRow.Outcome
_NAMED = 20


@action
def cancel(run: ImportRun, *, actor: Actor, at: datetime) -> ImportRun:
    """Stop an import. Rows whose chunk was committed stay, and can be undone; the next chunk does not begin.

    Raises:
        Refused: no right, or it is over already.
    """
    run = locked(run)
    refuse_if(
        [
            lacking(actor, kind_of(run.kind).right, run.unit),
            not_in(run, State.UPLOADED, State.CHECKING, State.CHECKED, State.TAKING, State.FAILED),
        ]
    )
    run.state = State.DONE if run.cursor else State.CANCELLED
    run.finished_at, run.beat = at, None
    run.save(update_fields=["state", "finished_at", "beat"])
    happened(IMPORT_CANCELLED, actor=actor, subject=run, unit=run.unit, at=at, kind=run.kind)
    return run


@action
def undo(run: ImportRun, *, actor: Actor, at: datetime) -> int:
    """Undo an import as a whole, as long as nobody has built on what it brought.

    Args:
        run: done.
        actor: holds the kind's right on the unit.
        at: now.

    Returns:
        The number of rows undone.

    Raises:
        Refused: no right, not done, or others have built on records of it; the first twenty are named.
    """
    run = locked(run)
    kind = kind_of(run.kind)
    refuse_if([lacking(actor, kind.right, run.unit), not_in(run, State.DONE)])
    rows = list(run.taken.filter(outcome__in=[Came.ADDED, Came.CHANGED], undone=False).order_by("-row"))
    against = list(kind.built_on(rows))
    if len(against) > _NAMED:
        rest = len(against) - _NAMED
        against = [*against[:_NAMED], Objection("undo.more", f"另有 {rest} 条同样不能撤销", f"And {rest} more")]
    if against:
        raise Refused(against)
    kind.revert(rows, actor, at)
    run.taken.update(undone=True)
    run.state, run.undone_at, run.undone_by_id = State.UNDONE, at, actor.pk
    run.save(update_fields=["state", "undone_at", "undone_by"])
    happened(IMPORT_UNDONE, actor=actor, subject=run, unit=run.unit, at=at, kind=run.kind, count=len(rows))
    return len(rows)
