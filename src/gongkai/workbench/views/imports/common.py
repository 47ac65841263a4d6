"""What the pages of this area share."""

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone

from gongkai.imports.models import ImportRun
from gongkai.imports.queries import runs_visible_to
from gongkai.imports.registry import ImportKind, Setting, kind_named
from gongkai.units.models import Unit
from gongkai.units.rights import rights_of
from gongkai.units.roles import Right
from gongkai.workbench.views.shared import StaffRequest, one_of


def run_of(request: StaffRequest, key: int) -> ImportRun:
    """An import the person may see."""
    return one_of(runs_visible_to(request.user), pk=key)


def kind_or_404(name: str) -> ImportKind:
    """A kind by id."""
    kind = kind_named(name)
    if kind is None:
        raise Http404
    return kind


def units_for(request: StaffRequest, right: Right) -> QuerySet[Unit]:
    """The units for which the person may import."""
    return rights_of(request.user).units(right).order_by("path")


def setting(request: StaffRequest, unit: Unit) -> Setting:
    """The circumstances of a template."""
    return Setting(unit, {}, request.user, timezone.now())
