"""A duty (公开事项): who must publish what, on which basis, when, where, to whom, after which reviews."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from gongkai.rulebook.model.bases import BasisRef
from gongkai.rulebook.model.elements import Check, Element
from gongkai.rulebook.model.printed import PrintedCell
from gongkai.rulebook.text import Text
from gongkai.rulebook.timing import RealTime, Timing, parse
from gongkai.rulebook.vocabulary import (
    Audience,
    Category,
    Channel,
    Level,
    Mode,
    ReportedPeriod,
    ReviewKind,
    StageOfProcess,
    Topic,
    UnitKind,
)


@dataclass(frozen=True, slots=True)
class UnitFacts:
    """What the rulebook needs to know about a unit.

    Arguments: code; kind, one of the unit kinds; functions, which bureau's work it does; level: county, township or
    village; empty when it does not matter.
    """

    code: str
    kind: str
    functions: frozenset[str] = frozenset()
    level: str = ""


@dataclass(frozen=True, slots=True)
class UnitSelector:
    """Which units a duty is for.

    Arguments: kinds; functions, of which a unit needs one, empty for every unit of those kinds; levels, empty for
    every level.
    """

    kinds: tuple[UnitKind, ...]
    functions: tuple[str, ...] = ()
    levels: tuple[Level, ...] = ()

    def matches(self, unit: UnitFacts) -> bool:
        """Tell whether a unit is meant."""
        if unit.kind not in self.kinds:
            return False
        if self.functions and not unit.functions.intersection(self.functions):
            return False
        return not self.levels or not unit.level or unit.level in self.levels

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Read ``{kinds, functions, levels}``."""
        return cls(
            tuple(UnitKind(kind) for kind in data.get("kinds", ())),
            tuple(data.get("functions", ())),
            tuple(Level(level) for level in data.get("levels", ())),
        )

    def to_json(self) -> dict[str, Any]:
        """Write what ``from_json`` reads."""
        data: dict[str, Any] = {"kinds": [kind.value for kind in self.kinds], "functions": list(self.functions)}
        return data | ({"levels": [level.value for level in self.levels]} if self.levels else {})


@dataclass(frozen=True, slots=True)
class Matter:
    """The catalogue's 公开事项 columns."""

    level1: Text
    level2: Text | None = None
    level3: Text | None = None

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Read ``{level1, level2, level3}``."""
        below = (Text.from_json(data[name]) if data.get(name) else None for name in ("level2", "level3"))
        return cls(Text.from_json(data["level1"]), *below)

    def to_json(self) -> dict[str, Any]:
        """Write what ``from_json`` reads."""
        named = {"level1": self.level1, "level2": self.level2, "level3": self.level3}
        return {name: text.to_json() for name, text in named.items() if text is not None}


@dataclass(frozen=True, slots=True)
class Channels:
    """Where a duty must and may be published."""

    required: tuple[Channel, ...] = ()
    optional: tuple[Channel, ...] = ()

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Read ``{required, optional}``."""
        required, optional = (tuple(Channel(name) for name in data.get(key, ())) for key in ("required", "optional"))
        return cls(required, optional)

    def to_json(self) -> dict[str, Any]:
        """Write what ``from_json`` reads."""
        return {"required": [name.value for name in self.required], "optional": [name.value for name in self.optional]}


@dataclass(frozen=True, slots=True)
class Stage:
    """The place of a duty in a process that is opened before, during and after."""

    process: str
    stage: StageOfProcess


