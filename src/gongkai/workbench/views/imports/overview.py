"""The first page: what can be imported, and what was."""

from django.db.models import Q
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from gongkai.duties.queries import composed, duties, version_on
from gongkai.imports.actions.kinds.tables import PREFIX, tables_of
from gongkai.imports.queries import runs_visible_to
from gongkai.imports.registry import ImportKind, kinds
from gongkai.intake.tables import template_xlsx
from gongkai.units.rights import rights_of
from gongkai.units.roles import Right
from gongkai.workbench.views.imports.common import kind_or_404, setting, units_for
from gongkai.workbench.views.shared import StaffRequest, keyset, language, show, staff

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def entered(request: StaffRequest) -> None:
    """Let in those who write or oversee; to others the area does not exist.

    Raises:
        Http404: the person holds neither right.
    """
    rights = rights_of(request.user)
    if not (rights.anywhere(Right.DRAFT) or rights.anywhere(Right.OVERSEE)):
        raise Http404


def offered(request: StaffRequest) -> list[ImportKind]:
    """The kinds the person may import somewhere."""
    rights = rights_of(request.user)
    return [kind for kind in kinds() if rights.anywhere(kind.right)]


@staff
def imports(request: StaffRequest) -> HttpResponse:
    """What can be imported, and the imports there were, newest first."""
    entered(request)
    rights = rights_of(request.user)
    context = {
        "kinds": offered(request),
        "tables": rights.anywhere(Right.DRAFT),
        "office": rights.anywhere(Right.OVERSEE),
        "page": keyset(runs_visible_to(request.user), request.GET.get("after")),
        "tab": "imports",
    }
    return show(request, "imports/list.html", context)


@staff
def tables(request: StaffRequest) -> HttpResponse:
    """The tables of duties that a unit of the person may fill from a spreadsheet."""
    entered(request)
    words = request.GET.get("q", "").strip()
    rows = duties().filter(retired_on__isnull=True).select_related("version")
    if words:
        rows = rows.filter(Q(title__icontains=words) | Q(title_en__icontains=words))
    found = []
    for row in rows:
        text = composed(row.version).on(row.version.effective_from).duties.get(row.code)
        found += [(row, element, f"{PREFIX}{row.code}:{element.id}") for element in (tables_of(text) if text else ())]
    return show(request, "imports/tables.html", {"tables": found, "words": words, "tab": "imports"})


@staff
def template(request: StaffRequest, kind: str) -> HttpResponse:
    """The template of a kind as a workbook."""
    entered(request)
    chosen = kind_or_404(kind)
    unit = units_for(request, chosen.right).first()
    if unit is None:
        raise Http404
    record = chosen.record(setting(request, unit))
    body = template_xlsx(record, language())
    name = kind.replace(":", "-")
    return HttpResponse(
        body, content_type=XLSX, headers={"Content-Disposition": f'attachment; filename="{name}-template.xlsx"'}
    )


def rulebook_missing(request: StaffRequest) -> str:
    """What to do first when no rulebook is in force; empty when one is."""
    from django.utils import timezone  # noqa: PLC0415

    if version_on(timezone.localdate()) is not None:
        return ""
    return _("还没有施行的标准目录。请先导入目录表格，或施行内置目录。")
