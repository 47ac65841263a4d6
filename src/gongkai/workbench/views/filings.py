"""The filing register (备案)."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from gongkai.disclosures.queries import filings_visible_to
from gongkai.documents.sheets import ExportColumn
from gongkai.units.queries import visible_to as units_visible_to
from gongkai.units.roles import Right
from gongkai.workbench.views.disclosures.listing import day_of, key_of
from gongkai.workbench.views.downloads import MOST, download
from gongkai.workbench.views.shared import StaffRequest, holding, show
from gongkai.workbench.views.sorting import in_order, paged

SORTS = ("filed_at", "unit_id")


def _rows(request: StaffRequest) -> Any:
    query = request.GET
    rows = filings_visible_to(request.user).defer("publication__disclosure__values", "publication__disclosure__pending")
    if unit := key_of(query.get("unit")):
        rows = rows.filter(unit=unit)
    if text := query.get("q", "").strip():
        rows = rows.filter(number__contains=text)
    if begins := day_of(query.get("from")):
        rows = rows.filter(publication__published_on__gte=begins)
    if ends := day_of(query.get("to")):
        rows = rows.filter(publication__published_on__lte=ends)
    return rows


@holding(Right.SEE)
def filings(request: StaffRequest) -> HttpResponse:
    """Every publication as it was registered: all of them for the office, its own for a unit."""
    context = {
        "page": paged(request, _rows(request), SORTS),
        "units": units_visible_to(request.user),
        "chosen": key_of(request.GET.get("unit")),
    }
    return show(request, "filings/list.html", context)


@holding(Right.SEE)
def export(request: StaffRequest, form: str) -> HttpResponse:
    """The register as CSV or XLSX."""
    columns = [
        ExportColumn(_("备案号"), width=34), ExportColumn(_("备案时间"), "datetime", 18), ExportColumn(pgettext("one", "单位"), width=24),
        ExportColumn(_("标题"), width=50), ExportColumn(_("索引号"), width=32), ExportColumn(_("类型")),
        ExportColumn(_("公开日期"), "date"),
    ]  # fmt: skip
    rows = (
        (
            one.number, timezone.localtime(one.filed_at).replace(tzinfo=None), one.unit.name,
            one.publication.disclosure.title, one.publication.disclosure.index_number or "",
            str(one.publication.get_kind_display()), one.publication.published_on,
        )
        for one in in_order(request, _rows(request), SORTS)[:MOST].iterator(chunk_size=2_000)
    )  # fmt: skip
    return download(form, "filings", columns, rows)
