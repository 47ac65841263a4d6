"""The rulebook: packs of every layer and version, and what they ask of a unit on a day."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, Self

from gongkai.rulebook.model.bases import Anchor, Basis
from gongkai.rulebook.model.duty import Duty, UnitFacts
from gongkai.rulebook.model.pack import Override, Pack
from gongkai.rulebook.model.view import View
from gongkai.rulebook.vocabulary import Layer

_ORDER = {layer: position for position, layer in enumerate(Layer)}


@dataclass(frozen=True)
class Rulebook:
    """All packs that bind a district, of which each day sees the version in force.

    Arguments: packs, in any order; several versions of one pack may stand side by side.
    """

    packs: tuple[Pack, ...]
    _views: dict[tuple[tuple[str, str], ...], View] = field(default_factory=dict, init=False, repr=False, compare=False)

    @cached_property
    def layers(self) -> tuple[Pack, ...]:
        """Every pack, national first, a unit's own last."""
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
    def boundaries(self) -> tuple[date, ...]:
        """The days on which the rulebook changes."""
        return tuple(sorted({pack.effective_from for pack in self.packs}))

    @cached_property
    def duties(self) -> tuple[Duty, ...]:
        """Every duty of the newest versions, as it stands for a unit that nothing singles out."""
        return self.on(self.boundaries[-1]).general if self.packs else ()

    def in_force(self, on: date) -> tuple[Pack, ...]:
        """Return the packs that bind on a day, lowest layer first, one version of each."""
        latest: dict[str, Pack] = {}
        for pack in sorted(self.packs, key=lambda pack: (pack.effective_from, pack.version)):
            if pack.effective_from <= on and (pack.effective_to is None or on <= pack.effective_to):
                latest[pack.id] = pack
        return tuple(pack for pack in self.layers if latest.get(pack.id) is pack)

    def on(self, day: date) -> View:
        """Return the rulebook as it stands on a day."""
        packs = self.in_force(day)
        key = tuple((pack.id, pack.version) for pack in packs)
        if key not in self._views:
            self._views[key] = View(packs)
        return self._views[key]

    def anchor(self, name: str) -> Anchor | None:
        """Return the event with that id, if any."""
        return self.anchors.get(name)

    def basis(self, name: str) -> Basis | None:
        """Return the legal text with that id, if any."""
        return self.bases.get(name)

    def overrides_for(self, duty: str, unit: UnitFacts, on: date | None = None) -> tuple[Override, ...]:
        """Return what the layers change in a duty for a unit, in the order it applies.

        Arguments: on, the day; None for the newest versions.
        """
        view = self.on(on or self.boundaries[-1])
        return tuple(override for _pack, override in view.applying(duty, unit))

    def duty_for(self, name: str, unit: UnitFacts, on: date | None = None) -> Duty:
        """Return a duty as it binds a unit, retired or not. Raises KeyError for a duty the rulebook does not hold."""
        return self.on(on or self.boundaries[-1]).changed_for(name, unit)

    def duties_for(self, unit: UnitFacts, on: date) -> tuple[Duty, ...]:
        """Return the duties that bind a unit on a day, overrides applied, retired ones left out."""
        return self.on(on).duties_for(unit)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Read ``{packs}``. Raises TimingError when a limit cannot be read."""
        return cls(tuple(Pack.from_json(pack) for pack in data["packs"]))

    def to_json(self) -> dict[str, Any]:
        """Write what ``from_json`` reads, in the order of the layers."""
        return {"packs": [pack.to_json() for pack in self.layers]}
