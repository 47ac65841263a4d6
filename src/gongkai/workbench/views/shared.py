"""What every view of the workbench shares: who may enter, how a refusal is shown, how lists are paged."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gongkai.journal.refusals import Objection, Refused
from gongkai.units.factors import lacks_second_factor
from gongkai.units.models import Person
from gongkai.units.rights import rights_of
from gongkai.units.roles import Right

M = TypeVar("M", bound=Model)
PAGE = 50


class StaffRequest(HttpRequest):
    """A request of a person who is logged in."""

    user: Person


View = Callable[..., HttpResponseBase]


def staff(view: View) -> View:
    """Let in people who are logged in; those whose roles demand it only with a second factor set up."""

    @wraps(view)
    def entered(request: StaffRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if lacks_second_factor(request.user):
            messages.warning(request, _("您的角色必须使用第二因素登录，请先设置动态口令或安全密钥"))
            return redirect("mfa_index")
        return view(request, *args, **kwargs)

    guarded: View = login_required(entered)
    return guarded


def holding(*rights: Right) -> Callable[[View], View]:
    """Like :func:`staff`, for people who hold one of ``rights`` somewhere; to others the page does not exist."""

    def decorate(view: View) -> View:
        @wraps(view)
        def entered(request: StaffRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not any(rights_of(request.user).anywhere(right) for right in rights):
                raise Http404
            return view(request, *args, **kwargs)

        return staff(entered)

    return decorate


def language() -> str:
    """``"en"`` or ``"zh"``, as objections and vocabularies ask for it."""
    return "en" if (get_language() or "").startswith("en") else "zh"


@dataclass(frozen=True)
class Problem:
    """An objection in the reader's language, with the field it belongs to and an anchor to jump to."""

    text: str
    field: str
    anchor: str
    row: int | None


def problems(objections: Iterable[Objection]) -> list[Problem]:
    """Objections for the error summary and the fields."""
    return [
        Problem(
            text=one.text(language()),
            field=one.field or "",
            anchor=f"field-{one.field}" + (f"-{one.row}" if one.row else "") if one.field else "",
            row=one.row,
        )
        for one in objections
    ]


def attempt(request: HttpRequest, act: Callable[[], Any], done: str = "") -> tuple[Any, list[Problem]]:
    """Call an action.

    Args:
        request: for the message.
        act: the call, with everything bound.
        done: said when it worked.

    Returns:
        What the action returned and no problems, or ``None`` and every problem.
    """
    try:
        result = act()
    except Refused as refused:
        return None, problems(refused.objections)
    if done:
        messages.success(request, done)
    return result, []


def attempt_and_return(request: HttpRequest, act: Callable[[], Any], done: str, to: str) -> HttpResponseRedirect:
    """Call an action from a button without fields; go to ``to`` with the success or every reason as messages."""
    _result, found = attempt(request, act, done)
    for one in found:
        messages.error(request, one.text)
    return HttpResponseRedirect(to)


def one_of(queryset: QuerySet[M], **lookup: Any) -> M:
    """The row of a scoped queryset; ``Http404`` when it is not in it, whether or not it exists.

    Raises:
        Http404: not visible or not there.
    """
    found = queryset.filter(**lookup).first()
    if found is None:
        raise Http404
    return found


@dataclass(frozen=True)
class Page:
    """A page of a long list, reached by key: constant work however long the list is."""

    rows: list[Any]
    next_key: str | None


def keyset(queryset: QuerySet[M], after: str | None, size: int = PAGE) -> Page:
    """Newest first by primary key, from the row after ``after``; no counting."""
    rows_query = queryset.order_by("-pk")
    if after and after.isdigit():
        rows_query = rows_query.filter(pk__lt=int(after))
    rows = list(rows_query[: size + 1])
    more = len(rows) > size
    return Page(rows[:size], str(rows[size - 1].pk) if more else None)


def show(
    request: HttpRequest, template: str, context: Mapping[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    """Render a template of the workbench."""
    return render(request, f"workbench/{template}", dict(context or {}), status=status)
