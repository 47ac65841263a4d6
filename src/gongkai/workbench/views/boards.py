"""Boards: where a unit posts, what hangs there, putting up and taking down."""

from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.channels.actions import change_board, close_board, register_board, take_down
from gongkai.channels.models import Board
from gongkai.channels.queries import boards_visible_to, postings_visible_to, up_now
from gongkai.units.queries import visible_to as units_visible_to
from gongkai.units.rights import rights_of
from gongkai.units.roles import Right
from gongkai.workbench.views.disclosures.listing import day_of, key_of
from gongkai.workbench.views.shared import (
    Problem,
    StaffRequest,
    attempt,
    attempt_and_return,
    holding,
    keyset,
    one_of,
    show,
    staff,
)


@holding(Right.SEE)
def boards(request: StaffRequest) -> HttpResponse:
    """Every board of the units one may see, with how much hangs on it."""
    rows = boards_visible_to(request.user)
    if unit := key_of(request.GET.get("unit")):
        rows = rows.filter(unit=unit)
    if not request.GET.get("closed"):
        rows = rows.filter(closed_on__isnull=True)
    hanging = Count("postings", filter=Q(postings__taken_down_on__isnull=True))
    context = {
        "page": keyset(rows.annotate(hanging=hanging), request.GET.get("after")),
        "units": units_visible_to(request.user),
        "chosen": key_of(request.GET.get("unit")),
        "can_register": rights_of(request.user).anywhere(Right.EVIDENCE),
    }
    return show(request, "boards/list.html", context)


@holding(Right.SEE)
def board(request: StaffRequest, key: int) -> HttpResponse:
    """One board: what hangs now and what hung before."""
    one = one_of(boards_visible_to(request.user), pk=key)
    rows = postings_visible_to(request.user).filter(board=one)
    context = {
        "board": one,
        "up": up_now(rows)[:200],
        "past": keyset(rows.filter(taken_down_on__isnull=False), request.GET.get("after"), size=20),
        "mine": rights_of(request.user).has(Right.EVIDENCE, one.unit),
        "day": timezone.localdate(),
    }
    return show(request, "boards/board.html", context)


def _fields(request: StaffRequest) -> dict[str, Any]:
    post = request.POST
    return {
        "name": post.get("name", ""), "place": post.get("place", ""), "kind": post.get("kind", ""),
        "latitude": post.get("latitude", "").strip() or None, "longitude": post.get("longitude", "").strip() or None,
    }  # fmt: skip


@holding(Right.EVIDENCE)
def new(request: StaffRequest) -> HttpResponse:
    """Register a board."""
    units = units_visible_to(request.user, Right.EVIDENCE)
    found: list[Problem] = []
    if request.method == "POST":
        unit = one_of(units, pk=key_of(request.POST.get("unit")))
        made, found = attempt(
            request,
            lambda: register_board(unit, actor=request.user, opened_on=timezone.localdate(), **_fields(request)),
            _("已登记公开栏"),
        )
        if not found:
            return redirect("workbench:board", made.pk)
    context = {"units": units, "kinds": Board.Kind.choices, "values": request.POST, "problems": found}
    return show(request, "boards/form.html", context)


def _own(request: StaffRequest, key: int) -> Board:
    return one_of(boards_visible_to(request.user, Right.EVIDENCE), pk=key)


@holding(Right.EVIDENCE)
def change(request: StaffRequest, key: int) -> HttpResponse:
    """Change the name, kind or place of a board."""
    one = _own(request, key)
    found: list[Problem] = []
    if request.method == "POST":
        _changed, found = attempt(
            request, lambda: change_board(_own(request, key), actor=request.user, **_fields(request)), _("已修改")
        )
        if not found:
            return redirect("workbench:board", key)
    fields = ("name", "place", "kind", "latitude", "longitude")
    values = request.POST if request.method == "POST" else {name: getattr(one, name) for name in fields}
    context = {"board": one, "kinds": Board.Kind.choices, "values": values, "problems": found}
    return show(request, "boards/form.html", context)


@holding(Right.EVIDENCE)
def close(request: StaffRequest, key: int) -> HttpResponse:
    """Close a board on which nothing hangs; GET asks."""
    one = _own(request, key)
    if request.method == "POST":
        return attempt_and_return(
            request, lambda: close_board(one, actor=request.user, on=timezone.localdate()), _("已停用"),
            reverse("workbench:board", args=[key]),
        )  # fmt: skip
    return show(request, "boards/close.html", {"board": one})


@staff
def down(request: StaffRequest, key: int) -> HttpResponse:
    """Record that a posting came down; inside its window only with reason and confirmation."""
    mine = boards_visible_to(request.user, Right.EVIDENCE).order_by().values("pk")
    posting = one_of(postings_visible_to(request.user).filter(board__in=mine), pk=key)
    today = timezone.localdate()
    found: list[Problem] = []
    if request.method == "POST":
        post = request.POST
        _taken, found = attempt(
            request,
            lambda: take_down(
                posting, actor=request.user, on=day_of(post.get("on")) or today, reason=post.get("reason", ""),
                at=timezone.now(), confirmed="confirmed" in post,
            ),
            _("已登记取下"),
        )  # fmt: skip
        if not found:
            return redirect("workbench:board", posting.board_id)
    early = posting.until_on is not None and today <= posting.until_on
    context: dict[str, Any] = {
        "posting": posting,
        "problems": found,
        "early": early,
        "day": today,
        "sent": request.POST,
    }
    return show(request, "boards/down.html", context)


def chosen_day(text: str | None) -> date:
    """The day in a form; today where there is none."""
    return day_of(text) or timezone.localdate()
