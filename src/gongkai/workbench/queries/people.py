"""Units and people as the workbench shows them: who serves where, what is vacant."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from gongkai.journal.actors import Actor
from gongkai.units.kinds import UnitKind
from gongkai.units.models import Person, Post, RoleGrant, Unit
from gongkai.units.queries import grants_visible_to, people_visible_to, posts_visible_to, visible_to
from gongkai.units.rights import rights_of
from gongkai.units.roles import Right, Role

# Without these nobody can do the work of publishing, or nobody answers for it.
NEEDED = (Role.CLERK, Role.UNIT_LEADER)
NEEDED_IN_VILLAGES = (Role.VILLAGE_SUPERVISOR,)
SOON = timedelta(days=30)  # terms that end within it are told of, so that a successor is found in time
PAGE = 50


def _serving(on: date) -> Q:
    return Q(ends_on__isnull=True) | Q(ends_on__gte=on)


def seen_units(actor: Actor) -> QuerySet[Unit]:
    """The units the actor may see; who runs the accounts sees every unit, to find its people."""
    return Unit.matching(Q()).select_related("parent") if _runs_accounts(actor) else visible_to(actor)


def managed_units(actor: Actor) -> QuerySet[Unit]:
    """The units whose details, people and posts the actor manages."""
    return visible_to(actor, Right.MANAGE_UNIT)


def grants_of_unit(actor: Actor, unit: Unit, on: date) -> QuerySet[RoleGrant]:
    """The roles in force at a unit."""
    return _grants(actor).filter(_serving(on), unit=unit, person__is_active=True).order_by("role", "pk")


def grants_of_person(actor: Actor, person: Person) -> QuerySet[RoleGrant]:
    """The roles of a person, past ones too, newest first; one's own are always shown."""
    rows = RoleGrant.objects.filter(person=person) if actor.pk == person.pk else _grants(actor).filter(person=person)
    return rows.select_related("unit").order_by("-starts_on", "-pk")


def roster(
    actor: Actor, on: date, *, text: str = "", role: str = "", below: Unit | None = None, left: bool = False
) -> QuerySet[Person]:
    """The people the actor may see, each with the roles in force in ``current``.

    Args:
        actor: who asks.
        on: the day of the roles.
        text: part of the name, or the whole user name.
        role: only holders of this role.
        below: only holders of a role at this unit or one below it.
        left: those who have left, too.
    """
    held = _grants(actor).filter(_serving(on))
    rows = people_visible_to(actor)
    if not left:
        rows = rows.filter(is_active=True)
    if text:
        rows = rows.filter(Q(name__contains=text) | Q(username=text))
    if role or below is not None:
        wanted = held.filter(role=role) if role else held
        wanted = wanted.filter(unit__path__startswith=below.path) if below is not None else wanted
        rows = rows.filter(pk__in=wanted.values("person"))
    return rows.prefetch_related(Prefetch("grants", held.order_by("unit__order", "pk"), to_attr="current"))


def _grants(actor: Actor) -> QuerySet[RoleGrant]:
    if _runs_accounts(actor):
        return RoleGrant.objects.select_related("unit", "person")
    return grants_visible_to(actor)


def _runs_accounts(actor: Actor) -> bool:
    return rights_of(actor).everywhere(Right.OPERATE)


def posts_of_unit(actor: Actor, unit: Unit, on: date) -> QuerySet[Post]:
    """The posts of a unit on a day, vacant ones too."""
    return posts_visible_to(actor).filter(_serving(on), unit=unit)


def successors(actor: Actor, unit: Unit, leaving: Person) -> QuerySet[Person]:
    """Who may take over a role at a unit: people already serving at it, above it or below it."""
    keys = [int(key) for key in unit.path.split("/") if key]
    near = Q(grants__unit__in=keys) | Q(grants__unit__path__startswith=unit.path)
    return (
        people_visible_to(actor).filter(near, is_active=True).exclude(pk=leaving.pk).distinct().order_by("name", "pk")
    )


