"""Notices in the workbench."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.workbench.actions import read_notices
from gongkai.workbench.queries.notices import notices
from gongkai.workbench.views.shared import StaffRequest, attempt, keyset, language, one_of, show, staff


@staff
def notifications(request: StaffRequest) -> HttpResponse:
    """A page of one's notices, newest first; a button marks all as read."""
    rows = notices(request.user)
    if request.method == "POST":
        unread = rows.filter(read_at__isnull=True)
        attempt(request, lambda: read_notices(unread, actor=request.user, at=timezone.now()), _("全部标为已读"))
        return redirect("workbench:notifications")
    page = keyset(rows, request.GET.get("after"))
    context = {
        "page": page, "rows": [(one, one.text(language())) for one in page.rows],
        "unread": any(one.read_at is None for one in page.rows),
    }  # fmt: skip
    return show(request, "notifications/list.html", context)


@staff
def open_notice(request: StaffRequest, pk: int) -> HttpResponse:
    """Mark a notice as read and go where it leads."""
    one = one_of(notices(request.user), pk=pk)
    if request.method == "POST":
        read_notices([one], actor=request.user, at=timezone.now())
    return HttpResponseRedirect(one.path)
