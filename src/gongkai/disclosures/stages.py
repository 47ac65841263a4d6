"""Where a disclosure stands, what may be done to it there, and how it moves."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from django.utils import timezone

from gongkai.disclosures.models import Disclosure
from gongkai.rulebook.objections import Objection

State = Disclosure.State

EDITABLE: Final = frozenset({State.DRAFT, State.RETURNED})
PUBLISHABLE: Final = frozenset({State.APPROVED, State.SCHEDULED})
PUBLIC: Final = frozenset({State.PUBLISHED, State.SUPERSEDED, State.WITHDRAWN})
"""States with a page: a withdrawn disclosure keeps its tombstone."""

METADATA: Final = (
    "title", "summary", "produced_on", "document_number", "topic", "genre", "mode", "keywords", "validity",
    "validity_note", "retention",
)  # fmt: skip


FIELD: Final = "m-"
"""What inputs and objections of metadata begin with: a duty may well have an element called ``title`` of its own."""


def local_day(at: datetime) -> date:
    """The date in Asia/Shanghai of an instant."""
    return timezone.localdate(at)


def move(disclosure: Disclosure, stage: str) -> None:
    """Set the stage of the working copy: of the correction while one runs, else of the disclosure itself."""
    if disclosure.correction:
        disclosure.correction = stage
    else:
        disclosure.state = stage


def not_in(disclosure: Disclosure, allowed: frozenset[Any] | set[Any], zh: str, en: str) -> Objection | None:
    """The objection when the working copy does not stand in one of the allowed stages.

    Args:
        disclosure: the disclosure.
        allowed: stages.
        zh: what was asked, as a verb phrase, Chinese.
        en: the same in English.
    """
    if disclosure.stage in allowed:
        return None
    now = State(disclosure.stage).label
    return Objection("disclosure.stage", f"当前状态为“{now}”，不能{zh}", f"It cannot be {en} in its present state")


def metadata_of(disclosure: Disclosure) -> dict[str, Any]:
    """The metadata of the working copy, JSON-able: the columns, overlaid by those of a running correction."""
    columns = {name: getattr(disclosure, name) for name in METADATA}
    produced = columns["produced_on"]
    columns["produced_on"] = produced.isoformat() if isinstance(produced, date) else produced
    return columns | (disclosure.pending if disclosure.correction else {})


def write_metadata(disclosure: Disclosure, metadata: Mapping[str, Any]) -> None:
    """Put metadata into the working copy: into the columns, or aside while a correction runs.

    Args:
        disclosure: not saved here.
        metadata: names of :data:`METADATA`; ``produced_on`` as an ISO date or ``None``.
    """
    known = {name: value for name, value in metadata.items() if name in METADATA}
    if disclosure.correction:
        disclosure.pending = {**disclosure.pending, **known}
        return
    for name, value in known.items():
        day = date.fromisoformat(value) if name == "produced_on" and isinstance(value, str) and value else value
        setattr(disclosure, name, (day or None) if name == "produced_on" else value)
