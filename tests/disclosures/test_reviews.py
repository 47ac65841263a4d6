"""Who decides what, four eyes, votes, secrecy, returns."""

from collections.abc import Callable

import pytest

from gongkai.disclosures import actions
from gongkai.disclosures.models import Disclosure, ReviewStep
from gongkai.disclosures.queries import last_return, may_decide, review_queue, votes_of
from gongkai.journal.actors import SYSTEM
from gongkai.journal.models import AuditRow
from gongkai.journal.refusals import Objection
from gongkai.units.models import Person
from gongkai.units.roles import Role
from tests.disclosures.conftest import NOW, TODAY, District, later, pending

Refusal = Callable[..., list[str]]
State = Disclosure.State


def approve(disclosure: Disclosure, by: Person, **more: object) -> Disclosure:
    actions.decide(pending(disclosure), "approved", "同意", actor=by, at=later(hours=1), **more)
    return Disclosure.objects.get(pk=disclosure.pk)


def through(district: District) -> Disclosure:
    """A disclosure through unit review and leader, waiting for secrecy."""
    return approve(approve(district.submitted("chain"), district.other_clerk), district.leader)


def test_the_whole_chain(district: District):
    waiting = through(district)
    assert waiting.state == State.IN_REVIEW
    done = approve(waiting, district.secrecy, attribute="proactive")
    assert done.state == State.APPROVED
    kinds = list(AuditRow.objects.filter(kind__startswith="review_decided").values_list("details__kind", flat=True))
    assert kinds == ["保密审查", "主要领导审签", "单位审核"]


@pytest.mark.parametrize(
    "role", [role for role in Role if role not in {Role.CLERK, Role.UNIT_LEADER, Role.LEADER_IN_CHARGE}]
)
def test_others_cannot_do_the_unit_review(district: District, refused: Refusal, role: Role):
    submitted = district.submitted("chain")
    person = district.person("someone", role, district.finance)
    assert refused(actions.decide, pending(submitted), "approved", actor=person, at=NOW) == ["review.right"]


@pytest.mark.parametrize(
    ("code", "kind", "role"),
    [
        ("chain", "unit_review", Role.CLERK),
        ("chain", "unit_leader", Role.UNIT_LEADER),
        ("chain", "secrecy", Role.SECRECY_REVIEWER),
        ("charge", "leader_in_charge", Role.LEADER_IN_CHARGE),
        ("village", "village_supervision", Role.VILLAGE_SUPERVISOR),
        ("village", "deliberation", Role.DELIBERATION_MEMBER),
    ],
)
def test_each_kind_has_its_role(district: District, code: str, kind: str, role: Role):
    step = district.submitted(code).submitted.steps.get(kind=kind)
    step.state = "pending"
    for other in Role:
        person = district.person(f"p-{other}", other, district.finance)
        wide = {Role.UNIT_LEADER, Role.LEADER_IN_CHARGE} if kind == "unit_review" else set()
        assert may_decide(step, person, on=TODAY) == (other == role or other in wide), other


def test_roles_at_another_unit_do_not_count(district: District, refused: Refusal):
    submitted = approve(district.submitted("chain"), district.other_clerk)
    leader = district.person("leader", Role.UNIT_LEADER, district.health)
    assert refused(actions.decide, pending(submitted), "approved", actor=leader, at=NOW) == ["review.right"]


def test_who_wrote_it_does_not_decide(district: District, refused: Refusal):
    submitted = district.submitted("chain")
    assert refused(actions.decide, pending(submitted), "approved", actor=district.clerk, at=NOW) == ["review.own"]


def test_who_saved_it_once_does_not_decide(district: District, refused: Refusal):
    draft = district.draft("chain")
    draft = actions.save_draft(draft, {"note": "补充"}, {}, draft.saves, actor=district.other_clerk, at=NOW).disclosure
    submitted = actions.submit(draft, actor=district.clerk, at=NOW)
    assert refused(actions.decide, pending(submitted), "approved", actor=district.other_clerk, at=NOW) == ["review.own"]


def test_who_submitted_it_does_not_decide(district: District, refused: Refusal):
    submitted = actions.submit(district.draft("chain"), actor=district.other_clerk, at=NOW)
    assert refused(actions.decide, pending(submitted), "approved", actor=district.other_clerk, at=NOW) == ["review.own"]


def test_nobody_decides_two_steps(district: District, refused: Refusal):
    submitted = approve(district.submitted("chain"), district.leader)  # a leader may do the unit review
    assert refused(actions.decide, pending(submitted), "approved", actor=district.leader, at=NOW) == ["review.twice"]


def test_the_system_reviews_nothing(district: District, refused: Refusal):
    assert refused(actions.decide, pending(district.submitted("chain")), "approved", actor=SYSTEM, at=NOW) == [
        "review.right"
    ]


def test_steps_have_their_turn_and_are_decided_once(district: District, refused: Refusal):
    submitted = district.submitted("chain")
    second = submitted.submitted.steps.get(order=2)
    assert refused(actions.decide, second, "approved", actor=district.leader, at=NOW) == ["review.turn"]
    first = pending(submitted)
    approve(submitted, district.other_clerk)
    codes = refused(actions.decide, first, "approved", actor=district.in_charge, at=NOW)
    assert codes == ["review.decided"]


