"""The form of a working copy: shown, saved by itself, sent."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from gongkai.disclosures.models import Disclosure
from gongkai.disclosures.queries import state_of, visible_to
from gongkai.disclosures.stages import EDITABLE
from gongkai.documents.sheets import template
from gongkai.rulebook import model
from gongkai.units.roles import Right
from gongkai.workbench.drafting.screen import (
    attachments_of,
    definition_of,
    differences,
    return_reasons,
    screen_of,
    tasks_of,
)
from gongkai.workbench.drafting.sending import Sent, save, send
from gongkai.workbench.views.shared import StaffRequest, language, one_of, show, staff

_DONE = {
    "saved": gettext_lazy("已保存"), "imported": gettext_lazy("已导入，请核对后提交"), "submitted": gettext_lazy("已提交审核"),
}  # fmt: skip


def _mine(request: StaffRequest, key: int) -> Disclosure:
    rows = visible_to(request.user, Right.DRAFT).select_related("version", "saved_by")
    return one_of(rows, pk=key)


def _shown(
    request: StaffRequest, disclosure: Disclosure, definition: model.Duty, sent: Sent | None = None
) -> HttpResponse:
    step, reasons = return_reasons(disclosure)
    objections = [*reasons, *(sent.objections if sent else ())]
    blank = request.GET.get("add", "")
    screen = screen_of(disclosure, definition, objections, blank=blank)
    context: dict[str, Any] = {
        "disclosure": disclosure,
        "definition": definition,
        "screen": screen,
        "problems": screen.problems,
        "returned": step,
        "files": [one for one in attachments_of(disclosure) if not one.element],
        "tasks": tasks_of(disclosure, request.user),
        "standing": state_of(disclosure, request.user, on=timezone.localdate()),
        "gaps_reason": request.POST.get("gaps_reason", ""),
        "note": request.POST.get("note", ""),
    }
    if sent is not None and sent.stored is not None:
        latest = _mine(request, disclosure.pk)
        context |= {"conflict": differences(latest, disclosure, definition), "latest": latest}
    return show(request, "disclosures/edit.html", context)


@staff
def edit(request: StaffRequest, key: int) -> HttpResponse:
    """Show the form, or take what was sent: everything typed is saved, then the pressed button is obeyed."""
    disclosure = _mine(request, key)
    if disclosure.stage not in EDITABLE:
        messages.info(request, _("这份稿件现在不能修改"))
        return redirect("workbench:disclosure", key)
    definition = definition_of(disclosure)
    if request.method != "POST":
        return _shown(request, disclosure, definition)
    sent = send(disclosure, definition, request, timezone.now())
    if sent.objections or not sent.done:
        return _shown(request, sent.disclosure, definition, sent)
    messages.success(request, _DONE[sent.done])
    if sent.done == "submitted":
        return redirect("workbench:disclosure", key)
    query = f"?add={sent.place}" if request.POST.get("intent", "").startswith("add:") else ""
    place = f"#field-{sent.place}" if sent.place else ""
    return HttpResponseRedirect(reverse("workbench:disclosure-edit", args=[key]) + query + place)


@staff
@require_POST
def autosave(request: StaffRequest, key: int) -> HttpResponse:
    """Save in the background; answers with the line beside the buttons."""
    disclosure = _mine(request, key)
    sent = save(disclosure, definition_of(disclosure), request, timezone.now())
    return show(request, "disclosures/saved.html", {"sent": sent, "disclosure": sent.disclosure})


@staff
def workbook(request: StaffRequest, key: int) -> HttpResponse:
    """The duty's own spreadsheet to fill in."""
    disclosure = _mine(request, key)
    definition = definition_of(disclosure)
    return HttpResponse(
        template(definition, language(), version=str(disclosure.version.number)),
        content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        headers={"Content-Disposition": f'attachment; filename="{definition.id}.xlsx"'},
    )
