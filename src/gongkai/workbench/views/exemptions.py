"""零报告与不适用: asked for from a task, decided by somebody else."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from gongkai.documents.sheets import ExportColumn
from gongkai.duties import queries as duties
from gongkai.duties.actions import decide_exemption, request_exemption
from gongkai.duties.models import Exemption
from gongkai.journal.refusals import Objection, Refused
from gongkai.units.roles import Right
from gongkai.workbench.templatetags.staff import named
from gongkai.workbench.views.downloads import MOST, download
from gongkai.workbench.views.shared import StaffRequest, attempt, one_of, show, staff
from gongkai.workbench.views.sorting import in_order, paged

SORTS = ("requested_at",)


def _decision(request: StaffRequest) -> str:
    return request.GET.get("decision", Exemption.Decision.PENDING.value)


def _chosen(request: StaffRequest) -> QuerySet[Exemption]:
    rows = duties.exemptions_visible_to(request.user)
    return rows.filter(decision=_decision(request)) if _decision(request) in Exemption.Decision.values else rows


@staff
def exemptions(request: StaffRequest) -> HttpResponse:
    """Requests, those awaiting a decision first chosen."""
    page = paged(request, _chosen(request), SORTS)
    mine = {
        one.pk
        for one in page.rows
        if one.decision == Exemption.Decision.PENDING and duties.may_decide(one, request.user)
    }
    context = {"page": page, "decision": _decision(request), "decisions": Exemption.Decision.choices, "mine": mine}
    return show(request, "exemptions/list.html", context)


@staff
def export(request: StaffRequest, form: str) -> HttpResponse:
    """The requests as CSV or XLSX."""
    heads = [
        ExportColumn(_("任务"), width=50), ExportColumn(pgettext("one", "单位"), width=24), ExportColumn(_("截止日"), "date"),
        ExportColumn(_("申请")), ExportColumn(_("理由"), width=40), ExportColumn(_("申请人")),
        ExportColumn(_("申请时间"), "datetime", 18), ExportColumn(_("状态")), ExportColumn(_("审批人")),
        ExportColumn(_("审批时间"), "datetime", 18), ExportColumn(_("审批意见"), width=40),
    ]  # fmt: skip
    lines = (
        (
            one.obligation.title, named(one.obligation.unit), one.obligation.due_on, str(one.get_kind_display()), one.reason,
            str(one.requested_by or ""), timezone.localtime(one.requested_at), str(one.get_decision_display()),
            str(one.decided_by or ""), timezone.localtime(one.decided_at) if one.decided_at else None, one.opinion,
        )
        for one in in_order(request, _chosen(request), SORTS)[:MOST].iterator(chunk_size=2_000)
    )  # fmt: skip
    return download(form, "exemptions", heads, lines)


@staff
def new(request: StaffRequest, pk: int) -> HttpResponse:
    """Ask that an obligation count as zero report or not applicable."""
    obligation = one_of(duties.visible_to(request.user, Right.DRAFT), pk=pk)
    found: list[Any] = []
    if request.method == "POST":
        kind = request.POST.get("kind", "")
        if kind not in Exemption.Kind.values:
            raise Http404
        made, found = attempt(
            request,
            lambda: request_exemption(
                obligation, kind, request.POST.get("reason", ""), actor=request.user, at=timezone.now()
            ),
            _("已提交，等待审批"),
        )
        if made is not None:
            return redirect("workbench:exemption", made.pk)
    context = {
        "one": obligation,
        "problems": found,
        "kind": request.POST.get("kind", "zero"),
        "reason": request.POST.get("reason", ""),
    }
    return show(request, "exemptions/new.html", context, status=422 if found else 200)


def _decide(one: Exemption, request: StaffRequest) -> Exemption:
    choice = request.POST.get("decision")
    if choice not in {Exemption.Decision.APPROVED, Exemption.Decision.REFUSED}:
        raise Refused(
            [Objection("exemption.choice", "请选择同意或不同意", "Choose to approve or to refuse", "decision")]
        )
    approve, opinion = choice == Exemption.Decision.APPROVED, request.POST.get("opinion", "")
    return decide_exemption(one, approve=approve, opinion=opinion, actor=request.user, at=timezone.now())


@staff
def exemption(request: StaffRequest, pk: int) -> HttpResponse:
    """One request, and deciding it."""
    one = one_of(duties.exemptions_visible_to(request.user), pk=pk)
    found: list[Any] = []
    if request.method == "POST":
        decided, found = attempt(request, lambda: _decide(one, request), _("已审批"))
        if decided is not None:
            return redirect("workbench:exemption", one.pk)
    context = {
        "one": one,
        "problems": found,
        "may_decide": one.decision == Exemption.Decision.PENDING and duties.may_decide(one, request.user),
        "opinion": request.POST.get("opinion", ""),
        "choice": request.POST.get("decision", ""),
    }
    return show(request, "exemptions/show.html", context, status=422 if found else 200)
