"""The rulebook as it stands on one day."""

from collections.abc import Iterator
from functools import cached_property

from gongkai.rulebook.model.duty import Duty, UnitFacts
from gongkai.rulebook.model.pack import Override, Pack, Scope


class View:
    """Packs in force on one day, read as one catalogue.

    Arguments: packs, lowest layer first, one version of each.
    """

    def __init__(self, packs: tuple[Pack, ...]) -> None:
        self.packs = packs
        self.duties: dict[str, Duty] = {}
        self._owner: dict[str, Pack] = {}
        self._overrides: dict[str, list[tuple[Pack, Override]]] = {}
        for pack in packs:
            for duty in pack.duties:
                self.duties.setdefault(duty.id, duty)
                self._owner.setdefault(duty.id, pack)
            for override in pack.overrides:
                self._overrides.setdefault(override.duty, []).append((pack, override))
        self._changed: dict[tuple[str, tuple[int, ...]], Duty] = {}
        self._found: dict[UnitFacts, tuple[Duty, ...]] = {}

    @cached_property
    def general(self) -> tuple[Duty, ...]:
        """Every duty as it stands for a unit that nothing singles out; duties retired for all are left out."""
        kept = []
        for name, written in self.duties.items():
            duty = written
            everywhere = [
                override
                for pack, override in self._overrides.get(name, ())
                if pack.applies_to == Scope() and override.applies_to == Scope()
            ]
            if any(override.retire for override in everywhere):
                continue
            for override in everywhere:
                duty = override.apply(duty)
            kept.append(duty)
        return tuple(kept)

    def overrides_of(self, duty: str) -> tuple[tuple[Pack, Override], ...]:
        """Return the overrides of a duty with their packs, lowest layer first."""
        return tuple(self._overrides.get(duty, ()))

    def applying(self, duty: str, unit: UnitFacts) -> tuple[tuple[Pack, Override], ...]:
        """Return the overrides of a duty that reach a unit, with their packs, lowest layer first."""
        return tuple(
            (pack, override)
            for pack, override in self._overrides.get(duty, ())
            if pack.applies_to.covers(unit) and override.applies_to.covers(unit)
        )

    def changed_for(self, name: str, unit: UnitFacts) -> Duty:
        """Return a duty as the layers leave it for a unit. Raises KeyError for a duty that is not there."""
        overrides = [override for _pack, override in self.applying(name, unit)]
        duty, key = self.duties[name], (name, tuple(id(override) for override in overrides))
        if key not in self._changed:
            for override in overrides:
                duty = override.apply(duty)
            self._changed[key] = duty
        return self._changed[key]

    def duties_for(self, unit: UnitFacts) -> tuple[Duty, ...]:
        """Return what a unit owes, each duty as all layers leave it."""
        if unit not in self._found:
            self._found[unit] = tuple(self._duties_for(unit))
        return self._found[unit]

    def _duties_for(self, unit: UnitFacts) -> Iterator[Duty]:
        for name in self.duties:
            if not self._owner[name].applies_to.covers(unit):
                continue
            if any(override.retire for _pack, override in self.applying(name, unit)):
                continue
            changed = self.changed_for(name, unit)
            if changed.units.matches(unit):
                yield changed
