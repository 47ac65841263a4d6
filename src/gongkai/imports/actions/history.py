"""Documents of the past become historical disclosures: many at once, each with its own dates, marked as imported."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from django.utils import timezone

from gongkai.disclosures.content import canonical_number, digest
from gongkai.disclosures.models import Disclosure, Publication, Revision, RevisionFile, StoredFile
from gongkai.documents.html import to_text
from gongkai.duties.models import Duty
from gongkai.duties.queries import definition
from gongkai.imports.models import HistoricalSequence, ImportRun, Redirect
from gongkai.rulebook import model
from gongkai.rulebook.vocabulary import ElementType, Genre, Topic, Validity
from gongkai.rulebook.vocabulary.labelled import Labelled
from gongkai.units.models import Unit

TITLE_COLUMN = 220
NOTE = "历史导入"
_SUMMARY = 100


@dataclass
class Past:
    """A document of the past, read and judged good.

    Args:
        unit: who publishes it.
        duty: which duty it serves.
        title: in full.
        published_on: the day it became public; that of issue where nothing else is known.
        issued_on: the day it was signed.
        body: sanitised HTML.
        files: attachments already in the store, with their names.
        paths: where it stood on the old site, without scheme and host.
        printed: what else the source said of it: number, column, classification, genre, validity, summary, url,
            index number.
    """

    unit: Unit
    duty: Duty
    title: str
    published_on: date
    issued_on: date | None = None
    body: str = ""
    files: Sequence[tuple[StoredFile, str]] = ()
    paths: Sequence[str] = ()
    printed: dict[str, str] = field(default_factory=dict)


def noon(day: date) -> datetime:
    """Noon in Asia/Shanghai: the instant that stands for a day whose hour nobody recorded."""
    return timezone.make_aware(datetime.combine(day, time(12)))


def index_numbers(documents: Sequence[Past]) -> list[str]:
    """The next historical index numbers, in the order of the documents."""
    wanted = Counter((one.unit.pk, one.published_on.year) for one in documents)
    counters = {
        (row.unit_id, row.year): row
        for row in HistoricalSequence.objects.select_for_update().filter(unit__in={key for key, _ in wanted})
    }
    following: dict[tuple[int, int], int] = {}
    for (unit, year), count in wanted.items():
        row = counters.get((unit, year)) or HistoricalSequence(unit_id=unit, year=year)
        following[unit, year] = row.last + 1
        row.last += count
        row.save()
    found = []
    for one in documents:
        key = (one.unit.pk, one.published_on.year)
        found.append(f"{one.unit.index_code}-H/{key[1]}-{following[key]:05}")
        following[key] += 1
    return found


def content_of(one: Past, duty: model.Duty) -> dict[str, Any]:
    """What the revision freezes. The body fills the duty's first text, and stands by itself where it has none."""
    values: dict[str, Any] = {}
    place = next((element.id for element in duty.elements if element.type == ElementType.RICH_TEXT), None)
    if one.body and place is not None:
        values[place] = one.body
    metadata = {
        "summary": summary_of(one),
        "produced_on": one.issued_on.isoformat() if one.issued_on else None,
        "document_number": canonical_number(one.printed.get("document_number", ""))[:60],
        "topic": _code(Topic, one.printed.get("classification", "")) or (duty.topic or Topic.T22),
        "genre": _code(Genre, one.printed.get("genre", "")),
        "mode": duty.mode.value,
        "keywords": "",
        "validity": _code(Validity, one.printed.get("validity", "")) or Validity.IN_FORCE.value,
        "validity_note": "",
        "retention": duty.retention,
        "publisher": one.unit.name,
    }
    content: dict[str, Any] = {
        "title": one.title,
        "values": values,
        "metadata": metadata,
        "attachments": [
            {"sha256": file.sha256, "name": name, "media_type": file.media_type, "size": file.size, "element": ""}
            for file, name in one.files
        ],
        "imported": {name: value for name, value in one.printed.items() if value},
    }
    return content | ({"body": one.body} if one.body and place is None else {})


