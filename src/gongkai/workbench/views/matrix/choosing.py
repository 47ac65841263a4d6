"""What the address chooses: span, part of the district, part of the catalogue."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from gongkai.rulebook.vocabulary import Category, UnitKind
from gongkai.units.queries import visible_to
from gongkai.workbench.queries.matrix import Scope
from gongkai.workbench.views.shared import StaffRequest
from gongkai.workbench.views.spans import Span, choices, span_of


@dataclass(frozen=True)
class Choice:
    """The choice of an address, judged for today."""

    span: Span
    scope: Scope
    on: date

    def context(self, request: StaffRequest) -> Mapping[str, Any]:
        """What the filter bar needs."""
        units = visible_to(request.user)
        return {
            "span": self.span,
            "spans": list(choices(self.on)),
            "scope": self.scope,
            "on": self.on,
            "parents": units.exclude(kind__in=_LEAVES),
            "kinds": UnitKind.labels().items(),
            "categories": Category.labels().items(),
        }


_LEAVES = ("village", "community", "school", "kindergarten")


def choice_of(request: StaffRequest) -> Choice:
    """Read the address; what makes no sense is ignored."""
    query, today = request.GET, timezone.localdate()
    code = query.get("below", "")
    return Choice(
        span=span_of(query.get("span"), today),
        scope=Scope(
            below=visible_to(request.user).filter(code=code).first() if code else None,
            kind=query["kind"] if query.get("kind") in UnitKind.codes() else "",
            category=query["category"] if query.get("category") in Category.codes() else "",
            key=bool(query.get("key")),
        ),
        on=today,
    )
