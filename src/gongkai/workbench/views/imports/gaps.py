"""Explaining missing document numbers, and deciding on explanations."""

import re

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.imports import actions
from gongkai.imports.models import GapExplanation
from gongkai.imports.queries import gap_explanations_visible_to
from gongkai.rulebook.document_numbers import DocumentNumber
from gongkai.units.models import Unit
from gongkai.units.rights import rights_of
from gongkai.units.roles import Right
from gongkai.workbench.views.imports.overview import entered
from gongkai.workbench.views.shared import Problem, StaffRequest, attempt, keyset, one_of, show, staff

_RUN = re.compile(r"(\d{1,6})(?:\s*[-–—~至]\s*(\d{1,6}))?")
_MOST = 2_000


def numbers_of(text: str) -> list[int]:
    """Numbers as people list them: ``3、5-8``."""
    found: set[int] = set()
    for first, last in _RUN.findall(text):
        low, high = int(first), int(last or first)
        found.update(range(low, min(high, low + _MOST) + 1))
    return sorted(found)


@staff
def gaps(request: StaffRequest) -> HttpResponse:
    """Explanations, those waiting first to be seen."""
    entered(request)
    rows = gap_explanations_visible_to(request.user)
    wanted = request.GET.get("decision", "")
    if wanted in GapExplanation.Decision:
        rows = rows.filter(decision=wanted)
    context = {
        "page": keyset(rows, request.GET.get("after")), "decisions": GapExplanation.Decision.choices, "wanted": wanted,
        "tab": "gaps",
    }  # fmt: skip
    return show(request, "imports/gaps.html", context)


@staff
def explain(request: StaffRequest) -> HttpResponse:
    """Say why numbers are missing."""
    entered(request)
    rights = rights_of(request.user)
    units = (rights.units(Right.OVERSEE) | rights.units(Right.DRAFT)).distinct().order_by("path")
    given = request.POST if request.method == "POST" else request.GET
    found: list[Problem] = []
    if request.method == "POST":
        unit: Unit = one_of(units, pk=int(given["unit"]) if given.get("unit", "").isdigit() else 0)
        series = given.get("series", "").strip()
        year = int(given["year"]) if given.get("year", "").isdigit() else None
        chosen = [DocumentNumber(series, year, one) for one in numbers_of(given.get("numbers", ""))] if series else []
        _made, found = attempt(
            request,
            lambda: actions.explain_gaps(
                unit, chosen, given.get("kind", ""), given.get("reason", ""), actor=request.user, at=timezone.now()
            ),
            _("已提交说明，等公开办审批"),
        )
        if not found:
            return redirect("workbench:import-gaps")
    context = {"units": units, "kinds": GapExplanation.Kind.choices, "given": given, "problems": found, "tab": "gaps"}
    return show(request, "imports/explain.html", context, status=422 if found else 200)


@staff
def decide(request: StaffRequest, key: int) -> HttpResponse:
    """One explanation, and the office's decision."""
    entered(request)
    one = one_of(gap_explanations_visible_to(request.user), pk=key)
    found: list[Problem] = []
    if request.method == "POST":
        _done, found = attempt(
            request,
            lambda: actions.decide_gap(
                one, request.POST.get("decision", ""), request.POST.get("opinion", ""), actor=request.user,
                at=timezone.now(),
            ),
            _("已审批"),
        )  # fmt: skip
        if not found:
            return redirect("workbench:import-gaps")
    allowed = rights_of(request.user).has(Right.OVERSEE, one.unit) and one.decision == one.Decision.PENDING
    context = {"one": one, "allowed": allowed, "problems": found, "given": request.POST, "tab": "gaps"}
    return show(request, "imports/gap.html", context, status=422 if found else 200)
