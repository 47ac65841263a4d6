"""Taking back what one did by mistake: for ten minutes, by the same person, where the law allows."""

from datetime import datetime, timedelta
from typing import Any, Final

from django.db import models

from gongkai.journal.actors import Actor
from gongkai.journal.events import EventKind
from gongkai.journal.queries import timeline
from gongkai.journal.refusals import Objection

WITHIN: Final = timedelta(minutes=10)


def undoable(subject: models.Model, kind: EventKind, actor: Actor, at: datetime, **details: Any) -> bool:
    """Whether the last happening of a kind to a record was the actor's doing, at most ten minutes ago.

    Args:
        subject: the record of the audit row.
        kind: what happened.
        actor: who wants it undone.
        at: now.
        details: what the audit row must name besides.
    """
    named = {f"details__{name}": value for name, value in details.items()}
    last = timeline(subject).filter(kind=kind.name, **named).last()
    return last is not None and last.actor_id == actor.pk and at - last.at <= WITHIN


def too_late(subject: models.Model, kind: EventKind, actor: Actor, at: datetime, **details: Any) -> Objection | None:
    """The objection against undoing what is not :func:`undoable`, or ``None``."""
    if undoable(subject, kind, actor, at, **details):
        return None
    return Objection("undo.late", "只有本人能在 10 分钟内撤销", "Only who did it can undo it, within ten minutes")