@dataclass(frozen=True, slots=True)
class Duty:
    """One row of a standard catalogue.

    Arguments: see the pack format; ``timing`` is the rule's own limit, ``local_limit`` the number a district sets
    where the rule has none; ``reports_on``, which period its tasks are named after; ``verified`` is False where nobody has read the rule in its source; ``printed``, cells of
    the official catalogue it was taken from, which the export prints instead of its own words.
    """

    id: str
    title: Text
    matter: Matter
    category: Category
    units: UnitSelector
    elements: tuple[Element, ...]
    timing: Timing
    catalogue_row: str | None = None
    field: str | None = None
    seed_rows: tuple[str, ...] = ()
    topic: Topic | None = None
    checks: tuple[Check, ...] = ()
    bases: tuple[BasisRef, ...] = ()
    timing_text: str = ""
    local_limit: Timing | None = None
    reports_on: ReportedPeriod = ReportedPeriod.THIS
    channels: Channels = Channels()
    audience: Audience = Audience.PUBLIC
    mode: Mode = Mode.PROACTIVE
    levels: tuple[Level, ...] = ()
    reviews: tuple[ReviewKind, ...] = ()
    key: bool = False
    person_fields: tuple[str, ...] = ()
    retention: str = "permanent"
    stage: Stage | None = None
    verified: bool = True
    printed: tuple[PrintedCell, ...] = ()

    @property
    def effective_timing(self) -> Timing:
        """The limits that bind: the local limit takes the place of ``RT`` where one is set."""
        if self.local_limit is None:
            return self.timing
        kept = tuple(clause for clause in self.timing if not isinstance(clause, RealTime))
        return Timing(tuple(dict.fromkeys((*kept, *self.local_limit))))

    def element(self, name: str) -> Element | None:
        """Return the element with that id, if any."""
        return next((element for element in self.elements if element.id == name), None)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Read one duty of the pack format. Raises TimingError when a limit cannot be read."""
        return cls(
            id=data["id"],
            title=Text.from_json(data["title"]),
            matter=Matter.from_json(data["matter"]),
            category=Category(data["category"]),
            units=UnitSelector.from_json(data["units"]),
            elements=tuple(Element.from_json(element) for element in data["elements"]),
            timing=parse(data["timing"]),
            catalogue_row=data.get("catalogue_row"),
            field=data.get("field"),
            seed_rows=tuple(data.get("seed_rows", ())),
            topic=Topic(data["topic"]) if data.get("topic") else None,
            checks=tuple(Check.from_json(check) for check in data.get("checks", ())),
            bases=tuple(BasisRef.from_json(basis) for basis in data.get("bases", ())),
            timing_text=data.get("timing_text") or "",
            local_limit=parse(data["local_limit"]) if data.get("local_limit") else None,
            reports_on=ReportedPeriod(data.get("reports_on", "this_period")),
            channels=Channels.from_json(data.get("channels", {})),
            audience=Audience(data.get("audience", "public")),
            mode=Mode(data.get("mode", "proactive")),
            levels=tuple(Level(level) for level in data.get("levels", ())),
            reviews=tuple(ReviewKind(kind) for kind in data.get("reviews", ())),
            key=data.get("key", False),
            person_fields=tuple(data.get("person_fields", ())),
            retention=data.get("retention") or "permanent",
            stage=_stage(data.get("stage")),
            verified=data.get("verified", True),
            printed=tuple(PrintedCell.from_json(cell) for cell in data.get("printed", ())),
        )

    def to_json(self) -> dict[str, Any]:
        """Write what ``from_json`` reads."""
        stage = self.stage and {"process": self.stage.process, "stage": self.stage.stage.value}
        data = {
            "id": self.id,
            "catalogue_row": self.catalogue_row,
            "title": self.title.to_json(),
            "matter": self.matter.to_json(),
            "field": self.field,
            "category": self.category.value,
            "seed_rows": list(self.seed_rows),
            "topic": self.topic and self.topic.value,
            "units": self.units.to_json(),
            "elements": [element.to_json() for element in self.elements],
            "checks": [check.to_json() for check in self.checks],
            "bases": [basis.to_json() for basis in self.bases],
            "timing": str(self.timing),
            "timing_text": self.timing_text,
            "local_limit": self.local_limit and str(self.local_limit),
            "reports_on": self.reports_on.value,
            "channels": self.channels.to_json(),
            "audience": self.audience.value,
            "mode": self.mode.value,
            "levels": [level.value for level in self.levels],
            "reviews": [kind.value for kind in self.reviews],
            "key": self.key,
            "person_fields": list(self.person_fields),
            "retention": self.retention,
            "stage": stage,
            "verified": self.verified,
            "printed": [cell.to_json() for cell in self.printed],
        }
        return {name: value for name, value in data.items() if value is not None and value != []}


def _stage(data: Mapping[str, str] | None) -> Stage | None:
    return Stage(data["process"], StageOfProcess(data["stage"])) if data else None
