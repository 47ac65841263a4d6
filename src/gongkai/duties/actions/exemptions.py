"""Zero reports and "not applicable": asked for with a reason, decided by somebody else."""

from datetime import datetime

from gongkai.duties.events import EXEMPTION_DECIDED, EXEMPTION_REQUESTED
from gongkai.duties.judging import judge_obligations
from gongkai.duties.models import Exemption, Obligation
from gongkai.duties.queries import may_decide
from gongkai.journal.actions import action, happened
from gongkai.journal.actors import Actor
from gongkai.journal.refusals import Objection, refuse_if
from gongkai.units.rights import lacking
from gongkai.units.roles import Right

MIN_REASON = 4  # characters; shorter is no reason


@action
def request_exemption(obligation: Obligation, kind: str, reason: str, *, actor: Actor, at: datetime) -> Exemption:
    """Ask that an obligation count as zero report or not applicable.

    A zero report is approved by the unit's leader, "not applicable" by the office, because it leaves the denominator.

    Raises:
        Refused: no right, no reason, not open, or a request is pending.
    """
    refuse_if(
        [
            lacking(actor, Right.DRAFT, obligation.unit),
            None
            if len(reason.strip()) >= MIN_REASON
            else Objection(
                "exemption.reason", "请写明理由（至少 4 个字）", "Give a reason (at least 4 characters)", "reason"
            ),
            None
            if obligation.state == Obligation.State.OPEN
            else Objection("exemption.state", "该任务已办结，无需申请", "This obligation is not open any more"),
            Objection(
                "exemption.withdraw",
                "撤回或更正的任务不能申请零报告或不适用；登记有误的，请取消登记的事件",
                "What must be withdrawn or corrected cannot be exempted; if the event was recorded in error, cancel it",
            )
            if obligation.demand == Obligation.Demand.WITHDRAW
            else None,
            Objection("exemption.pending", "已有一项申请待审批", "A request is pending already")
            if obligation.exemptions.filter(decision=Exemption.Decision.PENDING).exists()
            else None,
        ]
    )
    exemption = Exemption.objects.create(
        obligation=obligation, kind=kind, reason=reason.strip(), requested_by_id=actor.pk, requested_at=at
    )
    happened(
        EXEMPTION_REQUESTED, actor=actor, subject=obligation, unit=obligation.unit, at=at,
        kind=str(Exemption.Kind(kind).label), reason=reason.strip(), exemption=exemption.pk,
    )  # fmt: skip
    return exemption


@action
def decide_exemption(
    exemption: Exemption, *, approve: bool, opinion: str = "", actor: Actor, at: datetime
) -> Exemption:
    """Approve or refuse an exemption.

    Raises:
        Refused: not entitled, one's own request, decided already, published meanwhile, or a refusal without an opinion.
    """
    refuse_if(
        [
            None
            if may_decide(exemption, actor)
            else Objection(
                "exemption.right",
                "您不能审批这项申请（零报告由主要领导审批，不适用由公开办审批，本人不能审批自己的申请）",
                "You cannot decide this: leaders decide zero reports, the office decides “not applicable”, nobody their own",
            ),
            None
            if exemption.decision == Exemption.Decision.PENDING
            else Objection("exemption.decided", "已经审批过了", "This has been decided already"),
            Objection(
                "exemption.met", "该任务已公开，不再需要豁免", "It has been published meanwhile; nothing to exempt"
            )
            if approve and exemption.obligation.state != Obligation.State.OPEN
            else None,
            None
            if approve or opinion.strip()
            else Objection("exemption.opinion", "不同意时请写明意见", "Give an opinion when refusing", "opinion"),
        ]
    )
    exemption.decision = Exemption.Decision.APPROVED if approve else Exemption.Decision.REFUSED
    exemption.decided_by_id, exemption.decided_at, exemption.opinion = actor.pk, at, opinion.strip()
    exemption.save()
    judge_obligations([exemption.obligation_id])
    happened(
        EXEMPTION_DECIDED, actor=actor, subject=exemption.obligation, unit=exemption.obligation.unit, at=at,
        kind=str(Exemption.Kind(exemption.kind).label), decision=str(Exemption.Decision(exemption.decision).label),
        opinion=opinion.strip(), exemption=exemption.pk,
    )  # fmt: skip
    return exemption
