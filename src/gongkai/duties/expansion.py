"""From a duty's timing to obligations: which events raise it, when it is due, how long it stays posted."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from gongkai.duties.models import Duty, Obligation, Occurrence, RulebookVersion
from gongkai.rulebook import model
from gongkai.rulebook.calendar import WorkingCalendar, WorkingDays
from gongkai.rulebook.timing import (
    Before,
    ByDate,
    Period,
    Periodic,
    Permanent,
    Posted,
    RealTime,
    Within,
    due,
    due_on_date,
    periods,
)
from gongkai.units.models import Unit

FORMED = "formed"
"""The anchor of duties whose rule names none (``RT``, a bare posting window): the information came into being."""

STANDING_KEY = "standing"
# 政府信息公开条例 Art 26: the general limit, for what must always be reachable once the duty has taken effect.
STANDING = Within(WorkingDays(20), FORMED)


def start_anchors(duty: model.Duty) -> tuple[str, ...]:
    """The events that raise an obligation of this duty; empty for periodic and standing duties."""
    timing = duty.effective_timing
    named = tuple(dict.fromkeys(clause.anchor for clause in timing if isinstance(clause, Within | Before)))
    if named:
        return named
    if timing.of(Periodic) or timing.of(ByDate) or timing.of(Permanent):
        return ()
    return (FORMED,)


def _posting(duty: model.Duty) -> dict[str, Any]:
    windows = duty.effective_timing.of(Posted)
    if not windows:
        return {}
    amount = max((window.amount for window in windows), key=lambda one: one.n)
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
        """The obligation that an occurrence raises for a unit."""
        clauses = [
            clause
            for clause in duty.effective_timing
            if isinstance(clause, Within | Before) and clause.anchor == occurrence.anchor
        ]
        fields = self._base(duty, unit, f"{duty.title.zh}：{occurrence.title}")
        if clauses:
            anchor = occurrence.occurred_at or occurrence.occurred_on
            dates = [due(clause, anchor, self.calendar) for clause in clauses]
            first = min(dates, key=lambda one: one.date)
            fields |= {
                "due_on": first.date,
                "due_at": first.at,
                "provisional": first.provisional,
                "arithmetic": first.arithmetic.to_json(),
            }
        return Obligation(
            origin=Obligation.Origin.EVENT, occurrence=occurrence, opens_on=occurrence.occurred_on, **fields
        )

    def standing(self, duty: model.Duty, unit: Unit, since: date) -> Obligation:
        """The one obligation of a duty that must always be reachable."""
        limit = due(STANDING, since, self.calendar)
        return Obligation(
            origin=Obligation.Origin.STANDING,
            period_key=STANDING_KEY,
            opens_on=since,
            due_on=limit.date,
            provisional=limit.provisional,
            arithmetic=limit.arithmetic.to_json(),
            **self._base(duty, unit, duty.title.zh),
        )

    def from_period(self, duty: model.Duty, unit: Unit, clause: Periodic | ByDate, period: Period) -> Obligation:
        """The obligation of a period."""
        limit = due_on_date(clause, period, self.calendar)
        return Obligation(
            origin=Obligation.Origin.PERIOD,
            period_key=period.key,
            opens_on=period.starts_on,
            due_on=limit.date,
            provisional=limit.provisional,
            arithmetic=limit.arithmetic.to_json(),
            **self._base(duty, unit, f"{duty.title.zh}（{period.label.zh}）"),
        )


def periodic_clauses(duty: model.Duty) -> tuple[Periodic | ByDate, ...]:
    """The clauses that raise an obligation every period."""
    return tuple(clause for clause in duty.effective_timing if isinstance(clause, Periodic | ByDate))


def is_standing(duty: model.Duty) -> bool:
    """Whether the duty must always be reachable and nothing else raises it."""
    timing = duty.effective_timing
    return bool(timing.of(Permanent)) and not periodic_clauses(duty) and not start_anchors(duty)


def without_limit(duty: model.Duty) -> bool:
    """Whether the rule names no number and the district set none (``RT``)."""
    timing = duty.effective_timing
    return bool(timing.of(RealTime)) and not timing.has_number


def label_of(day: date | datetime) -> str:
    """A date for titles."""
    return f"{day:%Y-%m-%d}"


__all__ = [
    "FORMED",
    "STANDING_KEY",
    "Source",
    "is_standing",
    "label_of",
    "periodic_clauses",
    "periods",
    "start_anchors",
    "without_limit",
]
