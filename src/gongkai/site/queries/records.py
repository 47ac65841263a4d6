"""Published records with everything their pages show, in a constant number of queries for any number of records."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from operator import attrgetter
from typing import Any

from django.db.models import Count, Q, QuerySet

from gongkai.disclosures.models import Disclosure, Publication, ReviewStep, Withdrawal
from gongkai.disclosures.queries import for_public, light
from gongkai.disclosures.stages import local_day
from gongkai.duties.models import Duty, Obligation, RulebookVersion
from gongkai.duties.queries import definition
from gongkai.rulebook import model
from gongkai.units.models import Unit

State = Disclosure.State


def public() -> QuerySet[Disclosure]:
    """What anybody may read, or could once: published, superseded, and withdrawn ones for their tombstones."""
    return for_public()


@dataclass(frozen=True, slots=True)
class Facts:
    """What pages say of the disclosure itself. Only that is read: a column left out cannot be asked for row by row."""

    pk: int
    index_number: str | None
    state: str
    audience: str
    published_at: datetime | None
    published_on: date | None
    posted_until: date | None
    validity: str
    validity_note: str
    topic: str
    document_number: str
    title: str
    imported: bool
    unit_id: int
    duty_id: int
    version_id: int
    supersedes_id: int | None
    current_id: int | None


_KEPT = 10_000  # definitions at hand
_FACTS = tuple(one.name for one in fields(Facts))


@dataclass(frozen=True, slots=True)
class Shown:
    """One publication: the first, or a correction with its reason."""

    kind: str
    published_at: datetime
    published_on: date
    reason: str


@dataclass(frozen=True, slots=True)
class Judged:
    """The obligation a record answers, with its due date and verdict."""

    due_on: date | None
    arithmetic: dict[str, Any]
    content_ok: bool | None
    procedure_ok: bool | None
    time_ok: bool | None
    form_ok: bool | None


@dataclass(frozen=True, slots=True)
class Reviewed:
    """One decided review: its kind, the day, and the votes of a body."""

    kind: str
    on: date | None
    votes_for: int
    votes_against: int
    abstained: int


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another version of the same matter: what this one replaced, or what replaced it."""

    index_number: str
    title: str


@dataclass(frozen=True, slots=True)
class Record:
    """One record and what stands around it."""

    disclosure: Facts
    unit: Unit
    duty: Duty
    definition: model.Duty
    content: dict[str, Any]
    publications: tuple[Shown, ...]
    reviews: tuple[Reviewed, ...]
    obligation: Judged | None
    replaced: Neighbour | None
    successor: Neighbour | None
    withdrawal: Withdrawal | None


@dataclass
class Directory:
    """Units, duties and versions kept at hand while many records are read."""

    units: dict[int, Unit]
    duties: dict[int, Duty]
    versions: dict[int, RulebookVersion]
    definitions: dict[tuple[int, int, int], model.Duty] = field(default_factory=dict)

    @classmethod
    def load(cls) -> "Directory":
        """Everything; a few thousand rows."""
        return cls(Unit.objects.in_bulk(), Duty.objects.in_bulk(), RulebookVersion.objects.in_bulk())

    def definition(self, one: Facts) -> model.Duty:
        """The duty of a record as its version worded it for the unit."""
        key = (one.duty_id, one.unit_id, one.version_id)
        if len(self.definitions) > _KEPT:
            self.definitions.clear()
        if key not in self.definitions:
            self.definitions[key] = definition(
                self.duties[one.duty_id], self.units[one.unit_id], self.versions[one.version_id]
            )
        return self.definitions[key]


def _read(chosen: QuerySet[Disclosure], directory: Directory | None) -> tuple[list[tuple[Facts, Any]], Directory]:
    """The facts and the frozen content of each record, with the units and duties they name.

    The working copy is nobody's business: what the audience sees is the frozen revision.
    """
    rows = chosen.select_related(None)
    if directory is not None:
        read = rows.values_list(*_FACTS, "current__content")
        return [(Facts(*row), content) for *row, content in read], directory
    loaded = list(light(rows.select_related("current", "unit", "duty", "version")))
    around = Directory(
        {one.unit_id: one.unit for one in loaded},
        {one.duty_id: one.duty for one in loaded},
        {one.version_id: one.version for one in loaded},
    )
    return [(Facts(*_facts_of(one)), one.current.content if one.current else None) for one in loaded], around


_facts_of = attrgetter(*_FACTS)


