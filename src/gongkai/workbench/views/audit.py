"""The audit trail: who did what to which record, when."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from gongkai.documents.sheets import ExportColumn
from gongkai.journal.events import all_kinds
from gongkai.journal.models import AuditRow
from gongkai.units.queries import audit_visible_to
from gongkai.units.rights import rights_of
from gongkai.units.roles import Right
from gongkai.workbench.queries.people import seen_units
from gongkai.workbench.views.downloads import MOST, download
from gongkai.workbench.views.shared import StaffRequest, language, show, staff
from gongkai.workbench.views.sorting import in_order, paged
from gongkai.workbench.views.subjects import subject_of

SORTS = ("at",)


def chosen(request: StaffRequest) -> QuerySet[AuditRow]:
    """The rows the person may read, narrowed by the address.

    Raises:
        Http404: the person neither audits nor runs the accounts.
    """
    rights = rights_of(request.user)
    if not (rights.anywhere(Right.AUDIT) or rights.anywhere(Right.OPERATE)):
        raise Http404
    rows, query = audit_visible_to(request.user), request.GET
    if query.get("unit"):
        rows = rows.filter(unit__code=query["unit"])
    if name := query.get("who", "").strip():
        rows = rows.filter(actor_name=name)
    if query.get("kind"):
        rows = rows.filter(kind=query["kind"])
    for key, lookup, days in (("from", "at__gte", 0), ("to", "at__lt", 1)):
        if moment := _midnight(query.get(key), days):
            rows = rows.filter(**{lookup: moment})
    return rows


def _midnight(text: str | None, days: int) -> datetime | None:
    try:
        day = date.fromisoformat(text or "")
    except ValueError:
        return None
    return timezone.make_aware(datetime.combine(day + timedelta(days=days), time()))


@staff
def audit(request: StaffRequest) -> HttpResponse:
    """A page of the trail, newest first."""
    page = paged(request, chosen(request), SORTS)
    context = {
        "page": page, "rows": [(row, row.sentence(language()), subject_of(row)) for row in page.rows],
        "kinds": [(kind.name, kind.sentence({}, language()).strip(" ：:“”（）()，,《》")) for kind in all_kinds()],
        "units": seen_units(request.user).order_by("order", "pk"),
    }  # fmt: skip
    return show(request, "audit/list.html", context)


@staff
def export(request: StaffRequest, form: str) -> HttpResponse:
    """The chosen part of the trail as CSV or XLSX."""
    heads = [
        ExportColumn(_("时间"), "datetime", 18), ExportColumn(_("人员")), ExportColumn(pgettext("one", "单位"), width=24),
        ExportColumn(_("经过"), width=60), ExportColumn(_("种类"), width=24), ExportColumn(_("记录"), width=30),
    ]  # fmt: skip
    return download(form, "audit", heads, _lines(in_order(request, chosen(request), SORTS)[:MOST]))


def _lines(rows: QuerySet[AuditRow]) -> Iterator[tuple[Any, ...]]:
    for row in rows.iterator(chunk_size=2000):
        yield (
            timezone.localtime(row.at), row.actor_name, row.unit.name if row.unit else "", row.sentence(language()), row.kind,
            subject_of(row).label,
        )  # fmt: skip
