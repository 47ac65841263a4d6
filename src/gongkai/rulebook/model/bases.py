"""Bases (依据): dated legal texts, the articles of them a duty cites, and the events that start clocks."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from gongkai.rulebook.text import Text
from gongkai.rulebook.vocabulary import AnchorScope, BasisKind


def _day(value: str | date | None) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value


@dataclass(frozen=True, slots=True)
class Basis:
    """One version of a legal text.

    Arguments: id; title; number, for example 国务院令第711号; kind; adopted, in_force_from, in_force_to (last day in
    force), dates; replaced_by, the id of the version that follows; text, the stem of its file in the law collection;
    verified, False for what nobody has read in the source; source, where it was found.
    """

    id: str
    title: str
    number: str | None = None
    kind: BasisKind = BasisKind.NORMATIVE_DOCUMENT
    adopted: date | None = None
    in_force_from: date | None = None
    in_force_to: date | None = None
    replaced_by: str | None = None
    text: str | None = None
    verified: bool = True
    source: str | None = None

    def in_force(self, on: date) -> bool:
        """Tell whether the text binds on a day."""
        begun = self.in_force_from is None or self.in_force_from <= on
        return begun and (self.in_force_to is None or on <= self.in_force_to)

    @classmethod
    def from_json(cls, name: str, data: Mapping[str, Any]) -> Self:
        """Read one entry of the register of bases."""
        return cls(
            id=name,
            title=data["title"],
            number=data.get("number"),
            kind=BasisKind(data["kind"]),
            adopted=_day(data.get("adopted")),
            in_force_from=_day(data.get("in_force_from")),
            in_force_to=_day(data.get("in_force_to")),
            replaced_by=data.get("replaced_by"),
            text=data.get("text"),
            verified=data.get("verified", True),
            source=data.get("source"),
        )

    def to_json(self) -> dict[str, Any]:
        """Write what ``from_json`` reads, without the id."""
        data: dict[str, Any] = {"title": self.title, "kind": self.kind.value, "verified": self.verified}
        for name in ("number", "replaced_by", "text", "source"):
            if getattr(self, name) is not None:
                data[name] = getattr(self, name)
        for name in ("adopted", "in_force_from", "in_force_to"):
            if getattr(self, name) is not None:
                data[name] = getattr(self, name).isoformat()
        return data


@dataclass(frozen=True, slots=True)
class BasisRef:
    """A citation: which basis, and which article as printed, for example ``20(8)``."""

    ref: str
    article: str | None = None

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Read ``{ref, article}``."""
        article = data.get("article")
        return cls(data["ref"], None if article is None else str(article))

    def to_json(self) -> dict[str, Any]:
        """Write what ``from_json`` reads."""
        return {"ref": self.ref} | ({"article": self.article} if self.article else {})


@dataclass(frozen=True, slots=True)
class Anchor:
    """An event that starts or ends a clock, and who records it."""

    id: str
    title: Text
    scope: AnchorScope = AnchorScope.UNIT

    @classmethod
    def from_json(cls, name: str, data: Mapping[str, Any]) -> Self:
        """Read one entry of a pack's anchors."""
        return cls(name, Text.from_json(data), AnchorScope(data.get("scope", "unit")))

    def to_json(self) -> dict[str, Any]:
        """Write what ``from_json`` reads, without the id."""
        return {**self.title.to_json(), "scope": self.scope.value}
