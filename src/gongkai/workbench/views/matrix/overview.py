"""The matrix, month by month, and who answers for what."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from gongkai.documents.sheets import ExportColumn
from gongkai.duties import queries as duties
from gongkai.units.models import Unit
from gongkai.units.roles import Right
from gongkai.workbench.queries import matrix as queries
from gongkai.workbench.templatetags.staff import named
from gongkai.workbench.views.downloads import download
from gongkai.workbench.views.matrix.choosing import Choice, choice_of
from gongkai.workbench.views.shared import StaffRequest, holding, show
from gongkai.workbench.views.spans import Span, month_of

ASPECTS = ("content", "procedure", "time", "form")


@holding(Right.SEE)
def matrix(request: StaffRequest) -> HttpResponse:
    """A page of units by the duties they owe in the span, and the figures of everything chosen."""
    choice = choice_of(request)
    span, scope = choice.span, choice.scope
    owed = scope.obligations(request.user)
    units, following = queries.page_of_units(scope.units(request.user), request.GET.get("after", ""))
    columns = queries.columns_of(owed, span.start, span.end, scope.category, key=scope.key)
    grid = duties.matrix(owed, units, columns, start=span.start, end=span.end, on=choice.on)
    shown = [duty for duty in columns if duty.pk in grid.columns]
    rows = [
        (unit, grid.rows.get(unit.pk), [(duty, grid.cells.get((unit.pk, duty.pk))) for duty in shown]) for unit in units
    ]
    context = {
        **choice.context(request),
        "rate": duties.rate(duties.due_within(owed, span.start, span.end), on=choice.on),
        "aspects": ASPECTS,
        "columns": [(duty, grid.columns[duty.pk]) for duty in shown],
        "rows": rows,
        "next_key": following,
    }
    return show(request, "matrix/matrix.html", context)


@holding(Right.SEE)
def export(request: StaffRequest, form: str) -> HttpResponse:
    """Every unit and duty of the choice, one line each, as CSV or XLSX."""
    choice = choice_of(request)
    span, scope = choice.span, choice.scope
    owed = scope.obligations(request.user)
    units = list(scope.units(request.user).order_by("order", "pk"))
    columns = queries.columns_of(owed, span.start, span.end, scope.category, key=scope.key)
    grid = duties.matrix(owed, units, columns, start=span.start, end=span.end, on=choice.on)
    heads = [
        ExportColumn(_("单位"), width=28), ExportColumn(_("公开事项"), width=40), ExportColumn(_("应公开"), "number"),
        ExportColumn(_("合规"), "number"), ExportColumn(_("公开率")), ExportColumn(_("迟公开"), "number"),
        ExportColumn(_("未公开"), "number"), ExportColumn(_("未到期"), "number"),
    ]  # fmt: skip
    lines = (
        (unit.name, named(duty), cell.due, cell.conforming, cell.percent(), cell.late, cell.missing, cell.coming)
        for unit in units
        for duty in columns
        if (cell := grid.cells.get((unit.pk, duty.pk)))
    )
    return download(form, f"matrix-{span.key}", heads, lines)


@holding(Right.SEE)
def months(request: StaffRequest) -> HttpResponse:
    """The same figures by month."""
    choice = choice_of(request)
    context = {**choice.context(request), "year": choice.span.start.year, "rows": _months(request, choice)}
    return show(request, "matrix/months.html", context)


@holding(Right.SEE)
def months_export(request: StaffRequest, form: str) -> HttpResponse:
    """The months as CSV or XLSX."""
    choice = choice_of(request)
    heads = [
        ExportColumn(_("月份")), ExportColumn(_("公开率")), ExportColumn(_("合规"), "number"), ExportColumn(_("应公开"), "number"),
        ExportColumn(_("内容合规"), "number"), ExportColumn(_("程序合规"), "number"), ExportColumn(_("时间合规"), "number"),
        ExportColumn(_("形式合规"), "number"), ExportColumn(_("迟公开"), "number"), ExportColumn(_("未公开"), "number"),
        ExportColumn(_("未到期"), "number"),
    ]  # fmt: skip
    lines = (
        (month.label, rate.percent(), rate.conforming, rate.due, rate.content, rate.procedure, rate.time, rate.form, rate.late,
         rate.missing, rate.coming)
        for month, rate in _months(request, choice)
    )  # fmt: skip
    return download(form, f"months-{choice.span.start.year}", heads, lines)


def _months(request: StaffRequest, choice: Choice) -> list[tuple[Span, duties.Rate]]:
    owed, span = choice.scope.obligations(request.user), choice.span
    within = duties.due_within(owed, span.start.replace(month=1, day=1), span.end.replace(month=12, day=31))
    return [(month_of(day), rate) for day, rate in duties.rates_by_month(within.select_related(None), on=choice.on)]


@holding(Right.SEE)
def leaders(request: StaffRequest) -> HttpResponse:
    """Leaders, the units they answer for, and how these stand; the next page begins after a leader."""
    choice = choice_of(request)
    found, gaps = _leaders(request, choice)
    after = request.GET.get("after", "")
    first = next((place for place, one in enumerate(found, 1) if str(one.person.pk) == after), 0)
    rows = found[first : first + queries.ROWS]
    following = rows[-1].person.pk if first + queries.ROWS < len(found) else ""
    context = {**choice.context(request), "rows": rows, "next_key": following, "gaps": [] if first else gaps}
    return show(request, "matrix/leaders.html", context)


@holding(Right.SEE)
def leaders_export(request: StaffRequest, form: str) -> HttpResponse:
    """Every leader, one line each, as CSV or XLSX."""
    choice = choice_of(request)
    heads = [
        ExportColumn(_("负责人")), ExportColumn(_("负责单位"), width=48), ExportColumn(_("公开率")),
        ExportColumn(_("合规"), "number"), ExportColumn(_("应公开"), "number"), ExportColumn(_("迟公开"), "number"),
        ExportColumn(_("未公开"), "number"),
    ]  # fmt: skip
    lines = (
        (one.person.name, "；".join(f"{named(grant.unit)}（{grant.get_role_display()}）" for grant in one.roles),
         one.rate.percent(), one.rate.conforming, one.rate.due, one.rate.late, one.rate.missing)
        for one in _leaders(request, choice)[0]
    )  # fmt: skip
    return download(form, f"leaders-{choice.span.key}", heads, lines)


def _leaders(request: StaffRequest, choice: Choice) -> tuple[list[queries.Answerable], list[Unit]]:
    owed = duties.due_within(choice.scope.obligations(request.user), choice.span.start, choice.span.end)
    rates = {key[0]: rate for key, rate in duties.rates_by(owed.select_related(None), "unit_id", on=choice.on).items()}
    found = queries.leaders(request.user, rates, on=choice.on)  # type: ignore[arg-type]
    units = choice.scope.units(request.user).filter(pk__in=list(rates))
    return found, queries.without_leader(units, found)
