"""Evidence of publication besides the website; made for a telephone in front of the board."""

from decimal import Decimal, InvalidOperation
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from gongkai.channels.actions import give_evidence, restore_evidence, void_evidence
from gongkai.channels.events import EVIDENCE_VOIDED
from gongkai.channels.models import Board, Evidence
from gongkai.channels.photographs import examine
from gongkai.channels.queries import boards_for, evidence_visible_to, may_void, postings_visible_to, to_post, up_now
from gongkai.disclosures import store
from gongkai.disclosures.models import Disclosure
from gongkai.disclosures.queries import light
from gongkai.documents.sheets import ExportColumn
from gongkai.duties import queries as duties
from gongkai.journal.refusals import Objection, Refused
from gongkai.journal.undoing import undoable
from gongkai.rulebook.vocabulary import Channel
from gongkai.units.queries import visible_to as units_visible_to
from gongkai.units.rights import rights_of
from gongkai.units.roles import Right
from gongkai.workbench.drafting.sending import content_of
from gongkai.workbench.templatetags.staff import channel_label, named
from gongkai.workbench.views.boards import chosen_day
from gongkai.workbench.views.disclosures.listing import key_of
from gongkai.workbench.views.downloads import MOST, download
from gongkai.workbench.views.shared import (
    Problem,
    StaffRequest,
    attempt,
    attempt_and_return,
    holding,
    keyset,
    language,
    one_of,
    show,
    staff,
)

ON_BOARDS = frozenset(
    {Channel.NOTICE_BOARD, Channel.SERVICE_CENTRE, Channel.READING_POINT, Channel.ON_SITE, Channel.CONVENIENCE_STATION}
)


def _coordinate(text: str) -> Decimal | None:
    try:
        return round(Decimal(text), 5) if text.strip() else None
    except InvalidOperation:
        return None


def _missing(disclosure: Disclosure, request: StaffRequest) -> list[str]:
    """The required channels of its tasks that lack evidence."""
    tasks = duties.visible_to(request.user).filter(disclosures=disclosure, fulfilment__isnull=False)
    found: list[str] = []
    for task in tasks.select_related("fulfilment"):
        done = {*task.fulfilment.evidenced_channels, Channel.WEBSITE.value}
        found += [one for one in task.fulfilment.required_channels if one not in done and one not in found]
    return found


def _channel(board: Board | None, wanted: str) -> str:
    """A board stands for the channel of its kind; a screen serves as the notice board."""
    if board is None:
        return wanted
    if wanted in {one.value for one in ON_BOARDS}:
        return wanted
    return Channel.NOTICE_BOARD.value if board.kind == Board.Kind.SCREEN else board.kind


def _give(disclosure: Disclosure, board: Board | None, request: StaffRequest) -> Any:
    """Put it up where it does not hang yet, and register the evidence; both or neither."""
    sent, photo, at = request.POST, request.FILES.get("photo"), timezone.now()
    day = chosen_day(sent.get("shown_on"))
    wanted = sent.get("channel", "")
    own = rights_of(request.user).has(Right.EVIDENCE, disclosure.unit)
    if board is None and not (own and (wanted != Channel.NOTICE_BOARD.value or sent.get("board") == "none")):
        raise Refused([Objection("evidence.board", "请选择公开栏", "Choose a board", "board")])
    picture = examine(content_of(photo), photo.name or "") if photo else None
    return give_evidence(
        disclosure, _channel(board, wanted), actor=request.user, shown_on=day, at=at, photo=picture, board=board,
        place=sent.get("place", ""), latitude=_coordinate(sent.get("latitude", "")),
        longitude=_coordinate(sent.get("longitude", "")), note=sent.get("note", ""),
    )  # fmt: skip


