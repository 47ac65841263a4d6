"""Records: their pages on first read, QR code, posters, tables and files."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Literal

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import patch_response_headers

from gongkai.disclosures import store
from gongkai.disclosures.models import Disclosure, StoredFile
from gongkai.disclosures.queries import file_for_audience, public_file
from gongkai.site import actions, documents
from gongkai.site.build import disclosure as disclosure_pages
from gongkai.site.on_demand.making import made
from gongkai.site.pages.rendering import render
from gongkai.site.publishing import record_page
from gongkai.site.queries import pages, records
from gongkai.site.queries.internal import visible_to
from gongkai.site.queries.records import Record
from gongkai.site.responses import answer, language_of

SHOWN_IN_PLACE = ("application/pdf", "image/png", "image/jpeg", "image/gif", "image/webp")
KEPT_SECONDS = 300


def _found(number: str) -> Record:
    found = records.records(records.by_index_number(number))
    if not found:
        raise Http404
    return found[0]


def _alive(number: str) -> Record:
    record = _found(number)
    if record.disclosure.state == Disclosure.State.WITHDRAWN:
        raise Http404
    return record


def page(request: HttpRequest, number: str) -> HttpResponse:
    """The page of a record in English, or in Chinese should its row be missing."""
    seen = pages.generation()
    record = _found(number)
    if language_of(request) == "zh":
        row = record_page(record).row()
    else:
        gone = record.disclosure.state == Disclosure.State.WITHDRAWN
        modified = record_page(record).modified
        context = disclosure_pages.page(record, "en")
        row = made(context, f"disclosure:{record.disclosure.pk}", modified, status=410 if gone else 200).row()
    actions.store_if_current(row, seen)
    return answer(request, row)


def or_gone(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """What belonged to a record that was withdrawn is gone, as its page is: 410 with the tombstone, and not 404."""

    @wraps(view)
    def shown(request: HttpRequest, number: str, **named: Any) -> HttpResponseBase:
        try:
            return view(request, number, **named)
        except Http404:
            if not records.by_index_number(number).filter(state=Disclosure.State.WITHDRAWN).exists():
                raise
        return page(request, number)

    return shown


@or_gone
def qr(request: HttpRequest, number: str) -> HttpResponse:
    """The QR code of the record's address."""
    seen = pages.generation()
    row = documents.qr_code(_alive(number)).row()
    actions.store_if_current(row, seen)
    return answer(request, row)


@or_gone
def poster(request: HttpRequest, number: str, paper: Literal["a3", "a4"]) -> HttpResponse:
    """The record as a poster."""
    response = HttpResponse(documents.poster_pdf(_alive(number), paper), content_type="application/pdf")
    name = number.replace("/", "-")
    response["Content-Disposition"] = f'inline; filename="{name}-{paper}.pdf"'
    patch_response_headers(response, KEPT_SECONDS)
    return response


@or_gone
def table(request: HttpRequest, number: str, element: str, form: Literal["xlsx", "csv"]) -> HttpResponse:
    """A table of the record as spreadsheet."""
    return _spreadsheet(_alive(number), element, form)


def _spreadsheet(record: Record, element: str, form: Literal["xlsx", "csv"]) -> HttpResponse:
    response = HttpResponse(documents.spreadsheet(record, element, form), content_type=documents.FORMS[form])
    name = (record.disclosure.index_number or "").replace("/", "-")
    response["Content-Disposition"] = f'attachment; filename="{name}-{element}.{form}"'
    return response


@or_gone
def file(request: HttpRequest, number: str, digest: str, name: str = "") -> HttpResponseBase:
    """A file that the record shows."""
    return _file(public_file(number, digest.partition(".")[0]))


def _file(found: tuple[StoredFile, str] | None) -> HttpResponseBase:
    if found is None:
        raise Http404
    stored, name = found
    in_place = stored.media_type in SHOWN_IN_PLACE
    response = FileResponse(
        store.path_of(stored.sha256).open("rb"),
        as_attachment=not in_place,
        filename=name,
        content_type=stored.media_type,
    )
    response["Cache-Control"] = "private, max-age=0, must-revalidate"
    # A file is never a page of this site: nothing in it may run, whatever a browser makes of it.
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; sandbox"
    return response


def internal_page(request: HttpRequest, number: str) -> HttpResponse:
    """A record for an internal audience; never kept anywhere."""
    found = records.records(visible_to(request.user).filter(index_number=number))  # type: ignore[arg-type]
    if not found:
        raise Http404
    gone = found[0].disclosure.state == Disclosure.State.WITHDRAWN
    body = render(disclosure_pages.page(found[0], language_of(request), private=True))
    response = HttpResponse(body, status=410 if gone else 200)
    response["Cache-Control"] = "no-store"
    return response


def internal_file(request: HttpRequest, number: str, digest: str, name: str = "") -> HttpResponseBase:
    """A file that an internal record shows."""
    response = _file(file_for_audience(request.user, number, digest.partition(".")[0]))  # type: ignore[arg-type]
    response["Cache-Control"] = "no-store"
    return response


def internal_table(request: HttpRequest, number: str, element: str, form: Literal["xlsx", "csv"]) -> HttpResponse:
    """A table of an internal record as spreadsheet."""
    found = records.records(visible_to(request.user).filter(index_number=number))  # type: ignore[arg-type]
    if not found or found[0].disclosure.state == Disclosure.State.WITHDRAWN:
        raise Http404
    response = _spreadsheet(found[0], element, form)
    response["Cache-Control"] = "no-store"
    return response
