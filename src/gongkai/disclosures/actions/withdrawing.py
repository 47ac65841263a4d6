"""Taking a published disclosure from its audience; a tombstone stays."""

from datetime import datetime

from gongkai.disclosures.actions._records import locked, void_undecided
from gongkai.disclosures.events import DISCLOSURE_WITHDRAWN
from gongkai.disclosures.models import Disclosure, Withdrawal
from gongkai.disclosures.stages import State, local_day
from gongkai.disclosures.windows import BREAKING, REOPENING, is_running
from gongkai.duties.actions import remedied, unfulfil, window_broken
from gongkai.journal.actions import action, happened
from gongkai.journal.actors import Actor
from gongkai.journal.refusals import Objection, refuse_if
from gongkai.units.rights import lacking
from gongkai.units.roles import Right

PERMANENT = "permanent"
_WORDS = {
    Withdrawal.Kind.PRIVACY: ("涉及个人隐私或商业秘密", "personal data or business secrets"),
    Withdrawal.Kind.SECRECY: ("不得公开的秘密", "a state or work secret"),
    Withdrawal.Kind.ANNULLED: ("所依据的决定被变更或撤销", "the decision behind it was changed or annulled"),
    Withdrawal.Kind.EXPIRED: ("公开期限届满", "its period has passed"),
    Withdrawal.Kind.ERROR: ("内容有误，另行公开", "wrong content, published anew"),
    Withdrawal.Kind.DUPLICATE: ("重复公开", "published twice"),
    Withdrawal.Kind.COURT: ("司法、复议或监督机关决定", "decision of a court or supervising organ"),
}


def _kind_objections(disclosure: Disclosure, kind: str, basis: str, at: datetime) -> list[Objection]:
    """What speaks against this reason: the window that still runs, a basis it lacks, a period that has not passed."""
    if kind not in Withdrawal.Kind:
        return [Objection("withdraw.kind", "请选择撤回类型", "Choose the kind of reason", "kind")]
    found: list[Objection] = []
    running = is_running(disclosure, local_day(at))
    if running and kind not in BREAKING:
        found.append(
            Objection(
                "withdraw.window",
                f"公示期至 {disclosure.posted_until} 届满，期满前不得撤下。只有涉及隐私、秘密、决定被撤销或司法、监督机关决定的可以提前撤下",
                f"It must stay posted until {disclosure.posted_until}. Only privacy, secrecy, annulment or a court's or "
                "supervisor's decision can take it down earlier",
                "kind",
            )
        )
    if kind == Withdrawal.Kind.EXPIRED and disclosure.retention == PERMANENT and disclosure.posted_until is None:
        found.append(
            Objection(
                "withdraw.permanent",
                "本事项长期公开，没有届满的公开期限",
                "This duty's disclosures stay public for good",
                "kind",
            )
        )
    if kind in BREAKING and not basis.strip():
        found.append(
            Objection(
                "withdraw.basis",
                "请写明撤回的依据（条款或文书号）",
                "Name the article or decision it rests on",
                "basis",
            )
        )
    return found


@action
def withdraw(
    disclosure: Disclosure, kind: str, reason: str, basis: str = "", *, actor: Actor, at: datetime
) -> Withdrawal:
    """Withdraw a published disclosure: a tombstone with number, unit, dates, kind and reason takes its page's place.

    While a posting window runs only privacy, secrecy, annulment or a court's decision can take it down, and the window
    counts as broken. Withdrawn as wrong or duplicate, its obligations are open again.

    Args:
        disclosure: published or superseded.
        kind: a :class:`~gongkai.disclosures.models.Withdrawal` kind.
        reason: for the tombstone; no personal data.
        basis: the article or decision; required for the kinds that break a window.
        actor: holds PUBLISH on the unit, or OVERSEE (the office may take down what must not be public).
        at: now.

    Raises:
        Refused: no right, not published, no kind or reason or basis, the window runs, or it never expires.
    """
    disclosure = locked(disclosure.pk)
    today = local_day(at)
    denied = lacking(actor, Right.PUBLISH, disclosure.unit, on=today)
    refuse_if(
        [
            denied and lacking(actor, Right.OVERSEE, disclosure.unit, on=today) and denied,
            None
            if disclosure.state in {State.PUBLISHED, State.SUPERSEDED}
            else Objection("withdraw.state", "只有已公开的信息可以撤回", "Only what is published can be withdrawn"),
            None
            if reason.strip()
            else Objection("withdraw.reason", "请写明撤回原因", "Say why it is withdrawn", "reason"),
            *_kind_objections(disclosure, kind, basis, at),
        ]
    )
    broken = is_running(disclosure, today)
    void_undecided(disclosure)
    disclosure.state, disclosure.correction, disclosure.pending = State.WITHDRAWN, "", {}
    disclosure.submitted, disclosure.publish_at = None, None
    disclosure.save()
    withdrawal = Withdrawal.objects.create(
        disclosure=disclosure, kind=kind, reason=reason.strip()[:300], basis=basis.strip()[:200], window_broken=broken,
        withdrawn_at=at, withdrawn_by_id=actor.pk,
    )  # fmt: skip
    if broken:
        told = Objection(
            "time.window_broken",
            f"公示期至 {disclosure.posted_until}，{today} 提前撤下",
            f"To be posted until {disclosure.posted_until}, taken down on {today}",
        )
        window_broken(disclosure.pk, told, actor=actor)
    if kind in REOPENING:
        unfulfil(disclosure.pk, actor=actor)
    remedied(disclosure.pk, "withdrawn", actor=actor, at=at)
    words = _WORDS[Withdrawal.Kind(kind)]
    happened(
        DISCLOSURE_WITHDRAWN, actor=actor, subject=disclosure, unit=disclosure.unit, at=at, kind=words[0],
        kind_en=words[1], reason=withdrawal.reason, withdrawal=withdrawal.pk,
    )  # fmt: skip
    return withdrawal
