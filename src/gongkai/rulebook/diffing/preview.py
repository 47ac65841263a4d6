"""What a change of the rulebook will ask of whom."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from gongkai.rulebook.diffing.changes import Change, diff_duties
from gongkai.rulebook.model import Duty, Rulebook, UnitFacts
from gongkai.rulebook.timing import Period, periods


@dataclass(frozen=True, slots=True)
class Demand:
    """One duty that a change brings to, takes from, or alters for a unit.

    Arguments: kind: added, removed or changed; duty, in its new form where it has one; changes, what differs; more,
    by how many its obligations with a known number in the period grow (negative when they shrink).
    """

    kind: str
    duty: Duty
    changes: tuple[Change, ...]
    more: int


@dataclass(frozen=True, slots=True)
class UnitPreview:
    """What a change asks of one unit.

    Arguments: unit; demands; before and after, how many duties it has.
    """

    unit: UnitFacts
    demands: tuple[Demand, ...]
    before: int
    after: int

    @property
    def more(self) -> int:
        """By how many its obligations with a known number grow."""
        return sum(demand.more for demand in self.demands)


@dataclass(frozen=True, slots=True)
class Preview:
    """What a change asks of everybody.

    Arguments: period looked at; units, those it touches; asked, how many units were looked at.
    """

    period: Period
    units: tuple[UnitPreview, ...]
    asked: int

    @property
    def counts(self) -> dict[str, int]:
        """How many duties are added, removed and changed over all units, and how many more obligations that makes."""
        kinds = [demand.kind for unit in self.units for demand in unit.demands]
        counted = {kind: kinds.count(kind) for kind in ("added", "removed", "changed")}
        return counted | {"units": len(self.units), "more": sum(unit.more for unit in self.units)}

    def text(self, language: str) -> str:
        """Return one sentence."""
        counts = self.counts
        if language.lower().startswith("en"):
            return (
                f"touches {counts['units']} of {self.asked} units: {counts['added']} duties added, {counts['removed']} "
                f"taken away, {counts['changed']} changed; {counts['more']:+} periodic tasks in {self.period.title.text('en')}"
            )
        return (
            f"涉及 {self.asked} 个单位中的 {counts['units']} 个：新增 {counts['added']} 项，停用 {counts['removed']} 项，"
            f"调整 {counts['changed']} 项；{self.period.title.zh}定期任务 {counts['more']:+} 件"
        )


def preview(rulebook: Rulebook, new: Rulebook, units: Iterable[UnitFacts], period: Period) -> Preview:
    """Return what a new rulebook will ask of whom.

    Arguments: rulebook in force; new; units to look at; period, whose last day decides the versions and in which
    periodic obligations are counted. Obligations that events raise cannot be counted ahead.
    """
    asked = list(units)
    found = (_unit(unit, rulebook, new, period) for unit in asked)
    return Preview(period, tuple(one for one in found if one.demands), len(asked))


def _unit(unit: UnitFacts, old: Rulebook, new: Rulebook, period: Period) -> UnitPreview:
    day: date = period.ends_on
    was, becomes = ({duty.id: duty for duty in book.duties_for(unit, day)} for book in (old, new))
    return UnitPreview(unit, tuple(_demands(was, becomes, period)), len(was), len(becomes))


def _demands(was: dict[str, Duty], becomes: dict[str, Duty], period: Period) -> Iterator[Demand]:
    for name, duty in becomes.items():
        if name not in was:
            yield Demand("added", duty, (), _count(duty, period))
        elif duty != was[name]:
            more = _count(duty, period) - _count(was[name], period)
            yield Demand("changed", duty, tuple(diff_duties(was[name], duty)), more)
    for name, duty in was.items():
        if name not in becomes:
            yield Demand("removed", duty, (), -_count(duty, period))


def _count(duty: Duty, period: Period) -> int:
    return sum(
        period.starts_on <= one.ends_on <= period.ends_on
        for clause in duty.effective_timing
        for one in periods(clause, period.starts_on, period.ends_on)
    )
