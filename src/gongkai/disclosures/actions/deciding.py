"""Reviewing: votes, decisions, returns with reasons."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from gongkai.disclosures.actions._records import definition_of, locked
from gongkai.disclosures.events import DISCLOSURE_APPROVED, DISCLOSURE_RETURNED, REVIEW_DECIDED, VOTE_CAST
from gongkai.disclosures.models import Disclosure, ReviewStep, Vote
from gongkai.disclosures.reviewing import (
    BY_VOTES,
    Tally,
    as_json,
    decided_already,
    entitlement,
    tally,
    wrote_it,
)
from gongkai.disclosures.stages import State, local_day, metadata_of, move, not_in, write_metadata
from gongkai.journal.actions import action, happened
from gongkai.journal.actors import Actor
from gongkai.journal.refusals import Objection, refuse_if
from gongkai.rulebook.vocabulary import Attribute, ReviewKind
from gongkai.units.rights import lacking
from gongkai.units.roles import Right

Step = ReviewStep.State
_OUTCOMES = {Step.APPROVED: ("通过", "approved"), Step.RETURNED: ("退回", "returned")}
_CHOICES = {
    Vote.Choice.FOR: ("同意", "for"), Vote.Choice.AGAINST: ("反对", "against"), Vote.Choice.ABSTAIN: ("弃权", "abstained"),
}  # fmt: skip


def _taken(step: ReviewStep) -> tuple[Disclosure, list[ReviewStep], ReviewStep]:
    """The disclosure locked, all steps of the revision, and the step among them, as they are now."""
    disclosure = locked(step.revision.disclosure_id)
    steps = list(ReviewStep.objects.filter(revision_id=step.revision_id).order_by("order"))
    return disclosure, steps, next(one for one in steps if one.pk == step.pk)


def _not_its_turn(disclosure: Disclosure, step: ReviewStep) -> Objection | None:
    if step.revision_id != disclosure.submitted_id or step.state == Step.VOID:
        return Objection(
            "review.superseded", "这一稿已被撤回或替换，请审核最新一稿", "This revision was recalled or replaced"
        )
    if step.state == Step.PENDING:
        return not_in(disclosure, {State.IN_REVIEW}, "审核", "reviewed")
    if step.state == Step.WAITING:
        return Objection("review.turn", "前面的审核环节还没有完成", "Earlier reviews are not decided yet")
    return Objection("review.decided", "这个环节已经审核过了", "This step has been decided already")


@action
def cast_vote(step: ReviewStep, choice: str, reason: str = "", *, actor: Actor, at: datetime) -> Vote:
    """Vote in a deliberation or a village supervision; a vote stands once it is cast.

    Args:
        step: the pending step.
        choice: a :class:`~gongkai.disclosures.models.Vote` choice.
        reason: required with a vote against.
        actor: a member of the body.
        at: now.

    Raises:
        Refused: not a member, wrote the disclosure, voted already, not its turn, no such choice, or against without a
            reason.
    """
    disclosure, _, step = _taken(step)
    refuse_if(
        [
            entitlement(actor, disclosure, step.kind, on=local_day(at)),
            wrote_it(actor, disclosure),
            _not_its_turn(disclosure, step),
            None if step.kind in BY_VOTES else Objection("vote.kind", "这个环节不以投票决定", "This step is not put to the vote"),
            None if choice in Vote.Choice else Objection("vote.choice", "请选择同意、反对或弃权", "Choose for, against or abstain", "choice"),
            Objection("vote.reason", "投反对票请写明理由", "Give a reason for voting against", "reason")
            if choice == Vote.Choice.AGAINST and not reason.strip()
            else None,
            Objection("vote.once", "您已经投过票", "You have voted already")
            if actor.pk is not None and step.votes.filter(person_id=actor.pk).exists()
            else None,
        ]
    )  # fmt: skip
    assert actor.pk is not None  # noqa: S101 the system is entitled to no step
    vote = Vote.objects.create(step=step, person_id=actor.pk, choice=choice, reason=reason.strip()[:300], voted_at=at)
    name, words = ReviewKind(step.kind).label, _CHOICES[Vote.Choice(choice)]
    happened(
        VOTE_CAST, actor=actor, subject=disclosure, unit=disclosure.unit, at=at, kind=name.zh, kind_en=name.en,
        choice=words[0], choice_en=words[1],
    )  # fmt: skip
    return vote


def _vote_objections(step: ReviewStep, decision: str, counted: Tally) -> list[Objection]:
    """A body's decision is what its votes say; whoever records it cannot say otherwise."""
    if not counted.quorate:
        return [
            Objection(
                "vote.quorum",
                f"已投 {counted.cast} 票，至少需要 {counted.quorum} 票才能形成决定",
                f"{counted.cast} votes cast; a decision needs at least {counted.quorum}",
            )
        ]
    if (decision == Step.APPROVED) != counted.carried:
        return [
            Objection(
                "vote.result",
                f"表决结果为同意 {counted.for_}、反对 {counted.against}、弃权 {counted.abstain}，"
                f"{'已过半数，应予通过' if counted.carried else '未过半数，应予退回'}",
                f"{counted.for_} for, {counted.against} against, {counted.abstain} abstained: "
                f"{'carried' if counted.carried else 'not carried'}; the decision must say the same",
                "decision",
            )
        ]
    return []


