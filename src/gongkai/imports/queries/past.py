"""The imported past as the audit and the matching see it."""

import datetime as dt
from collections.abc import Iterator

from django.db.models import OuterRef, QuerySet, Subquery

from gongkai.disclosures.models import Disclosure
from gongkai.imports.models import ImportedRow
from gongkai.intake.tables import recognise
from gongkai.retrospect.coverage import PastDocument
from gongkai.retrospect.documents import VOCABULARY, Collection, Document
from gongkai.rulebook.document_numbers import parse

LABEL = Disclosure._meta.label_lower
_HEADERS = ("标题", "文号", "成文日期", "发布日期", "发文机关", "网址")


def with_printed(rows: QuerySet[Disclosure]) -> QuerySet[Disclosure]:
    """The same documents with ``printed``: what the source said of each."""
    source = ImportedRow.objects.filter(target=LABEL, target_id=OuterRef("pk"), outcome="added", undone=False)
    return rows.annotate(printed=Subquery(source.order_by("-id").values("values")[:1]))


def _printed(one: Disclosure) -> dict[str, str]:
    found = getattr(one, "printed", None)
    if found is None:
        row = ImportedRow.objects.filter(target=LABEL, target_id=one.pk, outcome="added").order_by("-id").first()
        found = row.values if row else {}
    return dict(found or {})


def past_document(one: Disclosure) -> PastDocument:
    """An imported document as the matcher sees it."""
    printed = _printed(one)
    return PastDocument(
        id=str(one.pk),
        unit=one.unit.code,
        title=printed.get("title") or one.title,
        column=printed.get("column", ""),
        classification=printed.get("classification", ""),
        document_number=one.document_number,
        published_on=one.published_on,
    )


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def collection(rows: QuerySet[Disclosure], name: str) -> Collection:
    """Imported documents as an audit reads them; dates as the source gave them.

    Args:
        rows: from :func:`gongkai.imports.queries.imported_for`.
        name: said where a file would be named.
    """
    return Collection(name, recognise(_HEADERS, VOCABULARY), (), list(_documents(rows, name)))


def _documents(rows: QuerySet[Disclosure], name: str) -> Iterator[Document]:
    for one in (
        with_printed(rows.select_related(None))
        .only("title", "document_number", "source_url")
        .order_by("pk")
        .iterator(2_000)
    ):
        printed = _printed(one)
        yield Document(
            file=name,
            row=one.pk,
            title=printed.get("title") or one.title,
            number=parse(printed.get("document_number", "") or one.document_number),
            issued_on=_day(printed.get("issued_on")),
            published_on=_day(printed.get("published_on")),
            issuer=printed.get("issuer", ""),
            url=one.source_url,
        )
