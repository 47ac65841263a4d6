"""One's own account, and the way in through an invitation."""

from allauth.account.internal.stagekit import clear_login, get_pending_stage
from allauth.mfa.base.views import authenticate as ask_for_factor
from axes.utils import reset
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from gongkai.journal.refusals import Objection
from gongkai.units.actions import accept_invitation, change_person
from gongkai.units.factors import has_second_factor
from gongkai.units.queries import open_invitation
from gongkai.units.rights import rights_of
from gongkai.workbench.views.shared import Problem, StaffRequest, attempt, problems, show, staff
from gongkai.workbench.webhooks import channel


@staff
def account(request: StaffRequest) -> HttpResponse:
    """Name, contact, language and channels for notices."""
    found: list[Problem] = []
    if request.method == "POST":
        urls = request.POST.get("notify_urls", "").split()
        wrong = [one for one in urls if not channel(one)]
        chosen = request.POST.get("language", "")
        fields = {
            "email": request.POST.get("email", "").strip(), "phone": request.POST.get("phone", "").strip(),
            "notify_urls": [channel(one) for one in urls], "language": chosen if chosen in dict(settings.LANGUAGES) else request.user.language,
        }  # fmt: skip
        if wrong:
            found = problems([_channel(one) for one in wrong])
        else:
            _done, found = attempt(
                request, lambda: change_person(request.user, actor=request.user, **fields), _("已保存")
            )
        if not found:
            translation.activate(request.user.language)
            response = redirect("workbench:account")
            response.set_cookie(settings.LANGUAGE_COOKIE_NAME, request.user.language, samesite="Lax")
            return response
    context = {
        "problems": found, "languages": settings.LANGUAGES, "needs_second_factor": rights_of(request.user).needs_second_factor(),
        "grants": request.user.grants.select_related("unit"),
    }  # fmt: skip
    return show(request, "people/account.html", context, status=422 if found else 200)


def authenticate(request: HttpRequest) -> HttpResponseBase:
    """Ask for the second factor of who has given the password; begin anew where it has been taken away meanwhile."""
    stage = get_pending_stage(request)
    if stage is not None and not has_second_factor(stage.login.user):
        clear_login(request)
        return redirect("account_login")
    answer: HttpResponseBase = ask_for_factor(request)
    return answer


def forgotten(request: HttpRequest) -> HttpResponse:
    """Nobody gets a password by mail: whoever is over a person makes a link."""
    return show(request, "people/forgotten.html")


@staff
def addresses(request: StaffRequest) -> HttpResponse:
    """The log-in library's own page of mail addresses: here they stand with the account."""
    return redirect("workbench:account")


def _channel(url: str) -> Objection:
    shown = url[:40]
    return Objection(
        "account.channel",
        f"不能发到“{shown}”：请粘贴企业微信、钉钉或飞书群机器人的完整地址，一行一个",
        f"Cannot send to “{shown}”: paste the whole address of a WeCom, DingTalk or Feishu group robot, one a line",
        "notify_urls",
    )


def join(request: HttpRequest, token: str) -> HttpResponse:
    """Set the first or a new password through a link; then log in."""
    now = timezone.now()
    invitation = open_invitation(token, now)
    if invitation is None:
        return show(request, "people/join_spent.html", status=410)
    person, found = invitation.person, []
    if request.method == "POST":
        password = request.POST.get("password", "")
        if password != request.POST.get("again", ""):
            found = problems([Objection("password.again", "两次输入的密码不一致", "The two passwords differ", "again")])
        else:
            done, found = attempt(request, lambda: accept_invitation(invitation, password, actor=person, at=now))
            if done is not None:
                reset(username=person.username)
                messages.success(request, _("密码已设置，请登录"))
                return redirect("account_login")
    response = show(request, "people/join.html", {"person": person, "problems": found}, status=422 if found else 200)
    response["Cache-Control"], response["Referrer-Policy"] = "no-store", "same-origin"
    return response
