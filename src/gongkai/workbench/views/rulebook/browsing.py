"""Reading the rulebook: its duties, one duty, its versions and what the lint says."""

from typing import Any

from django.db.models import Q
from django.http import Http404, HttpResponse
from django.utils import timezone

from gongkai.duties import queries as duties
from gongkai.duties.models import RulebookVersion
from gongkai.rulebook.diffing import Change, diff, diff_duties
from gongkai.rulebook.exporting import export_catalogue, export_pack
from gongkai.rulebook.model import Duty as Definition
from gongkai.rulebook.model import Rulebook
from gongkai.rulebook.vocabulary import Audience, Category, UnitFunction, UnitKind
from gongkai.units.queries import visible_to
from gongkai.units.rights import rights_of
from gongkai.units.roles import Right
from gongkai.workbench.views.downloads import TYPES, attachment
from gongkai.workbench.views.rulebook.wording import in_words
from gongkai.workbench.views.shared import PAGE, StaffRequest, language, one_of, show, staff


def latest() -> RulebookVersion | None:
    """The version in force today, or the first that will be."""
    return duties.version_on(timezone.localdate()) or duties.versions().last()


@staff
def rulebook(request: StaffRequest) -> HttpResponse:
    """A page of the duties in the order of the catalogue."""
    version = latest()
    query, rows = request.GET, duties.duties()
    if text := query.get("q", "").strip():
        rows = rows.filter(
            Q(title__icontains=text) | Q(title_en__icontains=text) | Q(level1__icontains=text) | Q(code=text)
        )
    for name in ("category", "field", "audience"):
        if query.get(name):
            rows = rows.filter(**{name: query[name]})
    if query.get("key"):
        rows = rows.filter(is_key=True)
    if query.get("unverified"):
        rows = rows.filter(verified=False)
    if not query.get("retired"):
        rows = rows.filter(retired_on__isnull=True)
    if query.get("kind") in UnitKind.codes() and version:
        wanted = [duty.id for duty in duties.composed(version).duties if query["kind"] in duty.units.kinds]
        rows = rows.filter(code__in=wanted)
    after = query.get("after", "")
    if after.isdecimal():
        rows = rows.filter(order__gt=int(after))
    found = list(rows.order_by("order", "code")[: PAGE + 1])
    proposals = duties.open_proposals(request.user)
    context = {
        "rows": found[:PAGE], "next_key": found[PAGE - 1].order if len(found) > PAGE else "", "version": version,
        "categories": Category.labels().items(), "audiences": Audience.labels().items(), "kinds": UnitKind.labels().items(),
        "fields": duties.duties().exclude(field="").order_by("field").values_list("field", flat=True).distinct(),
        "may_install": rights_of(request.user).everywhere(Right.OVERSEE), "proposals": proposals,
    }  # fmt: skip
    return show(request, "rulebook/list.html", context)


@staff
def duty(request: StaffRequest, code: str) -> HttpResponse:
    """One duty: what it asks in words, on which basis, for whom; how it came to be so; what the lint says."""
    row = one_of(duties.duties(), code=code)
    unit = visible_to(request.user).filter(code=request.GET["unit"]).first() if request.GET.get("unit") else None
    history: list[tuple[RulebookVersion, str | None, tuple[Change, ...]]] = []
    before: Definition | None = None
    for version in reversed(duties.versions()):
        held = _held(duties.composed(version), code)
        if held is not None and before is None:
            history.append((version, None, ()))
        elif held is not None and before is not None and held != before:
            history.append((version, None, tuple(diff_duties(before, held))))
        elif held is None and before is not None:
            history.append((version, "retired", ()))
        before = held
    version = row.version
    book = duties.composed(version)
    definition = duties.definition(row, unit, version) if unit else _held(book, code)
    if definition is None:
        raise Http404
    today = timezone.localdate()
    context = {
        "row": row, "definition": definition, "version": version, "unit": unit, "history": history[::-1],
        "timing": in_words(definition, book, today), "bases": [(ref, book.basis(ref.ref)) for ref in definition.bases],
        "findings": [one for one in duties.findings(version, today) if one.where == code or one.where.endswith(f": {code}")],
        "units": visible_to(request.user).filter(kind__in=[kind.value for kind in definition.units.kinds]), "today": today,
        "functions": [UnitFunction(name).label.text(language()) for name in definition.units.functions],
        "overrides": book.on(max(today, version.effective_from)).overrides_of(code),
    }  # fmt: skip
    return show(request, "rulebook/duty.html", context)


def _held(book: Rulebook, code: str) -> Definition | None:
    return next((one for one in book.duties if one.id == code), None)


@staff
def versions(request: StaffRequest) -> HttpResponse:
    """Every version, newest first."""
    context = {"versions": duties.versions().select_related("installed_by"), "current": latest()}
    return show(request, "rulebook/versions.html", context)


def _version(number: int) -> RulebookVersion:
    return one_of(duties.versions(), number=number)


@staff
def version(request: StaffRequest, number: int) -> HttpResponse:
    """One version: its packs, what it changed, what the lint says."""
    one = _version(number)
    book = duties.composed(one)
    earlier = duties.versions().filter(number__lt=number).first()
    context: dict[str, Any] = {
        "one": one, "book": book, "earlier": earlier, "findings": duties.findings(one, timezone.localdate() if one == latest() else None),
        "changes": diff(duties.composed(earlier), book) if earlier else (),
    }  # fmt: skip
    return show(request, "rulebook/version.html", context)


@staff
def export(request: StaffRequest, number: int, form: str) -> HttpResponse:
    """The catalogue as the official ten-column sheet, or one pack as YAML."""
    book = duties.composed(_version(number))
    if form == "xlsx":
        return attachment(export_catalogue(book), form, f"catalogue-{number}")
    pack = next((one for one in book.layers if one.id == request.GET.get("pack", "")), None)
    if form not in TYPES or form == "csv" or pack is None:
        raise Http404
    return attachment(export_pack(pack).encode(), form, pack.id)
