"""The character NUL, which no keyboard types, PostgreSQL keeps in no text and probing programs send everywhere."""

from collections.abc import Callable

from django.db import DataError
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest

_ANSWER = "请求含有不能处理的字符，请检查网址或重新输入。The request holds a character that cannot be handled."


class WithoutNul:
    """Middleware: NUL in a query is left out, and anywhere else it is the request's fault, not an error of ours.

    Args:
        get_response: what comes next.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer a request."""
        query = request.META.get("QUERY_STRING", "")
        if "%00" in query or "\0" in query:
            request.META["QUERY_STRING"] = query.replace("%00", "").replace("\0", "")
        return self._get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Tell a refused NUL from other failures; SQLite keeps it and so never comes here."""
        if isinstance(exception, DataError) and "NUL" in str(exception):
            return HttpResponseBadRequest(_ANSWER, content_type="text/plain; charset=utf-8")
        return None
