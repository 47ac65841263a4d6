"""What a person must do today, and where the units under them are late."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Prefetch, Q

from gongkai.channels.models import Posting
from gongkai.channels.queries import boards_visible_to, postings_visible_to, window_over
from gongkai.disclosures import queries as disclosures
from gongkai.disclosures.models import Disclosure, ReviewStep, Revision
from gongkai.disclosures.stages import State
from gongkai.duties import queries as duties
from gongkai.duties.models import Exemption, Obligation
from gongkai.journal.actors import Actor
from gongkai.rulebook.vocabulary import Channel
from gongkai.units.models import Post, Unit
from gongkai.units.queries import posts_visible_to, visible_to
from gongkai.units.rights import Rights, rights_of
from gongkai.units.roles import Right, Role

ROWS = 30
LEADERS = frozenset(
    {Role.UNIT_LEADER, Role.LEADER_IN_CHARGE, Role.OFFICE_STAFF, Role.LEADING_GROUP_MEMBER, Role.AUDITOR}
)
_WORKING = (State.DRAFT, State.IN_REVIEW, State.RETURNED, State.APPROVED, State.SCHEDULED)


@dataclass(frozen=True)
class Begun:
    """A task and the disclosure that was begun for it, if any."""

    obligation: Obligation
    disclosure: Disclosure | None


@dataclass(frozen=True)
class Returned:
    """A disclosure sent back, the step that did it and how many reasons it names."""

    disclosure: Disclosure
    step: ReviewStep | None


@dataclass(frozen=True)
class Unposted:
    """A published task whose required channels still lack evidence."""

    obligation: Obligation
    channels: tuple[str, ...]


@dataclass(frozen=True)
class Today:
    """Everything that waits for a person, most urgent first."""

    overdue: Sequence[Begun]
    due_soon: Sequence[Begun]
    later: Sequence[Begun]
    no_limit: Sequence[Begun]
    more: bool
    returned: Sequence[Returned]
    reviews: Sequence[ReviewStep]
    exemptions: Sequence[Exemption]
    ready: Sequence[Disclosure]
    scheduled: Sequence[Disclosure]
    unposted: Sequence[Unposted]
    coming_down: Sequence[Posting]
    can_draft: bool

    @property
    def nothing(self) -> bool:
        """Whether every list is empty."""
        return not (self.count or self.later or self.no_limit or self.scheduled)

    @property
    def count(self) -> int:
        """How many things cannot wait: the late, the soon due, and what others sent here."""
        urgent = (
            self.overdue, self.due_soon, self.returned, self.reviews, self.exemptions, self.ready, self.unposted,
            self.coming_down,
        )  # fmt: skip
        return sum(map(len, urgent))


@dataclass(frozen=True)
class Late:
    """A unit that is behind, its rate, and who answers for it."""

    unit: Unit
    rate: duties.Rate
    answers: Post | None


@dataclass(frozen=True)
class Standing:
    """The units a leader answers for: their rate of the year (in January of the last one) and the worst of them."""

    year: int
    rate: duties.Rate
    worst: Sequence[Late]
    units: int


def today(actor: Actor, *, on: date) -> Today:
    """What waits for an actor on a day."""
    rights = rights_of(actor, on)
    tasks = duties.tasks(actor, on=on, limit=ROWS) if rights.anywhere(Right.DRAFT) else None
    begun = _begun(actor, tasks)
    waiting = _waiting(actor, rights)
    overdue, due_soon, later, no_limit = (
        [Begun(one, begun.get(one.pk)) for one in rows]
        for rows in ((tasks.overdue, tasks.due_soon, tasks.later, tasks.no_limit) if tasks else ((), (), (), ()))
    )
    return Today(
        overdue=overdue,
        due_soon=due_soon,
        later=later,
        no_limit=no_limit,
        more=bool(tasks and tasks.more),
        returned=[Returned(one, _sent_back(one)) for one in waiting[State.RETURNED]],
        reviews=waiting_reviews(actor, on=on)[:ROWS],
        exemptions=_exemptions(actor, rights),
        ready=waiting[State.APPROVED],
        scheduled=waiting[State.SCHEDULED],
        unposted=_unposted(actor) if rights.anywhere(Right.EVIDENCE) else (),
        coming_down=_coming_down(actor, on) if rights.anywhere(Right.EVIDENCE) else (),
        can_draft=tasks is not None,
    )


def _begun(actor: Actor, tasks: duties.Tasks | None) -> dict[int, Disclosure]:
    keys = (
        [one.pk for rows in (tasks.overdue, tasks.due_soon, tasks.later, tasks.no_limit) for one in rows]
        if tasks
        else []
    )
    if not keys:
        return {}
    rows = disclosures.light(disclosures.visible_to(actor, Right.DRAFT)).filter(
        obligations__in=keys, state__in=_WORKING
    )
    found: dict[int, Disclosure] = {}
    for one in rows.prefetch_related("obligations").distinct():
        found.update({task.pk: one for task in one.obligations.all()})
    return found


def _waiting(actor: Actor, rights: Rights) -> Mapping[str, Sequence[Disclosure]]:
    """What was returned to those who draft, and what waits for those who publish; one read for all of it."""
    needs = {State.RETURNED: Right.DRAFT, State.APPROVED: Right.PUBLISH, State.SCHEDULED: Right.PUBLISH}
    found: dict[str, list[Disclosure]] = {stage: [] for stage in needs}
    held = [right for right in set(needs.values()) if rights.anywhere(right)]
    if not held:
        return found
    rows = disclosures.light(reduce(or_, (disclosures.visible_to(actor, right) for right in held)))
    frozen = Prefetch("submitted", Revision.objects.defer("content"))
    stages = Q(state__in=needs) | Q(correction__in=needs)
    rows = rows.filter(stages).prefetch_related(frozen, "submitted__steps__decided_by").order_by("publish_at", "-pk")
    for one in rows[: 3 * ROWS]:
        if one.stage in needs and rights.has(needs[State(one.stage)], one.unit):
            found[one.stage].append(one)
    return found


def _sent_back(disclosure: Disclosure) -> ReviewStep | None:
    steps = disclosure.submitted.steps.all() if disclosure.submitted else ()
    return next((one for one in steps if one.state == ReviewStep.State.RETURNED), None)


def reviews_of(actor: Actor, *, on: date, limit: int = 200) -> tuple[list[ReviewStep], list[ReviewStep]]:
    """The steps in the actor's line of duty, oldest first: those to decide or vote on, and those others must decide."""
    mine: list[ReviewStep] = []
    others: list[ReviewStep] = []
    for step in disclosures.review_queue(actor, on=on).prefetch_related("votes")[:limit]:
        open_to = disclosures.may_decide(step, actor, on=on) and (not step.quorum or _vote_open(step, actor))
        (mine if open_to else others).append(step)
    return mine, others


