"""The review chain: who is entitled to which step, who is too close to decide, and how votes are counted."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from gongkai.disclosures.models import Disclosure, ReviewStep, Vote
from gongkai.journal.actors import Actor
from gongkai.rulebook.objections import Objection
from gongkai.rulebook.vocabulary import ReviewKind
from gongkai.units.rights import rights_of
from gongkai.units.roles import Right

ENTITLED: Final[Mapping[str, frozenset[Right]]] = {
    ReviewKind.UNIT_REVIEW: frozenset({Right.DRAFT, Right.APPROVE, Right.APPROVE_IN_CHARGE}),
    ReviewKind.UNIT_LEADER: frozenset({Right.APPROVE}),
    ReviewKind.LEADER_IN_CHARGE: frozenset({Right.APPROVE_IN_CHARGE}),
    ReviewKind.SECRECY: frozenset({Right.REVIEW_SECRECY}),
    ReviewKind.VILLAGE_SUPERVISION: frozenset({Right.SUPERVISE_VILLAGE}),
    ReviewKind.DELIBERATION: frozenset({Right.DELIBERATE}),
}
"""The rights of which one entitles to decide a step of each kind."""

BY_VOTES: Final = frozenset({ReviewKind.VILLAGE_SUPERVISION, ReviewKind.DELIBERATION})
"""Kinds decided by a body: a quorum must vote, and more than half of the votes cast decide."""

QUORUM: Final = 3
"""Votes a body needs where its own rules say nothing: fewer than three people are no body (村民委员会组织法 Art 32 asks
for a committee chosen by the villagers and names no number)."""


@dataclass(frozen=True)
class Tally:
    """The votes of a step. Abstentions count as cast."""

    for_: int
    against: int
    abstain: int
    quorum: int

    @property
    def cast(self) -> int:
        """All votes."""
        return self.for_ + self.against + self.abstain

    @property
    def quorate(self) -> bool:
        """Whether enough members voted."""
        return self.cast >= self.quorum

    @property
    def carried(self) -> bool:
        """Whether more than half of the votes cast are for it."""
        return self.quorate and self.for_ * 2 > self.cast


def tally(step: ReviewStep, votes: Iterable[Vote]) -> Tally:
    """Count the votes of a step."""
    choices = [vote.choice for vote in votes]
    for_, against, abstain = (choices.count(one) for one in (Vote.Choice.FOR, Vote.Choice.AGAINST, Vote.Choice.ABSTAIN))
    return Tally(for_, against, abstain, step.quorum)


def quorum_of(kind: str) -> int:
    """The votes a step of this kind needs; 0 where one person decides."""
    return QUORUM if kind in BY_VOTES else 0


def may_review(actor: Actor, disclosure: Disclosure, kind: str, *, on: date) -> bool:
    """Whether a role entitles the actor to a step of this kind. The system itself is no reviewer."""
    if actor.pk is None:
        return False
    rights = rights_of(actor, on)
    return any(rights.has(right, disclosure.unit) for right in ENTITLED[kind])


def entitlement(actor: Actor, disclosure: Disclosure, kind: str, *, on: date) -> Objection | None:
    """The objection when no role entitles the actor to a step of this kind."""
    if may_review(actor, disclosure, kind, on=on):
        return None
    name = ReviewKind(kind).label
    return Objection(
        "review.right",
        f"您没有在{disclosure.unit.label}进行“{name.zh}”的权限",
        f"No role entitles you to “{name.en}” here",
    )


def wrote_it(actor: Actor, disclosure: Disclosure) -> Objection | None:
    """The first half of four eyes: who drafted or submitted it does not decide."""
    if actor.pk is None or actor.pk not in disclosure.drafters:
        return None
    return Objection(
        "review.own",
        "您参与了这份稿件的起草或提交，不能自己审核，请由他人审核",
        "You drafted or submitted this; somebody else must review it",
    )


def decided_already(actor: Actor, steps: Sequence[ReviewStep], step: ReviewStep) -> Objection | None:
    """The second half: one person does not decide two steps of one revision."""
    others = (one for one in steps if one.pk != step.pk and one.decided_by_id is not None)
    if actor.pk is None or all(one.decided_by_id != actor.pk for one in others):
        return None
    return Objection(
        "review.twice",
        "您已审核过这一稿的另一个环节，同一人不能审核两个环节",
        "You decided another step of this revision; one person does not decide two",
    )


def as_json(objections: Iterable[Objection]) -> list[dict[str, Any]]:
    """Objections as stored."""
    return [{"code": one.code, "zh": one.zh, "en": one.en, "field": one.field, "row": one.row} for one in objections]


def from_json(stored: Iterable[Mapping[str, Any]]) -> tuple[Objection, ...]:
    """Objections as they were."""
    return tuple(Objection(one["code"], one["zh"], one["en"], one.get("field"), one.get("row")) for one in stored)
