"""Posts: who holds which position for which term."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.units.actions import end_post, fill_post, restore_post
from gongkai.workbench.queries import people as queries
from gongkai.workbench.views.people.persons import day_of
from gongkai.workbench.views.shared import Problem, StaffRequest, attempt, attempt_and_return, one_of, show, staff


@staff
def new(request: StaffRequest, code: str) -> HttpResponse:
    """Register who holds a post, or that it is vacant."""
    unit = one_of(queries.managed_units(request.user), code=code)
    today = timezone.localdate()
    people = [grant.person for grant in queries.grants_of_unit(request.user, unit, today)]
    found: list[Problem] = []
    if request.method == "POST":
        given = request.POST
        holder = next((one for one in people if str(one.pk) == given.get("person")), None)
        title = given.get("title", "").strip()
        made, found = attempt(
            request,
            lambda: fill_post(
                unit, title, actor=request.user, starts_on=day_of(given.get("starts_on"), today), person=holder,
                holder_name=given.get("holder_name", "").strip() or (holder.name if holder else ""),
                responsibility=given.get("responsibility", "").strip(), public=bool(given.get("public")),
                rank=int(given["rank"]) if given.get("rank", "").isdecimal() else 0,
            ),
            _("已登记"),
        )  # fmt: skip
        if made is not None:
            return redirect("workbench:unit", unit.code)
    context = {
        "unit": unit,
        "people": {one.pk: one for one in people}.values(),
        "values": request.POST,
        "problems": found,
        "today": today,
    }
    return show(request, "people/post_new.html", context, status=422 if found else 200)


@staff
def end(request: StaffRequest, pk: int) -> HttpResponse:
    """End the term of a post; GET asks. For ten minutes it can be undone."""
    if "undo" in request.POST:
        ended = one_of(queries.ended_posts(request.user, timezone.localdate()), pk=pk)
        return attempt_and_return(
            request, lambda: restore_post(ended, actor=request.user, at=timezone.now()), _("已恢复任期"),
            reverse("workbench:unit", args=[ended.unit.code]),
        )  # fmt: skip
    post = one_of(queries.manageable_posts(request.user), pk=pk)
    to = reverse("workbench:unit", args=[post.unit.code])
    if request.method != "POST":
        return show(request, "people/post_end.html", {"post": post})
    return attempt_and_return(
        request, lambda: end_post(post, actor=request.user, on=timezone.localdate()), _("任期已结束"), to
    )
