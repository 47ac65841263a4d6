"""The matrix, month by month, and who answers for what."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from gongkai.documents.sheets import ExportColumn
from gongkai.duties import queries as duties
from gongkai.units.roles import Right
from gongkai.workbench.queries import matrix as queries
from gongkai.workbench.templatetags.staff import named
from gongkai.workbench.views.downloads import download
from gongkai.workbench.views.matrix.choosing import choice_of
from gongkai.workbench.views.shared import StaffRequest, holding, show
from gongkai.workbench.views.spans import month_of

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
    year = choice.span.start.year
    owed = choice.scope.obligations(request.user)
    within = duties.due_within(
        owed, choice.span.start.replace(month=1, day=1), choice.span.end.replace(month=12, day=31)
    )
    rows = [(month_of(day), rate) for day, rate in duties.rates_by_month(within.select_related(None), on=choice.on)]
    return show(request, "matrix/months.html", {**choice.context(request), "year": year, "rows": rows})


@holding(Right.SEE)
def leaders(request: StaffRequest) -> HttpResponse:
    """Leaders, the units they answer for, and how these stand."""
    choice = choice_of(request)
    owed = duties.due_within(choice.scope.obligations(request.user), choice.span.start, choice.span.end)
    rates = {key[0]: rate for key, rate in duties.rates_by(owed.select_related(None), "unit_id", on=choice.on).items()}
    found = queries.leaders(request.user, rates, on=choice.on)  # type: ignore[arg-type]
    units = choice.scope.units(request.user).filter(pk__in=list(rates))
    context = {**choice.context(request), "rows": found, "gaps": queries.without_leader(units, found)}
    return show(request, "matrix/leaders.html", context)
