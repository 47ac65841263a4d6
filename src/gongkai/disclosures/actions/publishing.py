"""Publishing: one transaction from the click to number, filing, verdict and whatever subscribes to the event."""

from datetime import date, datetime
from typing import Final

from django.utils import timezone

from gongkai.disclosures import checks
from gongkai.disclosures.actions._records import adopt_version, locked
from gongkai.disclosures.events import (
    DISCLOSURE_CORRECTED,
    DISCLOSURE_PUBLISHED,
    DISCLOSURE_SCHEDULED,
    DISCLOSURE_SUPERSEDED,
    DISCLOSURE_UNSCHEDULED,
)
from gongkai.disclosures.models import Disclosure, Filing, Publication, ReviewStep, Revision
from gongkai.disclosures.numbers import filing_number, take
from gongkai.disclosures.reviewing import from_json
from gongkai.disclosures.stages import METADATA, PUBLISHABLE, State, local_day, not_in, write_metadata
from gongkai.disclosures.windows import protected_until
from gongkai.duties.actions import FulfilmentFacts, fulfil, remedied
from gongkai.duties.models import Obligation
from gongkai.duties.queries import publications_of
from gongkai.journal.actions import action, happened
from gongkai.journal.actors import Actor
from gongkai.journal.refusals import Objection, refuse_if
from gongkai.rulebook import model
from gongkai.rulebook import values as contents
from gongkai.rulebook.index_numbers import IndexNumber
from gongkai.rulebook.vocabulary import Channel, ReviewKind
from gongkai.units.rights import lacking
from gongkai.units.roles import Right

_PUBLISHED: Final = (
    "state", "correction", "correction_reason", "pending", *METADATA, "version", "current", "submitted", "publish_at",
    "index_number", "published_at", "published_on", "posted_until",
)  # fmt: skip


def review_objections(definition: model.Duty, steps: list[ReviewStep]) -> list[Objection]:
    """What is wrong with the reviews of a revision, by the duty's chain: missing, undecided or out of order."""
    passed = [step.kind for step in steps if step.state == ReviewStep.State.APPROVED]
    found = [
        Objection(
            "procedure.missing",
            f"还没有完成“{kind.label.zh}”，请重新提交审核",
            f"“{kind.label.en}” has not been passed; submit it again",
        )
        for kind in dict.fromkeys(definition.reviews)
        if passed.count(kind) < definition.reviews.count(kind)
    ]
    found += [
        Objection("procedure.undecided", f"“{ReviewKind(step.kind).label.zh}”未通过", f"“{ReviewKind(step.kind).label.en}” is not passed")
        for step in steps
        if step.state != ReviewStep.State.APPROVED and step.kind not in definition.reviews
    ]  # fmt: skip
    times = [step.decided_at for step in steps if step.decided_at is not None]
    if times != sorted(times):
        found.append(Objection("procedure.order", "审核顺序与规定不符", "The reviews were not made in order"))
    return found


def _content_objections(definition: model.Duty, revision: Revision) -> list[Objection]:
    """What a rulebook that changed since submission has against the frozen content, known gaps aside."""
    named = tuple(one["element"] for one in revision.content["attachments"] if one["element"])
    gaps = {(one["code"], one["field"], one["row"]) for one in revision.content.get("gaps", ())}
    found = contents.objections(definition, revision.content["values"], named)
    return [one for one in found if (one.code, one.field, one.row) not in gaps]


def publication_objections(
    disclosure: Disclosure, definition: model.Duty, steps: list[ReviewStep], *, at: datetime, judged_by: int
) -> list[Objection]:
    """Everything that stands in the way of publishing the reviewed revision at an instant.

    Args:
        disclosure: under the rulebook in force now.
        definition: its duty by that rulebook.
        steps: the reviews of the revision.
        at: the instant.
        judged_by: key of the rulebook version the content was found complete under. The frozen content cannot have
            changed since, so a long table is checked again only when the rulebook has.
    """
    revision = disclosure.submitted
    if revision is None:
        return []
    wrong = _content_objections(definition, revision) if judged_by != disclosure.version_id else []
    early = disclosure.submitted_at is not None and at < disclosure.submitted_at
    return [
        *review_objections(definition, steps),
        *wrong,
        *(
            [Objection("publish.early", "发布时间不能早于提交时间", "It cannot be published before it was submitted")]
            if early
            else []
        ),
        *checks.objections(disclosure, revision.content, checks.Moment.PUBLISH),
    ]


