"""Starting a disclosure: from a task, or by choosing unit and duty."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.disclosures.actions import start
from gongkai.duties import queries as duties
from gongkai.duties.models import Duty, Obligation
from gongkai.rulebook import model
from gongkai.rulebook.vocabulary import Category
from gongkai.units.models import Unit
from gongkai.units.queries import visible_to as units_visible_to
from gongkai.units.roles import Right
from gongkai.workbench.views.disclosures.listing import key_of
from gongkai.workbench.views.shared import Problem, StaffRequest, attempt, holding, language, one_of, show


def _task(request: StaffRequest, key: str | None) -> Obligation | None:
    return one_of(duties.visible_to(request.user, Right.DRAFT), pk=key_of(key)) if key else None


def _owed(unit: Unit, text: str) -> list[tuple[str, list[tuple[Duty, model.Duty]]]]:
    """The duties the rulebook in force asks of a unit, by category."""
    rulebook = duties.rulebook_on(timezone.localdate())
    if rulebook is None:
        return []
    known = {one.code: one for one in duties.duties().select_related(None)}
    groups: dict[str, list[tuple[Duty, model.Duty]]] = {}
    for definition in rulebook.duties_for(unit.facts(), timezone.localdate()):
        row = known.get(definition.id)
        words = f"{definition.title.zh} {definition.title.en} {definition.matter.level1.zh}".lower()
        if row is not None and text.lower() in words:
            groups.setdefault(definition.category, []).append((row, definition))
    return [(one.label.text(language()), groups[one]) for one in Category if one in groups]


def _described(duty: Duty, unit: Unit) -> dict[str, Any]:
    """What the duty asks of the unit, for reading before one starts."""
    version = duties.version_on(timezone.localdate())
    rulebook = duties.rulebook_on(timezone.localdate())
    if version is None or rulebook is None:
        return {}
    try:
        definition = duties.definition(duty, unit, version)
    except KeyError:
        return {}
    bases = [(rulebook.basis(one.ref), one) for one in definition.bases]
    return {"definition": definition, "bases": [(basis, one) for basis, one in bases if basis is not None]}


@holding(Right.DRAFT)
def new(request: StaffRequest) -> HttpResponse:
    """Say what is to be disclosed; POST starts it and goes to the form."""
    sent = request.POST if request.method == "POST" else request.GET
    task = _task(request, sent.get("task"))
    if task is not None and task.demand == Obligation.Demand.WITHDRAW and task.occurrence is not None:
        messages.info(request, _("这项任务要求撤回、更正或替代这条已公开的信息，请在这里办理"))
        return redirect("workbench:disclosure", task.occurrence.disclosure_id)
    units = list(units_visible_to(request.user, Right.DRAFT))
    unit = task.unit if task else next((one for one in units if one.pk == key_of(sent.get("unit"))), None)
    if unit is None and sent.get("unit"):
        raise Http404
    unit = unit or (units[0] if units else None)
    duty = (
        task.duty
        if task
        else (one_of(duties.duties().select_related(None), pk=key_of(sent.get("duty"))) if sent.get("duty") else None)
    )
    found: list[Problem] = []
    if request.method == "POST" and unit is not None and duty is not None:
        disclosure, found = attempt(
            request, lambda: start(unit, duty, [task] if task else [], actor=request.user, at=timezone.now())
        )
        if disclosure is not None:
            return redirect("workbench:disclosure-edit", disclosure.pk)
    context: dict[str, Any] = {"units": units, "unit": unit, "duty": duty, "task": task, "problems": found}
    if duty is not None and unit is not None:
        return show(request, "disclosures/start.html", context | _described(duty, unit))
    text = request.GET.get("q", "").strip()
    return show(request, "disclosures/choose.html", context | {"groups": _owed(unit, text) if unit else [], "q": text})
