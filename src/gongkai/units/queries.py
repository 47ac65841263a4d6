"""Reading units and people. Units are public; people, posts' holders and roles are for those entitled."""

from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from gongkai.journal.actors import Actor
from gongkai.journal.models import AuditRow
from gongkai.units.actions.invitations import digest
from gongkai.units.models import Invitation, Person, Post, RoleGrant, Unit
from gongkai.units.rights import rights_of
from gongkai.units.roles import RULES, Right, Role


def for_public() -> QuerySet[Unit]:
    """Every unit, closed ones too (their pages stay)."""
    return Unit.objects.select_related("parent", "successor")


def active(on: date) -> QuerySet[Unit]:
    """The units in existence on a day."""
    return Unit.objects.filter(
        Q(active_until__isnull=True) | Q(active_until__gte=on), Q(active_from__isnull=True) | Q(active_from__lte=on)
    )


def existing_within(start: date, end: date) -> QuerySet[Unit]:
    """The units in existence on some day of a span."""
    return Unit.objects.filter(
        Q(active_until__isnull=True) | Q(active_until__gte=start), Q(active_from__isnull=True) | Q(active_from__lte=end)
    )


def visible_to(actor: Actor, right: Right = Right.SEE) -> QuerySet[Unit]:
    """The units on which ``actor`` holds ``right``."""
    return rights_of(actor).units(right).select_related("parent")


def ancestors(unit: Unit) -> list[Unit]:
    """The units above, from the root down."""
    keys = [int(key) for key in unit.path.split("/")[:-2]]
    found = Unit.objects.in_bulk(keys)
    return [found[key] for key in keys]


def below(unit: Unit) -> QuerySet[Unit]:
    """The unit and everything below it."""
    return Unit.objects.filter(path__startswith=unit.path)


def public_posts(unit: Unit, on: date) -> QuerySet[Post]:
    """The posts of a unit that are shown to everybody, as held on a day."""
    return Post.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on), unit=unit, public=True, starts_on__lte=on)


def posts_visible_to(actor: Actor) -> QuerySet[Post]:
    """Posts on units the actor may see."""
    return Post.objects.filter(rights_of(actor).unit_filter(Right.SEE, "unit__")).select_related("unit", "person")


def people_visible_to(actor: Actor) -> QuerySet[Person]:
    """Oneself, the people with a role on units one may see, and for operators everybody."""
    rights = rights_of(actor)
    if rights.anywhere(Right.OPERATE):
        return Person.objects.all()
    grants = RoleGrant.objects.filter(rights.unit_filter(Right.SEE, "unit__"))
    return Person.objects.filter(Q(pk=actor.pk) | Q(grants__in=grants)).distinct()


def without_second_factor() -> list[str]:
    """The usernames of those whose roles demand a second factor and who have none."""
    demanding = [role for role, rule in RULES.items() if rule.second_factor]
    serving = RoleGrant.in_force(timezone.localdate()).filter(role__in=demanding, person__is_active=True)
    people = Person.objects.filter(pk__in=serving.values("person"), authenticator__isnull=True)
    return list(people.order_by("username").values_list("username", flat=True).distinct())


def account(username: str) -> Person | None:
    """The account of that name; for whoever stands at the machine."""
    return Person.objects.filter(username=username.strip()).first()


def grants_visible_to(actor: Actor) -> QuerySet[RoleGrant]:
    """Role grants on units the actor may see."""
    return RoleGrant.objects.filter(rights_of(actor).unit_filter(Right.SEE, "unit__")).select_related("unit", "person")


def holders(right: Right, unit: Unit, on: date) -> QuerySet[Person]:
    """The people who hold ``right`` on ``unit`` on a day, from the unit itself or from above."""
    here = [role for role in Role if right in RULES[role].rights]
    above = [role for role in Role if right in RULES[role].below]
    keys = [int(key) for key in unit.path.split("/")[:-2]]
    return Person.objects.filter(
        Q(grants__unit=unit, grants__role__in=here) | Q(grants__unit__in=keys, grants__role__in=above),
        Q(grants__ends_on__isnull=True) | Q(grants__ends_on__gte=on),
        grants__starts_on__lte=on,
        is_active=True,
    ).distinct()


def open_invitation(token: str, at: datetime) -> Invitation | None:
    """The unused, unexpired invitation of a link token."""
    return (
        Invitation.objects.filter(token_digest=digest(token), used_at__isnull=True, expires_at__gt=at)
        .select_related("person")
        .first()
    )


def audit_visible_to(actor: Actor) -> QuerySet[AuditRow]:
    """The audit trail of the units on which the actor may audit; operators also see account rows without a unit."""
    rights = rights_of(actor)
    condition = Q(unit__in=rights.units(Right.AUDIT))
    if rights.anywhere(Right.OPERATE):
        condition |= Q(unit__isnull=True)
    if rights.everything:
        condition = Q()
    return AuditRow.objects.filter(condition).select_related("unit")