def _steps(revision: Revision | None) -> list[ReviewStep]:
    return list(ReviewStep.objects.filter(revision=revision).order_by("order")) if revision else []


def _ready(disclosure: Disclosure, *, actor: Actor, at: datetime, zh: str, en: str) -> model.Duty:
    """The duty by the rulebook in force, once nothing stands in the way."""
    judged_by = disclosure.version_id
    definition = adopt_version(disclosure)
    refuse_if(
        [
            lacking(actor, Right.PUBLISH, disclosure.unit, on=local_day(at)),
            not_in(disclosure, PUBLISHABLE, zh, en),
            *publication_objections(disclosure, definition, _steps(disclosure.submitted), at=at, judged_by=judged_by),
        ]
    )
    return definition


@action
def publish(disclosure: Disclosure, *, actor: Actor, at: datetime) -> Disclosure:
    """Show the reviewed revision to its audience, as first publication or as correction of the same page.

    In one transaction: state, index number (the first time), publication, filing, verdict of the obligations, the
    superseded disclosure's state, and the event whose subscribers write the pages. The number of statements does not
    depend on how much has been published before.

    Args:
        disclosure: approved or scheduled.
        actor: holds PUBLISH on the unit, or the system for scheduled ones.
        at: the instant of publication.

    Returns:
        The disclosure as published; ``current`` is the revision now shown.

    Raises:
        Refused: no right, not approved, the rulebook now demands reviews or content it lacks, or a check objects.
    """
    day = local_day(at)
    disclosure = locked(disclosure.pk, on=day)
    definition = _ready(disclosure, actor=actor, at=at, zh="发布", en="published")
    revision = disclosure.submitted
    assert revision is not None  # noqa: S101 an approved disclosure has a reviewed revision
    correcting = bool(disclosure.correction)
    serials = take(disclosure.unit, day.year, index=not correcting)
    if not correcting:
        number = IndexNumber(disclosure.unit.index_code, day.year, serials.index)
        disclosure.index_number = str(number)
        disclosure.published_at, disclosure.published_on = at, day
        disclosure.posted_until = protected_until(definition, day)
    _show(disclosure, revision)
    publication = Publication.objects.create(
        disclosure=disclosure, revision=revision, published_at=at, published_on=day, published_by_id=actor.pk,
        kind=Publication.Kind.CORRECTION if correcting else Publication.Kind.FIRST,
        reason=disclosure.correction_reason if correcting else "",
    )  # fmt: skip
    filing = Filing.objects.create(
        publication=publication, unit=disclosure.unit, filed_at=at,
        number=filing_number(disclosure.unit, day.year, serials.filing),
    )  # fmt: skip
    reason, disclosure.correction_reason = disclosure.correction_reason, ""
    disclosure.save(update_fields=_PUBLISHED)
    _fulfil(disclosure, definition, revision, actor=actor, at=at, keep_evidence=correcting)
    if correcting:
        remedied(disclosure.pk, "corrected", actor=actor, at=at)
    details = {
        "index_number": disclosure.index_number, "filing": filing.number, "publication": publication.pk,
        "revision": revision.number, "audience": disclosure.audience,
    }  # fmt: skip
    kind = DISCLOSURE_CORRECTED if correcting else DISCLOSURE_PUBLISHED
    happened(kind, actor=actor, subject=disclosure, unit=disclosure.unit, at=at, reason=reason, **details)
    if disclosure.supersedes_id and not correcting:
        replace(locked(disclosure.supersedes_id), disclosure, actor=actor, at=at)
    return disclosure


