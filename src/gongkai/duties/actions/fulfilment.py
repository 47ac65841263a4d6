"""What the disclosures and channels rooms report: published, evidenced, taken down, withdrawn."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Literal

from django.utils import timezone

from gongkai.duties.events import OBLIGATION_MET, OBLIGATION_REMEDIED, OBLIGATION_REOPENED
from gongkai.duties.judging import judge_obligations
from gongkai.duties.models import Fulfilment, Obligation
from gongkai.duties.queries import publications_of
from gongkai.journal.actions import action, happened
from gongkai.journal.actors import Actor
from gongkai.journal.refusals import Objection
from gongkai.rulebook.vocabulary import Channel


@dataclass(frozen=True)
class FulfilmentFacts:
    """What a publication contributes to the verdict.

    Args:
        disclosure_id: the disclosure.
        published_at: the instant it became visible to its audience.
        content_reasons: what is wrong with the content; none means it conforms.
        procedure_reasons: what is wrong with the reviews; none means they conform.
        required_channels: channels the duty demands (vocabulary ids).
        evidenced_channels: channel to the first date with evidence; the website counts by publication itself.
        historical: imported, so never on time by this system.
    """

    disclosure_id: int
    published_at: datetime
    content_reasons: Sequence[Objection] = ()
    procedure_reasons: Sequence[Objection] = ()
    required_channels: Sequence[str] = ()
    evidenced_channels: Mapping[str, date] = field(default_factory=dict)
    historical: bool = False


def _missing(required: Sequence[str], evidenced: Mapping[str, object]) -> list[Objection]:
    return [
        Objection(
            code="form.channel",
            zh=f"还没有“{Channel(channel).label.zh}”的公开凭证，请张贴后拍照登记",
            en=f"No evidence yet for {Channel(channel).label.en}; post it and register a photograph",
            field=channel,
        )
        for channel in required
        if channel not in evidenced
    ]


@action
def fulfil(obligations: Iterable[Obligation], facts: FulfilmentFacts, *, actor: Actor) -> None:
    """Record that a publication met obligations and judge them. Called inside the publishing transaction.

    A correction, or another disclosure that takes the place of the first, keeps the date of the first publication:
    time is judged once, unless what came first was imported and so proves nothing.
    """
    # What must be withdrawn or corrected is met by that alone, see :func:`remedied`.
    open_ones = [one for one in obligations if one.demand == Obligation.Demand.PUBLISH]
    if not open_ones:
        return
    kept = {row.obligation_id: row for row in Fulfilment.objects.filter(obligation__in=[o.pk for o in open_ones])}
    missing = _missing(facts.required_channels, facts.evidenced_channels)
    fresh: list[Fulfilment] = []
    for obligation in open_ones:
        earlier = kept.get(obligation.pk)
        counts = earlier is not None and (facts.historical or not earlier.historical)
        row = earlier or Fulfilment(obligation=obligation)
        row.disclosure_id = facts.disclosure_id
        if not counts:
            row.published_at = facts.published_at
            row.published_on = timezone.localdate(facts.published_at)
        row.content_ok, row.content_reasons = not facts.content_reasons, [asdict(r) for r in facts.content_reasons]
        row.procedure_ok = not facts.procedure_reasons
        row.procedure_reasons = [asdict(r) for r in facts.procedure_reasons]
        row.required_channels = list(facts.required_channels)
        row.evidenced_channels = {channel: day.isoformat() for channel, day in facts.evidenced_channels.items()}
        row.form_ok, row.form_reasons = not missing, [asdict(r) for r in missing]
        row.historical = facts.historical and (earlier is None or earlier.historical)
        if earlier is None:
            fresh.append(row)
        else:
            row.save()
    Fulfilment.objects.bulk_create(fresh)
    judge_obligations([obligation.pk for obligation in open_ones], all_fulfilled=True)
    first = open_ones[0]
    happened(
        OBLIGATION_MET, actor=actor, subject=first, unit=first.unit, at=facts.published_at,
        obligations=[o.pk for o in open_ones], disclosure=facts.disclosure_id,
    )  # fmt: skip


_HOW = {
    "withdrawn": ("已撤回", "withdrawn"),
    "corrected": ("已发布更正", "corrected"),
    "superseded": ("已被新的信息替代", "superseded"),
}


@action
def remedied(
    disclosure_id: int, how: Literal["withdrawn", "corrected", "superseded"], *, actor: Actor, at: datetime
) -> int:
    """A published record was withdrawn, corrected or superseded: what demanded that is met, in time or late.

    Args:
        disclosure_id: the record.
        how: what was done with it.
        actor: who did it.
        at: the instant; demands of events after it stay open.

    Returns:
        The number of obligations met.
    """
    day = timezone.localdate(at)
    demanded = Obligation.objects.filter(
        demand=Obligation.Demand.WITHDRAW, state=Obligation.State.OPEN,
        occurrence__disclosure_id=disclosure_id, occurrence__occurred_on__lte=day,
    ).exclude(occurrence__occurred_at__gt=at)  # fmt: skip
    found = list(demanded.select_related("unit"))
    Fulfilment.objects.bulk_create(
        Fulfilment(
            obligation=one, disclosure_id=disclosure_id, published_at=at, published_on=day,
            content_ok=True, procedure_ok=True, form_ok=True,
        )
        for one in found
    )  # fmt: skip
    judge_obligations([one.pk for one in found])
    zh, en = _HOW[how]
    for one in found:
        happened(OBLIGATION_REMEDIED, actor=actor, subject=one, unit=one.unit, at=at, how=zh, how_en=en)
    return len(found)


@action
def unfulfil(disclosure_id: int, *, actor: Actor) -> int:
    """A withdrawn disclosure no longer meets its obligations; they are open again.

    Returns:
        The number of obligations reopened.
    """
    rows = publications_of(disclosure_id).select_related("obligation__unit")
    obligations = [row.obligation for row in rows]
    Fulfilment.objects.filter(pk__in=[row.pk for row in rows]).delete()
    judge_obligations([obligation.pk for obligation in obligations])
    for obligation in obligations:
        happened(OBLIGATION_REOPENED, actor=actor, subject=obligation, unit=obligation.unit)
    return len(obligations)


@action
def evidence_seen(disclosure_id: int, channels: Mapping[str, date], *, actor: Actor) -> None:
    """Replace what is evidenced for a disclosure, channel by channel, and judge its obligations again.

    Args:
        disclosure_id: the disclosure.
        channels: every channel with valid evidence and its first date, as the channels room counts them now.
        actor: who gave or voided evidence.
    """
    rows = list(publications_of(disclosure_id))
    for row in rows:
        merged = {"website": row.published_on.isoformat()} | {name: day.isoformat() for name, day in channels.items()}
        missing = _missing(row.required_channels, merged)
        row.evidenced_channels = merged
        row.form_ok, row.form_reasons = not missing, [asdict(r) for r in missing]
        row.save(update_fields=["evidenced_channels", "form_ok", "form_reasons"])
    judge_obligations([row.obligation_id for row in rows])


@action
def window_broken(disclosure_id: int, reason: Objection, *, actor: Actor) -> None:
    """A posting came down before its window had passed: a violation of time, even if it is put back later."""
    rows = list(publications_of(disclosure_id))
    for row in rows:
        row.window_broken = True
        row.time_reasons = [*row.time_reasons, asdict(reason)]
        row.save(update_fields=["window_broken", "time_reasons"])
    judge_obligations([row.obligation_id for row in rows])


@action
def rebuild_verdicts(*, actor: Actor) -> None:
    """Judge every obligation again from the stored facts."""
    judge_obligations()
