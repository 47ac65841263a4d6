"""From a duty's timing to obligations: which events raise it, when it is due, how long it stays posted."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from gongkai.duties.models import Duty, Obligation, Occurrence, RulebookVersion
from gongkai.duties.queries.rulebooks import composed
from gongkai.rulebook import model
from gongkai.rulebook.calendar import WorkingCalendar, WorkingDays
from gongkai.rulebook.text import Text
from gongkai.rulebook.timing import (
    Before,
    ByDate,
    DueDate,
    Period,
    Periodic,
    PeriodKind,
    Permanent,
    Posted,
    RealTime,
    WithdrawWithin,
    Within,
    before,
    due,
    due_for_event,
    due_to_withdraw,
    period_of,
    periods,
)
from gongkai.rulebook.vocabulary import AnchorScope, ReportedPeriod
from gongkai.units.models import Unit

FORMED = "formed"
"""The anchor of duties whose rule names none (``RT``, a bare posting window): the information came into being."""

STANDING_KEY = "standing"
# 政府信息公开条例 Art 26: the general limit, for what must always be reachable once the duty has taken effect.
STANDING = Within(WorkingDays(20), FORMED)
STANDING_LABEL = Text("事项施行", "the duty took effect")


def start_anchors(duty: model.Duty) -> tuple[str, ...]:
    """The events that raise an obligation of this duty; empty for periodic and standing duties."""
    timing = duty.effective_timing
    named = tuple(dict.fromkeys(clause.anchor for clause in timing if isinstance(clause, Within | Before)))
    if named:
        return named
    if any(isinstance(clause, Periodic | ByDate | Permanent) for clause in timing):
        return ()
    return (FORMED,)


def withdraw_anchors(duty: model.Duty) -> tuple[str, ...]:
    """The events after which what was published under this duty must be withdrawn or corrected (``WDR``)."""
    return tuple(dict.fromkeys(clause.anchor for clause in duty.effective_timing.of(WithdrawWithin)))


def asks_for(duty: model.Duty, occurrence: Occurrence) -> bool:
    """Whether an event raises an obligation of this duty: to publish, or to put right the record that it names."""
    anchors = start_anchors(duty) if occurrence.disclosure_id is None else withdraw_anchors(duty)
    return occurrence.anchor in anchors


def own_start_anchors(rulebook: model.Rulebook, duty: model.Duty) -> tuple[str, ...]:
    """Those of :func:`start_anchors` that the unit itself records."""
    names = ((name, rulebook.anchor(name)) for name in start_anchors(duty))
    return tuple(name for name, anchor in names if anchor is None or anchor.scope == AnchorScope.UNIT)


def _posting(duty: model.Duty) -> dict[str, Any]:
    windows = duty.effective_timing.of(Posted)
    if not windows:
        return {}
    # Five working days take a week, holidays aside.
    amount = max(
        (window.amount for window in windows), key=lambda one: one.n * (7 if isinstance(one, WorkingDays) else 5)
    )
    return {"posting_days": amount.n, "posting_unit": "WD" if isinstance(amount, WorkingDays) else "CD"}


@dataclass(frozen=True)
class Source:
    """What all obligations of one duty and version share."""

    row: Duty
    version: RulebookVersion
    calendar: WorkingCalendar

    def _base(self, duty: model.Duty, unit: Unit, title: str) -> dict[str, Any]:
        return {
            "duty": self.row,
            "unit": unit,
            "version": self.version,
            "title": title[:220],
            "is_key": duty.key,
            **_posting(duty),
        }

    def from_occurrence(self, duty: model.Duty, unit: Unit, occurrence: Occurrence) -> Obligation:
        """The obligation that an occurrence raises for a unit: to withdraw or correct, where it names a record."""
        limit = self._limit(duty, occurrence)
        if occurrence.disclosure_id is not None:
            return Obligation(
                origin=Obligation.Origin.EVENT,
                demand=Obligation.Demand.WITHDRAW,
                occurrence=occurrence,
                opens_on=occurrence.occurred_on,
                **_due(limit),
                # It takes down or puts right; nothing is posted for a time.
                **{
                    **self._base(duty, unit, f"撤回或更正：{occurrence.title}"),
                    "posting_days": None,
                    "posting_unit": "",
                },
            )
        return Obligation(
            origin=Obligation.Origin.EVENT,
            occurrence=occurrence,
            opens_on=occurrence.occurred_on if not duty.effective_timing.of(Before) else _recorded(occurrence),
            **_due(limit),
            **self._base(duty, unit, f"{duty.title.zh}：{occurrence.title}"),
        )

    def standing(self, duty: model.Duty, unit: Unit, since: date) -> Obligation:
        """The one obligation of a duty that must always be reachable."""
        return Obligation(
            origin=Obligation.Origin.STANDING,
            period_key=STANDING_KEY,
            opens_on=since,
            **_due(due(STANDING, since, self.calendar, STANDING_LABEL)),
            **self._base(duty, unit, duty.title.zh),
        )

    def from_period(self, duty: model.Duty, unit: Unit, clause: Periodic | ByDate, period: Period) -> Obligation:
        """The obligation of a period."""
        limit = due(clause, period, self.calendar)
        # What reports on a period can only be done once it is over.
        after = limit is not None and limit.date > period.ends_on
        return Obligation(
            origin=Obligation.Origin.PERIOD,
            period_key=period.key,
            opens_on=period.ends_on + timedelta(days=1) if after else period.starts_on,
            **_due(limit),
            **self._base(duty, unit, f"{duty.title.zh}（{_reported(duty, clause, period).title.zh}）"),
        )

    def again(self, obligation: Obligation, duty: model.Duty) -> dict[str, Any]:
        """The due date of an existing obligation, worked out anew: the fields to change."""
        if obligation.occurrence is not None:
            return _due(self._limit(duty, obligation.occurrence))
        if obligation.origin == Obligation.Origin.STANDING:
            return _due(due(STANDING, obligation.opens_on, self.calendar, STANDING_LABEL))
        found = clause_and_period(duty, obligation)
        return _due(due(*found, self.calendar)) if found else {}

    def _limit(self, duty: model.Duty, occurrence: Occurrence) -> DueDate | None:
        moment = occurrence.occurred_at or occurrence.occurred_on
        reckon = due_for_event if occurrence.disclosure_id is None else due_to_withdraw
        return reckon(duty.effective_timing, occurrence.anchor, moment, self.calendar, self._label(occurrence))

    def _label(self, occurrence: Occurrence) -> Text | None:
        anchor = composed(self.version).anchor(occurrence.anchor)
        return anchor.title if anchor else None


def _recorded(occurrence: Occurrence) -> date:
    """Limits that run before an event begin to bind when the event becomes known."""
    return min(timezone.localdate(occurrence.recorded_at), occurrence.occurred_on)


def _reported(duty: model.Duty, clause: Periodic | ByDate, period: Period) -> Period:
    return before(clause, period) if duty.reports_on == ReportedPeriod.PREVIOUS else period


def _due(limit: DueDate | None) -> dict[str, Any]:
    if limit is None:
        return {}
    return {
        "due_on": limit.date,
        "counted_on": limit.date,
        "due_at": limit.at,
        "provisional": limit.provisional,
        "arithmetic": limit.arithmetic.as_json(),
    }


def periodic_clauses(duty: model.Duty) -> tuple[Periodic | ByDate, ...]:
    """The clauses that raise an obligation every period."""
    return tuple(clause for clause in duty.effective_timing if isinstance(clause, Periodic | ByDate))


def clause_and_period(duty: model.Duty, obligation: Obligation) -> tuple[Periodic | ByDate, Period] | None:
    """The clause and the period a periodic obligation came from, by its key; ``None`` when the duty knows no such."""
    for clause in periodic_clauses(duty):
        kind = clause.period if isinstance(clause, Periodic) else PeriodKind.YEAR
        # It opens with its period, or on the day after.
        for day in (obligation.opens_on, obligation.opens_on - timedelta(days=1)):
            period = period_of(kind, day)
            if period.key == obligation.period_key:
                return clause, period
    return None


def is_standing(duty: model.Duty) -> bool:
    """Whether the duty must always be reachable and nothing else raises it."""
    timing = duty.effective_timing
    return bool(timing.of(Permanent)) and not periodic_clauses(duty) and not start_anchors(duty)


def without_limit(duty: model.Duty) -> bool:
    """Whether the rule names no number and the district set none (``RT``)."""
    timing = duty.effective_timing
    return bool(timing.of(RealTime)) and not timing.has_number


__all__ = [
    "FORMED",
    "STANDING_KEY",
    "Source",
    "asks_for",
    "clause_and_period",
    "is_standing",
    "own_start_anchors",
    "periodic_clauses",
    "periods",
    "start_anchors",
    "withdraw_anchors",
    "without_limit",
]
