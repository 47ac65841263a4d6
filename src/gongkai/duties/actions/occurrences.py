"""Recording once what starts clocks; it raises every obligation that counts from it."""

from datetime import date, datetime

from django.utils import timezone

from gongkai.duties.events import OCCURRENCE_CANCELLED, OCCURRENCE_RECORDED
from gongkai.duties.expansion import FORMED
from gongkai.duties.models import Duty, Obligation, Occurrence
from gongkai.duties.queries import composed, version_on
from gongkai.duties.queries.raising import RECORD_FOR_ALL, only_withdraws, scope_of, would_raise
from gongkai.journal.actions import action, happened
from gongkai.journal.actors import Actor
from gongkai.journal.refusals import Objection, refuse_if
from gongkai.rulebook.vocabulary import AnchorScope
from gongkai.units.models import Unit
from gongkai.units.rights import lacking, rights_of
from gongkai.units.roles import Right


@action
def record_occurrence(
    anchor: str,
    unit: Unit,
    *,
    actor: Actor,
    occurred_on: date,
    title: str,
    duty: Duty | None = None,
    occurred_at: datetime | None = None,
    disclosure_id: int | None = None,
    note: str = "",
    at: datetime | None = None,
) -> Occurrence:
    """Record an event and raise its obligations.

    An event that names a record raises one obligation: to withdraw or correct that record (``WDR``).

    Args:
        anchor: id of a rulebook anchor, such as ``npc_approved``.
        unit: who records it. The anchor's scope says whose clocks start: its own, every unit's, or those below it.
        actor: holds DRAFT on the unit; the office may record for the units it oversees.
        occurred_on: the day it happened (for ``B`` limits: the day it will happen).
        title: what it was, in words that tell it from others.
        duty: raise only this duty's obligation.
        occurred_at: the instant, where hours count.
        disclosure_id: the published record the event concerns, with its ``duty`` and ``unit``. The disclosures room
            asks for it, and knows whether the record is public.
        note: anything to add.
        at: now.

    Raises:
        Refused: no right, an unknown anchor, no title, no rulebook in force on that day, an event of the whole district
            recorded by another unit than one of the district's own, or recorded already. With a record: what asks for
            no withdrawal, lies ahead, or lacks the time that hours count from; without one: what concerns records only.
    """
    moment = at or timezone.now()
    version = version_on(occurred_on)
    rulebook = composed(version) if version else None
    known = rulebook.anchor(anchor) if rulebook else None
    scope = scope_of(known)
    astray = disclosure_id is None and rulebook is not None and only_withdraws(rulebook, anchor)
    refuse_if(
        [
            _not_entitled(actor, unit),
            Objection(
                "occurrence.scope", "这类事件影响全区，由区政府或区直部门登记一次",
                "This event concerns the whole district; the district's own units record it, once", "anchor",
            )
            if disclosure_id is None
            and not astray
            and scope == AnchorScope.DISTRICT
            and unit.parent_id is not None and unit.kind not in RECORD_FOR_ALL
            else None,
            Objection("occurrence.twice", "同一天的这一事件已经登记过", "This event of that day is recorded already", "title")
            if disclosure_id is None
            and scope != AnchorScope.UNIT
            and Occurrence.objects.filter(
                anchor=anchor, unit=unit, occurred_on=occurred_on, title=title.strip()[:200], cancelled_at__isnull=True
            ).exists()
            else None,
            None
            if title.strip()
            else Objection("occurrence.title", "请写明是什么事", "Say what happened", "title"),
            None
            if rulebook
            else Objection(
                "occurrence.rulebook", f"{occurred_on} 还没有施行中的标准目录", f"No rulebook is in force on {occurred_on}",
                "occurred_on",
            ),
            Objection("occurrence.anchor", f"标准目录中没有事件“{anchor}”", f"The rulebook has no anchor “{anchor}”", "anchor")
            if rulebook and known is None and anchor != FORMED
            else None,
            Objection(
                "occurrence.record",
                "这类事件针对一条已公开的信息：请打开那条信息，在它的页面上登记须撤回或更正的事由",
                "This event concerns a published record: open that record and record the ground for withdrawal there",
                "anchor",
            )
            if astray
            else None,
        ]
    )  # fmt: skip
    if version is None or rulebook is None:  # refused above; for the type checker
        raise AssertionError
    occurrence = Occurrence(
        anchor=anchor, unit=unit, title=title.strip()[:200], occurred_on=occurred_on, occurred_at=occurred_at, duty=duty,
        disclosure_id=disclosure_id, note=note, recorded_at=moment, recorded_by_id=actor.pk,
    )  # fmt: skip
    raised = would_raise(occurrence, version)
    if disclosure_id is not None:
        refuse_if(_ground_objections(occurrence, raised))
    occurrence.save()
    Obligation.objects.bulk_create(raised, batch_size=1000)
    happened(
        OCCURRENCE_RECORDED, actor=actor, subject=occurrence, unit=unit, at=moment, title=occurrence.title,
        occurred_on=occurred_on.isoformat(), raised=len(raised),
    )  # fmt: skip
    return occurrence


