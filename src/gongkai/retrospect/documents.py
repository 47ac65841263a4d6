"""Documents of the past as an audit sees them: what a table says of each, and what of it could not be read."""

import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from gongkai.intake.documents import USUAL_NAMES
from gongkai.intake.tables import Table, ValueRefused, Vocabulary, recognise
from gongkai.intake.tables.columns import Recognition
from gongkai.intake.tables.model import Cell, Row, is_empty
from gongkai.intake.tables.values import parse_date, plain
from gongkai.intake.trouble import Unreadable
from gongkai.rulebook.document_numbers import Parsed, parse
from gongkai.rulebook.objections import Objection

VOCABULARY: Vocabulary = {
    name: USUAL_NAMES[name] for name in ("title", "issued_on", "published_on", "document_number", "issuer", "url")
}

_ORGAN = re.compile(
    r"^([\u3400-\u9fff、 ]{2,40}?(?:政府|国务院|中央军委|办公厅|办公室|委员会|联防联控机制|领导小组|指挥部|部|局|厅|院|委|署|会))"
    r"(?=关于|转发|印发|批转|公告|通告|令)"
)
# A body signs for a series when at least a tenth of the titles name it: many titles name none.
_ENOUGH = 0.1


@dataclass(frozen=True, slots=True)
class Document:
    """One document.

    Attributes: file and row, where it stands; title; number, as read from the printed text; issued_on and
    published_on, None when missing or not understood; issuer, the issuing body, empty when nothing tells it.
    """

    file: str
    row: int
    title: str
    number: Parsed
    issued_on: dt.date | None
    published_on: dt.date | None
    issuer: str = ""
    url: str = ""


@dataclass(slots=True)
class Collection:
    """All documents of one file, the columns they were read from, and the dates nobody can read."""

    file: str
    columns: Recognition
    notices: tuple[Objection, ...]
    documents: list[Document] = field(default_factory=list)
    odd_dates: list[Objection] = field(default_factory=list)


def read_documents(table: Table, overrides: Mapping[str, str] | None = None) -> Collection:
    """Read all documents of a table.

    Arguments: table, opened with VOCABULARY; overrides, field to column, where a person chose.
    Raises: Unreadable, when neither a document number nor both dates have a column, or when there is no document.
    """
    columns = recognise(table.headers, VOCABULARY, overrides)
    if "document_number" not in columns.mapping and not {"issued_on", "published_on"} <= set(columns.mapping):
        there_zh, there_en = "、".join(filter(None, table.headers)), ", ".join(filter(None, table.headers))
        raise Unreadable(
            "no_columns",
            f"{table.name} 里没有认出“文号”列，也没有同时认出“成文日期”和“发布日期”列；现有的列：{there_zh}。请用选项指定是哪一列。",
            f"{table.name} has no column recognised as document number, nor both dates; "
            f"its columns are: {there_en}. Name them with options.",
        )
    collection = Collection(table.name, columns, table.notices)
    for row in table.rows():
        collection.documents.append(_document(row, collection))
    if not collection.documents:
        raise Unreadable("no_rows", f"{table.name} 只有表头，没有文件", f"{table.name} has a header but no documents")
    return collection


def with_issuers(documents: Iterable[Document]) -> list[Document]:
    """Return the documents with the issuing body filled in: as given, else the usual body of the series, else by title."""
    given = list(documents)
    bodies: dict[str, Counter[str]] = defaultdict(Counter)
    sizes: Counter[str] = Counter()
    for document in given:
        for number in document.number.numbers[:1]:
            sizes[number.series] += 1
            if organ := document.issuer or _organ(document.title):
                bodies[number.series][organ] += 1
    usual = {}
    for series, counts in bodies.items():
        organ, count = counts.most_common(1)[0]
        if count >= max(1, sizes[series] * _ENOUGH):
            usual[series] = organ
    return [document if document.issuer else replace(document, issuer=_issuer(document, usual)) for document in given]


def _issuer(document: Document, usual: Mapping[str, str]) -> str:
    for number in document.number.numbers[:1]:
        return usual.get(number.series, number.series)
    return _organ(document.title)


def _organ(title: str) -> str:
    found = _ORGAN.match(title)
    return found.group(1).replace(" ", "、").removeprefix("中华人民共和国") if found else ""


def _document(row: Row, collection: Collection) -> Document:
    return Document(
        file=collection.file,
        row=row.number,
        title=_text(row, "title", collection),
        number=_number(row, collection),
        issued_on=_date(row, "issued_on", collection),
        published_on=_date(row, "published_on", collection),
        issuer=_text(row, "issuer", collection),
        url=_text(row, "url", collection),
    )


def _number(row: Row, collection: Collection) -> Parsed:
    cell = _cell(row, "document_number", collection)
    try:
        return parse(plain(cell))
    except ValueRefused as refused:
        # What the spreadsheet has spoilt is shown as it stands, with the spreadsheet's fault as the reason.
        return Parsed(str(cell), (), frozenset(), Objection("spoilt", refused.what.zh, refused.what.en))


def _cell(row: Row, name: str, collection: Collection) -> Cell:
    index = collection.columns.mapping.get(name)
    return row.cells[index] if index is not None and index < len(row.cells) else None


def _text(row: Row, name: str, collection: Collection) -> str:
    cell = _cell(row, name, collection)
    try:
        return plain(cell)
    except ValueRefused:
        return str(cell)


def _date(row: Row, name: str, collection: Collection) -> dt.date | None:
    cell = _cell(row, name, collection)
    if is_empty(cell):
        return None
    try:
        return parse_date(cell)
    except ValueRefused as refused:
        header = collection.columns.headers[collection.columns.mapping[name]]
        collection.odd_dates.append(
            Objection("date", f"{header}：{refused.what.zh}", f"{header}: {refused.what.en}", name, row.number)
        )
        return None
