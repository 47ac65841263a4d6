"""事件登记: what starts clocks is recorded once; before that one sees what it will ask of whom."""

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from gongkai.documents.sheets import ExportColumn
from gongkai.duties import queries as duties
from gongkai.duties.actions import cancel_occurrence, record_occurrence
from gongkai.duties.models import Obligation, Occurrence
from gongkai.duties.queries.raising import anchors_of, would_raise
from gongkai.journal.queries import timeline
from gongkai.units.models import Unit
from gongkai.units.rights import rights_of
from gongkai.units.roles import Right
from gongkai.workbench.queries.recording import anchor_titles, anchors_for_all, units_to_record_for
from gongkai.workbench.templatetags.staff import named, spoken
from gongkai.workbench.views.downloads import MOST, download
from gongkai.workbench.views.shared import StaffRequest, attempt, holding, keyset, language, one_of, show, staff
from gongkai.workbench.views.sorting import in_order, paged

UNITS_SHOWN = 20  # in a preview
SORTS = ("occurred_on", "recorded_at", "unit_id")


def _chosen(request: StaffRequest) -> QuerySet[Occurrence]:
    rows = duties.occurrences_visible_to(request.user)
    if code := request.GET.get("unit"):
        rows = rows.filter(unit__code=code)
    if not request.GET.get("cancelled"):
        rows = rows.filter(cancelled_at__isnull=True)
    return rows


@staff
def occurrences(request: StaffRequest) -> HttpResponse:
    """A page of recorded events, newest first."""
    context = {
        "page": paged(request, _chosen(request), SORTS),
        "titles": anchor_titles(timezone.localdate()),
        "units": units_to_record_for(request.user),
        "may_record": units_to_record_for(request.user).exists(),
    }
    return show(request, "occurrences/list.html", context)


@staff
def export(request: StaffRequest, form: str) -> HttpResponse:
    """The chosen events as CSV or XLSX."""
    titles = anchor_titles(timezone.localdate())
    heads = [
        ExportColumn(_("名称"), width=44), ExportColumn(_("事件"), width=30), ExportColumn(pgettext("one", "单位"), width=24),
        ExportColumn(_("发生日期"), "date"), ExportColumn(_("登记时间"), "datetime", 18), ExportColumn(_("说明"), width=40),
        ExportColumn(_("取消时间"), "datetime", 18), ExportColumn(_("取消原因"), width=40),
    ]  # fmt: skip
    lines = (
        (
            one.title, spoken(titles.get(one.anchor)) or one.anchor, named(one.unit), one.occurred_on,
            timezone.localtime(one.recorded_at), one.note,
            timezone.localtime(one.cancelled_at) if one.cancelled_at else None, one.cancel_reason,
        )
        for one in in_order(request, _chosen(request), SORTS)[:MOST].iterator(chunk_size=2_000)
    )  # fmt: skip
    return download(form, "occurrences", heads, lines)


@staff
def occurrence(request: StaffRequest, pk: int) -> HttpResponse:
    """One event: what it raised, and cancelling it."""
    one = one_of(duties.occurrences_visible_to(request.user), pk=pk)
    may_cancel = one.cancelled_at is None and _may_record(request, one.unit)
    found: list[Any] = []
    if request.method == "POST" and may_cancel:
        cancelled, found = attempt(
            request,
            lambda: cancel_occurrence(one, request.POST.get("reason", ""), actor=request.user, at=timezone.now()),
        )
        if not found:
            return _said(
                request,
                one,
                ngettext("已取消，撤销 %(n)s 项任务", "已取消，撤销 %(n)s 项任务", cancelled) % {"n": cancelled},
            )
        one.refresh_from_db()
    context = {
        "one": one,
        "title": anchor_titles(one.occurred_on).get(one.anchor),
        "page": keyset(duties.for_occurrence(request.user, one), request.GET.get("after")),
        "counts": _states(one),
        "may_cancel": may_cancel,
        "problems": found,
        "on": timezone.localdate(),
        "timeline": [(row, row.sentence(language())) for row in timeline(one)],
    }
    return show(request, "occurrences/show.html", context, status=422 if found else 200)


def _states(one: Occurrence) -> list[tuple[str, int]]:
    counted = Counter(one.obligations.values_list("state", flat=True))
    return [(str(state.label), counted[state.value]) for state in Obligation.State if counted[state.value]]


def _said(request: StaffRequest, one: Occurrence, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect("workbench:occurrence", one.pk)


def _may_record(request: StaffRequest, unit: Unit) -> bool:
    rights = rights_of(request.user)
    return rights.has(Right.DRAFT, unit) or rights.has(Right.OVERSEE, unit)


@holding(Right.DRAFT, Right.OVERSEE)
def new(request: StaffRequest) -> HttpResponse:
    """Record an event: unit, what and when; then see what it raises; then confirm."""
    units = units_to_record_for(request.user)
    given: Mapping[str, str] = request.POST if request.method == "POST" else request.GET
    unit = units.filter(code=given.get("unit", "")).first() or (units.get() if units.count() == 1 else None)
    if unit is None:
        return show(request, "occurrences/unit.html", {"units": units, "wide": anchors_for_all(timezone.localdate())})
    today = timezone.localdate()
    context: dict[str, Any] = {
        "unit": unit, "anchors": anchors_of(unit, _day(given.get("occurred_on")) or today), "values": given, "today": today,
        "several": units.count() > 1,
    }  # fmt: skip
    if request.method != "POST":
        return show(request, "occurrences/new.html", context)
    day = _day(given.get("occurred_on"))
    planned = Occurrence(
        anchor=given.get("anchor", ""), unit=unit, title=given.get("title", "").strip(), occurred_on=day or today,
        occurred_at=instant(day, given.get("time")), note=given.get("note", ""), recorded_at=timezone.now(),
    )  # fmt: skip
    if given.get("act") == "record" and day:
        made, found = attempt(
            request,
            lambda: record_occurrence(
                planned.anchor, unit, actor=request.user, occurred_on=day, title=planned.title,
                occurred_at=planned.occurred_at, note=planned.note, at=timezone.now(),
            ),
        )  # fmt: skip
        if made is not None:
            return _said(request, made, _("已登记，任务已产生"))
        return show(request, "occurrences/new.html", {**context, "problems": found}, status=422)
    raised = would_raise(planned) if day and planned.anchor else []
    context["preview"] = _preview(raised) if day and planned.anchor and planned.title else None
    context["incomplete"] = context["preview"] is None
    return show(request, "occurrences/new.html", context)


def _preview(raised: list[Obligation]) -> Mapping[str, Any]:
    by_duty: dict[str, list[Obligation]] = {}
    for one in raised:
        by_duty.setdefault(one.duty.code, []).append(one)
    lines = [
        {"duty": group[0].duty, "count": len(group), "units": [one.unit for one in group[:UNITS_SHOWN]],
         "more": max(0, len(group) - UNITS_SHOWN), "first": group[0]}
        for group in by_duty.values()
    ]  # fmt: skip
    return {"lines": lines, "count": len(raised), "units": len({one.unit_id for one in raised})}


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None


def instant(day: date | None, text: str | None) -> datetime | None:
    """A day and a time of day from a form; ``None`` when either is missing or cannot be read."""
    try:
        clock = datetime.strptime(text or "", "%H:%M").time()  # noqa: DTZ007 a time of day; the zone is added below
    except ValueError:
        return None
    return timezone.make_aware(datetime.combine(day, clock)) if day else None
