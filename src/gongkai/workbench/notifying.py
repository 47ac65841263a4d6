"""Who is told what: reviews that wait, what came back, requests and decisions, and every day what is due."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone

from gongkai.disclosures import events as disclosures
from gongkai.disclosures.models import Disclosure
from gongkai.duties import events as duties
from gongkai.journal.actors import Actor
from gongkai.journal.events import Event, subscribe
from gongkai.rulebook.vocabulary import ReviewKind
from gongkai.units.models import Person
from gongkai.units.roles import Role
from gongkai.workbench.actions import Words, give_notices
from gongkai.workbench.queries import notices as queries

SOON = 3  # days ahead that the daily notice tells of
STALE = timedelta(days=7)  # what happened longer ago is history, not news


def remind(*, on: date, actor: Actor) -> int:
    """Tell clerks what is due within three days and what is overdue, and leaders what is overdue: once a day.

    Args:
        on: today.
        actor: usually the system.

    Returns:
        The number of people told; none when they were told today already.
    """
    urgent = queries.urgent_by_unit(on, SOON)
    late = {unit: counts for unit, counts in urgent.items() if counts[1]}
    totals: dict[int, list[int]] = {}
    for chosen, roles in ((urgent, (Role.CLERK,)), (late, (Role.UNIT_LEADER,))):
        for unit, person in queries.serving(chosen, roles, on):
            sums = totals.setdefault(person, [0, 0])
            sums[0] += chosen[unit][0] if roles == (Role.CLERK,) else 0
            sums[1] += chosen[unit][1]
    words = {
        person: Words(f"due:{on}", _due(soon, overdue)[0], _due(soon, overdue)[1], reverse("workbench:tasks"))
        for person, (soon, overdue) in totals.items()
    }
    return give_notices(words, actor=actor, at=timezone.now())


def _due(soon: int, late: int) -> tuple[str, str]:
    zh = "，".join([f"{late} 项任务已逾期"] * bool(late) + [f"{soon} 项任务 {SOON} 天内到期"] * bool(soon))
    en = ", ".join([f"{late} tasks overdue"] * bool(late) + [f"{soon} tasks due within {SOON} days"] * bool(soon))
    return zh, en


def _fresh(event: Event) -> bool:
    return event.at is not None and event.at >= timezone.now() - STALE


def _tell(event: Event, people: Iterable[Person], words: Words) -> None:
    give_notices({one.pk: words for one in people}, actor=event.actor, at=event.at)


def review_waits(event: Event) -> None:
    """A disclosure was submitted, or one review passed: tell those whose turn it is."""
    disclosure: Disclosure = event.subject
    step = queries.pending_step(disclosure) if _fresh(event) else None
    if step is None:
        return
    drafters = set(disclosure.drafters)
    people = queries.reviewers(step, timezone.localdate(event.at))
    label = ReviewKind(step.kind).label
    words = Words(
        f"review:{step.pk}", f"待您{label.zh}：{disclosure.title}", f"Waiting for your review ({label.en}): {disclosure.title}",
        reverse("workbench:reviews"),
    )  # fmt: skip
    _tell(event, (one for key, one in people.items() if key not in drafters), words)


def came_back(event: Event) -> None:
    """A disclosure was returned, or passed its last review: tell the unit's clerks."""
    if not _fresh(event):
        return
    one: Disclosure = event.subject
    zh, en = {
        disclosures.DISCLOSURE_RETURNED: ("退回修改", "Returned for changes"),
        disclosures.DISCLOSURE_APPROVED: ("审核通过，可以发布", "Reviews passed, ready to publish"),
    }[event.kind]
    words = Words(
        f"{event.kind.name}:{one.pk}:{one.submitted_id}", f"{zh}：{one.title}", f"{en}: {one.title}",
        reverse("workbench:disclosure", args=[one.pk]),
    )  # fmt: skip
    _tell(event, queries.clerks(one.unit, timezone.localdate(event.at)), words)


def exemption_asked(event: Event) -> None:
    """A zero report or "not applicable" was asked for: tell those who decide."""
    if not _fresh(event):
        return
    asked = queries.exemption_of(event.details["exemption"])
    words = Words(
        f"exemption:{asked.pk}", f"待您审批{asked.get_kind_display()}：{asked.obligation.title}",
        f"Waiting for your decision: {asked.obligation.title}", reverse("workbench:exemption", args=[asked.pk]),
    )  # fmt: skip
    _tell(event, queries.deciders(asked, timezone.localdate(event.at)), words)


def exemption_decided(event: Event) -> None:
    """A request was decided: tell who asked."""
    if not _fresh(event):
        return
    asked = queries.exemption_of(event.details["exemption"])
    if asked.requested_by is None:
        return
    approved = asked.decision == asked.Decision.APPROVED
    words = Words(
        f"exemption:{asked.pk}:decided", f"{'同意' if approved else '不同意'}您的申请：{asked.obligation.title}",
        f"{'Approved' if approved else 'Refused'}: {asked.obligation.title}", reverse("workbench:exemption", args=[asked.pk]),
    )  # fmt: skip
    _tell(event, [asked.requested_by], words)


def connect() -> None:
    """Subscribe; doing it twice changes nothing."""
    for kind in (disclosures.DISCLOSURE_SUBMITTED, disclosures.REVIEW_DECIDED):
        subscribe(kind, review_waits)
    for kind in (disclosures.DISCLOSURE_RETURNED, disclosures.DISCLOSURE_APPROVED):
        subscribe(kind, came_back)
    subscribe(duties.EXEMPTION_REQUESTED, exemption_asked)
    subscribe(duties.EXEMPTION_DECIDED, exemption_decided)
