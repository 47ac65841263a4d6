"""One import: how far it is, what the check found, taking, cancelling, undoing, and the bad rows as a file."""

import csv
import io
from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gongkai.documents.sheets import table_csv, table_xlsx
from gongkai.imports import actions, working
from gongkai.imports.models import ImportedRow, ImportRun
from gongkai.imports.queries import STALLED, refused_rows
from gongkai.imports.registry import Setting, kind_named
from gongkai.imports.tasks import check_file, take_rows
from gongkai.intake.tables import Table, Unreadable, write_rejects
from gongkai.units.rights import rights_of
from gongkai.workbench.views.imports.common import run_of
from gongkai.workbench.views.shared import StaffRequest, attempt, language, show, staff

State = ImportRun.State
BUSY = frozenset({State.UPLOADED, State.CHECKING, State.TAKING})
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def _context(request: StaffRequest, one: ImportRun) -> dict[str, Any]:
    kind = kind_named(one.kind)
    english = language() == "en"
    report = one.report or {}
    beat = one.beat or one.created_at
    return {
        "run": one,
        "kind": kind,
        "busy": one.state in BUSY,
        "stalled": one.state in BUSY and timezone.now() - beat > STALLED,
        "allowed": kind is not None and rights_of(request.user).has(kind.right, one.unit),
        "percent": round(one.progress * 100 / one.good) if one.state == State.TAKING and one.good else None,
        "message": one.message_en if english else one.message,
        "notices": [each["en" if english else "zh"] for each in report.get("notices", ())],
        "found": [
            {"row": each["row"], "column": each["column"], "what": each["what_en"] if english else each["what"],
             "remedy": each["remedy_en"] if english else each["remedy"]}
            for each in report.get("problems", ())
        ],
        "outcomes": [(label, one.outcomes.get(value, 0)) for value, label in ImportedRow.Outcome.choices],
        "refused": [
            {"row": row.row, "reasons": [each["en" if english else "zh"] for each in row.reasons]}
            for row in refused_rows(one)[:100]
        ],
        "tab": "imports",
    }  # fmt: skip


@staff
def run(request: StaffRequest, key: int) -> HttpResponse:
    """The page of an import."""
    one = run_of(request, key)
    return show(request, "imports/run.html", _context(request, one) | {"columns": _columns(request, one)})


@staff
def progress(request: StaffRequest, key: int) -> HttpResponse:
    """How far it is, for htmx; once it stands still the whole page is asked for."""
    one = run_of(request, key)
    if one.state not in BUSY:
        return HttpResponse(headers={"HX-Redirect": reverse("workbench:import", args=[key])})
    return show(request, "imports/progress.html", _context(request, one))


def _columns(request: StaffRequest, one: ImportRun) -> list[dict[str, Any]]:
    kind = kind_named(one.kind)
    if kind is None or not one.headers or kind.read is not None or one.state not in {State.CHECKED, State.FAILED}:
        return []
    record = kind.record(Setting(one.unit, one.options, request.user, timezone.now(), one))
    return [
        {"id": column.id, "title": column.title, "required": column.required, "header": one.mapping.get(column.id, "")}
        for column in record.columns
    ]


@staff
@require_POST
def columns(request: StaffRequest, key: int) -> HttpResponse:
    """Say which column means what, and check again."""
    one = run_of(request, key)
    mapping = {
        name.removeprefix("column-"): str(header)
        for name, header in request.POST.items()
        if name.startswith("column-") and header
    }
    reading = {name: request.POST.get(name, "").strip() for name in ("sheet", "header_row", "encoding")}

    def act() -> None:
        actions.choose_columns(one, mapping, reading, actor=request.user, at=timezone.now())
        check_file.enqueue(one.pk)

    _done, found = attempt(request, act, _("已按新的对应关系重新检查"))
    if found:
        return show(request, "imports/run.html", _context(request, one) | {"problems": found}, status=422)
    return redirect("workbench:import", key)


@staff
@require_POST
def act(request: StaffRequest, key: int, verb: str) -> HttpResponse:
    """Take, cancel, undo, or go on."""
    one = run_of(request, key)
    now, actor = timezone.now(), request.user
    done = {"take": "", "cancel": _("已取消"), "undo": _("已撤销这次导入"), "resume": _("已重新排队")}

    def go() -> None:
        if verb == "cancel":
            actions.cancel(one, actor=actor, at=now)
        elif verb == "undo":
            actions.undo(one, actor=actor, at=now)
        elif verb == "resume" and one.state != State.TAKING:
            check_file.enqueue(one.pk)
        else:
            actions.begin_taking(one, good_only=bool(request.POST.get("good_only")), actor=actor, at=now)
            take_rows.enqueue(one.pk)

    if verb not in done:
        raise Http404
    _result, found = attempt(request, go, done[verb])
    if found:
        one.refresh_from_db()
        context = _context(request, one) | {"problems": found, "columns": _columns(request, one)}
        return show(request, "imports/run.html", context, status=422)
    return redirect("workbench:import", key)


@staff
def bad(request: StaffRequest, key: int, form: str) -> HttpResponse:
    """The rows that were not imported, with what is wrong, in the shape they came in: mend them and upload them again."""
    one = run_of(request, key)
    try:
        result = working.examined(one, timezone.now())
    except Unreadable as error:
        return HttpResponse(error.objection.text(language()), status=422, content_type="text/plain; charset=utf-8")
    out = io.StringIO(newline="")
    write_rejects(result, out)
    headers, rows = _parsed(out.getvalue())
    refused = {row.row: "；".join(each["zh"] for each in row.reasons) for row in refused_rows(one)}
    late = list(_refused(result.table, refused, len(headers) - 3)) if refused else []
    body = (table_csv if form == "csv" else table_xlsx)(headers, [*rows, *late])
    return HttpResponse(
        body,
        content_type=TYPES[form],
        headers={"Content-Disposition": f'attachment; filename="import-{key}-bad.{form}"'},
    )


def _parsed(text: str) -> tuple[list[str], list[list[str]]]:
    rows = list(csv.reader(io.StringIO(text, newline="")))
    return rows[0], rows[1:]


def _refused(table: Table, reasons: dict[int, str], width: int) -> Iterator[list[str]]:
    """Rows that were good by themselves and that the records they met refused."""
    for row in table.rows():
        if row.number in reasons:
            cells = ["" if cell is None else str(cell) for cell in list(row.cells)[:width]]
            yield [*cells, *[""] * (width - len(cells)), str(row.number), reasons[row.number], ""]
