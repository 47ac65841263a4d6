"""The front door: answers ready-made public pages before Django, with one keyed read and nothing else."""

import time
import zlib
from collections.abc import Callable, Iterable
from typing import Any

import structlog
from django.conf import settings

from gongkai.site.stored import Read, Stored, reader

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]

STATUS = {200: "200 OK", 410: "410 Gone"}
ELSEWHERE = ("/workbench/", "/accounts/", "/static/", "/search/", "/en/search/", "/files/", "/internal/", "/i18n/")
CACHE = "public, max-age=0, must-revalidate"
"""Browsers and proxies may keep a page but must ask again, so that a publication or a withdrawal is seen at once."""

log = structlog.get_logger(__name__)


def security_headers() -> list[tuple[str, str]]:
    """What Django's security, frame and content-security middleware would send with a public page."""
    from csp.utils import build_policy  # noqa: PLC0415 reads the settings

    headers = [
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", settings.SECURE_REFERRER_POLICY),
        ("Cross-Origin-Opener-Policy", settings.SECURE_CROSS_ORIGIN_OPENER_POLICY),
        ("X-Frame-Options", settings.X_FRAME_OPTIONS),
        ("Content-Security-Policy", build_policy()),
    ]
    if settings.SECURE_HSTS_SECONDS:
        headers.append(("Strict-Transport-Security", f"max-age={settings.SECURE_HSTS_SECONDS}"))
    return headers


def accepts_gzip(header: str) -> bool:
    """Whether the client takes gzip, by its Accept-Encoding (RFC 9110 §12.5.3)."""
    if not header:
        return False
    weights = {}
    for part in header.lower().split(","):
        name, _, parameters = part.partition(";")
        weights[name.strip()] = parameters.replace(" ", "") not in {"q=0", "q=0.0", "q=0.00", "q=0.000"}
    return weights.get("gzip", weights.get("*", False))


def matches(header: str, etag: str) -> bool:
    """Whether If-None-Match names the page; the comparison is weak (RFC 9110 §13.1.2)."""
    return any(part.strip().removeprefix("W/") in {etag, "*"} for part in header.split(","))


class FrontDoor:
    """WSGI middleware outside Django.

    A ready-made page goes out as its stored bytes. What is not stored, or shows a day that has passed, is Django's.

    Args:
        application: Django.
        read: how to read a page; the database of the settings when not given.
    """

    def __init__(self, application: Application, read: Read | None = None) -> None:
        self._application = application
        self._read = read or reader()
        fixed = [("Cache-Control", CACHE), ("Vary", "Accept-Encoding"), *security_headers()]
        self._fixed = tuple(fixed)

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request."""
        path = environ["PATH_INFO"]
        if environ["REQUEST_METHOD"] not in {"GET", "HEAD"} or path.startswith(ELSEWHERE):
            return self._application(environ, start_response)
        try:
            page = self._read(_text(path))
        except Exception as error:  # noqa: BLE001 whatever a driver raises: Django tries, and answers with its own error page
            log.warning("page_table_unreadable", error=type(error).__name__)
            page = None
        if page is None or (page.valid_until is not None and page.valid_until <= time.time()):
            return self._application(environ, start_response)
        return self._send(page, environ, start_response)

    def _send(self, page: Stored, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        known = environ.get("HTTP_IF_NONE_MATCH")
        since = environ.get("HTTP_IF_MODIFIED_SINCE")
        if page.status == 200 and (matches(known, page.etag) if known else since == page.last_modified):
            start_response("304 Not Modified", [("ETag", page.etag), *self._fixed])
            return ()
        body, etag = bytes(page.body), page.etag
        gzip = accepts_gzip(environ.get("HTTP_ACCEPT_ENCODING", ""))
        if not gzip:
            # Two encodings are two representations: only the stored bytes may carry the strong validator.
            body, etag = zlib.decompress(body, 31), f"W/{etag}"
        headers = [
            ("Content-Type", page.content_type),
            ("ETag", etag),
            ("Last-Modified", page.last_modified),
            *self._fixed,
        ]
        if gzip:
            headers.append(("Content-Encoding", "gzip"))
        headers.append(("Content-Length", str(len(body))))
        start_response(STATUS[page.status], headers)
        return () if environ["REQUEST_METHOD"] == "HEAD" else (body,)


def _text(path: str) -> str:
    # WSGI hands over the bytes of the path as Latin-1 (PEP 3333).
    return path if path.isascii() else path.encode("latin-1", "replace").decode("utf-8", "replace")
