"""My tasks: the first screen after log-in."""

from django.http import HttpResponse
from django.utils import timezone

from gongkai.workbench.queries.today import standing, today
from gongkai.workbench.views.shared import StaffRequest, show, staff


@staff
def tasks(request: StaffRequest) -> HttpResponse:
    """What must I do today; for leaders also where they are late and who answers for it."""
    day = timezone.localdate()
    return show(
        request,
        "tasks.html",
        {"today": today(request.user, on=day), "standing": standing(request.user, on=day), "day": day},
    )
