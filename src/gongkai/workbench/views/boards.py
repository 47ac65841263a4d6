"""Boards: where a unit posts, what hangs there, putting up and taking down."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from gongkai.channels.actions import change_board, close_board, put_back, register_board, reopen_board, take_down
from gongkai.channels.events import BOARD_CLOSED, TAKEN_DOWN
from gongkai.channels.models import Board, Posting
from gongkai.channels.queries import boards_visible_to, postings_visible_to, up_now
from gongkai.documents.sheets import ExportColumn
from gongkai.journal.actors import Actor
from gongkai.journal.undoing import undoable
from gongkai.units.queries import visible_to as units_visible_to
from gongkai.units.rights import rights_of
from gongkai.units.roles import Right
from gongkai.workbench.templatetags.staff import named
from gongkai.workbench.views.disclosures.listing import day_of, key_of
from gongkai.workbench.views.downloads import MOST, download
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
from gongkai.workbench.views.sorting import in_order, paged

SORTS = ("unit_id", "opened_on")


def _chosen(request: StaffRequest) -> QuerySet[Board]:
    rows = boards_visible_to(request.user)
    if unit := key_of(request.GET.get("unit")):
        rows = rows.filter(unit=unit)
    if not request.GET.get("closed"):
        rows = rows.filter(closed_on__isnull=True)
    return rows.annotate(hanging=Count("postings", filter=Q(postings__taken_down_on__isnull=True)))


@holding(Right.SEE)
def boards(request: StaffRequest) -> HttpResponse:
    """Every board of the units one may see, with how much hangs on it."""
    context = {
        "page": paged(request, _chosen(request), SORTS),
        "units": units_visible_to(request.user),
        "chosen": key_of(request.GET.get("unit")),
        "can_register": rights_of(request.user).anywhere(Right.EVIDENCE),
    }
    return show(request, "boards/list.html", context)


@holding(Right.SEE)
def export(request: StaffRequest, form: str) -> HttpResponse:
    """The chosen boards as CSV or XLSX."""
    heads = [
        ExportColumn(_("名称"), width=30), ExportColumn(_("类型")), ExportColumn(_("位置"), width=40),
        ExportColumn(pgettext("one", "单位"), width=24), ExportColumn(_("启用日期"), "date"), ExportColumn(_("停用日期"), "date"),
        ExportColumn(_("在张贴"), "number"),
    ]  # fmt: skip
    lines = (
        (one.name, str(one.get_kind_display()), one.place, named(one.unit), one.opened_on, one.closed_on, one.hanging)  # type: ignore[attr-defined]
        for one in in_order(request, _chosen(request), SORTS)[:MOST]
    )
    return download(form, "boards", heads, lines)


@holding(Right.SEE)
def board(request: StaffRequest, key: int) -> HttpResponse:
    """One board: what hangs now and what hung before."""
    one = one_of(boards_visible_to(request.user), pk=key)
    rows = postings_visible_to(request.user).filter(board=one)
    past = keyset(rows.filter(taken_down_on__isnull=False), request.GET.get("after"), size=20)
    mine, now = rights_of(request.user).has(Right.EVIDENCE, one.unit), timezone.now()
    context = {
        "board": one,
        "up": up_now(rows)[:200],
        "past": past,
        "mine": mine,
        "can_reopen": mine and one.closed_on is not None and undoable(one, BOARD_CLOSED, request.user, now),
        "can_put_back": [row.pk for row in past.rows if mine and _may_hang_again(row, request.user, now)],
        "day": timezone.localdate(),
    }
    return show(request, "boards/board.html", context)


def _may_hang_again(row: Posting, actor: Actor, now: datetime) -> bool:
    """Whether the actor recorded the take-down just now and it broke no window."""
    broken = row.until_on is not None and row.taken_down_on is not None and row.taken_down_on < row.until_on
    recent = row.taken_down_on is not None and row.taken_down_on >= timezone.localdate(now) - timedelta(days=1)
    return recent and not broken and undoable(row.disclosure, TAKEN_DOWN, actor, now, posting=row.pk)


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
    """Close a board on which nothing hangs; GET asks. For ten minutes it can be undone."""
    one = _own(request, key)
    to = reverse("workbench:board", args=[key])
    if "undo" in request.POST:
        return attempt_and_return(
            request, lambda: reopen_board(one, actor=request.user, at=timezone.now()), _("已重新启用"), to
        )
    if request.method == "POST":
        return attempt_and_return(
            request, lambda: close_board(one, actor=request.user, on=timezone.localdate()), _("已停用"), to,
        )  # fmt: skip
    return show(request, "boards/close.html", {"board": one})


@staff
def down(request: StaffRequest, key: int) -> HttpResponse:
    """Record that a posting came down; inside its window only with reason and confirmation."""
    mine = boards_visible_to(request.user, Right.EVIDENCE).order_by().values("pk")
    posting = one_of(postings_visible_to(request.user).filter(board__in=mine), pk=key)
    today = timezone.localdate()
    found: list[Problem] = []
    if "undo" in request.POST:
        return attempt_and_return(
            request, lambda: put_back(posting, actor=request.user, at=timezone.now()), _("已撤销取下的登记"),
            reverse("workbench:board", args=[posting.board_id]),
        )  # fmt: skip
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
