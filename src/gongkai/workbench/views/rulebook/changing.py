"""A new version: uploaded, looked at, put into force from a day."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.duties import queries as duties
from gongkai.duties.actions import discard_proposal, install_proposal, propose_rulebook
from gongkai.duties.models import RulebookProposal
from gongkai.journal.refusals import Objection
from gongkai.rulebook.diffing import diff, preview
from gongkai.rulebook.lint import Severity, lint
from gongkai.rulebook.model import Pack, Rulebook
from gongkai.rulebook.packs import PackError, compose, load_pack
from gongkai.rulebook.timing import Period
from gongkai.units.queries import active
from gongkai.units.rights import rights_of
from gongkai.units.roles import Right
from gongkai.workbench.tasks import raise_periods
from gongkai.workbench.views.rulebook.browsing import latest
from gongkai.workbench.views.shared import StaffRequest, attempt, one_of, problems, show, staff

LARGEST = 4 * 1024 * 1024  # bytes of YAML
UNITS_SHOWN = 60


def _office_only(request: StaffRequest) -> None:
    if not rights_of(request.user).everywhere(Right.OVERSEE):
        raise Http404


@staff
def new(request: StaffRequest) -> HttpResponse:
    """Upload one or more packs; each takes the place of the pack of the same name, the others stay."""
    _office_only(request)
    found: list[Any] = []
    if request.method == "POST":
        packs, wrong = _packs(request)
        if wrong:
            found = problems(wrong)
        else:
            current = latest()
            kept = duties.composed(current).packs if current else ()
            names = {pack.id for pack in packs}
            book = compose([*(pack for pack in kept if pack.id not in names), *packs], strict=False)
            made, found = attempt(
                request,
                lambda: propose_rulebook(
                    book, actor=request.user, title=request.POST.get("title", ""), note=request.POST.get("note", ""),
                    at=timezone.now(),
                ),
            )  # fmt: skip
            if made is not None:
                return redirect("workbench:proposal", made.pk)
    return show(
        request, "rulebook/new.html", {"problems": found, "values": request.POST, "version": latest()},
        status=422 if found else 200,
    )  # fmt: skip


def _packs(request: StaffRequest) -> tuple[list[Pack], list[Objection]]:
    texts = [(file.name or "pack.yaml", file.read(LARGEST + 1)) for file in request.FILES.getlist("packs")]
    if pasted := request.POST.get("pasted", "").strip():
        texts.append(("pasted.yaml", f"{pasted}\n".encode()))
    packs: list[Pack] = []
    wrong: list[Objection] = []
    for name, content in texts:
        if len(content) > LARGEST:
            wrong.append(Objection("pack.size", f"{name} 超过 4 MB", f"{name} is larger than 4 MB", "packs"))
            continue
        try:
            packs.append(load_pack(content.decode("utf-8-sig") + "\n", name=name))
        except UnicodeDecodeError:
            wrong.append(Objection("pack.encoding", f"{name} 不是 UTF-8 文本", f"{name} is not UTF-8 text", "packs"))
        except PackError as error:
            wrong += [Objection("pack.invalid", one.text("zh"), one.text("en"), "packs") for one in error.problems]
    if not texts:
        wrong.append(
            Objection("pack.none", "请选择 YAML 文件，或粘贴内容", "Choose YAML files or paste the text", "packs")
        )
    return packs, wrong


@staff
def proposal(request: StaffRequest, pk: int) -> HttpResponse:
    """What is wrong with a proposal, what it changes, what it asks of whom; then install or put aside."""
    _office_only(request)
    one = one_of(duties.open_proposals(request.user), pk=pk)
    day = _day(request.POST.get("effective_from") or request.GET.get("effective_from")) or duties.takes_effect(one)
    found: list[Any] = []
    if request.method == "POST" and request.POST.get("act") == "discard":
        attempt(request, lambda: discard_proposal(one, actor=request.user, at=timezone.now()), _("草案已放弃"))
        return redirect("workbench:rulebook")
    if request.method == "POST":
        made, found = attempt(
            request, lambda: install_proposal(one, actor=request.user, effective_from=day, at=timezone.now())
        )
        if made is not None:
            raise_periods.enqueue()
            messages.success(request, _("第 %(n)s 版自 %(day)s 起施行") % {"n": made.number, "day": day.isoformat()})
            return redirect("workbench:rulebook-version", made.number)
    context = {"one": one, "day": day, "problems": found, **_seen(one, day)}
    return show(request, "rulebook/proposal.html", context, status=422 if found else 200)


def _seen(one: RulebookProposal, day: date) -> dict[str, Any]:
    book = Rulebook.from_json(one.content)
    current = latest()
    was = duties.composed(current) if current else Rulebook(())
    findings = lint(book, day)
    year = Period(f"{day.year}", day, day.replace(month=12, day=31))
    units = {unit.code: unit for unit in active(day)}
    ahead = preview(was, book, [unit.facts() for unit in units.values()], year)
    touched = sorted(ahead.units, key=lambda unit: -len(unit.demands))
    return {
        "book": book, "current": current, "errors": [row for row in findings if row.severity == Severity.ERROR],
        "warnings": [row for row in findings if row.severity != Severity.ERROR], "changes": diff(was, book),
        "ahead": ahead, "touched": [(units[row.unit.code], row) for row in touched[:UNITS_SHOWN]],
        "more_units": max(0, len(touched) - UNITS_SHOWN), "by_duty": list(_by_duty(touched)),
    }  # fmt: skip


def _by_duty(touched: list[Any]) -> Iterator[tuple[str, Any, int]]:
    counted: dict[tuple[str, str], tuple[Any, int]] = {}
    for unit in touched:
        for demand in unit.demands:
            key = (demand.kind, demand.duty.id)
            counted[key] = (demand.duty, counted.get(key, (None, 0))[1] + 1)
    for (kind, _name), (duty, count) in sorted(counted.items()):
        yield kind, duty, count


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None
