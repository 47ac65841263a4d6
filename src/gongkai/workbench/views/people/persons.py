"""People: joining by invitation, roles for a term, leaving with successors."""

from datetime import date

from axes.utils import reset
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.journal.refusals import Objection
from gongkai.units.actions import (
    add_person,
    change_person,
    end_role,
    grant_role,
    invite,
    leave,
    reset_second_factor,
    restore_role,
)
from gongkai.units.factors import has_second_factor
from gongkai.units.models import Invitation, Person, Unit
from gongkai.units.queries import people_visible_to
from gongkai.units.rights import is_over, rights_of
from gongkai.units.roles import RULES, Right, Role
from gongkai.workbench.queries import people as queries
from gongkai.workbench.views.shared import (
    Problem,
    StaffRequest,
    attempt,
    attempt_and_return,
    one_of,
    problems,
    show,
    staff,
)


def day_of(text: str | None, otherwise: date) -> date:
    """A day from a form."""
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return otherwise


def roles_to_grant() -> list[tuple[str, str, bool]]:
    """Every role with its label and whether it demands a second factor."""
    return [(role.value, str(role.label), RULES[role].second_factor) for role in Role]


@staff
def new(request: StaffRequest, code: str) -> HttpResponse:
    """Register a person with a first role, or give a role to an account that exists; show the invitation once."""
    unit = one_of(queries.managed_units(request.user), code=code)
    found: list[Problem] = []
    if request.method == "POST":
        given = request.POST
        if given.get("role") not in Role.values:
            raise Http404
        known = queries.known_person(request.user, given.get("username", "")) if given.get("existing") else None
        person: Person | None = known
        if given.get("existing") and known is None:
            found = problems([_unknown(given.get("username", ""))])
        elif known is None:
            person, found = attempt(
                request,
                lambda: add_person(
                    actor=request.user, unit=unit, username=given.get("username", ""), name=given.get("name", ""),
                    email=given.get("email", "").strip(), phone=given.get("phone", "").strip(),
                ),
            )  # fmt: skip
        if person is not None:
            return _granted(request, person, unit, fresh=known is None)
    context = {
        "unit": unit,
        "roles": roles_to_grant(),
        "problems": found,
        "values": request.POST,
        "today": timezone.localdate(),
    }
    return show(request, "people/person_new.html", context, status=422 if found else 200)


def _unknown(username: str) -> Objection:
    return Objection("person.unknown", f"没有账号“{username}”", f"There is no account “{username}”", "username")


def _granted(request: StaffRequest, person: Person, unit: Unit, *, fresh: bool) -> HttpResponse:
    today = timezone.localdate()
    ends = day_of(request.POST.get("ends_on"), date.min)
    made, found = attempt(
        request,
        lambda: grant_role(
            person, unit, request.POST["role"], actor=request.user, starts_on=day_of(request.POST.get("starts_on"), today),
            ends_on=None if ends == date.min else ends,
        ),
        _("已授予角色"),
    )  # fmt: skip
    if made is None:
        context = {"unit": unit, "roles": roles_to_grant(), "problems": found, "values": request.POST, "today": today}
        return show(request, "people/person_new.html", context, status=422)
    if fresh:
        return send_link(request, person, Invitation.Purpose.INVITE)
    return redirect("workbench:person", person.pk)


def send_link(request: StaffRequest, person: Person, purpose: Invitation.Purpose) -> HttpResponse:
    """Make a link and show it, this once."""
    token, found = attempt(request, lambda: invite(person, actor=request.user, at=timezone.now(), purpose=purpose))
    link = request.build_absolute_uri(reverse("workbench:join", args=[token])) if token else ""
    response = show(request, "people/link.html", {"one": person, "link": link, "problems": found, "purpose": purpose})
    response["Cache-Control"] = "no-store"
    return response


@staff
def link(request: StaffRequest, pk: int) -> HttpResponse:
    """Invite again, or reset the password, by a link that is shown once."""
    person = one_of(people_visible_to(request.user), pk=pk)
    if request.method != "POST":
        return redirect("workbench:person", pk)
    fresh = not person.has_usable_password()
    return send_link(request, person, Invitation.Purpose.INVITE if fresh else Invitation.Purpose.RESET)


