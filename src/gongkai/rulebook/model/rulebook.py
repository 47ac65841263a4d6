"""The rulebook: packs in the order of their layers, read as one catalogue for one unit."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Self

from gongkai.rulebook.model.bases import Anchor, Basis
from gongkai.rulebook.model.duty import Duty, UnitFacts
from gongkai.rulebook.model.pack import Override, Pack, Scope
from gongkai.rulebook.vocabulary import Layer

_ORDER = {layer: position for position, layer in enumerate(Layer)}


@dataclass(frozen=True)
class Rulebook:
    """All packs that bind a district; a later layer speaks after an earlier one.

    Arguments: packs, in any order.
    """

    packs: tuple[Pack, ...]

    @cached_property
    def layers(self) -> tuple[Pack, ...]:
        """The packs, national first, a unit's own last."""
        return tuple(sorted(self.packs, key=lambda pack: (_ORDER[pack.layer], pack.effective_from, pack.id)))

    @cached_property
    def anchors(self) -> Mapping[str, Anchor]:
        """Every event that a clock may start or end with, by id."""
        return {anchor.id: anchor for pack in self.layers for anchor in pack.anchors}

    @cached_property
    def bases(self) -> Mapping[str, Basis]:
        """Every legal text, by id."""
        return {basis.id: basis for pack in self.layers for basis in pack.bases}

    @cached_property
    def _written(self) -> Mapping[str, tuple[Pack, Duty]]:
        found: dict[str, tuple[Pack, Duty]] = {}
        for pack in self.layers:
            for duty in pack.duties:
                found.setdefault(duty.id, (pack, duty))
        return found

    @cached_property
    def _overrides(self) -> Mapping[str, tuple[tuple[Pack, Override], ...]]:
        found: dict[str, list[tuple[Pack, Override]]] = {}
        for pack in self.layers:
            for override in pack.overrides:
                found.setdefault(override.duty, []).append((pack, override))
        return {duty: tuple(overrides) for duty, overrides in found.items()}

    @cached_property
    def duties(self) -> tuple[Duty, ...]:
        """Every duty, as it stands for a unit that nothing singles out; duties retired for all are left out."""
        kept = []
        for _pack, duty in self._written.values():
            current: Duty | None = duty
            for pack, override in self._overrides.get(duty.id, ()):
                everywhere = pack.applies_to == Scope() and override.applies_to == Scope()
                if current is not None and everywhere:
                    current = None if override.retire else override.apply(current)
            if current is not None:
                kept.append(current)
        return tuple(kept)

    def anchor(self, name: str) -> Anchor | None:
        """Return the event with that id, if any."""
        return self.anchors.get(name)

    def basis(self, name: str) -> Basis | None:
        """Return the legal text with that id, if any."""
        return self.bases.get(name)

    def overrides_for(self, duty: str, unit: UnitFacts, on: date | None = None) -> tuple[Override, ...]:
        """Return what the layers change in a duty for a unit, in the order it applies.

        Arguments: on, the day; None when the day does not matter.
        """
        return tuple(
            override
            for pack, override in self._overrides.get(duty, ())
            if pack.applies_to.covers(unit) and override.applies_to.covers(unit) and _binds(pack, on)
        )

    def duty_for(self, name: str, unit: UnitFacts, on: date | None = None) -> Duty:
        """Return a duty as it binds a unit. Raises KeyError for a duty the rulebook does not hold."""
        _pack, duty = self._written[name]
        for override in self.overrides_for(name, unit, on):
            duty = override.apply(duty)
        return duty

    def duties_for(self, unit: UnitFacts, on: date) -> tuple[Duty, ...]:
        """Return the duties that bind a unit on a day, overrides applied, retired ones left out."""
        found = []
        for name, (pack, written) in self._written.items():
            if not _binds(pack, on) or not pack.applies_to.covers(unit):
                continue
            overrides = self.overrides_for(name, unit, on)
            if any(override.retire for override in overrides):
                continue
            duty = written
            for override in overrides:
                duty = override.apply(duty)
            if duty.units.matches(unit):
                found.append(duty)
        return tuple(found)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Read ``{packs}``. Raises TimingError when a limit cannot be read."""
        return cls(tuple(Pack.from_json(pack) for pack in data["packs"]))

    def to_json(self) -> dict[str, Any]:
        """Write what ``from_json`` reads, in the order of the layers."""
        return {"packs": [pack.to_json() for pack in self.layers]}


def _binds(pack: Pack, on: date | None) -> bool:
    if on is None:
        return True
    return pack.effective_from <= on and (pack.effective_to is None or on <= pack.effective_to)
