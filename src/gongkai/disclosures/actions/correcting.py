"""Corrections on the same page, and supersession by another disclosure."""

from datetime import datetime

from gongkai.disclosures.actions._records import locked
from gongkai.disclosures.actions.publishing import replace
from gongkai.disclosures.events import CORRECTION_STARTED
from gongkai.disclosures.models import Attachment, Disclosure, RevisionFile
from gongkai.disclosures.stages import EDITABLE, PUBLISHABLE, State, local_day
from gongkai.journal.actions import action, happened
from gongkai.journal.actors import Actor
from gongkai.journal.refusals import Objection, refuse_if
from gongkai.units.rights import lacking
from gongkai.units.roles import Right


@action
def correct(disclosure: Disclosure, reason: str, *, actor: Actor, at: datetime) -> Disclosure:
    """Begin to correct a published disclosure; what the audience sees stays until the correction is published.

    The working copy starts from what is public. It goes through the same reviews and is published on the same page
    under the same index number.

    Args:
        disclosure: published.
        reason: what is wrong; shown on the page with the correction.
        actor: a clerk of the unit.
        at: now.

    Raises:
        Refused: no right, not published, a correction runs already, or no reason.
    """
    disclosure = locked(disclosure.pk)
    refuse_if(
        [
            lacking(actor, Right.DRAFT, disclosure.unit, on=local_day(at)),
            None if disclosure.state == State.PUBLISHED else Objection("correct.state", "只有已公开的信息可以更正", "Only what is published can be corrected"),
            Objection("correct.running", "已有一份更正稿，请继续修改那一份", "A correction is being written already")
            if disclosure.correction
            else None,
            None if reason.strip() else Objection("correct.reason", "请写明更正原因", "Say why it is corrected", "reason"),
        ]
    )  # fmt: skip
    shown = disclosure.current
    assert shown is not None  # noqa: S101 a published disclosure shows a revision
    disclosure.correction, disclosure.correction_reason = State.DRAFT, reason.strip()[:300]
    disclosure.values, disclosure.unread, disclosure.pending = shown.content["values"], {}, {}
    disclosure.drafters = [actor.pk] if actor.pk is not None else []
    disclosure.discarded_at = None
    disclosure.saves += 1
    disclosure.saved_at, disclosure.saved_by_id = at, actor.pk
    disclosure.save()
    disclosure.attachments.all().delete()
    files = {use.file.sha256: use.file_id for use in RevisionFile.objects.filter(revision=shown).select_related("file")}
    Attachment.objects.bulk_create(
        Attachment(
            disclosure=disclosure, file_id=files[one["sha256"]], element=one["element"], name=one["name"], order=order,
            added_at=at,
        )
        for order, one in enumerate(shown.content["attachments"])
    )  # fmt: skip
    happened(
        CORRECTION_STARTED,
        actor=actor,
        subject=disclosure,
        unit=disclosure.unit,
        at=at,
        reason=disclosure.correction_reason,
    )
    return disclosure


@action
def supersede(old: Disclosure, new: Disclosure, *, actor: Actor, at: datetime) -> Disclosure:
    """Say that ``new`` replaces ``old``: at once when it is published, else with its publication.

    The old page stays and points to the new one.

    Returns:
        The new disclosure.

    Raises:
        Refused: no right at either unit, the old one is not published, one replaces itself, or ``new`` replaces
            another one already.
    """
    first, second = sorted((old.pk, new.pk))
    rows = {first: locked(first)} | ({second: locked(second)} if second != first else {})  # one order, no deadlock
    old, new = rows[old.pk], rows[new.pk]
    today = local_day(at)
    right = Right.PUBLISH if new.state == State.PUBLISHED else Right.DRAFT
    refuse_if(
        [
            lacking(actor, right, new.unit, on=today),
            lacking(actor, right, old.unit, on=today) if old.unit_id != new.unit_id else None,
            Objection("supersede.self", "不能替代自己", "It cannot supersede itself") if old.pk == new.pk else None,
            None if old.state == State.PUBLISHED else Objection("supersede.state", "被替代的信息应为已公开", "What is superseded must be published"),
            None
            if new.state in {*EDITABLE, *PUBLISHABLE, State.IN_REVIEW, State.PUBLISHED}
            else Objection("supersede.new", "替代它的信息已撤回或作废", "The new one is withdrawn or discarded"),
            Objection("supersede.twice", "它已替代另一条信息", "It supersedes another one already")
            if new.supersedes_id and new.supersedes_id != old.pk
            else None,
        ]
    )  # fmt: skip
    new.supersedes = old
    new.save(update_fields=["supersedes"])
    if new.state == State.PUBLISHED:
        replace(old, new, actor=actor, at=at)
    return new
