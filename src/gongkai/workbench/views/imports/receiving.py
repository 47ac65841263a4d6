"""Uploading a file. Its size is looked at before any of it is read."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from gongkai.duties.queries import duties
from gongkai.imports import actions
from gongkai.imports.files import MOST_BYTES, receive, too_large
from gongkai.imports.registry import ImportKind
from gongkai.imports.tasks import check_file
from gongkai.intake.limits import MEGABYTE
from gongkai.units.models import Unit
from gongkai.workbench.views.imports.common import kind_or_404, units_for
from gongkai.workbench.views.imports.overview import entered
from gongkai.workbench.views.shared import Problem, StaffRequest, View, attempt, problems, show, staff

_FORM_BYTES = MEGABYTE  # what a form weighs beside its file


def sized(view: View) -> Callable[..., HttpResponseBase]:
    """Refuse a request that is too large before anything reads its body: the token of a form lies inside it."""
    protected = csrf_protect(view)

    @csrf_exempt
    def looked_at(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        length = request.headers.get("Content-Length", "")
        size = int(length) if length.isdigit() else 0
        if request.method == "POST" and size > MOST_BYTES + _FORM_BYTES:
            return show(request, "imports/refused.html", {"problems": problems([too_large(size)])}, status=413)
        return protected(request, *args, **kwargs)

    return looked_at


@sized
@staff
def new(request: StaffRequest, kind: str) -> HttpResponse:
    """Choose a file, a unit and what the kind asks for; the check begins at once."""
    entered(request)
    chosen = kind_or_404(kind)
    units = units_for(request, chosen.right)
    if not units.exists():
        raise Http404
    found: list[Problem] = []
    if request.method == "POST":
        run, found = _started(request, chosen, units)
        if run is not None:
            check_file.enqueue(run.pk)
            return redirect("workbench:import", run.pk)
    context = {
        "kind": chosen, "units": units, "problems": found, "most": MOST_BYTES // MEGABYTE, "tab": "imports",
        "duties": duties().filter(retired_on__isnull=True) if "rest" in chosen.options else (),
        "given": request.POST if request.method == "POST" else request.GET,
    }  # fmt: skip
    return show(request, "imports/new.html", context, status=422 if found else 200)


def _started(request: StaffRequest, kind: ImportKind, units: Any) -> tuple[Any, list[Problem]]:
    def act() -> Any:
        upload = request.FILES.get("file")
        key = request.POST.get("unit", "")
        unit: Unit | None = units.filter(pk=int(key)).first() if key.isdigit() else units.first()
        if unit is None:
            raise Http404
        received = receive(upload.chunks() if upload else (), (upload.name or "") if upload else "")
        return actions.start_import(kind.id, received, unit, request.POST.dict(), actor=request.user, at=timezone.now())

    return attempt(request, act)