def _secrecy_objections(decision: str, attribute: str, basis: str, mode: str) -> list[Objection]:
    """A secrecy review sets the attribute; anything but proactive disclosure needs its basis (条例 Arts 14–17)."""
    if attribute not in Attribute.codes():
        return [Objection("secrecy.attribute", "请选择公开属性", "Choose the attribute of disclosure", "attribute")]
    found: list[Objection] = []
    if attribute != Attribute.PROACTIVE and not basis.strip():
        found.append(
            Objection(
                "secrecy.basis",
                "不予主动公开的，请写明依据（法律条款）",
                "Name the article that forbids proactive disclosure",
                "basis",
            )
        )
    if decision == Step.APPROVED and attribute != mode:
        wanted, given = Attribute(mode).label, Attribute(attribute).label
        found.append(
            Objection(
                "secrecy.mode",
                f"本事项应“{wanted.zh}”，定为“{given.zh}”的不能通过，请退回并写明依据",
                f"The duty says “{wanted.en}”; what is “{given.en}” cannot pass: return it with the basis",
                "decision",
            )
        )
    return found


@action
def decide(
    step: ReviewStep,
    decision: str,
    opinion: str = "",
    *,
    objections: Iterable[Objection] = (),
    attribute: str = "",
    basis: str = "",
    actor: Actor,
    at: datetime,
) -> ReviewStep:
    """Decide a review: ``approved`` hands on to the next step, ``returned`` sends the disclosure back with reasons.

    Args:
        step: the pending step.
        decision: ``approved`` or ``returned``.
        opinion: in words; for the drafter and the record.
        objections: reasons tied to elements or metadata fields, shown beside them.
        attribute: for a secrecy review, the attribute of disclosure.
        basis: the article behind it.
        actor: entitled by role on the unit; for a body, the member who records its vote.
        at: now.

    Raises:
        Refused: not entitled; wrote it, or decided another step (four eyes); not its turn; a return without reasons;
            a secrecy review without attribute or basis; a decision that contradicts the votes.
    """
    disclosure, steps, step = _taken(step)
    reasons = tuple(objections)
    secrecy = step.kind == ReviewKind.SECRECY
    refuse_if(
        [
            entitlement(actor, disclosure, step.kind, on=local_day(at)),
            wrote_it(actor, disclosure),
            decided_already(actor, steps, step),
            _not_its_turn(disclosure, step),
            None if decision in _OUTCOMES else Objection("review.decision", "请选择通过或退回", "Approve or return", "decision"),
            Objection("review.reasons", "退回时请写明理由，或指出具体的问题", "Give reasons for returning it", "opinion")
            if decision == Step.RETURNED and not opinion.strip() and not reasons
            else None,
            *(_vote_objections(step, decision, tally(step, step.votes.all())) if step.kind in BY_VOTES else ()),
            *(_secrecy_objections(decision, attribute, basis, definition_of(disclosure).mode) if secrecy else ()),
        ]
    )  # fmt: skip
    step.state, step.decided_at, step.decided_by_id = decision, at, actor.pk
    step.opinion, step.objections = opinion.strip(), as_json(reasons)
    if secrecy:
        step.attribute, step.basis = attribute, basis.strip()[:200]
    step.save()
    name, words = ReviewKind(step.kind).label, _OUTCOMES[Step(decision)]
    happened(
        REVIEW_DECIDED, actor=actor, subject=disclosure, unit=disclosure.unit, at=at, kind=name.zh, kind_en=name.en,
        decision=words[0], decision_en=words[1], opinion=step.opinion, step=step.pk, review=str(step.kind),
        attribute=step.attribute,
    )  # fmt: skip
    if decision == Step.RETURNED:
        _send_back(disclosure, steps, step, actor=actor, at=at)
    else:
        _hand_on(disclosure, steps, actor=actor, at=at)
    return step


