"""The rail: what a person sees of the workbench, by rights."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from gongkai.demo.accounts import ACCOUNTS, PASSWORD
from gongkai.units.rights import rights_of
from gongkai.units.roles import Right
from gongkai.workbench.queries.notices import unread


@dataclass(frozen=True)
class Entry:
    """One entry: shown to holders of any of ``rights``."""

    name: str
    label: str | Promise
    rights: frozenset[Right]


_ALL = frozenset(Right)
_WORK = frozenset({Right.SEE})
_REVIEW = frozenset(
    {
        Right.DRAFT, Right.APPROVE, Right.APPROVE_IN_CHARGE, Right.REVIEW_SECRECY, Right.DELIBERATE,
        Right.SUPERVISE_VILLAGE, Right.OVERSEE,
    }
)  # fmt: skip

ENTRIES = (
    Entry("tasks", _("我的任务"), _ALL),
    Entry("disclosures", _("公开信息"), _WORK),
    Entry("reviews", _("审核"), _REVIEW),
    Entry("matrix", _("公开情况"), _WORK),
    Entry("occurrences", _("事件登记"), frozenset({Right.DRAFT, Right.OVERSEE})),
    Entry("exemptions", _("零报告与不适用"), frozenset({Right.DRAFT, Right.APPROVE, Right.OVERSEE})),
    Entry("boards", _("公开栏与凭证"), _WORK),
    Entry("filings", _("备案"), frozenset({Right.OVERSEE, Right.AUDIT})),
    Entry("imports", _("导入与核查"), frozenset({Right.DRAFT, Right.OVERSEE})),
    Entry("rulebook", _("标准目录"), _ALL),
    Entry("units", _("单位与人员"), _ALL),
    Entry("notifications", _("通知"), _ALL),
    Entry("audit", _("审计"), frozenset({Right.AUDIT, Right.OPERATE})),
)

# What stands below an entry without its address saying so.
_ALSO = {
    "units": ("/workbench/people/", "/workbench/posts/", "/workbench/roles/"),
    "matrix": ("/workbench/obligations/",),
}


def rail(request: HttpRequest) -> dict[str, object]:
    """Context processor: the entries for the person, the current one marked by its first path segment."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated or not request.path.startswith("/workbench/"):
        return {}
    rights = rights_of(user)
    entries = []
    for entry in ENTRIES:
        if not any(rights.anywhere(right) for right in entry.rights):
            continue
        try:
            address = reverse(f"workbench:{entry.name}")
        except NoReverseMatch:  # a room of the workbench that this release does not have
            continue
        current = _within(request.path, entry.name, address)
        count = unread(user) if entry.name == "notifications" else 0
        entries.append(
            {"name": entry.name, "label": entry.label, "address": address, "current": current, "count": count}
        )
    return {"rail": entries, "sees_work": rights.anywhere(Right.SEE)}


def _within(path: str, name: str, address: str) -> bool:
    if name == "tasks":
        return path == address
    return any(path.startswith(one) for one in (address, *_ALSO.get(name, ())))


def frame(request: HttpRequest) -> dict[str, object]:
    """Context processor: the site's name, and on the log-in page of a demo district its accounts."""
    context: dict[str, object] = {"site_name": settings.SITE["name"]}
    if settings.DEMO and request.path == reverse("account_login"):
        english = (get_language() or "").startswith("en")
        context["demo_password"] = PASSWORD
        context["demo_accounts"] = [
            {"username": account.username, "label": account.en if english else account.zh} for account in ACCOUNTS
        ]
    return context