def waiting_reviews(actor: Actor, *, on: date) -> list[ReviewStep]:
    """The steps the actor may decide or still vote on, oldest first."""
    return reviews_of(actor, on=on)[0]


def _vote_open(step: ReviewStep, actor: Actor) -> bool:
    """A body's step waits for a member who has not voted, and for everybody once its votes decide it."""
    votes = list(step.votes.all())
    return len(votes) >= step.quorum or all(vote.person_id != actor.pk for vote in votes)


def _exemptions(actor: Actor, rights: Rights) -> list[Exemption]:
    """The zero reports and the like that wait for the actor's decision, the oldest first."""
    if not (rights.anywhere(Right.APPROVE) or rights.anywhere(Right.OVERSEE)):
        return []
    rows = duties.exemptions_visible_to(actor).filter(decision=Exemption.Decision.PENDING).order_by("pk")
    return [one for one in rows[: 3 * ROWS] if duties.may_decide(one, actor)][:ROWS]


def _unposted(actor: Actor) -> list[Unposted]:
    rows = (
        duties.visible_to(actor, Right.EVIDENCE)
        .filter(state=Obligation.State.MET, form_ok=False, fulfilment__isnull=False, disclosure_id__isnull=False)
        .select_related("fulfilment")
        .order_by("-published_on", "-pk")[:ROWS]
    )
    found = []
    for one in rows:
        given = set(one.fulfilment.evidenced_channels)
        missing = tuple(
            name for name in one.fulfilment.required_channels if name not in given | {Channel.WEBSITE.value}
        )
        if missing:
            found.append(Unposted(one, missing))
    return found


def _coming_down(actor: Actor, on: date) -> list[Posting]:
    mine = boards_visible_to(actor, Right.EVIDENCE).order_by().values("pk")
    return list(window_over(postings_visible_to(actor).filter(board__in=mine), on)[:ROWS])


def standing(actor: Actor, *, on: date, rows: int = 10) -> Standing | None:
    """Where the actor's units are late and who answers; ``None`` for those who answer for nobody."""
    rights = rights_of(actor, on)
    if not rights.roles() & LEADERS:
        return None
    year = on.year if on.month > 1 else on.year - 1
    scope = duties.due_within(duties.visible_to(actor), date(year, 1, 1), date(year, 12, 31))
    by_unit = {key[0]: rate for key, rate in duties.rates_by(scope.select_related(None), "unit_id", on=on).items()}
    total = duties.Rate(*(sum(getattr(one, name) for one in by_unit.values()) for name in duties.Rate.__slots__))
    keys = [key for key in by_unit if isinstance(key, int)]
    behind = sorted(keys, key=lambda key: (-by_unit[key].missing, -by_unit[key].late, by_unit[key].share or 0.0))
    shown = [key for key in behind if by_unit[key].missing or by_unit[key].late][:rows]
    units = visible_to(actor).in_bulk(shown)
    posts: dict[int, Post] = {}
    current = posts_visible_to(actor).filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=on), unit__in=shown, starts_on__lte=on
    )
    for post in current.order_by("unit_id", "rank", "id"):
        posts.setdefault(post.unit_id, post)
    worst = [Late(units[key], by_unit[key], posts.get(key)) for key in shown if key in units]
    return Standing(year, total, worst, len(by_unit))