@action
def cancel_occurrence(occurrence: Occurrence, reason: str, *, actor: Actor, at: datetime) -> int:
    """Cancel an event recorded in error; its open obligations are cancelled, met ones stay.

    Returns:
        The number of obligations cancelled.

    Raises:
        Refused: no right, no reason, or cancelled already.
    """
    refuse_if(
        [
            _not_entitled(actor, occurrence.unit),
            None if reason.strip() else Objection("occurrence.reason", "请写明取消原因", "Say why", "reason"),
            Objection("occurrence.cancelled", "该事件已取消", "It is cancelled already")
            if occurrence.cancelled_at
            else None,
        ]
    )
    occurrence.cancelled_at, occurrence.cancel_reason = at, reason.strip()[:200]
    occurrence.save(update_fields=["cancelled_at", "cancel_reason"])
    cancelled = occurrence.obligations.filter(state=Obligation.State.OPEN).update(state=Obligation.State.CANCELLED)
    happened(
        OCCURRENCE_CANCELLED, actor=actor, subject=occurrence, unit=occurrence.unit, at=at, title=occurrence.title,
        reason=reason.strip(), cancelled=cancelled,
    )  # fmt: skip
    return cancelled


def _ground_objections(ground: Occurrence, raised: list[Obligation]) -> list[Objection | None]:
    """What speaks against an event that names a record; ``raised`` is what it would raise."""
    hours = any(one.due_at is not None for one in raised)
    same = Occurrence.objects.filter(
        anchor=ground.anchor,
        disclosure_id=ground.disclosure_id,
        occurred_on=ground.occurred_on,
        cancelled_at__isnull=True,
    )
    return [
        None
        if ground.duty is not None and len(raised) == 1
        else Objection(
            "occurrence.no_ground", "按那一天施行的标准目录，这一事件不要求撤回或更正这条信息，请核对事由和日期",
            "By the rulebook of that day this event does not ask for this record to be withdrawn or corrected; check the "
            "event and the date", "anchor",
        ),
        Objection("occurrence.ahead", "发生日期还没有到，请在发生之后登记", "That lies ahead; record it once it has happened", "occurred_on")
        if ground.occurred_on > timezone.localdate(ground.recorded_at)
        or (ground.occurred_at is not None and ground.occurred_at > ground.recorded_at)
        else None,
        Objection("occurrence.time", "这个时限按小时计算，请填写发生的时刻", "This limit counts in hours; give the time it happened", "time")
        if hours and ground.occurred_at is None
        else None,
        Objection(
            "occurrence.twice", "这条信息同一天的这一事由已经登记过", "This ground of that day is recorded for this record already",
            "occurred_on",
        )
        if same.exists()
        else None,
    ]  # fmt: skip


def _not_entitled(actor: Actor, unit: Unit) -> Objection | None:
    return None if rights_of(actor).has(Right.OVERSEE, unit) else lacking(actor, Right.DRAFT, unit)
