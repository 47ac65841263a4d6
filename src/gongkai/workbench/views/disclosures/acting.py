"""The buttons of a disclosure: each verb asks for what its action needs and calls it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from gongkai.disclosures import actions
from gongkai.disclosures.models import Disclosure, Withdrawal
from gongkai.disclosures.queries import light, state_of, visible_to
from gongkai.journal.refusals import Objection, Refused
from gongkai.units.roles import Right
from gongkai.workbench.views.disclosures.listing import key_of
from gongkai.workbench.views.shared import Problem, StaffRequest, attempt, one_of, show, staff

OFFERED = 40
Act = Callable[[Disclosure, StaffRequest, datetime], Any]


def _moment(text: str) -> datetime:
    """A local date and time from a form.

    Raises:
        Refused: it cannot be read.
    """
    try:
        return timezone.make_aware(datetime.fromisoformat(text))
    except ValueError:
        wrong = Objection("schedule.moment", "请选择日期和时间", "Choose a date and a time", "publish_at")
        raise Refused([wrong]) from None


def _schedule(one: Disclosure, request: StaffRequest, at: datetime) -> Any:
    return actions.schedule(one, _moment(request.POST.get("publish_at", "")), actor=request.user, at=at)


def _withdraw(one: Disclosure, request: StaffRequest, at: datetime) -> Any:
    post = request.POST
    return actions.withdraw(
        one, post.get("kind", ""), post.get("reason", ""), post.get("basis", ""), actor=request.user, at=at
    )


def _candidates(one: Disclosure, request: StaffRequest) -> QuerySet[Disclosure]:
    """What may well replace it: drafts and published disclosures of the same unit and duty, the newest first."""
    ended = {Disclosure.State.WITHDRAWN, Disclosure.State.DISCARDED, Disclosure.State.SUPERSEDED}
    same = light(visible_to(request.user)).filter(unit_id=one.unit_id, duty_id=one.duty_id, supersedes=None)
    return same.exclude(pk=one.pk).exclude(state__in=ended).order_by("-pk")[:OFFERED]


def _supersede(one: Disclosure, request: StaffRequest, at: datetime) -> Any:
    rows = visible_to(request.user)
    number, key = request.POST.get("number", "").strip(), request.POST.get("successor", "")
    new = rows.filter(index_number=number).first() if number else rows.filter(pk=key_of(key)).first()
    if new is None:
        field = "number" if number else "successor"
        unknown = Objection(
            "supersede.unknown",
            "没有找到这条信息，请从列表中选择，或填写它的索引号",
            "Not found; choose it from the list or give its index number",
            field,
        )
        raise Refused([unknown])
    return actions.supersede(one, new, actor=request.user, at=at)


def _reasoned(act: Callable[..., Any]) -> Act:
    return lambda one, request, at: act(one, request.POST.get("reason", ""), actor=request.user, at=at)


def _plain(act: Callable[..., Any]) -> Act:
    return lambda one, request, at: act(one, actor=request.user, at=at)


@dataclass(frozen=True)
class Verb:
    """A button.

    Args:
        label: on the button and as the title of its page.
        explains: what it does, said before it is done.
        done: said afterwards.
        act: calls the action.
        right: held on the unit; to others the address does not exist.
        fields: of the template, ``""`` when nothing is asked but to confirm.
        danger: takes something away.
    """

    label: Promise
    explains: Promise
    done: Promise
    act: Act
    right: tuple[Right, ...]
    fields: str = ""
    danger: bool = False


VERBS: Mapping[str, Verb] = {
    "publish": Verb(_("立即发布"), _("发布后立即对公开对象可见，同时向公开办备案。发布后只能更正、替代或撤回，不能删除。"), _("已发布并备案"), _plain(actions.publish), (Right.PUBLISH,)),
    "schedule": Verb(_("定时发布"), _("到时间自动发布；之前可以随时取消。"), _("已设置定时发布"), _schedule, (Right.PUBLISH,), "moment"),
    "unschedule": Verb(_("取消定时"), _("取消后回到待发布。"), _("已取消定时发布"), _reasoned(actions.unschedule), (Right.PUBLISH,)),
    "recall": Verb(_("撤回提交"), _("撤回后可以继续修改；还没有完成的审核不再进行，修改后要重新提交。"), _("已撤回，可以继续修改"), _plain(actions.recall), (Right.DRAFT,)),
    "discard": Verb(_("作废草稿"), _("作废后 10 分钟内可以恢复。"), _("已作废"), _plain(actions.discard), (Right.DRAFT,), danger=True),
    "undo": Verb(_("恢复草稿"), _("恢复刚才作废的草稿。"), _("已恢复"), _plain(actions.undo_discard), (Right.DRAFT,)),
    "correct": Verb(pgettext_lazy("to do", "更正"), _("网上仍显示现在的内容，直到更正稿审核发布；更正原因会显示在公开页面上。"), _("已开始更正，请修改后提交审核"), _reasoned(actions.correct), (Right.DRAFT,), "reason"),
    "supersede": Verb(_("用新的信息替代"), _("本页保留，并注明已被哪一条替代。"), _("已登记替代关系"), _supersede, (Right.PUBLISH, Right.DRAFT), "successor"),
    "withdraw": Verb(_("从网上撤下"), _("撤下后原网址保留一页说明，写明索引号、单位、日期、类型和原因；标题和内容不再显示。"), _("已撤下"), _withdraw, (Right.PUBLISH, Right.OVERSEE), "withdrawal", danger=True),
    "reconsider": Verb(_("发布前退回"), _("退回给起草人修改，审核重新进行。"), _("已退回"), _reasoned(actions.reconsider), (Right.PUBLISH, Right.APPROVE), "reason"),
}  # fmt: skip


def _holding(request: StaffRequest, key: int, verb: Verb) -> Disclosure:
    for right in verb.right:
        found = visible_to(request.user, right).filter(pk=key).first()
        if found is not None:
            return found
    raise Http404


@staff
def act(request: StaffRequest, key: int, verb: str) -> HttpResponse:
    """GET explains and asks; POST does it, or says everything that stands in the way."""
    button = VERBS.get(verb)
    if button is None:
        raise Http404
    one = _holding(request, key, button)
    found: list[Problem] = []
    if request.method == "POST":
        _result, found = attempt(request, lambda: button.act(one, request, timezone.now()), str(button.done))
        if not found:
            return redirect(
                "workbench:disclosure-edit" if verb in {"correct", "recall", "undo"} else "workbench:disclosure", key
            )
    context = {
        "disclosure": one_of(visible_to(request.user), pk=key),
        "verb": verb,
        "button": button,
        "problems": found,
        "kinds": Withdrawal.Kind.choices,
        "sent": request.POST,
        "standing": state_of(one, request.user, on=timezone.localdate()),
        "candidates": _candidates(one, request) if verb == "supersede" else (),
        "suggested": timezone.localtime() + timedelta(hours=1) if verb == "schedule" else None,
    }
    return show(request, "disclosures/act.html", context)
