"""Obligations and the documents that meet them: the real 公开率 of an imported past."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from gongkai.retrospect.coverage.matching import Match, PastDocument
from gongkai.rulebook.text import Text


class Status(StrEnum):
    """How an obligation was met."""

    ON_TIME = "on_time"
    LATE = "late"
    UNDATED = "undated"
    MISSING = "missing"

    @property
    def label(self) -> Text:
        """The word shown."""
        return _LABELS[self]


_LABELS = {
    Status.ON_TIME: Text("按时公开", "on time"),
    Status.LATE: Text("逾期公开", "late"),
    Status.UNDATED: Text("已公开，日期不明", "published, date unknown"),
    Status.MISSING: Text("未公开", "not published"),
}


@dataclass(frozen=True, slots=True)
class Owed:
    """One obligation of the past.

    Arguments: unit and duty, by code and id; unit_name and duty_title, shown; period, its key (2021, 2021Q3, or empty);
    starts_on, the day from which documents can belong to it; due_on, the last day on time; key, whether the duty is a
    key one.
    """

    unit: str
    duty: str
    unit_name: str
    duty_title: str
    period: str = ""
    starts_on: dt.date | None = None
    due_on: dt.date | None = None
    key: bool = False


@dataclass(frozen=True, slots=True)
class CoverageLine:
    """An obligation with the documents that belong to it, the earliest first."""

    owed: Owed
    documents: tuple[PastDocument, ...]

    @property
    def status(self) -> Status:
        """How the obligation was met; on time by its earliest document."""
        if not self.documents:
            return Status.MISSING
        first = self.documents[0].published_on
        if first is None:
            return Status.UNDATED
        return Status.LATE if self.owed.due_on and first > self.owed.due_on else Status.ON_TIME


@dataclass(frozen=True, slots=True)
class Rate:
    """公开率 of a group: obligations met by any document, and those met on time, of all owed."""

    name: str
    owed: int
    published: int
    on_time: int

    @property
    def share(self) -> float | None:
        """Share published, in percent."""
        return 100 * self.published / self.owed if self.owed else None


@dataclass(frozen=True, slots=True)
class Coverage:
    """The outcome: lines, one per obligation; matches, one per document."""

    lines: tuple[CoverageLine, ...]
    matches: tuple[Match, ...]

    @property
    def overall(self) -> Rate:
        """The rate of everything."""
        return _rate("", self.lines)

    @property
    def key_duties(self) -> Rate:
        """The rate of key duties alone."""
        return _rate("", [line for line in self.lines if line.owed.key])

    @property
    def missing(self) -> list[CoverageLine]:
        """Obligations that no document meets, key duties first."""
        return sorted(
            (line for line in self.lines if line.status is Status.MISSING),
            key=lambda line: (not line.owed.key, line.owed.unit_name, line.owed.duty_title, line.owed.period),
        )

    @property
    def unmatched(self) -> list[Match]:
        """Documents that serve no duty, or whose duty a person must choose."""
        return [match for match in self.matches if match.duty is None]

    def by_unit(self) -> list[Rate]:
        """Return the rate of each unit, the lowest first."""
        return self._by(lambda line: line.owed.unit_name)

    def by_duty(self) -> list[Rate]:
        """Return the rate of each duty, the lowest first."""
        return self._by(lambda line: line.owed.duty_title)

    def _by(self, name: Callable[[CoverageLine], str]) -> list[Rate]:
        groups: dict[str, list[CoverageLine]] = defaultdict(list)
        for line in self.lines:
            groups[name(line)].append(line)
        return sorted(
            (_rate(group, lines) for group, lines in groups.items()), key=lambda rate: (rate.share or 0, rate.name)
        )


def cover(owed: Iterable[Owed], matches: Iterable[Match]) -> Coverage:
    """Return which obligations the matched documents meet.

    Arguments: owed, the obligations; matches, of documents. A document belongs to the last period of its unit and duty
    that had begun when it was published; without a date, to the first that no other document meets; before any: to none.
    """
    given = tuple(matches)
    published: dict[tuple[str, str], list[PastDocument]] = defaultdict(list)
    for match in given:
        if match.duty is not None:
            published[match.document.unit, match.duty].append(match.document)
    groups: dict[tuple[str, str], list[Owed]] = defaultdict(list)
    for obligation in owed:
        groups[obligation.unit, obligation.duty].append(obligation)
    lines: list[CoverageLine] = []
    for key, obligations in groups.items():
        lines.extend(_assign(obligations, published[key]))
    return Coverage(tuple(lines), given)


def _assign(obligations: Sequence[Owed], documents: Sequence[PastDocument]) -> list[CoverageLine]:
    ordered = sorted(obligations, key=lambda owed: (owed.starts_on or dt.date.min, owed.period))
    taken: list[list[PastDocument]] = [[] for _ in ordered]
    undated = []
    for document in sorted(documents, key=lambda document: document.published_on or dt.date.max):
        begun = [
            index
            for index, owed in enumerate(ordered)
            if document.published_on and (owed.starts_on or dt.date.min) <= document.published_on
        ]
        if begun:
            taken[begun[-1]].append(document)
        elif document.published_on is None:
            undated.append(document)
    for document in undated:
        free = next((index for index, found in enumerate(taken) if not found), None)
        if free is not None:
            taken[free].append(document)
    return [CoverageLine(owed, tuple(found)) for owed, found in zip(ordered, taken, strict=True)]


def _rate(name: str, lines: Sequence[CoverageLine]) -> Rate:
    statuses = [line.status for line in lines]
    published = sum(status is not Status.MISSING for status in statuses)
    return Rate(name, len(lines), published, sum(status is Status.ON_TIME for status in statuses))