@staff
def new(request: StaffRequest, key: int) -> HttpResponse:
    """Photograph the board: take the picture, say where and when, done."""
    disclosure = one_of(light(to_post(request.user)), pk=key)
    own = rights_of(request.user).has(Right.EVIDENCE, disclosure.unit)
    boards = boards_for(disclosure, request.user)
    found: list[Problem] = []
    if request.method == "POST":
        board = boards.filter(pk=key_of(request.POST.get("board"))).first()
        given, found = attempt(request, lambda: _give(disclosure, board, request), _("已登记凭证"))
        if not found:
            if given.resembles_id:
                messages.warning(
                    request, _("这张照片与以前登记的一张很像，公开办会核对。如果拿错了，请作废后重新拍摄。")
                )
            return redirect("workbench:evidence-one", given.pk)
    missing = [one for one in _missing(disclosure, request) if own or one in ON_BOARDS]
    context = {
        "disclosure": disclosure,
        "boards": boards,
        "missing": missing,
        # For a unit below, only one's own board can be shown: the rest is for that unit to prove.
        "own": own,
        "channels": [
            (one.value, one.label.text(language()))
            for one in Channel
            if one != Channel.WEBSITE and (own or one in ON_BOARDS)
        ],
        "chosen": request.POST.get("channel") or (missing[0] if missing else Channel.NOTICE_BOARD.value),
        "chosen_board": key_of(request.POST.get("board")) or (boards[0].pk if boards else 0),
        "hanging": up_now(postings_visible_to(request.user)).filter(disclosure=disclosure),
        "problems": found,
        "sent": request.POST,
        "day": timezone.localdate(),
    }
    return show(request, "evidence/new.html", context)


def _chosen(request: StaffRequest) -> QuerySet[Evidence]:
    rows = evidence_visible_to(request.user)
    if request.GET.get("alike"):
        rows = rows.filter(resembles__isnull=False)
    if unit := key_of(request.GET.get("unit")):
        rows = rows.filter(disclosure__unit=unit)
    return rows


@holding(Right.SEE)
def evidence(request: StaffRequest) -> HttpResponse:
    """Everything that was registered, newest first."""
    context = {
        "page": keyset(_chosen(request), request.GET.get("after")),
        "units": units_visible_to(request.user),
        "chosen": key_of(request.GET.get("unit")),
    }
    return show(request, "evidence/list.html", context)


@holding(Right.SEE)
def export(request: StaffRequest, form: str) -> HttpResponse:
    """The chosen evidence as CSV or XLSX; the photographs stay."""
    heads = [
        ExportColumn(_("公开信息"), width=50), ExportColumn(pgettext("one", "单位"), width=24), ExportColumn(_("渠道")),
        ExportColumn(_("日期"), "date"), ExportColumn(_("地点"), width=30), ExportColumn(_("说明"), width=30),
        ExportColumn(_("登记时间"), "datetime", 18), ExportColumn(_("作废原因"), width=30),
    ]  # fmt: skip
    lines = (
        (
            one.disclosure.title, named(one.disclosure.unit), channel_label(one.channel), one.shown_on, one.place, one.note,
            timezone.localtime(one.given_at), one.void_reason,
        )
        for one in _chosen(request).order_by("-pk")[:MOST].iterator(chunk_size=2_000)
    )  # fmt: skip
    return download(form, "evidence", heads, lines)


@staff
def one(request: StaffRequest, key: int) -> HttpResponse:
    """One piece of evidence with its photograph; POST declares it void."""
    rows = evidence_visible_to(request.user).select_related("resembles__disclosure", "posting__board__unit")
    row = one_of(rows, pk=key)
    voids = may_void(request.user, row)
    found: list[Problem] = []
    if "undo" in request.POST:
        return attempt_and_return(
            request, lambda: restore_evidence(row, actor=request.user, at=timezone.now()), _("已撤销作废"), request.path
        )
    if request.method == "POST":
        reason = request.POST.get("reason", "")
        _void, found = attempt(
            request, lambda: void_evidence(row, reason, actor=request.user, at=timezone.now()), _("凭证已作废")
        )
        if not found:
            return redirect("workbench:evidence-one", key)
    context = {
        "evidence": row,
        "may_void": voids and not row.void_reason,
        "can_undo": voids
        and row.void_reason
        and undoable(row.disclosure, EVIDENCE_VOIDED, request.user, timezone.now(), evidence=row.pk),
        "problems": found,
    }
    return show(request, "evidence/one.html", context)


@staff
def photo(request: StaffRequest, key: int) -> HttpResponseBase:
    """The photograph."""
    row = one_of(evidence_visible_to(request.user), pk=key)
    if row.file is None:
        raise Http404
    try:
        return FileResponse(store.path_of(row.file.sha256).open("rb"), content_type=row.file.media_type)
    except FileNotFoundError as missing:
        raise Http404 from missing