def _show(disclosure: Disclosure, revision: Revision) -> None:
    """Make a revision the one the audience sees: its title and metadata become the columns lists are made of."""
    disclosure.state, disclosure.correction, disclosure.pending = State.PUBLISHED, "", {}
    write_metadata(disclosure, {"title": revision.content["title"], **revision.content["metadata"]})
    disclosure.current = revision
    disclosure.submitted = None
    disclosure.publish_at = None


def _fulfil(
    disclosure: Disclosure,
    definition: model.Duty,
    revision: Revision,
    *,
    actor: Actor,
    at: datetime,
    keep_evidence: bool,
) -> None:
    """Report the facts of the publication to the obligations it answers; a correction keeps earlier evidence."""
    obligations: list[Obligation] = list(disclosure.obligations.all())
    for one in obligations:
        one.unit = disclosure.unit
    evidenced: dict[str, date] = {Channel.WEBSITE: disclosure.published_on or local_day(at)}
    if keep_evidence:
        for earlier in publications_of(disclosure.pk).values_list("evidenced_channels", flat=True):
            evidenced |= {channel: date.fromisoformat(day) for channel, day in earlier.items()}
    facts = FulfilmentFacts(
        disclosure_id=disclosure.pk,
        published_at=at,
        content_reasons=from_json(revision.content.get("gaps", ())),
        required_channels=[str(channel) for channel in definition.channels.required],
        evidenced_channels=evidenced,
    )
    fulfil(obligations, facts, actor=actor)


def replace(old: Disclosure, new: Disclosure, *, actor: Actor, at: datetime) -> None:
    """Mark a published disclosure as superseded by another published one; both locked by the caller."""
    if old.state != State.PUBLISHED:
        return
    old.state, old.correction, old.pending = State.SUPERSEDED, "", {}
    old.save()
    remedied(old.pk, "superseded", actor=actor, at=at)
    happened(
        DISCLOSURE_SUPERSEDED, actor=actor, subject=old, unit=old.unit, at=at, successor=new.index_number,
        successor_id=new.pk,
    )  # fmt: skip


@action
def schedule(disclosure: Disclosure, publish_at: datetime, *, actor: Actor, at: datetime) -> Disclosure:
    """Have an approved disclosure published at a later instant.

    Raises:
        Refused: whatever would refuse publishing now, or an instant that has passed.
    """
    disclosure = locked(disclosure.pk, on=local_day(at))
    past = Objection("schedule.past", "定时发布的时间应晚于现在", "Choose a time in the future", "publish_at")
    refuse_if([past if publish_at <= at else None])
    _ready(disclosure, actor=actor, at=at, zh="定时发布", en="scheduled")
    if disclosure.correction:
        disclosure.correction = State.SCHEDULED
    else:
        disclosure.state = State.SCHEDULED
    disclosure.publish_at = publish_at
    disclosure.save()
    happened(
        DISCLOSURE_SCHEDULED, actor=actor, subject=disclosure, unit=disclosure.unit, at=at,
        publish_at=f"{timezone.localtime(publish_at):%Y-%m-%d %H:%M}",
    )  # fmt: skip
    return disclosure


@action
def unschedule(disclosure: Disclosure, reason: str = "", *, actor: Actor, at: datetime) -> Disclosure:
    """Cancel a scheduled publication; the disclosure is approved and waits again.

    Raises:
        Refused: no right, or not scheduled.
    """
    disclosure = locked(disclosure.pk)
    refuse_if(
        [
            lacking(actor, Right.PUBLISH, disclosure.unit, on=local_day(at)),
            not_in(disclosure, {State.SCHEDULED}, "取消定时发布", "unscheduled"),
        ]
    )
    if disclosure.correction:
        disclosure.correction = State.APPROVED
    else:
        disclosure.state = State.APPROVED
    disclosure.publish_at = None
    disclosure.save()
    happened(
        DISCLOSURE_UNSCHEDULED, actor=actor, subject=disclosure, unit=disclosure.unit, at=at, reason=reason.strip()
    )
    return disclosure