def _send_back(
    disclosure: Disclosure, steps: Sequence[ReviewStep], step: ReviewStep, *, actor: Actor, at: datetime
) -> None:
    waiting = [one.pk for one in steps if one.state == Step.WAITING]
    ReviewStep.objects.filter(pk__in=waiting).update(state=Step.VOID)
    if step.attribute and step.attribute != metadata_of(disclosure)["mode"]:
        write_metadata(disclosure, {"mode": step.attribute})
    move(disclosure, State.RETURNED)
    disclosure.save()
    name = ReviewKind(step.kind).label
    happened(
        DISCLOSURE_RETURNED, actor=actor, subject=disclosure, unit=disclosure.unit, at=at, kind=name.zh, kind_en=name.en,
        step=step.pk,
    )  # fmt: skip


def _hand_on(disclosure: Disclosure, steps: Sequence[ReviewStep], *, actor: Actor, at: datetime) -> None:
    following = next((one for one in steps if one.state == Step.WAITING), None)
    if following is not None:
        following.state = Step.PENDING
        following.save(update_fields=["state"])
        return
    move(disclosure, State.APPROVED)
    disclosure.save()
    happened(DISCLOSURE_APPROVED, actor=actor, subject=disclosure, unit=disclosure.unit, at=at)


@action
def reconsider(disclosure: Disclosure, reason: str, *, actor: Actor, at: datetime) -> Disclosure:
    """Take an approved disclosure back before publication because something came to light; its reviews start anew.

    Args:
        disclosure: approved or scheduled.
        reason: why, for the drafter.
        actor: holds PUBLISH or APPROVE on the unit.
        at: now.

    Raises:
        Refused: no right, not approved, or no reason.
    """
    disclosure = locked(disclosure.pk)
    today = local_day(at)
    refuse_if(
        [
            lacking(actor, Right.PUBLISH, disclosure.unit, on=today) and lacking(actor, Right.APPROVE, disclosure.unit, on=today),
            not_in(disclosure, {State.APPROVED, State.SCHEDULED}, "退回", "returned"),
            None if reason.strip() else Objection("review.reasons", "请写明理由", "Give a reason", "reason"),
        ]
    )  # fmt: skip
    move(disclosure, State.RETURNED)
    disclosure.publish_at = None
    disclosure.save()
    happened(
        DISCLOSURE_RETURNED, actor=actor, subject=disclosure, unit=disclosure.unit, at=at, kind="发布前复核",
        kind_en="Check before publication", reason=reason.strip(),
    )  # fmt: skip
    return disclosure
