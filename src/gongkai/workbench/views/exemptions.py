"""零报告与不适用: asked for from a task, decided by somebody else."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.duties import queries as duties
from gongkai.duties.actions import decide_exemption, request_exemption
from gongkai.duties.models import Exemption
from gongkai.units.roles import Right
from gongkai.workbench.views.shared import StaffRequest, attempt, keyset, one_of, show, staff


@staff
def exemptions(request: StaffRequest) -> HttpResponse:
    """Requests, those awaiting a decision first chosen."""
    decision = request.GET.get("decision", Exemption.Decision.PENDING.value)
    rows = duties.exemptions_visible_to(request.user)
    if decision in Exemption.Decision.values:
        rows = rows.filter(decision=decision)
    page = keyset(rows, request.GET.get("after"))
    mine = {
        one.pk
        for one in page.rows
        if one.decision == Exemption.Decision.PENDING and duties.may_decide(one, request.user)
    }
    context = {"page": page, "decision": decision, "decisions": Exemption.Decision.choices, "mine": mine}
    return show(request, "exemptions/list.html", context)


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


@staff
def exemption(request: StaffRequest, pk: int) -> HttpResponse:
    """One request, and deciding it."""
    one = one_of(duties.exemptions_visible_to(request.user), pk=pk)
    found: list[Any] = []
    if request.method == "POST":
        choice = request.POST.get("decision")
        if choice not in {Exemption.Decision.APPROVED, Exemption.Decision.REFUSED}:
            raise Http404
        decided, found = attempt(
            request,
            lambda: decide_exemption(
                one, approve=choice == Exemption.Decision.APPROVED, opinion=request.POST.get("opinion", ""),
                actor=request.user, at=timezone.now(),
            ),
            _("已审批"),
        )  # fmt: skip
        if decided is not None:
            return redirect("workbench:exemption", one.pk)
    context = {
        "one": one,
        "problems": found,
        "may_decide": one.decision == Exemption.Decision.PENDING and duties.may_decide(one, request.user),
        "opinion": request.POST.get("opinion", ""),
        "choice": request.POST.get("decision", "approved"),
    }
    return show(request, "exemptions/show.html", context, status=422 if found else 200)
