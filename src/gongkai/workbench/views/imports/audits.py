"""The audit of the past: numbers that never appeared, and how long publication took."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.documents.sheets import ExportColumn
from gongkai.imports import auditing
from gongkai.imports.models import GapExplanation
from gongkai.imports.queries import approved_gaps, gap_explanations_visible_to, imported_for, runs_visible_to
from gongkai.intake.tables import Unreadable
from gongkai.retrospect.continuity import SeriesTotal, SeriesYear
from gongkai.retrospect.report import TABLES, Audit, report_html, summarise
from gongkai.retrospect.report.charts import Column, stacked_columns
from gongkai.retrospect.timeliness import Spread, Verdict, spread_by, worst, year_of
from gongkai.units.rights import rights_of
from gongkai.units.roles import Right
from gongkai.workbench.views.downloads import download
from gongkai.workbench.views.imports.overview import entered
from gongkai.workbench.views.shared import Problem, StaffRequest, language, one_of, problems, show, staff

SERIES, LISTED = 12, 30
ORDER = (Verdict.ON_TIME, Verdict.LATE, Verdict.IMPOSSIBLE, Verdict.UNKNOWN)


def audit_of(request: StaffRequest) -> tuple[Audit | None, list[Problem]]:
    """The audit asked for: of the file of an import, or of everything imported; and why there is none."""
    today = timezone.localdate()
    key = request.GET.get("run", "")
    try:
        if key.isdigit():
            run = one_of(runs_visible_to(request.user), pk=int(key))
            return auditing.of_file(run, on=today), []
        if not imported_for(request.user).exists():
            return None, []
        return auditing.of_imported(request.user, on=today, name=_("已导入的历史文件")), []
    except Unreadable as error:
        return None, problems([error.objection])


@staff
def audit(request: StaffRequest) -> HttpResponse:
    """Series with their gaps, timeliness, and what stands out."""
    entered(request)
    found, wrong = audit_of(request)
    context: dict[str, Any] = {
        "tab": "audit", "audit": found, "problems": wrong, "chosen": request.GET.get("run", ""),
        "downloads": (("series", _("各系列")), ("gaps", _("断号")), ("timeliness", _("时效")), ("unparsed", _("读不懂的文号"))),
        "files": runs_visible_to(request.user).filter(kind="documents")[:30],
        "office": rights_of(request.user).anywhere(Right.OVERSEE),
    }  # fmt: skip
    if found is not None:
        context |= _shown(request, found)
    return show(request, "imports/audit.html", context)


def _shown(request: StaffRequest, found: Audit) -> dict[str, Any]:
    summary = summarise(found)
    years = spread_by(found.timings, year_of)
    chosen = request.GET.get("series", "")
    totals = [one for one in summary.totals if one.series == chosen] or summary.totals[:SERIES]
    records = approved_gaps()
    pending = {
        (row.series, row.year, row.number): row
        for row in gap_explanations_visible_to(request.user).filter(decision=GapExplanation.Decision.PENDING)
    }
    return {
        "summary": summary,
        "series": [_series(total, records, pending) for total in totals],
        "all_series": [total.series for total in summary.totals],
        "series_chosen": chosen,
        "more_series": max(0, len(summary.totals) - len(totals)),
        "years": [(one, [one.counts[verdict] for verdict in ORDER]) for one in years if one.name],
        "years_chart": _years_chart([one for one in years if one.name]),
        "issuers": [one for one in spread_by(found.timings, lambda it: it.document.issuer) if one.judged][:LISTED],
        "worst": worst(found.timings, LISTED),
        "impossible": summary.impossible[:LISTED],
        "attention": [one.words.text(language()) for one in summary.attention][:LISTED],
        "clashes": summary.clashes[:LISTED],
        "unread": [one for one in found.unparsed if one.number.printed][:LISTED],
        "explained": sum(
            (row.series, row.year or 0, number) in records for row in found.series for number in row.missing
        ),
    }


def _series(total: SeriesTotal, records: Any, pending: Any) -> dict[str, Any]:
    rows = []
    for row in total.years:
        keys = [(row.series, row.year or 0, number) for number in row.missing]
        rows.append(
            {
                "row": row,
                "findings": [key[2] for key in keys if key not in records and key not in pending],
                "pending": [key[2] for key in keys if key in pending],
                "records": [(key[2], records[key]) for key in keys if key in records],
            }
        )
    return {
        "total": total,
        "rows": sorted(rows, key=lambda one: -(one["row"].year or 0)),
        "chart": _series_chart(total),
    }


def _series_chart(total: SeriesTotal) -> str:
    years = {row.year: row for row in total.years if row.year is not None}
    if len(years) < 2:
        return ""
    columns = [_column(year, years.get(year)) for year in range(min(years), max(years) + 1)]
    return stacked_columns(columns, _("%(series)s 各年见到的份数和推算未见的份数") % {"series": total.series})


def _column(year: int, row: SeriesYear | None) -> Column:
    if row is None:
        return Column(str(year), (), str(year))
    hint = _("%(year)s 年：见到 %(seen)s，推算 %(total).0f") % {
        "year": year,
        "seen": row.seen,
        "total": row.estimated_total,
    }
    return Column(str(year), (("seen", row.seen), ("unseen", row.estimated_total - row.seen)), hint)


def _years_chart(groups: Sequence[Spread]) -> str:
    columns = [
        Column(one.name, tuple((verdict.value, one.counts[verdict]) for verdict in ORDER), one.name) for one in groups
    ]
    return stacked_columns(columns, _("各年成文文件的公开是否按时"))


@staff
def report(request: StaffRequest) -> HttpResponse:
    """The whole report as one file to keep."""
    entered(request)
    found, wrong = audit_of(request)
    if found is None:
        return show(request, "imports/refused.html", {"problems": wrong, "tab": "audit"}, status=422 if wrong else 404)
    name = f"audit-{timezone.localdate():%Y%m%d}.html"
    return HttpResponse(report_html(found), headers={"Content-Disposition": f'attachment; filename="{name}"'})


@staff
def table(request: StaffRequest, table: str, form: str) -> HttpResponse:
    """One of the tables behind the audit."""
    entered(request)
    found, wrong = audit_of(request)
    if found is None:
        return show(request, "imports/refused.html", {"problems": wrong, "tab": "audit"}, status=422 if wrong else 404)
    columns, lines = TABLES[f"{table}.csv"]
    plain = ([one if isinstance(one, int | float | date) else str(one) for one in line] for line in lines(found))
    return download(form, f"audit-{table}", [ExportColumn(name) for name in columns], plain)