def summary_of(one: Past) -> str:
    """The summary as printed, or the beginning of the body."""
    printed = " ".join(one.printed.get("summary", "").split())
    text = printed or " ".join(to_text(one.body[:8_000]).split())
    limit = 300 if printed else _SUMMARY
    return text if len(text) <= limit else f"{text[: limit - 1]}…"


def _code(vocabulary: type[Labelled], printed: str) -> str:
    """The code of a printed label; empty when it is not on the list."""
    wanted = printed.strip()
    if not wanted:
        return ""
    found = next((one for one in vocabulary if wanted in {one.value, one.label.zh, one.label.en}), None)
    found = found or next((one for one in vocabulary if one.label.zh in wanted), None)
    return found.value if found else ""


def create(documents: Sequence[Past], run: ImportRun, at: datetime) -> list[Disclosure]:
    """Make historical disclosures with revision and publication, in a constant number of statements.

    They answer no review and are not filed: this system neither reviewed nor first published them. Their publication
    bears the old date.
    """
    numbers = index_numbers(documents)
    made: list[Disclosure] = []
    contents: list[dict[str, Any]] = []
    for one, number in zip(documents, numbers, strict=True):
        duty = definition(one.duty, one.unit, one.duty.version)
        content = content_of(one, duty)
        meta = content["metadata"]
        contents.append(content)
        made.append(
            Disclosure(
                unit=one.unit, duty=one.duty, version=one.duty.version, audience=duty.audience, imported=True,
                state=Disclosure.State.PUBLISHED, title=one.title[:TITLE_COLUMN], values=content["values"],
                index_number=number, produced_on=one.issued_on, published_on=one.published_on,
                published_at=noon(one.published_on), source_url=one.printed.get("url", "")[:500], created_at=at,
                saved_at=at, created_by=run.created_by, saved_by=run.created_by,
                **{name: meta[name] for name in (
                    "summary", "document_number", "topic", "genre", "mode", "keywords", "validity", "validity_note",
                    "retention",
                )},
            )
        )  # fmt: skip
    Disclosure.objects.bulk_create(made, batch_size=200)
    revisions = Revision.objects.bulk_create(
        [
            Revision(
                disclosure=row, number=1, content=content, digest=digest(content), note=NOTE, created_at=at,
                created_by=run.created_by,
            )
            for row, content in zip(made, contents, strict=True)
        ],
        batch_size=200,
    )  # fmt: skip
    for row, revision in zip(made, revisions, strict=True):
        row.current = revision
    Disclosure.objects.bulk_update(made, ["current"], batch_size=200)
    Publication.objects.bulk_create(
        [
            Publication(
                disclosure=row, revision=revision, published_at=noon(one.published_on), published_on=one.published_on,
                published_by=None, reason=NOTE,
            )
            for one, row, revision in zip(documents, made, revisions, strict=True)
        ],
        batch_size=200,
    )  # fmt: skip
    RevisionFile.objects.bulk_create(
        [
            RevisionFile(revision=revision, file=file, name=name[:200])
            for one, revision in zip(documents, revisions, strict=True)
            for file, name in one.files
        ],
        batch_size=200,
    )
    redirect([one.paths for one in documents], made, run)
    return made


def redirect(paths: Sequence[Sequence[str]], rows: Sequence[Disclosure], run: ImportRun) -> None:
    """Lead old addresses to disclosures; an address that leads somewhere already keeps doing so."""
    found: dict[str, Redirect] = {}
    for addresses, row in zip(paths, rows, strict=True):
        for address in addresses:
            found.setdefault(address, Redirect(path=address, disclosure=row, run=run))
    Redirect.objects.bulk_create(found.values(), batch_size=500, ignore_conflicts=True)
