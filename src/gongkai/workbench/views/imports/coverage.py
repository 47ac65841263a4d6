"""The real rate of an imported past, which document serves which duty and why, and what was learnt from people."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.duties.models import Duty
from gongkai.duties.queries import duties, version_on
from gongkai.imports import actions, covering
from gongkai.imports.queries import imported_for, rules_visible_to
from gongkai.imports.queries.matching import matcher
from gongkai.imports.queries.past import past_document, with_printed
from gongkai.retrospect.coverage import coverage_docx, coverage_xlsx
from gongkai.units.rights import rights_of
from gongkai.units.roles import Right
from gongkai.workbench.views.imports.overview import entered
from gongkai.workbench.views.shared import Problem, StaffRequest, attempt, keyset, language, one_of, show, staff

TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
LISTED = 100


def _year(text: str | None) -> int | None:
    return int(text) if text and text.isdigit() and 1949 <= int(text) <= 2100 else None


def _past(request: StaffRequest) -> covering.Past | None:
    today = timezone.localdate()
    return covering.past(
        request.user,
        on=today,
        first=_year(request.GET.get("first")),
        last=_year(request.GET.get("last")),
        language=language(),
    )


@staff
def coverage(request: StaffRequest) -> HttpResponse:
    """The rate, by unit and duty, and the obligations no document meets."""
    entered(request)
    office = rights_of(request.user).everywhere(Right.OVERSEE)
    if request.method == "POST" and office:
        root = rights_of(request.user).units(Right.OVERSEE).filter(parent__isnull=True).first()
        if root is not None:
            _met, _wrong = attempt(
                request, lambda: actions.match_again(root, actor=request.user, at=timezone.now()), _("已重新对应")
            )
        return redirect("workbench:import-coverage")
    found = _past(request)
    context: dict[str, Any] = {"tab": "coverage", "past": found, "office": office}
    if found is not None:
        missing = found.coverage.missing
        context |= {
            "overall": found.coverage.overall, "key": found.coverage.key_duties,
            "by_unit": found.coverage.by_unit()[:LISTED], "by_duty": found.coverage.by_duty()[:LISTED],
            "missing": missing[:LISTED], "missing_count": len(missing), "listed": LISTED,
        }  # fmt: skip
    return show(request, "imports/coverage.html", context)


@staff
def report(request: StaffRequest, form: str) -> HttpResponse:
    """The coverage as workbook or document."""
    entered(request)
    found = _past(request)
    if found is None:
        raise Http404
    today = timezone.localdate()
    body = (
        coverage_xlsx(found.coverage, language())
        if form == "xlsx"
        else coverage_docx(found.coverage, on=today, language=language())
    )
    name = f"coverage-{today:%Y%m%d}.{form}"
    return HttpResponse(
        body, content_type=TYPES[form], headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


@staff
def matches(request: StaffRequest) -> HttpResponse:
    """Imported documents with the duty each serves, and why."""
    entered(request)
    rows = with_printed(imported_for(request.user)).defer("values", "pending")
    if words := request.GET.get("q", "").strip():
        rows = rows.filter(title__contains=words)
    if code := request.GET.get("duty", ""):
        rows = rows.filter(duty__code=code)
    page = keyset(rows, request.GET.get("after"))
    version = version_on(timezone.localdate())
    judge = matcher(version) if version else None
    found = [(one, judge.match(past_document(one)) if judge else None) for one in page.rows]
    codes = {match.duty for _one, match in found if match and match.duty}
    context = {
        "page": page, "found": found, "titles": {duty.code: duty for duty in duties().filter(code__in=codes)},
        "duties": duties().filter(pk__in=imported_for(request.user).values("duty")), "chosen": code, "words": words,
        "tab": "coverage", "office": rights_of(request.user).anywhere(Right.OVERSEE),
    }  # fmt: skip
    return show(request, "imports/matches.html", context)


@staff
def correct(request: StaffRequest, key: int) -> HttpResponse:
    """One document: the duty it serves, the reasons, and a person's better knowledge."""
    entered(request)
    one = one_of(with_printed(imported_for(request.user)), pk=key)
    version = version_on(timezone.localdate())
    found: list[Problem] = []
    if request.method == "POST":
        duty: Duty = one_of(duties().select_related("version"), code=request.POST.get("duty", ""))
        by = (one.unit.parent or one.unit).label
        _rules, found = attempt(
            request,
            lambda: actions.correct_match(
                one, duty, actor=request.user, at=timezone.now(), on=timezone.localdate(), by=by
            ),
            _("已更正，以后同类文件也会这样对应"),
        )
        if not found:
            return redirect("workbench:import-matches")
    match = matcher(version).match(past_document(one)) if version else None
    context = {
        "one": one, "match": match, "reasons": [reason.words().text(language()) for reason in match.reasons] if match else (),
        "duties": duties().filter(retired_on__isnull=True), "problems": found, "tab": "coverage",
        "allowed": rights_of(request.user).has(Right.OVERSEE, one.unit),
    }  # fmt: skip
    return show(request, "imports/match.html", context, status=422 if found else 200)


@staff
def rules(request: StaffRequest) -> HttpResponse:
    """What was learnt from corrections; a rule can be forgotten."""
    entered(request)
    if request.method == "POST":
        key = request.POST.get("rule", "")
        one = one_of(rules_visible_to(request.user), pk=int(key) if key.isdigit() else 0)
        attempt(request, lambda: actions.forget_rule(one, actor=request.user, at=timezone.now()), _("不再使用这条规则"))
        return redirect("workbench:import-rules")
    page = keyset(rules_visible_to(request.user), request.GET.get("after"))
    return show(request, "imports/rules.html", {"page": page, "tab": "coverage"})
