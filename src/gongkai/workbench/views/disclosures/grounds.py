"""Recording why a published record must be withdrawn or corrected; it becomes a task with a day."""

from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from gongkai.disclosures.actions import record_ground
from gongkai.disclosures.models import Disclosure
from gongkai.disclosures.queries import visible_to
from gongkai.duties.queries.raising import grounds
from gongkai.units.roles import Right
from gongkai.workbench.views.occurrences import instant
from gongkai.workbench.views.shared import Problem, StaffRequest, attempt, show, staff


def _recording(request: StaffRequest, key: int) -> Disclosure:
    for right in (Right.DRAFT, Right.OVERSEE):
        found = visible_to(request.user, right).filter(pk=key).first()
        if found is not None:
            return found
    raise Http404


def _day(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None


@staff
def ground(request: StaffRequest, key: int) -> HttpResponse:
    """Ask which event, when and what; POST records it and shows the task on the record's page."""
    one = _recording(request, key)
    found: list[Problem] = []
    if request.method == "POST":
        sent = request.POST
        day = _day(sent.get("occurred_on", ""))
        made, found = attempt(
            request,
            lambda: record_ground(
                one, sent.get("anchor", ""), sent.get("words", ""), occurred_on=day,
                occurred_at=instant(day, sent.get("time")), actor=request.user, at=timezone.now(),
            ),
            _("已登记，撤回或更正的任务已产生"),
        )  # fmt: skip
        if made is not None:
            return redirect("workbench:disclosure", key)
    anchors = grounds(one.duty, one.unit, timezone.localdate()) if one.state == Disclosure.State.PUBLISHED else []
    context = {
        "disclosure": one, "anchors": anchors, "sent": request.POST, "problems": found, "today": timezone.localdate()
    }  # fmt: skip
    return show(request, "disclosures/ground.html", context, status=422 if found else 200)
