"""Whatever is done in whatever order: a full rebuild changes nothing, the pure rule agrees, and figures add up."""

import contextlib
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from typing import Any

import hypothesis.strategies as st
import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings

from gongkai.duties.actions import (
    FulfilmentFacts,
    cancel_occurrence,
    decide_exemption,
    evidence_seen,
    expand_periods,
    fulfil,
    record_occurrence,
    remedied,
    request_exemption,
    unfulfil,
    window_broken,
)
from gongkai.duties.judging import judge_obligations
from gongkai.duties.models import Duty, Exemption, Fulfilment, Obligation, Occurrence
from gongkai.duties.queries import (
    behind,
    definition,
    due_within,
    for_public,
    matrix,
    rate,
    rates_by,
    rates_by_month,
    total,
)
from gongkai.journal.actors import SYSTEM
from gongkai.journal.refusals import Objection, Refused
from gongkai.rulebook.conformity import Facts, judge
from gongkai.units.models import Unit
from tests.duties.conftest import NOW, District

WRONG = Objection("x", "不对", "wrong")
COLUMNS = ("state", "published_on", "disclosure_id", "content_ok", "procedure_ok", "time_ok", "form_ok", "conforming")
STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            ["publish", "unfulfil", "evidence", "broken", "ask", "decide", "occur", "cancel", "ground", "remedy"]
        ),
        st.integers(0, 30),  # which of the records
        st.integers(0, 120),  # days after the beginning of the year
        st.integers(0, 15),  # four yes-or-no choices
    ),
    max_size=25,
)


def perform(kind: str, which: int, days: int, bits: int, district: District) -> None:
    """One step of somebody's work; what is refused is refused."""
    at = datetime(2026, 1, 1, 3, tzinfo=UTC) + timedelta(days=days)
    rows = list(Obligation.objects.order_by("id"))
    one = rows[which % len(rows)]
    chosen = [bool(bits >> n & 1) for n in range(4)]
    disclosure = which % 7 + 1
    exemptions, occurrences = list(Exemption.objects.order_by("id")), list(Occurrence.objects.order_by("id"))
    if kind == "publish" and one.state != Obligation.State.CANCELLED:
        facts = FulfilmentFacts(
            disclosure, at, content_reasons=[WRONG] if chosen[0] else [], procedure_reasons=[WRONG] if chosen[1] else [],
            required_channels=["website", "notice_board"] if chosen[2] else ["website"],
            evidenced_channels={"website": at.date()}, historical=chosen[3],
        )  # fmt: skip
        fulfil([one], facts, actor=SYSTEM)
    elif kind == "unfulfil":
        unfulfil(disclosure, actor=SYSTEM)
    elif kind == "evidence":
        evidence_seen(disclosure, {"notice_board": at.date()} if chosen[0] else {}, actor=SYSTEM)
    elif kind == "broken":
        window_broken(disclosure, WRONG, actor=SYSTEM)
    elif kind == "ask":
        request_exemption(one, "zero" if chosen[0] else "not_applicable", "没有此类事项", actor=SYSTEM, at=at)
    elif kind == "decide" and exemptions:
        decide_exemption(exemptions[which % len(exemptions)], approve=chosen[0], opinion="已核实", actor=SYSTEM, at=at)
    elif kind == "occur":
        unit = [district.root, district.finance, district.town, district.village][bits % 4]
        anchor = ["approved", "formed", "formed", "stop"][bits % 4]
        record_occurrence(anchor, unit, actor=SYSTEM, occurred_on=at.date(), title=f"事件{which}", at=at)
    elif kind == "ground":
        anchor = ["annulled", "ordered", "questioned", "annulled"][bits % 4]
        record_occurrence(
            anchor, district.village, actor=SYSTEM, occurred_on=at.date(), occurred_at=at, title=f"事由{which}",
            duty=district.duty("yearly"), disclosure_id=disclosure, at=at,
        )  # fmt: skip
    elif kind == "remedy":
        remedied(disclosure, "corrected", actor=SYSTEM, at=at)
    elif kind == "cancel" and occurrences:
        cancel_occurrence(occurrences[which % len(occurrences)], "登记错误", actor=SYSTEM, at=at)


def snapshot() -> list[tuple[Any, ...]]:
    return list(Obligation.objects.order_by("id").values_list("id", *COLUMNS))


