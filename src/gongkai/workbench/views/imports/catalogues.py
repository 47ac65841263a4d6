"""An official catalogue in a spreadsheet becomes a proposal for a new rulebook."""

import re
from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import ngettext

from gongkai.imports import actions
from gongkai.imports.files import MOST_BYTES, path_of, receive
from gongkai.intake.catalogue import read_catalogue
from gongkai.intake.limits import MEGABYTE
from gongkai.intake.trouble import Unreadable
from gongkai.journal.refusals import Refused
from gongkai.units.roles import Right
from gongkai.workbench.views.imports.receiving import sized
from gongkai.workbench.views.shared import Problem, StaffRequest, attempt, holding, problems, show

_PACK = re.compile(r"[a-z][a-z0-9-]{1,40}")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return timezone.localdate()


@sized
@holding(Right.OVERSEE)
def catalogue(request: StaffRequest) -> HttpResponse:
    """Upload a catalogue; what comes of it is looked at before anything takes effect."""
    found: list[Problem] = []
    if request.method == "POST":
        made, found = _proposed(request)
        if made is not None:
            return redirect("workbench:proposal", made)
    context = {
        "problems": found, "given": request.POST, "today": timezone.localdate(), "most": MOST_BYTES // MEGABYTE,
        "tab": "catalogue",
    }  # fmt: skip
    return show(request, "imports/catalogue.html", context, status=422 if found else 200)


def _proposed(request: StaffRequest) -> tuple[int | None, list[Problem]]:
    upload, given = request.FILES.get("file"), request.POST
    try:
        received = receive(upload.chunks() if upload else (), (upload.name or "") if upload else "")
        read = read_catalogue(path_of(received.sha256), name=received.name)
    except Refused as refused:
        return None, problems(refused.objections)
    except Unreadable as error:
        return None, problems([error.objection])
    pack = given.get("pack", "").strip().lower()
    done, found = attempt(
        request,
        lambda: actions.propose_catalogue(
            read, actor=request.user, pack=pack if _PACK.fullmatch(pack) else "local-catalogue",
            title=given.get("title", ""), effective_from=_day(given.get("effective_from", "")), at=timezone.now(),
            name=received.name,
        ),
    )  # fmt: skip
    if found:
        return None, found
    proposal, draft = done
    count = len(draft.pack.duties)
    messages.success(request, ngettext("读出 %(n)s 个事项", "读出 %(n)s 个事项", count) % {"n": count})
    if draft.findings:
        told = len(draft.findings)
        messages.warning(
            request, ngettext("有 %(n)s 处请核对，写在说明里", "有 %(n)s 处请核对，写在说明里", told) % {"n": told}
        )
    return proposal.pk, []
