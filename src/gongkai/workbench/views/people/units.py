"""Units: the list, one unit with everybody who serves there, registering, changing and closing."""

from typing import Any

from django import forms
from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongkai.journal.undoing import undoable
from gongkai.rulebook.vocabulary import UnitFunction
from gongkai.units.actions import change_unit, close_unit, create_unit
from gongkai.units.events import POST_ENDED, ROLE_ENDED
from gongkai.units.kinds import UnitKind
from gongkai.units.models import Unit
from gongkai.units.queries import ancestors
from gongkai.units.rights import rights_of
from gongkai.units.roles import Right
from gongkai.workbench.queries import people as queries
from gongkai.workbench.queries.matrix import page_of_units
from gongkai.workbench.tasks import raise_periods
from gongkai.workbench.views.shared import StaffRequest, attempt, holding, language, one_of, show, staff

TEXTS = (
    "name", "short_name", "name_en", "region_code", "uscc", "address", "office_hours", "phone", "fax", "email", "postcode",
    "responsibilities", "supervision_phone",
)  # fmt: skip


class UnitForm(forms.ModelForm):
    """The details of a unit; the action has the last word on what is valid."""

    functions = forms.MultipleChoiceField(
        label=gettext_lazy("职能"), required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Unit
        fields = [*TEXTS, "kind", "functions", "order", "active_from", "obliged_from"]
        widgets = {
            "active_from": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "obliged_from": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["functions"].choices = [  # type: ignore[attr-defined]
            (one.value, one.label.text(language())) for one in UnitFunction
        ]


def _below(request: StaffRequest) -> Unit | None:
    return queries.seen_units(request.user).filter(code=request.GET.get("below", "")).first()


def chosen_units(request: StaffRequest) -> QuerySet[Unit]:
    """The units of the address, for a page or a file."""
    rows, query, below = queries.seen_units(request.user), request.GET, _below(request)
    text = query.get("q", "").strip()
    if below is not None:
        rows = rows.filter(path__startswith=below.path).exclude(pk=below.pk)
    if text:
        rows = rows.filter(
            Q(name__icontains=text) | Q(short_name__icontains=text) | Q(name_en__icontains=text) | Q(code=text)
        )
    if query.get("kind") in UnitKind.values:
        rows = rows.filter(kind=query["kind"])
    if not query.get("closed"):
        rows = rows.filter(active_until__isnull=True)
    return rows


@staff
def units(request: StaffRequest) -> HttpResponse:
    """A page of units, those below one unit where the address says so."""
    below = _below(request)
    rows = chosen_units(request).annotate(below_it=Count("children"))
    found, following = page_of_units(rows, request.GET.get("after", ""))
    context = {
        "rows": found, "next_key": following, "below": below, "above": ancestors(below) if below else (),
        "kinds": UnitKind.choices, "may_add": queries.managed_units(request.user).exists(),
    }  # fmt: skip
    return show(request, "people/units.html", context)


@staff
def gaps(request: StaffRequest) -> HttpResponse:
    """Leading groups, posts and roles that nobody fills."""
    rows = queries.seen_units(request.user).filter(active_until__isnull=True)
    found, following = page_of_units(rows, request.GET.get("after", ""), size=400)
    context = {
        "rows": queries.gaps(request.user, found, timezone.localdate()),
        "next_key": following,
        "looked_at": len(found),
    }
    return show(request, "people/gaps.html", context)


@staff
def unit(request: StaffRequest, code: str) -> HttpResponse:
    """One unit."""
    one = one_of(queries.seen_units(request.user).select_related("successor"), code=code)
    today, now = timezone.localdate(), timezone.now()
    grants, posts = queries.grants_of_unit(request.user, one, today), queries.posts_of_unit(request.user, one, today)
    context = {
        "one": one, "above": ancestors(one), "children": one.children.order_by("order", "pk")[:200], "grants": grants,
        "posts": posts, "undo_grants": [row.pk for row in grants if row.ends_on == today and undoable(row, ROLE_ENDED, request.user, now)],
        "undo_posts": [row.pk for row in posts if row.ends_on == today and undoable(row, POST_ENDED, request.user, now)],
        "gaps": queries.gaps(request.user, [one], today), "today": today,
        "may_manage": rights_of(request.user).has(Right.MANAGE_UNIT, one),
        "functions": [UnitFunction(name).label.text(language()) for name in one.functions if name in UnitFunction.codes()],
    }  # fmt: skip
    return show(request, "people/unit.html", context)


@staff
def edit(request: StaffRequest, code: str) -> HttpResponse:
    """Change a unit's details."""
    one = one_of(queries.managed_units(request.user), code=code)
    form = UnitForm(request.POST or None, instance=Unit.matching(Q(pk=one.pk)).get())
    found: list[Any] = []
    if request.method == "POST" and form.is_valid():
        changed, found = attempt(
            request, lambda: change_unit(one, actor=request.user, **form.cleaned_data), _("已保存")
        )
        if changed is not None:
            return redirect("workbench:unit", one.code)
    status = 422 if found or (request.method == "POST" and form.errors) else 200
    return show(request, "people/unit_form.html", {"form": form, "one": one, "problems": found}, status=status)


@holding(Right.MANAGE_UNIT)
def new(request: StaffRequest) -> HttpResponse:
    """Register a unit below one that the person manages."""
    given = request.POST if request.method == "POST" else request.GET
    managed = queries.managed_units(request.user).filter(active_until__isnull=True)
    parent = managed.filter(code=given.get("parent", "")).first()
    form = UnitForm(request.POST or None, initial={"region_code": parent.region_code if parent else ""})
    found: list[Any] = []
    if request.method == "POST" and form.is_valid() and parent is not None:
        fields = dict(form.cleaned_data)
        made, found = attempt(
            request,
            lambda: create_unit(
                actor=request.user, code=request.POST.get("code", "").strip(), name=fields.pop("name"),
                kind=fields.pop("kind"), parent=parent, **fields,
            ),
            _("已登记"),
        )  # fmt: skip
        if made is not None:
            raise_periods.enqueue()  # what it owes is there at once, rather than tomorrow
            return redirect("workbench:unit", made.code)
    context = {
        "form": form, "one": None, "parent": parent, "parents": managed, "problems": found,
        "code": request.POST.get("code", ""),
    }  # fmt: skip
    status = 422 if found or (request.method == "POST" and form.errors) else 200
    return show(request, "people/unit_form.html", context, status=status)


@staff
def close(request: StaffRequest, code: str) -> HttpResponse:
    """Close a unit; another takes over."""
    one = one_of(queries.managed_units(request.user), code=code)
    others = queries.managed_units(request.user).filter(active_until__isnull=True).exclude(pk=one.pk)
    found: list[Any] = []
    if request.method == "POST":
        successor = one_of(others, code=request.POST.get("successor", ""))
        done, found = attempt(
            request,
            lambda: close_unit(one, actor=request.user, on=timezone.localdate(), successor=successor),
            _("已撤并，角色和未完成的任务转给承接单位"),
        )
        if done is not None:
            return redirect("workbench:unit", one.code)
        one.refresh_from_db()
    return show(
        request, "people/close.html", {"one": one, "others": others, "problems": found}, status=422 if found else 200
    )
