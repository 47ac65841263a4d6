"""Starting, discarding and recalling the working copy."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from gongkai.disclosures.actions._records import locked, version_in_force, void_undecided
from gongkai.disclosures.actions.saving import touch
from gongkai.disclosures.events import (
    DISCARD_UNDONE,
    DISCLOSURE_DISCARDED,
    DISCLOSURE_RECALLED,
    DISCLOSURE_STARTED,
)
from gongkai.disclosures.models import Disclosure
from gongkai.disclosures.stages import EDITABLE, PUBLIC, State, local_day, move, not_in
from gongkai.duties.models import Duty, Obligation
from gongkai.duties.queries import definition
from gongkai.journal.actions import action, happened
from gongkai.journal.actors import Actor
from gongkai.journal.refusals import Objection, Refused, refuse_if
from gongkai.units.models import Unit
from gongkai.units.rights import lacking
from gongkai.units.roles import Right

UNDO_WITHIN: Final = timedelta(minutes=10)


def obligation_objections(
    obligations: Iterable[Obligation], unit: Unit, duty: Duty, disclosure: Disclosure | None = None
) -> list[Objection]:
    """What speaks against a disclosure answering these obligations."""
    found: list[Objection] = []
    for one in obligations:
        if (one.unit_id, one.duty_id) != (unit.pk, duty.pk):
            found.append(
                Objection(
                    "obligation.other",
                    f"任务“{one.title}”不属于本单位的这个事项",
                    f"“{one.title}” belongs to another duty or unit",
                )
            )
        elif one.demand == Obligation.Demand.WITHDRAW:
            found.append(
                Objection(
                    "obligation.withdraw",
                    f"“{one.title}”要撤回或更正已公开的那一条，不能另行起草；请打开那条信息办理",
                    f"“{one.title}” asks for a published record to be withdrawn or corrected, not for a new one; open it",
                )
            )
        elif one.state != Obligation.State.OPEN and (disclosure is None or one.disclosure_id != disclosure.pk):
            found.append(
                Objection("obligation.closed", f"任务“{one.title}”已办结", f"“{one.title}” is not open any more")
            )
    return found


@action
def start(
    unit: Unit, duty: Duty, obligations: Iterable[Obligation] = (), *, actor: Actor, at: datetime, title: str = ""
) -> Disclosure:
    """Begin a disclosure of ``duty`` by ``unit``.

    Args:
        unit: who publishes.
        duty: what.
        obligations: the open tasks it answers; for a duty started by an event there may be none yet, submission
            records the event and raises the task.
        actor: a clerk of the unit.
        at: now.
        title: first title; the task's or the duty's when empty.

    Raises:
        Refused: no right, the unit is closed, no rulebook is in force or it does not ask this of the unit, or a task
            is not an open one of this duty and unit.
    """
    tasks = list(obligations)
    today = local_day(at)
    version = version_in_force(today)
    refuse_if(
        [
            lacking(actor, Right.DRAFT, unit, on=today),
            Objection("unit.closed", "该单位已撤并，不能再公开信息", "The unit is closed and cannot publish any more")
            if unit.active_until and unit.active_until < today
            else None,
            None
            if version
            else Objection(
                "rulebook.none", "还没有施行的标准目录，请联系公开办", "No rulebook is in force; ask the office"
            ),
            *obligation_objections(tasks, unit, duty),
        ]
    )
    assert version is not None  # noqa: S101 refused above
    try:
        text = definition(duty, unit, version)
    except KeyError:
        version = duty.version
        text = definition(duty, unit, version)
    drafter = [actor.pk] if actor.pk is not None else []
    disclosure = Disclosure.objects.create(
        unit=unit, duty=duty, version=version, audience=text.audience, mode=text.mode, topic=text.topic or "",
        retention=text.retention, title=(title or (tasks[0].title if tasks else f"{unit.name}{text.title.zh}"))[:220],
        drafters=drafter, created_by_id=actor.pk, created_at=at, saved_at=at, saved_by_id=actor.pk,
    )  # fmt: skip
    disclosure.obligations.add(*tasks)
    happened(
        DISCLOSURE_STARTED, actor=actor, subject=disclosure, unit=unit, at=at, title=disclosure.title, duty=duty.code,
        obligations=[task.pk for task in tasks],
    )  # fmt: skip
    return disclosure


@action
def link_obligations(
    disclosure: Disclosure, obligations: Iterable[Obligation], *, actor: Actor, at: datetime
) -> Disclosure:
    """Say which open tasks a draft answers; replaces what was said before.

    Raises:
        Refused: no right, not editable now, or a task is not an open one of this duty and unit.
    """
    disclosure = locked(disclosure.pk)
    tasks = list(obligations)
    refuse_if(
        [
            lacking(actor, Right.DRAFT, disclosure.unit, on=local_day(at)),
            not_in(disclosure, EDITABLE, "修改", "edited"),
            *obligation_objections(tasks, disclosure.unit, disclosure.duty, disclosure),
        ]
    )
    disclosure.obligations.set(tasks)
    touch(disclosure, actor, at)
    return disclosure


@action
def recall(disclosure: Disclosure, *, actor: Actor, at: datetime) -> Disclosure:
    """Take a submission back before it is published, to go on writing; its undecided reviews do not take place.

    Raises:
        Refused: no right, or nothing is under review or waiting for publication.
    """
    disclosure = locked(disclosure.pk)
    refuse_if(
        [
            lacking(actor, Right.DRAFT, disclosure.unit, on=local_day(at)),
            not_in(disclosure, {State.IN_REVIEW, State.APPROVED, State.SCHEDULED}, "撤回提交", "recalled"),
        ]
    )
    void_undecided(disclosure)
    move(disclosure, State.DRAFT)
    disclosure.submitted = None
    disclosure.publish_at = None
    disclosure.save()
    happened(DISCLOSURE_RECALLED, actor=actor, subject=disclosure, unit=disclosure.unit, at=at)
    return disclosure


@action
def discard(disclosure: Disclosure, *, actor: Actor, at: datetime) -> Disclosure:
    """Give up a draft, or the correction of a published disclosure; can be undone for ten minutes.

    Raises:
        Refused: no right, or it is not a draft.
    """
    disclosure = locked(disclosure.pk)
    refuse_if(
        [
            lacking(actor, Right.DRAFT, disclosure.unit, on=local_day(at)),
            not_in(disclosure, EDITABLE, "作废", "discarded"),
        ]
    )
    if disclosure.correction:
        disclosure.correction, disclosure.submitted = "", None
    else:
        disclosure.state = State.DISCARDED
    disclosure.discarded_at = at
    disclosure.save()
    happened(DISCLOSURE_DISCARDED, actor=actor, subject=disclosure, unit=disclosure.unit, at=at)
    return disclosure


@action
def undo_discard(disclosure: Disclosure, *, actor: Actor, at: datetime) -> Disclosure:
    """Take a draft back from the bin within ten minutes.

    Raises:
        Refused: no right, not discarded, or too late.
    """
    disclosure = locked(disclosure.pk)
    when = disclosure.discarded_at
    binned = disclosure.state == State.DISCARDED or (disclosure.state in PUBLIC and not disclosure.correction)
    refuse_if([lacking(actor, Right.DRAFT, disclosure.unit, on=local_day(at))])
    if when is None or not binned or disclosure.state == State.WITHDRAWN:
        raise Refused([Objection("disclosure.not_discarded", "这份稿件没有作废", "This was not discarded")])
    if at - when > UNDO_WITHIN:
        raise Refused(
            [
                Objection(
                    "disclosure.undo_late",
                    "作废已超过 10 分钟，不能恢复",
                    "More than ten minutes ago; it cannot be restored",
                )
            ]
        )
    if disclosure.state == State.DISCARDED:
        disclosure.state = State.DRAFT
    else:
        disclosure.correction = State.DRAFT
    disclosure.discarded_at = None
    disclosure.save()
    happened(DISCARD_UNDONE, actor=actor, subject=disclosure, unit=disclosure.unit, at=at)
    return disclosure
