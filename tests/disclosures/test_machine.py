"""Any order of actions by any person: what was promised about a disclosure holds after each of them."""

import hypothesis
import pytest
from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from gongkai.disclosures import actions
from gongkai.disclosures.models import Disclosure, Publication, ReviewStep
from gongkai.duties.models import Obligation
from gongkai.journal.refusals import Refused
from gongkai.units.models import Person
from tests.disclosures.conftest import BODY, TODAY, District, later

PEOPLE = ("clerk", "other_clerk", "leader", "secrecy", "office", "stranger")
State = Disclosure.State


class Chain(RuleBasedStateMachine):
    """A disclosure of a duty with three reviews, pushed around by six people."""

    district: District
    reached: set[str]

    @initialize()
    def begin(self) -> None:
        self.minutes = 0
        self.silent: list[str] = []  # refusals that say nothing
        self.numbers: set[str] = set()
        self.people = {name: getattr(self.district, name) for name in PEOPLE}
        self.key = self.district.draft("chain").pk

    @property
    def disclosure(self) -> Disclosure:
        return Disclosure.objects.get(pk=self.key)

    def attempt(self, action, *arguments, who: str, **more) -> None:
        self.minutes += 3
        try:
            action(*arguments, actor=Person.objects.get(pk=self.people[who].pk), at=later(minutes=self.minutes), **more)
        except Refused as refusal:
            self.silent += [one.code for one in refusal.objections if not (one.zh and one.en)]

    @rule(who=st.sampled_from(PEOPLE))
    def save(self, who: str) -> None:
        disclosure = self.disclosure
        metadata = {"produced_on": TODAY.isoformat()}
        self.attempt(actions.save_draft, disclosure, BODY, metadata, disclosure.saves, who=who)

    @rule(who=st.sampled_from(PEOPLE))
    def submit(self, who: str) -> None:
        self.attempt(actions.submit, self.disclosure, who=who)

    @rule(who=st.sampled_from(PEOPLE), decision=st.sampled_from(["approved", "approved", "approved", "returned"]))
    def decide(self, who: str, decision: str) -> None:
        self._decide(who, decision)

    def _decide(self, who: str, decision: str) -> None:
        step = ReviewStep.objects.filter(state="pending").first()
        if step is not None:
            attribute = "proactive" if step.kind == "secrecy" else ""
            self.attempt(actions.decide, step, decision, "意见", attribute=attribute, who=who)

    @rule(who=st.sampled_from(PEOPLE))
    def publish(self, who: str) -> None:
        self.attempt(actions.publish, self.disclosure, who=who)

    @rule(who=st.sampled_from(PEOPLE))
    def schedule(self, who: str) -> None:
        self.attempt(actions.schedule, self.disclosure, later(days=3), who=who)

    @rule()
    def go_on(self) -> None:
        """The next step by the right person, so that runs get somewhere."""
        stage = self.disclosure.stage
        if stage in {State.DRAFT, State.RETURNED}:
            self.attempt(actions.submit, self.disclosure, who="clerk")
        elif stage == State.IN_REVIEW:
            kind = ReviewStep.objects.get(state="pending").kind
            who = {"unit_review": "other_clerk", "unit_leader": "leader", "secrecy": "secrecy"}[kind]
            self._decide(who, "approved")
        elif stage == State.APPROVED:
            self.attempt(actions.publish, self.disclosure, who="clerk")
        elif stage == State.PUBLISHED:
            self.attempt(actions.correct, self.disclosure, "有误", who="clerk")

    @rule(who=st.sampled_from(PEOPLE), action=st.sampled_from(["recall", "discard", "undo_discard", "unschedule"]))
    def step_back(self, who: str, action: str) -> None:
        self.attempt(getattr(actions, action), self.disclosure, who=who)

    @rule(who=st.sampled_from(PEOPLE))
    def correct(self, who: str) -> None:
        self.attempt(actions.correct, self.disclosure, "有误", who=who)

    @rule(who=st.sampled_from(PEOPLE), kind=st.sampled_from(["error", "privacy"]))
    def withdraw(self, who: str, kind: str) -> None:
        self.attempt(actions.withdraw, self.disclosure, kind, "原因", "条例第十五条", who=who)

    @invariant()
    def what_is_public_was_reviewed_by_three_others(self) -> None:
        for publication in Publication.objects.select_related("revision__disclosure"):
            steps = list(publication.revision.steps.all())
            assert [step.kind for step in steps] == ["unit_review", "unit_leader", "secrecy"]
            assert {step.state for step in steps} == {"approved"}
            deciders = [step.decided_by_id for step in steps]
            assert len(set(deciders)) == len(deciders)
            assert publication.revision.created_by_id not in deciders

    @invariant()
    def refusals_speak_both_languages(self) -> None:
        assert self.silent == []

    @invariant()
    def one_step_at_most_is_pending_and_only_in_review(self) -> None:
        pending = ReviewStep.objects.filter(state="pending").count()
        assert pending == (1 if self.disclosure.stage == State.IN_REVIEW else 0)

    @invariant()
    def the_number_never_changes(self) -> None:
        disclosure = self.disclosure
        self.reached |= {disclosure.state}
        self.numbers |= {disclosure.index_number} - {None}
        assert len(self.numbers) <= 1
        assert (disclosure.index_number is not None) == (disclosure.current_id is not None)

    @invariant()
    def the_task_follows(self) -> None:
        disclosure = self.disclosure
        met = Obligation.objects.filter(disclosures=disclosure, state="met").exists()
        if disclosure.state == State.PUBLISHED:
            assert met
        if disclosure.state in {State.DRAFT, State.IN_REVIEW, State.APPROVED, State.RETURNED}:
            assert not met


@pytest.mark.django_db
def test_no_order_of_actions_breaks_a_promise(district: District):
    reached: set[str] = set()

    class Undone(Chain):
        """Each run in a transaction that is undone."""

        def __init__(self) -> None:
            super().__init__()
            self.district, self.reached = district, reached
            self.undo = transaction.atomic()
            self.undo.__enter__()

        def teardown(self) -> None:
            transaction.set_rollback(True)
            self.undo.__exit__(None, None, None)

    settings = hypothesis.settings(
        max_examples=20, stateful_step_count=40, suppress_health_check=list(hypothesis.HealthCheck)
    )
    run_state_machine_as_test(Undone, settings=settings)
    assert State.PUBLISHED in reached, "runs must get somewhere"
