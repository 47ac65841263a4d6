"""One audit: all documents of the files given, their numbers and their timing."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from gongkai.intake.tables import open_table
from gongkai.retrospect.continuity import SeriesYear, continuity
from gongkai.retrospect.documents import VOCABULARY, Collection, Document, read_documents, with_issuers
from gongkai.retrospect.timeliness import Timing, judge
from gongkai.rulebook.calendar import WorkingCalendar


@dataclass(frozen=True, slots=True)
class AuditOptions:
    """What a person may say about the files.

    Arguments: columns, field (title, issued_on, published_on, document_number, issuer, url) to header, letter or
    number of its column; sheet, encoding, delimiter and header_row as in `intake.tables.open_table`.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    sheet: str | None = None
    encoding: str | None = None
    delimiter: str | None = None
    header_row: int | None = None


@dataclass(frozen=True, slots=True)
class Audit:
    """The outcome: collections, one per file; documents of all; series, by series and year; timings, one per document."""

    on: dt.date
    collections: tuple[Collection, ...]
    documents: tuple[Document, ...]
    series: tuple[SeriesYear, ...]
    timings: tuple[Timing, ...]

    @property
    def unparsed(self) -> list[Document]:
        """Documents whose number could not be read, those without any included."""
        return [document for document in self.documents if document.number.objection]

    @property
    def unparsed_reasons(self) -> Counter[str]:
        """How many documents there are for each reason code."""
        return Counter(document.number.objection.code for document in self.documents if document.number.objection)


def audit_documents(
    collections: Sequence[Collection], *, on: dt.date, calendar: WorkingCalendar | None = None
) -> Audit:
    """Audit documents already read.

    Arguments: collections, of documents; on, today; calendar, of working days.
    """
    documents = with_issuers(document for collection in collections for document in collection.documents)
    return Audit(
        on=on,
        collections=tuple(collections),
        documents=tuple(documents),
        series=tuple(continuity(documents)),
        timings=tuple(judge(document, on=on, calendar=calendar) for document in documents),
    )


def audit_files(files: Sequence[Path], options: AuditOptions, *, on: dt.date) -> Audit:
    """Read and audit files.

    Raises: Unreadable, when any of them cannot be read or holds no documents; nothing is audited then.
    """
    collections = []
    for path in files:
        table = open_table(
            path,
            sheet=options.sheet,
            encoding=options.encoding,
            delimiter=options.delimiter,
            header_row=options.header_row,
            vocabulary=VOCABULARY,
        )
        collections.append(read_documents(table, options.columns))
    return audit_documents(collections, on=on)