def test_return_needs_reasons_and_goes_back(district: District, refused: Refusal):
    submitted = district.submitted("chain")
    assert refused(actions.decide, pending(submitted), "returned", actor=district.other_clerk, at=NOW) == [
        "review.reasons"
    ]
    reason = Objection("reviewer", "请写明金额", "give the amount", "body")
    actions.decide(pending(submitted), "returned", objections=[reason], actor=district.other_clerk, at=NOW)
    returned = Disclosure.objects.get()
    assert returned.state == State.RETURNED
    assert set(submitted.submitted.steps.values_list("state", flat=True)) == {"returned", "void"}
    step, reasons = last_return(returned)
    assert (step.kind, reasons) == ("unit_review", (reason,))
    again = actions.submit(returned, actor=district.clerk, at=NOW)
    assert (again.submitted.number, again.state) == (2, State.IN_REVIEW)
    codes = refused(actions.decide, step, "approved", actor=district.other_clerk, at=NOW)
    assert codes == ["review.superseded"]


def test_unknown_decision(district: District, refused: Refusal):
    codes = refused(actions.decide, pending(district.submitted("chain")), "maybe", actor=district.other_clerk, at=NOW)
    assert codes == ["review.decision"]


def test_secrecy_needs_an_attribute(district: District, refused: Refusal):
    step = pending(through(district))
    assert refused(actions.decide, step, "approved", actor=district.secrecy, at=NOW) == ["secrecy.attribute"]


def test_secrecy_needs_a_basis_for_anything_but_proactive(district: District, refused: Refusal):
    step = pending(through(district))
    args = {"actor": district.secrecy, "at": NOW}
    assert refused(actions.decide, step, "returned", "不宜公开", attribute="not_disclosed", **args) == ["secrecy.basis"]
    assert refused(actions.decide, step, "approved", attribute="on_request", basis="条例第十四条", **args) == [
        "secrecy.mode"
    ]
    actions.decide(step, "returned", "不宜公开", attribute="not_disclosed", basis="条例第十四条", **args)
    returned = Disclosure.objects.get()
    assert (returned.state, returned.mode) == (State.RETURNED, "not_disclosed")
    step.refresh_from_db()
    assert (step.attribute, step.basis) == ("not_disclosed", "条例第十四条")


def village(district: District) -> tuple[Disclosure, list[Person]]:
    submitted = district.submitted("village", unit=district.village)
    return submitted, [district.person(f"v{n}", Role.VILLAGE_SUPERVISOR, district.village) for n in range(4)]


def test_a_body_decides_by_majority_of_a_quorum(district: District, refused: Refusal):
    submitted, members = village(district)
    step = pending(submitted)
    actions.cast_vote(step, "for", actor=members[0], at=NOW)
    actions.cast_vote(step, "against", "账目不清", actor=members[1], at=NOW)
    assert refused(actions.decide, step, "approved", actor=members[0], at=NOW) == ["vote.quorum"]
    actions.cast_vote(step, "abstain", actor=members[2], at=NOW)
    assert refused(actions.decide, step, "approved", actor=members[0], at=NOW) == ["vote.result"], (
        "1 of 3 is no majority"
    )
    actions.cast_vote(step, "for", actor=members[3], at=NOW)
    assert not votes_of(step).carried, "2 of 4 is not more than half"
    actions.decide(step, "returned", "未过半数", actor=members[0], at=NOW)
    assert Disclosure.objects.get().state == State.RETURNED


def test_a_carried_vote_must_be_approved(district: District, refused: Refusal):
    submitted, members = village(district)
    step = pending(submitted)
    for member in members[:3]:
        actions.cast_vote(step, "for", actor=member, at=NOW)
    assert refused(actions.decide, step, "returned", "我不同意", actor=members[0], at=NOW) == ["vote.result"]
    actions.decide(step, "approved", actor=members[0], at=NOW)
    assert pending(submitted).kind == "deliberation"


def test_votes_are_refused_with_reasons(district: District, refused: Refusal):
    submitted, members = village(district)
    step, args = pending(submitted), {"actor": members[0], "at": NOW}
    assert refused(actions.cast_vote, step, "against", **args) == ["vote.reason"]
    assert refused(actions.cast_vote, step, "perhaps", **args) == ["vote.choice"]
    actions.cast_vote(step, "for", **args)
    assert refused(actions.cast_vote, step, "for", **args) == ["vote.once"]
    outsider = district.person("clerk", Role.CLERK, district.village)
    assert refused(actions.cast_vote, step, "for", actor=outsider, at=NOW) == ["review.right", "review.own"]
    single = pending(district.submitted("chain"))
    assert refused(actions.cast_vote, single, "for", actor=district.other_clerk, at=NOW) == ["vote.kind"]


def test_queue_holds_what_the_role_decides_and_tells_what_four_eyes_forbid(district: District):
    submitted = district.submitted("chain")
    assert [step.pk for step in review_queue(district.other_clerk, on=TODAY)] == [pending(submitted).pk]
    (own,) = review_queue(district.clerk, on=TODAY)
    assert not may_decide(own, district.clerk, on=TODAY)
    assert not review_queue(district.secrecy, on=TODAY).exists()
    assert not review_queue(district.stranger, on=TODAY).exists()
    assert not review_queue(SYSTEM, on=TODAY).exists()
    approve(submitted, district.leader)
    (step,) = review_queue(district.leader, on=TODAY)
    assert not may_decide(step, district.leader, on=TODAY), "decided the unit review already"


def test_approved_can_be_reconsidered_before_publication(district: District, refused: Refusal):
    approved = district.submitted()
    assert refused(actions.reconsider, approved, "", actor=district.leader, at=NOW) == ["review.reasons"]
    assert refused(actions.reconsider, approved, "来电反映有误", actor=district.stranger, at=NOW) == ["right.approve"]
    assert actions.reconsider(approved, "来电反映有误", actor=district.leader, at=NOW).state == State.RETURNED


def test_there_is_never_more_than_one_pending_step(district: District):
    submitted = district.submitted("chain")
    for person in (district.other_clerk, district.leader):
        assert ReviewStep.objects.filter(state="pending").count() == 1
        submitted = approve(submitted, person)