@staff
def person(request: StaffRequest, pk: int) -> HttpResponse:
    """One person: contact, roles and posts; changing what may be changed."""
    one = one_of(people_visible_to(request.user), pk=pk)
    may_manage = is_over(request.user, one, timezone.localdate())
    found: list[Problem] = []
    if request.method == "POST" and may_manage:
        fields = {name: request.POST.get(name, "").strip() for name in ("name", "email", "phone")}
        _done, found = attempt(request, lambda: change_person(one, actor=request.user, **fields), _("已保存"))
        if not found:
            return redirect("workbench:person", pk)
    today = timezone.localdate()
    grants = list(queries.grants_of_person(request.user, one))
    rights = rights_of(request.user)
    context = {
        "one": one, "problems": found, "may_manage": may_manage, "today": today, "posts": one.posts.select_related("unit"),
        "grants": [
            (grant, grant.ends_on is None or grant.ends_on >= today, rights.has(Right.MANAGE_UNIT, grant.unit)) for grant in grants
        ],
        "itself": one.pk == request.user.pk, "has_factor": has_second_factor(one),
    }  # fmt: skip
    return show(request, "people/person.html", context, status=422 if found else 200)


@staff
def role_end(request: StaffRequest, pk: int) -> HttpResponse:
    """End a role, naming who takes over where nobody else holds it. For ten minutes it can be undone."""
    if "undo" in request.POST:
        ended = one_of(queries.ended_grants(request.user, timezone.localdate()), pk=pk)
        return attempt_and_return(
            request, lambda: restore_role(ended, actor=request.user, at=timezone.now()), _("角色已恢复"),
            reverse("workbench:unit", args=[ended.unit.code]),
        )  # fmt: skip
    grant = one_of(queries.manageable_grants(request.user), pk=pk)
    heirs = queries.successors(request.user, grant.unit, grant.person)
    found: list[Problem] = []
    if request.method == "POST":
        heir = heirs.filter(pk=request.POST.get("successor") or 0).first()
        on = day_of(request.POST.get("on"), timezone.localdate())
        _done, found = attempt(
            request, lambda: end_role(grant, actor=request.user, on=on, successor=heir), _("角色已终止")
        )
        if not found:
            return redirect("workbench:unit", grant.unit.code)
    context = {"grant": grant, "heirs": heirs, "problems": found, "today": timezone.localdate()}
    return show(request, "people/role_end.html", context, status=422 if found else 200)


@staff
def leaving(request: StaffRequest, pk: int) -> HttpResponse:
    """A person leaves: every role passes on."""
    one = one_of(people_visible_to(request.user).filter(is_active=True), pk=pk)
    if not is_over(request.user, one, timezone.localdate()):
        raise Http404
    today = timezone.localdate()
    rows = [
        (grant, queries.successors(request.user, grant.unit, one))
        for grant in queries.grants_of_person(request.user, one)
        if grant.ends_on is None or grant.ends_on > today
    ]
    found: list[Problem] = []
    if request.method == "POST":
        chosen = {
            grant.pk: heir
            for grant, heirs in rows
            if (heir := heirs.filter(pk=request.POST.get(f"successor-{grant.pk}") or 0).first())
        }
        done, found = attempt(
            request, lambda: leave(one, actor=request.user, on=today, successors=chosen), _("已离任，工作已转交")
        )
        if done is not None:
            return redirect("workbench:person", one.pk)
        one.refresh_from_db()
    return show(
        request, "people/leave.html", {"one": one, "rows": rows, "problems": found}, status=422 if found else 200
    )


@staff
def factor_reset(request: StaffRequest, pk: int) -> HttpResponse:
    """Take a lost second factor away; the person sets up another after the next log-in."""
    one = one_of(people_visible_to(request.user), pk=pk)
    if request.method != "POST" or not is_over(request.user, one, timezone.localdate()):
        raise Http404
    return attempt_and_return(
        request, lambda: reset_second_factor(one, actor=request.user, at=timezone.now()), _("第二因素已清除，请本人登录后重新设置"),
        reverse("workbench:person", args=[pk]),
    )  # fmt: skip


@staff
def unlock(request: StaffRequest, pk: int) -> HttpResponse:
    """Lift the lock-out of an account after wrong passwords."""
    one = one_of(people_visible_to(request.user), pk=pk)
    if request.method != "POST" or not is_over(request.user, one, timezone.localdate()):
        raise Http404
    return attempt_and_return(
        request, lambda: reset(username=one.username), _("已解除锁定"), reverse("workbench:person", args=[pk])
    )
