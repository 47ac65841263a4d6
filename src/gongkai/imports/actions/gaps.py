"""Why a numbered document never became public: said by the unit or the office, decided by another."""

from collections.abc import Sequence
from datetime import datetime

from gongkai.imports.events import GAP_DECIDED, GAP_EXPLAINED
from gongkai.imports.models import GapExplanation
from gongkai.journal.actions import action, happened
from gongkai.journal.actors import Actor
from gongkai.journal.refusals import Objection, refuse_if
from gongkai.rulebook.document_numbers import DocumentNumber
from gongkai.units.models import Unit
from gongkai.units.rights import lacking
from gongkai.units.roles import Right

Kind = GapExplanation.Kind
Decision = GapExplanation.Decision
_KINDS = {
    Kind.SECRET: ("涉密文件", "secret"),
    Kind.NOT_ISSUED: ("未编发", "never issued"),
    Kind.ON_REQUEST: ("依申请公开", "on request"),
}
_DECISIONS = {Decision.APPROVED: ("同意", "approved"), Decision.REFUSED: ("不同意", "refused")}
SHORTEST = 4
MOST = 500


@action
def explain_gaps(
    unit: Unit, gaps: Sequence[DocumentNumber], kind: str, reason: str, *, actor: Actor, at: datetime
) -> list[GapExplanation]:
    """Explain missing numbers; the office decides.

    Args:
        unit: whose series it is.
        gaps: the missing numbers.
        kind: secret, not issued, or on request.
        reason: in words. For a secret document nothing of its content.
        actor: a clerk of the unit, or the office.
        at: now.

    Raises:
        Refused: no right, no kind, no reason, no number, or numbers explained already.
    """
    text = " ".join(reason.split())
    known = _known(gaps)
    taken = [gap.canonical for gap in gaps if (gap.series, gap.year or 0, gap.number) in known]
    refuse_if(
        [
            lacking(actor, Right.DRAFT, unit) and lacking(actor, Right.OVERSEE, unit),
            None if kind in Kind else Objection("gap.kind", "请选择断号的原因", "Choose the reason", "kind"),
            Objection("gap.reason", "请写明情况，至少四个字", "Say what happened, in a few words", "reason")
            if len(text) < SHORTEST
            else None,
            None if gaps else Objection("gap.none", "请先勾选断号", "Choose missing numbers first", "gaps"),
            Objection("gap.many", f"一次最多说明 {MOST} 个", f"At most {MOST} at once", "gaps")
            if len(gaps) > MOST
            else None,
            Objection(
                "gap.known",
                f"已经有说明：{'、'.join(taken[:10])}",
                f"Explained already: {', '.join(taken[:10])}",
                "gaps",
            )
            if taken
            else None,
        ]
    )
    rows = GapExplanation.objects.bulk_create(
        GapExplanation(
            series=gap.series, year=gap.year or 0, number=gap.number, unit=unit, kind=kind, reason=text[:300],
            requested_by_id=actor.pk, requested_at=at,
        )
        for gap in gaps
    )  # fmt: skip
    zh, en = _KINDS[Kind(kind)]
    for row, gap in zip(rows, gaps, strict=True):
        happened(
            GAP_EXPLAINED, actor=actor, subject=row, unit=unit, at=at, number=gap.canonical, kind=zh, kind_en=en,
            reason=row.reason,
        )  # fmt: skip
    return rows


def _known(gaps: Sequence[DocumentNumber]) -> set[tuple[str, int, int]]:
    rows = GapExplanation.objects.filter(series__in={gap.series for gap in gaps}).exclude(decision=Decision.REFUSED)
    return set(rows.values_list("series", "year", "number"))


@action
def decide_gap(
    explanation: GapExplanation, decision: str, opinion: str = "", *, actor: Actor, at: datetime
) -> GapExplanation:
    """Approve or refuse the explanation of a missing number. Approved, it is a record; refused, a finding again.

    Raises:
        Refused: no right, decided already, explained by oneself, no decision, or refused without saying why.
    """
    explanation = GapExplanation.objects.select_for_update().get(pk=explanation.pk)
    refuse_if(
        [
            lacking(actor, Right.OVERSEE, explanation.unit),
            None
            if explanation.decision == Decision.PENDING
            else Objection("gap.decided", "这条说明已经审批", "It was decided already"),
            Objection(
                "gap.self",
                "不能审批自己提出的说明，请由公开办另一位同事审批",
                "Somebody else of the office must decide this",
            )
            if actor.pk is not None and actor.pk == explanation.requested_by_id
            else None,
            None
            if decision in _DECISIONS
            else Objection("gap.decision", "请选择同意或不同意", "Approve or refuse", "decision"),
            Objection("gap.opinion", "不同意的请写明理由", "Say why it is refused", "opinion")
            if decision == Decision.REFUSED and not opinion.strip()
            else None,
        ]
    )
    explanation.decision, explanation.opinion = decision, opinion.strip()[:300]
    explanation.decided_by_id, explanation.decided_at = actor.pk, at
    explanation.save()
    zh, en = _DECISIONS[Decision(decision)]
    happened(
        GAP_DECIDED, actor=actor, subject=explanation, unit=explanation.unit, at=at, number=str(explanation),
        decision=zh, decision_en=en, opinion=explanation.opinion,
    )  # fmt: skip
    return explanation
