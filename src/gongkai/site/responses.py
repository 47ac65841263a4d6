"""Ready-made pages as answers of Django, with the same headers the front door sends."""

import zlib
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone

from gongkai.site import actions
from gongkai.site.actions import Made
from gongkai.site.front_door import CACHE, accepts_gzip, matches
from gongkai.site.models import Page
from gongkai.site.pages.frame import Language
from gongkai.site.queries import pages

Build = Callable[..., Made]


def language_of(request: HttpRequest) -> Language:
    """The language of an address: English below ``/en/``."""
    return "en" if request.path.startswith("/en/") else "zh"


def answer(request: HttpRequest, page: Page) -> HttpResponse:
    """A ready-made page for a request: 304 when the reader has it, gzip when the reader takes it."""
    if page.status == 200 and matches(request.headers.get("If-None-Match", ""), page.etag):
        response = HttpResponse(status=304)
        response["ETag"] = page.etag
    else:
        gzip = accepts_gzip(request.headers.get("Accept-Encoding", ""))
        body = bytes(page.body)
        response = HttpResponse(
            body if gzip else zlib.decompress(body, 31), status=page.status, content_type=page.content_type
        )
        response["ETag"] = page.etag if gzip else f"W/{page.etag}"
        response["Last-Modified"] = page.last_modified
        if gzip:
            response["Content-Encoding"] = "gzip"
    response["Cache-Control"] = CACHE
    response["Vary"] = "Accept-Encoding"
    return response


def on_demand(build: Build) -> Callable[..., HttpResponseBase]:
    """A view that renders a page and keeps it until something it shows changes."""

    def view(request: HttpRequest, **named: Any) -> HttpResponse:
        named.pop("language", None)
        seen = pages.generation()
        made = build(language_of(request), timezone.now(), **named)
        page = made.row()
        actions.store_if_current(page, seen)
        return answer(request, page)

    return view
