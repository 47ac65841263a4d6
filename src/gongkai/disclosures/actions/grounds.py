"""Why a published record must be withdrawn or corrected: recorded on it, it becomes a task with a day (``WDR``)."""

from datetime import date, datetime

from gongkai.disclosures.actions._records import locked
from gongkai.disclosures.events import GROUND_RECORDED
from gongkai.disclosures.models import Disclosure
from gongkai.disclosures.stages import State, local_day
from gongkai.duties.actions import record_occurrence
from gongkai.duties.models import Occurrence
from gongkai.journal.actions import action, happened
from gongkai.journal.actors import Actor
from gongkai.journal.refusals import Objection, refuse_if
from gongkai.units.rights import lacking
from gongkai.units.roles import Right


@action
def record_ground(
    disclosure: Disclosure,
    anchor: str,
    words: str,
    *,
    occurred_on: date | None,
    occurred_at: datetime | None = None,
    actor: Actor,
    at: datetime,
) -> Occurrence:
    """Record an event after which the rulebook asks for this record to be withdrawn or corrected; raises that task.

    Only what is done after it was recorded meets the task: an earlier correction may have been for something else.

    Args:
        disclosure: published, neither superseded nor withdrawn.
        anchor: id of an event of the duty's ``WDR`` limits.
        words: what happened; public with the task, so no personal data.
        occurred_on: the day it happened.
        occurred_at: the instant, where the limit counts in hours.
        actor: holds DRAFT on the unit, or OVERSEE.
        at: now.

    Raises:
        Refused: no right, not published, no event or day or words, or what the duties room objects to.
    """
    disclosure = locked(disclosure.pk)
    today = local_day(at)
    denied = lacking(actor, Right.DRAFT, disclosure.unit, on=today)
    refuse_if(
        [
            denied and lacking(actor, Right.OVERSEE, disclosure.unit, on=today) and denied,
            None
            if disclosure.state == State.PUBLISHED
            else Objection("ground.state", "只有正在公开的信息才需要撤回或更正", "Only what is public now can need withdrawal"),
            None if anchor else Objection("ground.anchor", "请选择发生了什么", "Choose what happened", "anchor"),
            None if words.strip() else Objection("ground.words", "请写明是什么事", "Say what happened", "words"),
            None if occurred_on else Objection("ground.day", "请填写发生日期", "Give the day it happened", "occurred_on"),
        ]
    )  # fmt: skip
    assert occurred_on is not None  # noqa: S101 refused above
    ground = record_occurrence(
        anchor, disclosure.unit, actor=actor, occurred_on=occurred_on, occurred_at=occurred_at, duty=disclosure.duty,
        disclosure_id=disclosure.pk, title=f"{disclosure.index_number} {words.strip()}", at=at,
    )  # fmt: skip
    happened(
        GROUND_RECORDED, actor=actor, subject=disclosure, unit=disclosure.unit, at=at, words=words.strip(),
        occurred_on=occurred_on.isoformat(), occurrence=ground.pk,
    )  # fmt: skip
    return ground
