"""Submitting: the working copy is frozen as a revision and the reviews that the duty demands begin."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from gongkai.disclosures import checks
from gongkai.disclosures.actions._answering import answer_obligations
from gongkai.disclosures.actions._records import adopt_version, attachments_of, latest_revision, locked
from gongkai.disclosures.actions.drafts import obligation_objections
from gongkai.disclosures.content import digest, freeze, metadata_objections
from gongkai.disclosures.events import DISCLOSURE_APPROVED, DISCLOSURE_SUBMITTED
from gongkai.disclosures.models import Attachment, Disclosure, ReviewStep, Revision, RevisionFile
from gongkai.disclosures.reviewing import as_json, quorum_of
from gongkai.disclosures.stages import EDITABLE, State, local_day, metadata_of, move, not_in
from gongkai.disclosures.starting import starting_objections
from gongkai.journal.actions import action, happened
from gongkai.journal.actors import Actor
from gongkai.journal.refusals import Objection, refuse_if
from gongkai.rulebook import model
from gongkai.rulebook import values as contents
from gongkai.units.rights import lacking
from gongkai.units.roles import Right

REASON_AT_LEAST: Final = 4


def content_objections(
    disclosure: Disclosure, definition: model.Duty, attachments: Sequence[Attachment]
) -> tuple[Objection, ...]:
    """What is wrong with the elements of the working copy, what could not be read included."""
    unread = contents.clean(definition, disclosure.unread, complete=False).objections if disclosure.unread else ()
    told = {one.field for one in unread}
    found = contents.objections(definition, disclosure.values, tuple(one.element for one in attachments if one.element))
    return (*unread, *(one for one in found if one.field not in told or one.row is not None))


def _split(found: Sequence[Objection], gaps_reason: str) -> tuple[list[Objection], list[Objection]]:
    """Objections that refuse, and those that are published as gaps: only what is absent or too little can be a gap."""
    if len(gaps_reason.strip()) < REASON_AT_LEAST:
        return list(found), []
    gaps = [one for one in found if one.code in contents.GAPS]
    return [one for one in found if one not in gaps], gaps


@action
def submit(disclosure: Disclosure, *, actor: Actor, at: datetime, note: str = "", gaps_reason: str = "") -> Disclosure:
    """Freeze the working copy as the next revision and start its reviews; without any, it is ready to publish at once.

    A duty whose clock an event starts gets its event recorded and its obligation raised here, when the disclosure
    answers none yet. Submitting again after a return is the same action.

    Args:
        disclosure: a draft, returned or not, or the correction of a published disclosure.
        actor: a clerk of the unit.
        at: now.
        note: what was changed, for the reviewers.
        gaps_reason: why required content is missing, when the unit publishes what there is rather than nothing. The
            gaps are shown to reviewers and count against content conformity; wrong content is refused all the same.

    Returns:
        The disclosure, in review or approved.

    Raises:
        Refused: everything that is wrong with content, metadata, files, tasks and rights, at once.
    """
    today = local_day(at)
    disclosure = locked(disclosure.pk, on=today)
    definition = adopt_version(disclosure)
    attachments = attachments_of(disclosure)
    tasks = list(disclosure.obligations.select_related("unit"))
    wrong, gaps = _split(content_objections(disclosure, definition, attachments), gaps_reason)
    content = freeze(
        disclosure, definition, attachments, gaps=as_json(gaps), gaps_reason=gaps_reason.strip() if gaps else ""
    )
    metadata = metadata_of(disclosure)
    refuse_if(
        [
            lacking(actor, Right.DRAFT, disclosure.unit, on=today),
            not_in(disclosure, EDITABLE, "提交", "submitted"),
            *metadata_objections(metadata, on=today),
            *wrong,
            *obligation_objections(tasks, disclosure.unit, disclosure.duty, disclosure),
            *([] if tasks or disclosure.correction else starting_objections(disclosure, definition)),
            *checks.objections(disclosure, content, checks.Moment.SUBMIT),
        ]
    )
    revision = _freeze(disclosure, content, attachments, actor=actor, at=at, note=note)
    if not tasks and not disclosure.correction:
        answer_obligations(disclosure, definition, actor=actor, at=at)
    steps = ReviewStep.objects.bulk_create(
        ReviewStep(
            revision=revision, unit=disclosure.unit, order=order, kind=kind, quorum=quorum_of(kind),
            state=ReviewStep.State.PENDING if order == 1 else ReviewStep.State.WAITING,
        )
        for order, kind in enumerate(definition.reviews, start=1)
    )  # fmt: skip
    move(disclosure, State.IN_REVIEW if steps else State.APPROVED)
    disclosure.submitted = revision
    disclosure.submitted_at = at
    if actor.pk is not None and actor.pk not in disclosure.drafters:
        disclosure.drafters = [*disclosure.drafters, actor.pk]
    disclosure.save()
    happened(
        DISCLOSURE_SUBMITTED, actor=actor, subject=disclosure, unit=disclosure.unit, at=at, revision=revision.number,
        reviews=[str(step.kind) for step in steps], gaps=len(gaps),
    )  # fmt: skip
    if not steps:
        happened(DISCLOSURE_APPROVED, actor=actor, subject=disclosure, unit=disclosure.unit, at=at)
    return disclosure


def _freeze(
    disclosure: Disclosure, content: dict[str, object], attachments: Sequence[Attachment], *, actor: Actor, at: datetime,
    note: str,
) -> Revision:  # fmt: skip
    earlier = latest_revision(disclosure)
    revision = Revision.objects.create(
        disclosure=disclosure, number=earlier.number + 1 if earlier else 1, content=content, digest=digest(content),
        note=note.strip()[:300], created_at=at, created_by_id=actor.pk,
    )  # fmt: skip
    RevisionFile.objects.bulk_create(
        RevisionFile(revision=revision, file=one.file, name=one.name) for one in attachments
    )
    return revision
