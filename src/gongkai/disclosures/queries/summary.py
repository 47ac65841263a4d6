"""Where a disclosure stands and what the actor can do next, for the head of its page."""

from dataclasses import dataclass
from datetime import date, datetime

from gongkai.disclosures.models import Disclosure, ReviewStep
from gongkai.disclosures.stages import EDITABLE, PUBLISHABLE, State
from gongkai.disclosures.windows import is_running
from gongkai.journal.actors import Actor
from gongkai.units.rights import rights_of
from gongkai.units.roles import Right


@dataclass(frozen=True)
class Standing:
    """A disclosure's state in few words.

    Args:
        stage: of the working copy.
        public: whether an audience sees it now.
        correcting: whether a correction is under way.
        steps: the chain of the revision under review, in order.
        pending: the step whose turn it is.
        returned: the step that sent it back, while it is being mended.
        publish_at: when it will be published.
        posted_until: last day of the posting window.
        window_running: whether it is protected today.
        verbs: what the actor may try: ``save``, ``submit``, ``discard``, ``recall``, ``review``, ``publish``,
            ``schedule``, ``unschedule``, ``correct``, ``supersede``, ``withdraw``. The actions have the last word.
    """

    stage: str
    public: bool
    correcting: bool
    steps: tuple[ReviewStep, ...]
    pending: ReviewStep | None
    returned: ReviewStep | None
    publish_at: datetime | None
    posted_until: date | None
    window_running: bool
    verbs: frozenset[str]


def state_of(disclosure: Disclosure, actor: Actor, *, on: date) -> Standing:
    """Sum up a disclosure for an actor who may see it.

    Args:
        disclosure: visible to the actor.
        actor: who asks.
        on: today.
    """
    steps: tuple[ReviewStep, ...] = ()
    if disclosure.submitted_id is not None:
        chain = ReviewStep.objects.filter(revision_id=disclosure.submitted_id).select_related("decided_by")
        steps = tuple(chain.order_by("order"))
    return Standing(
        stage=disclosure.stage,
        public=disclosure.state in {State.PUBLISHED, State.SUPERSEDED},
        correcting=bool(disclosure.correction),
        steps=steps,
        pending=next((step for step in steps if step.state == ReviewStep.State.PENDING), None),
        returned=next((step for step in steps if step.state == ReviewStep.State.RETURNED), None)
        if disclosure.stage == State.RETURNED
        else None,
        publish_at=disclosure.publish_at,
        posted_until=disclosure.posted_until,
        window_running=is_running(disclosure, on) and disclosure.state == State.PUBLISHED,
        verbs=_verbs(disclosure, actor, on),
    )


def _verbs(disclosure: Disclosure, actor: Actor, on: date) -> frozenset[str]:
    rights, stage = rights_of(actor, on), disclosure.stage
    found: set[str] = set()
    if rights.has(Right.DRAFT, disclosure.unit):
        if stage in EDITABLE:
            found |= {"save", "submit", "discard"}
        if stage in {State.IN_REVIEW, *PUBLISHABLE}:
            found |= {"recall"}
        if disclosure.state == State.PUBLISHED and not disclosure.correction:
            found |= {"correct"}
    if stage == State.IN_REVIEW:
        found |= {"review"}
    if rights.has(Right.PUBLISH, disclosure.unit):
        if stage in PUBLISHABLE:
            found |= {"publish", "schedule"}
        if stage == State.SCHEDULED:
            found |= {"unschedule"}
        if disclosure.state == State.PUBLISHED:
            found |= {"supersede"}
    withdrawers = rights.has(Right.PUBLISH, disclosure.unit) or rights.has(Right.OVERSEE, disclosure.unit)
    if withdrawers and disclosure.state in {State.PUBLISHED, State.SUPERSEDED}:
        found |= {"withdraw"}
    return frozenset(found)