@dataclass(frozen=True)
class Gap:
    """Something vacant at a unit.

    Args:
        unit: where.
        roles: roles nobody holds.
        posts: posts nobody fills.
        empty_group: a leading group in which nobody has a post.
        ending: needed roles whose last term ends soon, with its last day.
    """

    unit: Unit
    roles: tuple[Role, ...]
    posts: tuple[Post, ...]
    empty_group: bool
    ending: tuple[tuple[Role, date], ...] = ()


def needed_at(unit: Unit) -> tuple[Role, ...]:
    """The roles somebody must hold at a unit."""
    if unit.kind == UnitKind.LEADING_GROUP:
        return ()
    return NEEDED + (NEEDED_IN_VILLAGES if unit.kind == UnitKind.VILLAGE else ())


def gaps(actor: Actor, units: Iterable[Unit], on: date) -> list[Gap]:
    """What is vacant at the units, in their order; units without a gap are left out."""
    chosen = list(units)
    keys = [unit.pk for unit in chosen]
    terms = _terms(actor, keys, on)
    posts: dict[int, list[Post]] = {}
    for post in posts_visible_to(actor).filter(_serving(on), unit__in=keys, starts_on__lte=on):
        posts.setdefault(post.unit_id, []).append(post)
    found = []
    for unit in chosen:
        held = {role: terms[unit.pk, role.value] for role in needed_at(unit) if (unit.pk, role.value) in terms}
        roles = tuple(role for role in needed_at(unit) if role not in held)
        ending = tuple((role, last) for role, last in held.items() if last <= on + SOON)
        vacant = tuple(post for post in posts.get(unit.pk, ()) if post.person_id is None and not post.holder_name)
        empty = unit.kind == UnitKind.LEADING_GROUP and unit.pk not in posts
        if roles or vacant or empty or ending:
            found.append(Gap(unit, roles, vacant, empty, ending))
    return found


def _terms(actor: Actor, units: list[int], on: date) -> dict[tuple[int, str], date]:
    """Until when each role at units is held by those who hold it today and by those who follow without a break."""
    found: dict[tuple[int, str], date] = {}
    rows = _grants(actor).filter(_serving(on), unit__in=units, person__is_active=True).order_by("starts_on", "pk")
    for unit, role, starts, ends in rows.values_list("unit_id", "role", "starts_on", "ends_on"):
        last = found.get((unit, role))
        if starts <= on or (last is not None and (last == date.max or starts <= last + timedelta(days=1))):
            found[unit, role] = max(last or date.min, ends or date.max)
    return found


def known_person(actor: Actor, username: str) -> Person | None:
    """The account of that name, whoever asks may give it a role at a unit of their own."""
    if not rights_of(actor).anywhere(Right.MANAGE_UNIT):
        return None
    return Person.objects.filter(username=username.strip(), is_active=True).first()


def manageable_grants(actor: Actor) -> QuerySet[RoleGrant]:
    """The roles at units the actor manages whose term has not ended."""
    return RoleGrant.objects.filter(
        rights_of(actor).unit_filter(Right.MANAGE_UNIT, "unit__"), _serving(timezone.localdate())
    ).select_related("unit", "person")


def ended_grants(actor: Actor, on: date) -> QuerySet[RoleGrant]:
    """The roles at units the actor manages that have ended or will."""
    return RoleGrant.objects.filter(
        rights_of(actor).unit_filter(Right.MANAGE_UNIT, "unit__"), ends_on__gte=on
    ).select_related("unit", "person")


def ended_posts(actor: Actor, on: date) -> QuerySet[Post]:
    """The posts at units the actor manages that have ended or will."""
    return Post.objects.filter(
        rights_of(actor).unit_filter(Right.MANAGE_UNIT, "unit__"), ends_on__gte=on
    ).select_related("unit", "person")


def manageable_posts(actor: Actor) -> QuerySet[Post]:
    """The posts without an end at units the actor manages."""
    return Post.objects.filter(
        rights_of(actor).unit_filter(Right.MANAGE_UNIT, "unit__"), ends_on__isnull=True
    ).select_related("unit", "person")
