"""The list behind every figure, and one obligation with everything that is known of it."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.translation import gettext as _

from gongkai.documents.sheets import ExportColumn
from gongkai.duties import queries as duties
from gongkai.duties.models import Obligation
from gongkai.journal.queries import timeline
from gongkai.rulebook.objections import Objection
from gongkai.units.rights import rights_of
from gongkai.units.roles import Right
from gongkai.workbench.templatetags.staff import named
from gongkai.workbench.views.downloads import download
from gongkai.workbench.views.matrix.choosing import Choice, choice_of
from gongkai.workbench.views.shared import StaffRequest, holding, keyset, language, one_of, show

FIGURES = ("due", "conforming", "not_conforming", "content", "procedure", "time", "form", "late", "missing", "coming")
MOST_EXPORTED = 100_000


def behind(request: StaffRequest, choice: Choice) -> QuerySet[Obligation]:
    """The obligations behind the figure of the address, of one unit and duty where it names them."""
    rows = duties.due_within(choice.scope.obligations(request.user), choice.span.start, choice.span.end)
    for name, field in (("unit", "unit__code"), ("duty", "duty__code")):
        if request.GET.get(name):
            rows = rows.filter(**{field: request.GET[name]})
    return duties.behind(rows, figure_of(request), on=choice.on)


def figure_of(request: StaffRequest) -> str:
    """The figure of the address."""
    name = request.GET.get("figure", "")
    return name if name in FIGURES else "due"


@holding(Right.SEE)
def obligations(request: StaffRequest) -> HttpResponse:
    """A page of the obligations behind a figure, newest first."""
    choice = choice_of(request)
    page = keyset(behind(request, choice), request.GET.get("after"))
    context = {**choice.context(request), "page": page, "figure": figure_of(request), "figures": _words()}
    return show(request, "matrix/list.html", context)


@holding(Right.SEE)
def export(request: StaffRequest, form: str) -> HttpResponse:
    """The list behind a figure as CSV or XLSX."""
    rows = behind(request, choice_of(request)).order_by("-pk")[:MOST_EXPORTED]
    heads = [
        ExportColumn(_("任务"), width=50), ExportColumn(_("单位"), width=24), ExportColumn(_("公开事项"), width=36),
        ExportColumn(_("截止日"), "date"), ExportColumn(_("状态")), ExportColumn(_("公开日期"), "date"),
        ExportColumn(_("内容")), ExportColumn(_("程序")), ExportColumn(_("时间")), ExportColumn(_("形式")),
    ]  # fmt: skip
    return download(form, "obligations", heads, _lines(rows))


def _lines(rows: QuerySet[Obligation]) -> Iterator[tuple[Any, ...]]:
    said = {True: _("合规"), False: _("不合规"), None: ""}
    for one in rows.iterator(chunk_size=2000):
        yield (
            one.title, one.unit.name, named(one.duty), one.due_on, one.said, one.published_on,
            said[one.content_ok], said[one.procedure_ok], said[one.time_ok], said[one.form_ok],
        )  # fmt: skip


def _words() -> list[tuple[str, str]]:
    return [
        ("due", _("应公开")), ("conforming", _("合规")), ("not_conforming", _("不合规")), ("missing", _("未公开")),
        ("late", _("迟公开")), ("content", _("内容不合规")), ("procedure", _("程序不合规")), ("time", _("时间不合规")),
        ("form", _("形式不合规")), ("coming", _("未到期")),
    ]  # fmt: skip


@holding(Right.SEE)
def obligation(request: StaffRequest, pk: int) -> HttpResponse:
    """One obligation: what the rule asks, its due date with the working, the verdict with every reason."""
    one = one_of(duties.visible_to(request.user).select_related("version", "occurrence"), pk=pk)
    definition = duties.definition(one.duty, one.unit, one.version)
    rights = rights_of(request.user)
    may_draft = rights.has(Right.DRAFT, one.unit)
    pending = list(one.exemptions.select_related("requested_by", "decided_by"))
    publishing = one.demand == Obligation.Demand.PUBLISH
    is_open = one.state == Obligation.State.OPEN
    context = {
        "one": one,
        "definition": definition,
        "aspects": _aspects(one),
        "exemptions": pending,
        "may_ask": may_draft and is_open and publishing and not any(row.decision == "pending" for row in pending),
        "may_draft": may_draft and is_open and publishing,
        "timeline": [(row, row.sentence(language())) for row in timeline(one)],
    }
    return show(request, "matrix/obligation.html", context)


def _aspects(one: Obligation) -> list[tuple[str, bool | None, list[str]]]:
    fulfilment = getattr(one, "fulfilment", None)
    names = {"content": _("内容"), "procedure": _("程序"), "time": _("时间"), "form": _("形式")}
    found = []
    for name, label in names.items():
        reasons = [Objection(**row).text(language()) for row in getattr(fulfilment, f"{name}_reasons", ())]
        if name == "time" and fulfilment and one.time_ok is False and not reasons:
            reasons.append(_late(one, historical=fulfilment.historical))
        found.append((label, getattr(one, f"{name}_ok"), reasons))
    return found


def _late(one: Obligation, *, historical: bool) -> str:
    if historical:
        return _("历史资料导入，无法证明按时公开")
    days = (one.published_on - one.due_on).days if one.published_on and one.due_on else 0
    return _("比截止日迟 %(n)s 天") % {"n": days} if days > 0 else _("超过截止时刻")