def facts_of(one: Obligation, fulfilment: Fulfilment | None) -> Facts:
    """The stored facts as the pure rule takes them."""
    if fulfilment is None:
        return Facts(
            due_on=one.due_on, due_at=one.due_at, zero_report=one.state == "zero",
            not_applicable=one.state == "not_applicable",
        )  # fmt: skip
    return Facts(
        due_on=one.due_on, due_at=one.due_at, published_on=fulfilment.published_on, published_at=fulfilment.published_at,
        historical=fulfilment.historical, window_broken=fulfilment.window_broken,
        # Posting windows are watched by the channels room, which reports a broken one.
        posted_until=date.min if one.posting_days else None,
        required_channels=tuple(fulfilment.required_channels),
        evidenced_channels={name: date.fromisoformat(day) for name, day in fulfilment.evidenced_channels.items()},
        content_objections=tuple(Objection(**reason) for reason in fulfilment.content_reasons),
    )  # fmt: skip


def agrees_with_the_rule(on: date) -> None:
    fulfilments = {row.obligation_id: row for row in Fulfilment.objects.all()}
    for one in Obligation.objects.exclude(state="cancelled").select_related("duty", "unit", "version"):
        fulfilment = fulfilments.get(one.pk)
        verdict = judge(definition(one.duty, one.unit, one.version), facts_of(one, fulfilment), on)
        if fulfilment is None:
            assert (one.content_ok, one.procedure_ok, one.form_ok, one.conforming) == (None, None, None, None)
            assert verdict.exempt is (one.state in {"zero", "not_applicable"})
            overdue = one.state == "open" and one.due_on is not None and one.due_on < on
            assert (verdict.time.ok is False) is overdue
            continue
        # The reviews are judged when the disclosures room reports them; here they come as reasons.
        assert (verdict.content.ok, verdict.time.ok, verdict.form.ok) == (one.content_ok, one.time_ok, one.form_ok)
        assert one.procedure_ok is (not fulfilment.procedure_reasons)
        assert one.conforming is all((one.content_ok, one.procedure_ok, one.time_ok, one.form_ok))


def figures_add_up(on: date) -> None:
    rows = list(Obligation.objects.all())
    assert all(one.counted_on == (one.due_on or one.published_on) for one in rows)
    counted = [one for one in rows if one.state not in {"cancelled", "not_applicable"} and one.counted_on]
    due = [one for one in counted if one.counted_on <= on]

    def good(name: str) -> int:
        return sum(1 for one in due if one.state == "zero" or getattr(one, name))

    found = rate(for_public(), on=on)
    brute = {
        "due": len(due), "conforming": good("conforming"), "content": good("content_ok"),
        "procedure": good("procedure_ok"), "time": good("time_ok"), "form": good("form_ok"),
        "late": sum(1 for one in due if one.state == "met" and one.time_ok is False),
        "missing": sum(1 for one in due if one.state == "open"), "coming": len(counted) - len(due),
    }  # fmt: skip
    assert {name: getattr(found, name) for name in brute} == brute
    for name in ("due", "conforming", "late", "missing", "coming"):
        assert behind(for_public(), name, on=on).count() == brute[name], name
    assert behind(for_public(), "not_conforming", on=on).count() == brute["due"] - brute["conforming"]
    for name in ("content", "procedure", "time", "form"):
        assert behind(for_public(), name, on=on).count() == brute["due"] - brute[name], name
    cells = rates_by(for_public(), "unit_id", "duty_id", on=on)
    assert total(cells.values()) == found
    assert total(value for _month, value in rates_by_month(for_public(), on=on)) == found
    start, end = date(2026, 1, 1), date(2026, 12, 31)
    grid = matrix(for_public(), list(Unit.objects.all()), list(Duty.objects.all()), start=start, end=end, on=on)
    whole = rate(due_within(for_public(), start, end), on=on)
    for name in ("due", "conforming", "late", "missing", "coming"):
        assert getattr(grid.total, name) == getattr(whole, name) == sum(getattr(c, name) for c in grid.columns.values())
        for key, cell in grid.cells.items():
            assert getattr(cell, name) == getattr(cells[key], name)


@pytest.mark.django_db(transaction=False)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS, today=st.integers(0, 200))
def test_a_rebuild_changes_nothing_and_every_figure_adds_up(district: District, steps: list[Any], today: int) -> None:
    mark = transaction.savepoint()
    try:
        expand_periods(until=date(2026, 3, 31), actor=SYSTEM, units=[district.village, district.town])
        record_occurrence("approved", district.root, actor=SYSTEM, occurred_on=date(2026, 1, 9), title="批准", at=NOW)
        for step in steps:
            with contextlib.suppress(Refused):
                perform(*step, district)
        before = snapshot()
        judge_obligations()
        assert snapshot() == before
        assert (
            Counter(row[1] for row in before)["met"]
            == Fulfilment.objects.exclude(obligation__state="cancelled").count()
        )
        on = date(2026, 1, 1) + timedelta(days=today)
        agrees_with_the_rule(on)
        figures_add_up(on)
    finally:
        transaction.savepoint_rollback(mark)
