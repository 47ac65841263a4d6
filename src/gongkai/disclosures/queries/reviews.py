"""What waits for whose review, and what reviews said."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from gongkai.disclosures.models import Disclosure, ReviewStep, Revision, Vote
from gongkai.disclosures.queries.visibility import visible_to
from gongkai.disclosures.reviewing import ENTITLED, Tally, from_json, may_review, tally
from gongkai.journal.actors import Actor
from gongkai.rulebook.objections import Objection
from gongkai.units.rights import rights_of


def review_queue(actor: Actor, *, on: date) -> QuerySet[ReviewStep]:
    """The steps whose turn it is and that a role of the actor entitles to decide, oldest first.

    It still holds what the actor wrote or reviewed in another step (four eyes): see :func:`may_decide`, which tells
    it without another read.
    """
    rights = rights_of(actor, on)
    condition = Q(pk__in=[])
    if actor.pk is not None:
        for kind, needed in ENTITLED.items():
            held = Q(pk__in=[])
            for right in needed:
                if rights.anywhere(right):
                    held |= rights.unit_filter(right, "unit__")
            condition |= Q(kind=kind) & held
    earlier = ReviewStep.objects.exclude(decided_by=None).only("revision_id", "decided_by_id")
    return (
        ReviewStep.objects.filter(condition, state=ReviewStep.State.PENDING)
        .select_related("unit", "revision__disclosure__duty", "revision__disclosure__unit")
        .defer("revision__content", "revision__disclosure__values", "revision__disclosure__pending")
        .prefetch_related(Prefetch("revision__steps", earlier, to_attr="decided"))
        .order_by("id")
    )


def may_decide(step: ReviewStep, actor: Actor, *, on: date) -> bool:
    """Whether the actor is entitled to the step, did not write the disclosure and decided no other step of it."""
    disclosure = step.revision.disclosure
    if not may_review(actor, disclosure, step.kind, on=on) or actor.pk in disclosure.drafters:
        return False
    decided: Sequence[ReviewStep] = getattr(step.revision, "decided", None) or list(step.revision.steps.all())
    return all(one.decided_by_id != actor.pk for one in decided if one.pk != step.pk)


def steps_of(revision: Revision) -> QuerySet[ReviewStep]:
    """The chain of a revision in order, with who decided and the votes."""
    return (
        ReviewStep.objects.filter(revision=revision)
        .select_related("decided_by")
        .prefetch_related(Prefetch("votes", Vote.objects.select_related("person")))
        .order_by("order")
    )


def step_visible_to(actor: Actor, key: int) -> ReviewStep | None:
    """A step by key, if the actor may see its disclosure."""
    return (
        ReviewStep.objects.filter(pk=key, revision__disclosure__in=visible_to(actor).values("pk"))
        .select_related("revision__disclosure__unit", "revision__disclosure__duty", "revision__disclosure__version")
        .first()
    )


def votes_of(step: ReviewStep) -> Tally:
    """The count of a step's votes."""
    return tally(step, step.votes.all())


def last_return(disclosure: Disclosure) -> tuple[ReviewStep, tuple[Objection, ...]] | None:
    """The step that sent the working copy back, and its reasons tied to fields; ``None`` when none did."""
    step = (
        ReviewStep.objects.filter(revision__disclosure=disclosure, state=ReviewStep.State.RETURNED)
        .select_related("decided_by", "revision")
        .order_by("-decided_at", "-pk")
        .first()
    )
    return None if step is None else (step, from_json(step.objections))
