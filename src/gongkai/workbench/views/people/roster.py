"""Everybody one may see, by name, role and unit; and units and people as files to take away."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from gongkai.documents.sheets import ExportColumn
from gongkai.units.models import Person
from gongkai.units.roles import Role
from gongkai.workbench.queries import people as queries
from gongkai.workbench.templatetags.staff import named
from gongkai.workbench.views.downloads import MOST, download
from gongkai.workbench.views.people.units import chosen_units
from gongkai.workbench.views.shared import StaffRequest, keyset, show, staff


def _chosen(request: StaffRequest) -> QuerySet[Person]:
    query = request.GET
    return queries.roster(
        request.user,
        timezone.localdate(),
        text=query.get("q", "").strip(),
        role=query["role"] if query.get("role") in Role.values else "",
        below=queries.seen_units(request.user).filter(code=query.get("unit", "")).first()
        if query.get("unit")
        else None,
        left=bool(query.get("left")),
    )


@staff
def people(request: StaffRequest) -> HttpResponse:
    """A page of people, the newest accounts first."""
    context = {
        "page": keyset(_chosen(request), request.GET.get("after")),
        "roles": Role.choices,
        "units": queries.seen_units(request.user).order_by("order", "pk"),
    }
    return show(request, "people/roster.html", context)


@staff
def export(request: StaffRequest, form: str) -> HttpResponse:
    """The chosen people with their roles as CSV or XLSX, one line for each role."""
    heads = [
        ExportColumn(_("姓名")), ExportColumn(_("账号"), width=20), ExportColumn(pgettext("one", "单位"), width=28),
        ExportColumn(_("角色"), width=20), ExportColumn(_("开始日期"), "date"), ExportColumn(_("结束日期"), "date"),
    ]  # fmt: skip
    return download(form, "people", heads, _lines(_chosen(request).order_by("-pk")[:MOST]))


def _lines(rows: QuerySet[Person]) -> Iterator[tuple[Any, ...]]:
    for one in rows:
        for grant in one.current:  # type: ignore[attr-defined]
            yield one.name, one.username, named(grant.unit), grant.get_role_display(), grant.starts_on, grant.ends_on
        if not one.current:  # type: ignore[attr-defined]
            yield one.name, one.username, "", "", None, None


@staff
def export_units(request: StaffRequest, form: str) -> HttpResponse:
    """The chosen units as CSV or XLSX."""
    heads = [
        ExportColumn(_("单位代码"), width=20), ExportColumn(pgettext("one", "单位"), width=28), ExportColumn(_("类别"), width=16),
        ExportColumn(_("上级单位"), width=24), ExportColumn(_("统一社会信用代码"), width=22),
        ExportColumn(_("办公地址"), width=36), ExportColumn(_("联系电话"), width=16),
        ExportColumn(_("纳入起始日期"), "date"), ExportColumn(_("撤并日期"), "date"),
    ]  # fmt: skip
    lines = (
        (
            one.code, named(one), one.get_kind_display(), named(one.parent) if one.parent else "", one.uscc or "", one.address,
            one.phone, one.obliged_from, one.active_until,
        )
        for one in chosen_units(request).order_by("order", "pk")[:MOST]
    )  # fmt: skip
    return download(form, "units", heads, lines)