def records(chosen: QuerySet[Disclosure], directory: Directory | None = None) -> list[Record]:
    """The records of a query, in its order.

    Args:
        chosen: from :func:`public`, or from the domain's queries for a reader who is logged in.
        directory: spares three joins when many batches are read.
    """
    read, around = _read(chosen, directory)
    found = [one for one, _ in read]
    keys = [one.pk for one in found]
    publications = _publications(keys)
    reviews = _reviews([one.current_id for one in found if one.current_id])
    obligations = _obligations(keys)
    withdrawn = [one.pk for one in found if one.state == State.WITHDRAWN]
    withdrawals = (
        {one.disclosure_id: one for one in Withdrawal.objects.filter(disclosure_id__in=withdrawn)} if withdrawn else {}
    )
    replaced, successors = _neighbours(found)
    return [
        Record(
            disclosure=one,
            unit=around.units[one.unit_id],
            duty=around.duties[one.duty_id],
            definition=around.definition(one),
            content=content or {},
            publications=tuple(publications.get(one.pk, ())),
            reviews=tuple(reviews.get(one.current_id or 0, ())),
            obligation=obligations.get(one.pk),
            replaced=replaced.get(one.supersedes_id),
            successor=successors.get(one.pk),
            withdrawal=withdrawals.get(one.pk),
        )
        for one, content in read
    ]


def _publications(keys: Sequence[int]) -> dict[int, list[Shown]]:
    found: dict[int, list[Shown]] = {}
    rows = Publication.objects.filter(disclosure_id__in=keys).order_by("id")
    for key, *row in rows.values_list("disclosure_id", *(one.name for one in fields(Shown))):
        found.setdefault(key, []).append(Shown(*row))
    return found


def _obligations(keys: Sequence[int]) -> dict[int, Judged]:
    found: dict[int, Judged] = {}
    # Through what met them: the obligations themselves have no index by disclosure, and there are very many.
    met = Obligation.objects.filter(fulfilment__disclosure_id__in=keys, demand=Obligation.Demand.PUBLISH)
    rows = met.filter(disclosure_id__in=keys).order_by("due_on", "id")
    for key, *row in rows.values_list("disclosure_id", *(one.name for one in fields(Judged))):
        found.setdefault(key, Judged(*row))
    return found


def _reviews(revisions: Sequence[int]) -> dict[int, list[Reviewed]]:
    found: dict[int, list[Reviewed]] = {}
    steps = (
        ReviewStep.objects.filter(revision_id__in=revisions, state=ReviewStep.State.APPROVED)
        .annotate(
            agreed=Count("votes", filter=Q(votes__choice="for")),
            refused=Count("votes", filter=Q(votes__choice="against")),
            abstained=Count("votes", filter=Q(votes__choice="abstain")),
        )
        .order_by("revision_id", "order")
        .values_list("revision_id", "kind", "decided_at", "agreed", "refused", "abstained")
    )

    for revision, kind, at, *votes in steps:
        found.setdefault(revision, []).append(Reviewed(kind, local_day(at) if at else None, *votes))
    return found


def _neighbours(found: Sequence[Facts]) -> tuple[dict[int | None, Neighbour], dict[int, Neighbour]]:
    replaced: dict[int | None, Neighbour] = {}
    successors: dict[int, Neighbour] = {}
    before = [one.supersedes_id for one in found if one.supersedes_id]
    if before:
        for key, number, title, state in (
            public().filter(pk__in=before).values_list("pk", "index_number", "title", "state")
        ):
            replaced[key] = Neighbour(number or "", (title if state != State.WITHDRAWN else number) or "")
    gone = [one.pk for one in found if one.state in {State.SUPERSEDED, State.WITHDRAWN}]
    if gone:
        after = public().filter(supersedes_id__in=gone, state=State.PUBLISHED)
        for key, number, title in after.values_list("supersedes_id", "index_number", "title"):
            successors[key] = Neighbour(number or "", title)
    return replaced, successors


def running_windows(on: date) -> QuerySet[Disclosure]:
    """Public notices whose window has not ended, the one that ends first in front."""
    running = public().filter(state=State.PUBLISHED, posted_until__gte=on)
    return light(running).order_by("posted_until", "-id")


def neighbours(one: Disclosure) -> QuerySet[Disclosure]:
    """The public records that one replaced or that replaced it."""
    return public().filter(Q(supersedes_id=one.pk) | Q(pk=one.supersedes_id))


def by_index_number(number: str) -> QuerySet[Disclosure]:
    """The public record of an index number."""
    return public().filter(index_number=number)


def ranges(size: int) -> Iterator[tuple[int, int]]:
    """The keys of all public records in ranges of at most ``size`` records."""
    keys = list(public().order_by("pk").values_list("pk", flat=True))
    for first in range(0, len(keys), size):
        chunk = keys[first : first + size]
        yield chunk[0], chunk[-1]
