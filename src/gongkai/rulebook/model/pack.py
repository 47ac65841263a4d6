"""A pack: one dated file of duties, bases, anchors and overrides, standing on one layer."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from gongkai.rulebook.model.bases import Anchor, Basis
from gongkai.rulebook.model.duty import Duty, UnitFacts
from gongkai.rulebook.model.elements import Check, Element
from gongkai.rulebook.text import Text
from gongkai.rulebook.vocabulary import Layer, UnitKind


@dataclass(frozen=True, slots=True)
class Scope:
    """Which units an override or a layer is for: codes, kinds; both empty means all of the layer."""

    units: tuple[str, ...] = ()
    kinds: tuple[UnitKind, ...] = ()

    def covers(self, unit: UnitFacts) -> bool:
        """Tell whether a unit is meant."""
        if not self.units and not self.kinds:
            return True
        return unit.code in self.units or unit.kind in self.kinds

    @classmethod
    def from_json(cls, data: Mapping[str, Any] | None) -> Self:
        """Read ``{units, kinds}``."""
        data = data or {}
        return cls(tuple(data.get("units", ())), tuple(UnitKind(kind) for kind in data.get("kinds", ())))

    def to_json(self) -> dict[str, Any]:
        """Write what ``from_json`` reads."""
        return {"units": list(self.units), "kinds": [kind.value for kind in self.kinds]}


@dataclass(frozen=True, slots=True)
class Override:
    """What a layer changes in a duty of a layer below it.

    Arguments: duty, its id; applies_to; set, top-level keys of the duty in pack format; add_elements; add_checks;
    retire, whether the duty ends here; reason.
    """

    duty: str
    reason: Text
    applies_to: Scope = Scope()
    set: tuple[tuple[str, Any], ...] = ()
    add_elements: tuple[Element, ...] = ()
    add_checks: tuple[Check, ...] = ()
    retire: bool = False

    def apply(self, duty: Duty) -> Duty:
        """Return the duty as this override leaves it. Raises TimingError or ValueError for a value that cannot be."""
        data = duty.to_json() | dict(self.set)
        data["elements"] = [*data["elements"], *(element.to_json() for element in self.add_elements)]
        data["checks"] = [*data.get("checks", []), *(check.to_json() for check in self.add_checks)]
        changed = frozenset(name for name, _ in self.set) | ({"elements"} if self.add_elements else set())
        data["printed"] = [cell.to_json() for cell in duty.printed if not cell.outdated(changed)]
        return type(duty).from_json(data)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Read one override of the pack format."""
        return cls(
            duty=data["duty"],
            reason=Text.from_json(data["reason"]),
            applies_to=Scope.from_json(data.get("applies_to")),
            set=tuple(data.get("set", {}).items()),
            add_elements=tuple(Element.from_json(element) for element in data.get("add_elements", ())),
            add_checks=tuple(Check.from_json(check) for check in data.get("add_checks", ())),
            retire=data.get("retire", False),
        )

    def to_json(self) -> dict[str, Any]:
        """Write what ``from_json`` reads."""
        return {
            "duty": self.duty,
            "applies_to": self.applies_to.to_json(),
            "set": dict(self.set),
            "add_elements": [element.to_json() for element in self.add_elements],
            "add_checks": [check.to_json() for check in self.add_checks],
            "retire": self.retire,
            "reason": self.reason.to_json(),
        }


@dataclass(frozen=True, slots=True)
class Pack:
    """One version of one file of the rulebook.

    Arguments: id; title; layer; version; effective_from, the day it begins to bind; effective_to, the last day or
    None; bases; anchors; duties; overrides; applies_to, the units a unit_kind or unit layer is for.
    """

    id: str
    title: Text
    layer: Layer
    version: str
    effective_from: date
    effective_to: date | None = None
    bases: tuple[Basis, ...] = ()
    anchors: tuple[Anchor, ...] = ()
    duties: tuple[Duty, ...] = ()
    overrides: tuple[Override, ...] = ()
    applies_to: Scope = Scope()

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Read a pack that the schema has accepted. Raises TimingError when a limit cannot be read."""
        return cls(
            id=data["pack"],
            title=Text.from_json(data["title"]),
            layer=Layer(data["layer"]),
            version=data["version"],
            effective_from=date.fromisoformat(data["effective_from"]),
            effective_to=date.fromisoformat(data["effective_to"]) if data.get("effective_to") else None,
            bases=tuple(Basis.from_json(name, basis) for name, basis in (data.get("bases") or {}).items()),
            anchors=tuple(Anchor.from_json(name, anchor) for name, anchor in (data.get("anchors") or {}).items()),
            duties=tuple(Duty.from_json(duty) for duty in data.get("duties") or ()),
            overrides=tuple(Override.from_json(override) for override in data.get("overrides") or ()),
            applies_to=Scope.from_json(data.get("applies_to")),
        )

    def to_json(self) -> dict[str, Any]:
        """Write what ``from_json`` reads."""
        data: dict[str, Any] = {
            "pack": self.id,
            "title": self.title.to_json(),
            "layer": self.layer.value,
            "version": self.version,
            "effective_from": self.effective_from.isoformat(),
        }
        if self.effective_to is not None:
            data["effective_to"] = self.effective_to.isoformat()
        if self.applies_to != Scope():
            data["applies_to"] = self.applies_to.to_json()
        data["bases"] = {basis.id: basis.to_json() for basis in self.bases}
        data["anchors"] = {anchor.id: anchor.to_json() for anchor in self.anchors}
        data["duties"] = [duty.to_json() for duty in self.duties]
        data["overrides"] = [override.to_json() for override in self.overrides]
        return data
