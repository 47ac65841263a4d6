"""From a published penalty to its annulment, the task that raises, and what meets it."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai.disclosures import actions
from gongkai.disclosures.models import Disclosure
from gongkai.duties.models import Obligation
from gongkai.rulebook.timing.arithmetic import Arithmetic
from tests.disclosures.conftest import NOW, TODAY, District, later
from tests.disclosures.test_publishing import correction

pytestmark = pytest.mark.django_db
Refusal = Callable[..., list[str]]


def record(district: District, published: Disclosure, **more: object) -> Obligation:
    facts = {"occurred_on": TODAY, "actor": district.clerk, "at": NOW} | more
    return actions.record_ground(published, "annulled", "复议决定撤销", **facts).obligations.get()


def again(one: Obligation) -> Obligation:
    return Obligation.objects.get(pk=one.pk)


@pytest.fixture
def published(district: District) -> Disclosure:
    return district.published("penalty")


@pytest.mark.parametrize(("days", "on_time"), [(3, True), (4, False)])
def test_an_annulled_penalty_comes_down_within_three_days(
    district: District, published: Disclosure, days: int, *, on_time: bool
):
    first = published.obligations.get()
    task = record(district, published)
    assert (task.unit, task.duty, task.due_on) == (district.finance, published.duty, TODAY + timedelta(days=3))
    assert task.title == f"撤回或更正：{published.index_number} 复议决定撤销"
    assert Arithmetic.from_json(task.arithmetic).text("zh") == "处罚决定被撤销之日 3-10 → 第 3 个自然日 = 3-13"
    actions.withdraw(published, "error", "处罚已撤销", actor=district.clerk, at=later(days=days))
    task = again(task)
    assert (task.state, task.time_ok, task.conforming) == ("met", on_time, on_time)
    assert task.disclosure_id == published.pk
    assert again(first).state == "open", "withdrawn as wrong, it is owed again"


def test_a_correction_meets_it_once_it_is_published(district: District, published: Disclosure):
    task = record(district, published)
    submitted = correction(district, published)
    assert again(task).state == "open"
    actions.publish(submitted, actor=district.clerk, at=later(days=2))
    assert (again(task).state, again(task).published_on) == ("met", TODAY + timedelta(days=2))
    first = published.obligations.get()
    assert (first.state, first.published_on) == ("met", TODAY), "the first publication keeps its day"


def test_another_that_takes_its_place_meets_it_but_not_by_itself(district: District, published: Disclosure):
    task = record(district, published)
    new = district.published("penalty", at=later(days=1))
    assert again(task).state == "open", "publishing anew takes nothing down"
    actions.supersede(published, new, actor=district.clerk, at=later(days=2))
    assert again(task).published_on == TODAY + timedelta(days=2)
    assert new.obligations.get().demand == "publish"


def test_a_first_publication_looks_for_nothing_to_put_right(district: District):
    def asked(act: Callable[[], object]) -> bool:
        with CaptureQueriesContext(connection) as captured:
            act()
        return any("'withdraw'" in one["sql"] and "duties_occurrence" in one["sql"] for one in captured)

    submitted = district.submitted("penalty")
    assert not asked(lambda: actions.publish(submitted, actor=district.clerk, at=NOW)), "no statement more"
    fixed = correction(district, Disclosure.objects.get(pk=submitted.pk))
    assert asked(lambda: actions.publish(fixed, actor=district.clerk, at=later(days=1)))


def test_a_task_to_withdraw_is_not_answered_by_a_draft(district: District, published: Disclosure, refused: Refusal):
    task = record(district, published)
    start = {"actor": district.clerk, "at": NOW}
    assert refused(actions.start, district.finance, task.duty, [task], **start) == ["obligation.withdraw"]
    draft = district.draft("penalty")
    assert refused(actions.link_obligations, draft, [task], **start) == ["obligation.withdraw"]
    submitted = actions.submit(draft, actor=district.clerk, at=NOW)
    assert not submitted.obligations.filter(pk=task.pk).exists()


def test_a_ground_is_refused_with_every_reason(district: District, published: Disclosure, refused: Refusal):
    say = {"occurred_on": None, "at": NOW}
    assert refused(actions.record_ground, district.draft("penalty"), "", " ", actor=district.stranger, **say) == [
        "right.draft",
        "ground.state",
        "ground.anchor",
        "ground.words",
        "ground.day",
    ]
    assert refused(
        actions.record_ground, district.published(), "annulled", "撤销", occurred_on=TODAY, actor=district.clerk, at=NOW
    ) == ["occurrence.no_ground"]
    record(district, published)
    assert refused(record, district, published) == ["occurrence.twice"]
    assert refused(record, district, published, occurred_on=date(2026, 3, 11)) == ["occurrence.ahead"]
    assert record(district, published, occurred_on=date(2026, 3, 9), actor=district.office).due_on == date(2026, 3, 12)
    actions.withdraw(published, "error", "处罚已撤销", actor=district.clerk, at=NOW)
    assert set(Obligation.objects.filter(demand="withdraw").values_list("state", flat=True)) == {"met"}
    assert refused(record, district, published, occurred_on=date(2026, 3, 8)) == ["ground.state"]
