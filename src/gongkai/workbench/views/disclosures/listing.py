"""The list of disclosures, its filters, and taking it away as a spreadsheet."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from gongkai.disclosures.models import Disclosure
from gongkai.disclosures.queries import Filters, filtered, light, listed, visible_to
from gongkai.documents.sheets import ExportColumn
from gongkai.duties.queries import duties
from gongkai.units.queries import visible_to as units_visible_to
from gongkai.units.rights import rights_of
from gongkai.units.roles import Right
from gongkai.workbench.templatetags.staff import audience_label, named, stage_label
from gongkai.workbench.views.downloads import MOST, download
from gongkai.workbench.views.shared import Page, StaffRequest, holding, show
from gongkai.workbench.views.sorting import in_order, order_of, paged

SORTS = ("published_on", "unit_id")


def key_of(text: str | None) -> int:
    """A key from an address; 0 where there is none."""
    return int(text) if text and text.isascii() and text.isdigit() else 0


def day_of(text: str | None) -> date | None:
    """A day from an address; ``None`` where there is none."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def filters_of(request: StaffRequest) -> Filters:
    """The filters in the address; what makes no sense is ignored."""
    query = request.GET
    return Filters(
        states=[one for one in query.getlist("state") if one in Disclosure.State],
        unit=units_visible_to(request.user).filter(pk=key_of(query.get("unit"))).first() if query.get("unit") else None,
        duty=duties().select_related(None).filter(pk=key_of(query.get("duty"))).first() if query.get("duty") else None,
        text=query.get("q", ""),
        published_from=day_of(query.get("from")),
        published_to=day_of(query.get("to")),
    )


@holding(Right.SEE)
def disclosures(request: StaffRequest) -> HttpResponse:
    """A page of what the person may see, narrowed by the filters in the address."""
    filters = filters_of(request)
    context: Mapping[str, Any] = {
        "page": _page(request, filters),
        "filters": filters,
        "states": Disclosure.State.choices,
        "units": units_visible_to(request.user),
        "duties": duties().select_related(None),
        "can_draft": rights_of(request.user).anywhere(Right.DRAFT),
        "narrowed": any(request.GET.get(name) for name in ("state", "unit", "duty", "q", "from", "to")),
    }
    return show(request, "disclosures/list.html", context)


def _page(request: StaffRequest, filters: Filters) -> Page:
    if order_of(request, SORTS)[0]:
        return paged(request, filtered(light(visible_to(request.user)), filters), SORTS)
    page = listed(request.user, filters, key_of(request.GET.get("after")) or None)
    return Page(list(page.rows), str(page.after) if page.after else None)


@holding(Right.SEE)
def export(request: StaffRequest, form: str) -> HttpResponse:
    """The filtered list as CSV or XLSX, in the order on the screen."""
    rows = in_order(request, filtered(light(visible_to(request.user)), filters_of(request)), SORTS)[:MOST]
    columns = [
        ExportColumn(_("索引号"), width=32), ExportColumn(_("标题"), width=50), ExportColumn(pgettext("one", "单位"), width=24),
        ExportColumn(pgettext("one", "公开事项"), width=36), ExportColumn(_("状态")), ExportColumn(_("公开对象")),
        ExportColumn(_("公开日期"), "date"), ExportColumn(_("成文日期"), "date"), ExportColumn(_("公示期满日"), "date"),
    ]  # fmt: skip
    return download(form, "disclosures", columns, _rows(rows))


def _rows(rows: QuerySet[Disclosure]) -> Iterator[tuple[Any, ...]]:
    for one in rows.iterator(chunk_size=2_000):
        yield (
            one.index_number or "", one.title, one.unit.name, named(one.duty), stage_label(one.stage),
            audience_label(one.audience), one.published_on, one.produced_on, one.posted_until,
        )  # fmt: skip
