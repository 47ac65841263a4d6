"""What an event would ask of whom. The action that records the event raises exactly this."""

from collections.abc import Iterable
from datetime import date

from gongkai.duties.expansion import Source, asks_for, start_anchors, withdraw_anchors
from gongkai.duties.models import Duty, Obligation, Occurrence, RulebookVersion
from gongkai.duties.queries.rulebooks import composed, rulebook_on, version_on, working_calendar
from gongkai.rulebook import model
from gongkai.rulebook.vocabulary import AnchorScope
from gongkai.units.models import Unit
from gongkai.units.queries import active, below


def scope_of(anchor: model.Anchor | None) -> AnchorScope:
    """Whose clocks an anchor starts; what the rulebook does not name is the unit's own affair."""
    return anchor.scope if anchor else AnchorScope.UNIT


def reached(anchor: model.Anchor | None, unit: Unit, on: date) -> Iterable[Unit]:
    """The units whose clocks an occurrence at ``unit`` starts, by the anchor's scope."""
    scope = scope_of(anchor)
    if scope == AnchorScope.DISTRICT:
        return active(on)
    if scope == AnchorScope.PARENT:
        return active(on).filter(pk__in=below(unit).exclude(pk=unit.pk))
    return [unit]


def would_raise(occurrence: Occurrence, version: RulebookVersion | None = None) -> list[Obligation]:
    """The obligations that an occurrence raises, not stored.

    Args:
        occurrence: stored or not, with everything but the key.
        version: of the rulebook; by default the one in force on the day of the event.
    """
    on = occurrence.occurred_on
    version = version or version_on(on)
    if version is None:
        return []
    rulebook, calendar = composed(version), working_calendar()
    wanted = (
        {occurrence.duty.code: occurrence.duty} if occurrence.duty else {row.code: row for row in Duty.objects.all()}
    )
    if occurrence.disclosure_id is None:
        reaching = reached(rulebook.anchor(occurrence.anchor), occurrence.unit, on)
        units = [unit for unit in reaching if unit.obliged_from is None or unit.obliged_from <= on]
    else:  # whoever published the record puts it right, whatever the event reaches besides
        units = [occurrence.unit]
    return [
        Source(wanted[duty.id], version, calendar).from_occurrence(duty, unit, occurrence)
        for unit in units
        for duty in rulebook.duties_for(unit.facts(), on)
        if duty.id in wanted and asks_for(duty, occurrence)
    ]


def only_withdraws(rulebook: model.Rulebook, anchor: str) -> bool:
    """Whether an event starts no clock to publish, only clocks to withdraw or correct a record that it concerns."""
    started = any(anchor in start_anchors(duty) for duty in rulebook.duties)
    return not started and any(anchor in withdraw_anchors(duty) for duty in rulebook.duties)


def grounds(duty: Duty, unit: Unit, on: date) -> list[model.Anchor]:
    """The events after which a unit must withdraw or correct what it published under a duty, by the rulebook of a day."""
    rulebook = rulebook_on(on)
    found = [one for one in rulebook.duties_for(unit.facts(), on) if one.id == duty.code] if rulebook else []
    named = [rulebook.anchor(name) for one in found for name in withdraw_anchors(one)] if rulebook else []
    return [anchor for anchor in named if anchor is not None]


def anchors_of(unit: Unit, on: date) -> list[model.Anchor]:
    """The events a unit may record on a day: those that start a clock for it, or that it records for others."""
    version = version_on(on)
    if version is None:
        return []
    rulebook = composed(version)
    own = {name for duty in rulebook.duties_for(unit.facts(), on) for name in start_anchors(duty)}
    started = {name for duty in rulebook.duties for name in start_anchors(duty)}
    above = unit.parent_id is None or unit.kind in RECORD_FOR_ALL
    found = []
    for name, anchor in rulebook.anchors.items():
        wide = {AnchorScope.UNIT: name in own, AnchorScope.DISTRICT: above, AnchorScope.PARENT: True}
        if name in started and wide[anchor.scope]:
            found.append(anchor)
    return sorted(found, key=lambda anchor: (anchor.scope.value, anchor.title.zh))


RECORD_FOR_ALL = frozenset({"district_government", "district_department", "office"})
"""Kinds of units that record what starts the clocks of the whole district."""
