"""Saving the working copy as it is typed: nothing typed is lost, nothing of a colleague is overwritten."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_datetime

from gongkai.disclosures.actions._records import definition_of, locked
from gongkai.disclosures.events import DISCLOSURE_SAVED
from gongkai.disclosures.models import Disclosure
from gongkai.disclosures.stages import EDITABLE, FIELD, METADATA, local_day, not_in, write_metadata
from gongkai.documents.html import sanitise
from gongkai.journal.actions import action, happened
from gongkai.journal.actors import Actor
from gongkai.journal.refusals import Objection, refuse_if
from gongkai.rulebook import model
from gongkai.rulebook import values as contents
from gongkai.rulebook.vocabulary import ElementType
from gongkai.units.rights import lacking
from gongkai.units.roles import Right


@dataclass(frozen=True)
class Saved:
    """The outcome of saving a draft: the record as it is now, and what could not be read."""

    disclosure: Disclosure
    objections: tuple[Objection, ...]


def _without_nulls(value: Any) -> Any:
    """The value without NUL characters, which no database text holds."""
    if isinstance(value, str):
        return value.replace("\x00", "")
    if isinstance(value, Mapping):
        return {str(key): _without_nulls(one) for key, one in value.items()}
    return [_without_nulls(one) for one in value] if isinstance(value, list | tuple) else value


def _safe(field: model.Field, value: Any) -> Any:
    """Rich text in the vocabulary that pages may show; anything else as it is."""
    return sanitise(value) if field.type == ElementType.RICH_TEXT and isinstance(value, str) else value


def _merge(disclosure: Disclosure, definition: model.Duty, raw: Mapping[str, Any]) -> tuple[Objection, ...]:
    """Take the elements that were sent; keep what could not be read, so that nobody types it twice.

    Files are attached, not typed, so their elements are passed over.
    """
    typed = {one.id: one for one in definition.elements if one.type not in {ElementType.FILE, ElementType.IMAGE}}
    sent = {name: _without_nulls(value) for name, value in raw.items() if name in typed}
    cleaned = contents.clean(definition, sent, complete=False)
    values, unread = dict(disclosure.values), dict(disclosure.unread)
    wrong = {one.field for one in cleaned.objections}
    for name, text in sent.items():
        values.pop(name, None)
        unread.pop(name, None)
        if name in cleaned.values:
            element, value = typed[name], cleaned.values[name]
            if element.type == ElementType.TABLE:
                columns = {column.id: column for column in element.columns}
                value = [{key: _safe(columns[key], cell) for key, cell in row.items()} for row in value]
            values[name] = _safe(element, value)
        elif name in wrong:
            unread[name] = text
    disclosure.values, disclosure.unread = values, unread
    return cleaned.objections


def _starting_moment(disclosure: Disclosure, metadata: Mapping[str, Any]) -> list[Objection]:
    """Read the date, or date and time, of the event that starts the duty's clock."""
    if "occurred" not in metadata:
        return []
    text = str(metadata["occurred"] or "").strip()
    disclosure.occurred_on = disclosure.occurred_at = None
    if not text:
        return []
    wrong = Objection(
        "metadata.occurred", "日期或时刻无法识别，请按“2026-03-12”或“2026-03-12 08:30”填写",
        "Give a date like 2026-03-12 or a time like 2026-03-12 08:30", f"{FIELD}occurred",
    )  # fmt: skip
    try:
        moment = parse_datetime(text) if len(text) > len("2026-03-12") else None
        disclosure.occurred_on = date.fromisoformat(text[:10])
    except ValueError:
        return [wrong]
    if moment is None:
        return [] if len(text) == len("2026-03-12") else [wrong]
    disclosure.occurred_at = moment if timezone.is_aware(moment) else timezone.make_aware(moment)
    return []


def _readable_metadata(metadata: Mapping[str, Any]) -> tuple[dict[str, Any], list[Objection]]:
    """The metadata that can be stored, trimmed to their columns, and objections to the rest."""
    known: dict[str, Any] = {}
    found: list[Objection] = []
    for name in METADATA:
        if name not in metadata or name == "mode":  # the attribute comes from the duty and the secrecy review
            continue
        value = metadata[name]
        if name == "produced_on":
            try:
                known[name] = date.fromisoformat(str(value).strip()).isoformat() if value else None
            except ValueError:
                found.append(
                    Objection(
                        "metadata.produced_on",
                        "成文日期请按“2026-03-12”填写",
                        "Give a date like 2026-03-12",
                        FIELD + name,
                    )
                )
            continue
        text = " ".join(str(value or "").replace("\x00", "").split())
        longest: int | None = getattr(Disclosure._meta.get_field(name), "max_length", None)
        if longest and len(text) > longest:
            found.append(
                Objection(f"metadata.{name}", f"不超过 {longest} 字", f"At most {longest} characters", FIELD + name)
            )
            text = text[:longest]
        known[name] = text
    return known, found


@action
def save_draft(
    disclosure: Disclosure,
    raw: Mapping[str, Any],
    metadata: Mapping[str, Any],
    saves: int,
    *,
    actor: Actor,
    at: datetime,
) -> Saved:
    """Save the working copy as it is typed, complete or not.

    Args:
        disclosure: the draft.
        raw: what was typed, by element id; elements not named stay as they are.
        metadata: likewise, names of :data:`gongkai.disclosures.stages.METADATA`, and ``occurred``, the date or time of
            the event that starts the duty's clock.
        saves: the ``saves`` of the copy that was edited; guards against overwriting somebody else's work.
        actor: a clerk of the unit.
        at: now.

    Returns:
        The record, and objections to what could not be read. They do not stop saving: what was typed is kept.

    Raises:
        Refused: no right, not editable now, or somebody saved in between.
    """
    disclosure = locked(disclosure.pk)
    refuse_if(
        [
            lacking(actor, Right.DRAFT, disclosure.unit, on=local_day(at)),
            not_in(disclosure, EDITABLE, "修改", "edited"),
            None if disclosure.saves == saves else _conflict(disclosure),
        ]
    )
    known, found = _readable_metadata(metadata)
    found += _starting_moment(disclosure, metadata)
    found += _merge(disclosure, definition_of(disclosure), raw)
    write_metadata(disclosure, known)
    touch(disclosure, actor, at)
    return Saved(disclosure, tuple(found))


def _conflict(disclosure: Disclosure) -> Objection:
    when = timezone.localtime(disclosure.saved_at)
    return Objection(
        "disclosure.conflict",
        f"这份稿件在 {when:%m月%d日 %H:%M} 已被另一处保存过。请先打开最新的内容，再把您的修改合并进去；您刚才的输入没有丢失。",
        f"Somebody saved this at {when:%m-%d %H:%M}. Open the newest content and merge your changes; nothing typed is lost.",
    )


def touch(disclosure: Disclosure, actor: Actor, at: datetime) -> None:
    """Write the working copy with the next save number; the first save leaves an audit row, later ones do not."""
    disclosure.saves += 1
    disclosure.saved_at, disclosure.saved_by_id = at, actor.pk
    if actor.pk is not None and actor.pk not in disclosure.drafters:
        disclosure.drafters = [*disclosure.drafters, actor.pk]
    disclosure.save()
    if disclosure.saves == 1:
        happened(DISCLOSURE_SAVED, actor=actor, subject=disclosure, unit=disclosure.unit, at=at)
