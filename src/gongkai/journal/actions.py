"""The shape of every action, and the one way a happening is written down."""

import functools
import inspect
from collections.abc import Callable
from datetime import datetime
from typing import Any, ParamSpec, TypeVar

from django.db import models, transaction
from django.utils import timezone

from gongkai.journal.actors import Actor
from gongkai.journal.events import Event, EventKind, publish
from gongkai.journal.models import AuditRow

P = ParamSpec("P")
R = TypeVar("R")


def action(function: Callable[P, R]) -> Callable[P, R]:
    """Make a function an action: atomic, with a keyword-only ``actor``.

    Raises:
        TypeError: at import, when the function does not take ``actor`` as a keyword-only argument.
    """
    parameter = inspect.signature(function).parameters.get("actor")
    if parameter is None or parameter.kind is not inspect.Parameter.KEYWORD_ONLY:
        msg = f"{function.__qualname__} must take a keyword-only actor"
        raise TypeError(msg)

    @functools.wraps(function)
    def performed(*args: P.args, **kwargs: P.kwargs) -> R:
        with transaction.atomic():
            return function(*args, **kwargs)

    return performed


def happened(
    kind: EventKind,
    /,
    *,
    actor: Actor,
    subject: models.Model,
    unit: models.Model | None = None,
    at: datetime | None = None,
    **details: Any,
) -> AuditRow:
    """Write the audit row of a happening and tell its subscribers, inside the caller's transaction.

    Args:
        kind: what happened.
        actor: who did it.
        subject: the record it happened to.
        unit: the unit it concerns, for scoped reading of the trail.
        at: the instant; now when not given.
        details: JSON-able facts for the sentence. Never personal data.

    Raises:
        RuntimeError: called outside a transaction.
    """
    if not transaction.get_connection().in_atomic_block:
        msg = "a happening is recorded inside the action that caused it"
        raise RuntimeError(msg)
    moment = at or timezone.now()
    row = AuditRow.objects.create(
        at=moment,
        actor_id=actor.pk,
        actor_name=actor.display_name,
        kind=kind.name,
        subject_type=subject._meta.label_lower,
        subject_id=str(subject.pk),
        unit_id=unit.pk if unit is not None else None,
        details=details,
    )
    publish(Event(kind=kind, subject=subject, actor=actor, at=moment, unit=unit, details=details))
    return row
