"""Documents of the past meet obligations that were still open, as history: never on time by this system."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from gongkai.disclosures.models import Disclosure
from gongkai.duties.actions import FulfilmentFacts, fulfil
from gongkai.duties.models import Obligation
from gongkai.duties.queries import definition
from gongkai.journal.actors import Actor
from gongkai.journal.refusals import Objection
from gongkai.rulebook import values as contents
from gongkai.rulebook.vocabulary import Channel

_PROCEDURE = Objection(
    "procedure.historical", "历史导入，本系统没有它的审核记录", "Imported from the past: this system holds no reviews of it"
)  # fmt: skip


def _meant(obligations: Sequence[Obligation], published: date) -> Obligation | None:
    """The obligation a document of that day belongs to: the last period that had begun, or the standing one."""
    standing = next((one for one in obligations if one.origin == Obligation.Origin.STANDING), None)
    begun = [one for one in obligations if one.origin == Obligation.Origin.PERIOD and one.opens_on <= published]
    last = begun[-1] if begun else standing
    return last if last is not None and last.state == Obligation.State.OPEN else None


def fulfil_history(disclosures: Sequence[Disclosure], *, actor: Actor) -> int:
    """Report historical disclosures to the obligations they belong to; the earliest document of each counts.

    Returns:
        The number of obligations met.
    """
    units, duties = {one.unit_id for one in disclosures}, {one.duty_id for one in disclosures}
    groups: dict[tuple[int, int], list[Obligation]] = defaultdict(list)
    rows = Obligation.objects.filter(unit__in=units, duty__in=duties, occurrence__isnull=True).select_related("unit")
    for row in rows.order_by("opens_on", "id"):
        groups[row.unit_id, row.duty_id].append(row)
    met = 0
    for one in sorted(disclosures, key=lambda row: (row.published_on or date.max, row.pk)):
        group = groups.get((one.unit_id, one.duty_id))
        obligation = _meant(group, one.published_on) if group and one.published_on else None
        if obligation is None or one.published_at is None or one.published_on is None:
            continue
        text = definition(one.duty, one.unit, one.version)
        facts = FulfilmentFacts(
            disclosure_id=one.pk,
            published_at=one.published_at,
            content_reasons=contents.objections(text, one.values, ()),
            procedure_reasons=[_PROCEDURE] if text.reviews else [],
            required_channels=[str(channel) for channel in text.channels.required],
            evidenced_channels={Channel.WEBSITE: one.published_on},
            historical=True,
        )
        fulfil([obligation], facts, actor=actor)
        obligation.state = Obligation.State.MET
        one.obligations.add(obligation)
        met += 1
    return met
