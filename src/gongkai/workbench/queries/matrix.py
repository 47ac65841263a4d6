"""What the matrix shows: the units of a page, the leaders who answer for them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q, QuerySet

from gongkai.duties import queries as duties
from gongkai.duties.models import Duty, Obligation
from gongkai.journal.actors import Actor
from gongkai.units.models import Person, RoleGrant, Unit
from gongkai.units.queries import grants_visible_to, visible_to
from gongkai.units.roles import Role

ROWS = 40  # units on a page of the matrix
LEADERS = (Role.UNIT_LEADER, Role.LEADER_IN_CHARGE)


@dataclass(frozen=True)
class Scope:
    """What part of the district and of the catalogue is looked at.

    Args:
        below: a unit, with everything below it.
        kind: only units of this kind.
        category: only duties of this category.
        key: only key duties.
    """

    below: Unit | None = None
    kind: str = ""
    category: str = ""
    key: bool = False

    def units(self, actor: Actor) -> QuerySet[Unit]:
        """The units of the scope that the actor may see."""
        rows = visible_to(actor)
        if self.below is not None:
            rows = rows.filter(path__startswith=self.below.path)
        return rows.filter(kind=self.kind) if self.kind else rows

    def obligations(self, actor: Actor) -> QuerySet[Obligation]:
        """The obligations of the scope that the actor may see."""
        rows = duties.visible_to(actor)
        if self.below is not None:
            rows = rows.filter(unit__path__startswith=self.below.path)
        if self.kind:
            rows = rows.filter(unit__kind=self.kind)
        if self.category:
            rows = rows.filter(duty__category=self.category)
        return rows.filter(duty__is_key=True) if self.key else rows


def page_of_units(rows: QuerySet[Unit], after: str, size: int = ROWS) -> tuple[list[Unit], str]:
    """The units after a key, in the order of the tree's lists, and the key of the next page (empty at the end)."""
    order, _dash, pk = after.partition("-")
    ordered = rows.order_by("order", "pk")
    if order.isdecimal() and pk.isdecimal():
        ordered = ordered.filter(Q(order__gt=int(order)) | Q(order=int(order), pk__gt=int(pk)))
    found = list(ordered[: size + 1])
    more = len(found) > size
    return found[:size], f"{found[size - 1].order}-{found[size - 1].pk}" if more else ""


def columns_of(obligations: QuerySet[Obligation], start: date, end: date, category: str, *, key: bool) -> list[Duty]:
    """The duties with obligations in a span, in the order of the catalogue."""
    owed = duties.due_within(obligations, start, end).order_by().values("duty_id")
    rows = Duty.objects.filter(pk__in=owed)
    if category:
        rows = rows.filter(category=category)
    return list(rows.filter(is_key=True) if key else rows)


@dataclass
class Answerable:
    """A leader, the units he or she answers for, and how they stand."""

    person: Person
    roles: list[RoleGrant] = field(default_factory=list)
    rate: duties.Rate = field(default_factory=duties.Rate)


def leaders(actor: Actor, rates: Mapping[int, duties.Rate], *, on: date) -> list[Answerable]:
    """The leaders of the units with a rate, those with most that is missing first.

    Args:
        actor: who asks.
        rates: unit key to rate.
        on: the day on which they serve.
    """
    grants = grants_visible_to(actor).filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=on), role__in=LEADERS, starts_on__lte=on, unit__in=list(rates)
    )
    found: dict[int, Answerable] = {}
    for grant in grants:
        found.setdefault(grant.person_id, Answerable(grant.person)).roles.append(grant)
    for one in found.values():
        one.rate = duties.total(rates[key] for key in {grant.unit_id for grant in one.roles})
    return sorted(found.values(), key=lambda one: (-one.rate.missing, one.rate.share or 0.0, one.person.pk))


def without_leader(units: Iterable[Unit], answerable: Iterable[Answerable]) -> list[Unit]:
    """The units for which nobody answers."""
    led = {grant.unit_id for one in answerable for grant in one.roles}
    return [unit for unit in units if unit.pk not in led]
