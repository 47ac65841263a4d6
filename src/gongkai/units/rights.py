"""What a person may do, worked out from role grants and nothing else."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from gongkai.journal.actors import Actor
from gongkai.journal.refusals import Objection
from gongkai.units.models import Person, RoleGrant, Unit
from gongkai.units.roles import RULES, Right, Role


@dataclass(frozen=True)
class _Grant:
    role: Role
    unit_id: int
    unit_path: str


@dataclass(frozen=True)
class Rights:
    """The rights of one person on one day.

    Args:
        grants: the roles in force.
        everything: the system itself, which is bound by the actions' own rules but by no unit.
    """

    grants: tuple[_Grant, ...]
    everything: bool = False

    def has(self, right: Right, unit: Unit) -> bool:
        """Whether ``right`` is held on ``unit``, directly or from above."""
        if self.everything:
            return True
        return any(
            (grant.unit_id == unit.pk and right in RULES[grant.role].rights)
            or (right in RULES[grant.role].below and unit.path.startswith(grant.unit_path))
            for grant in self.grants
        )

    def anywhere(self, right: Right) -> bool:
        """Whether ``right`` is held on some unit."""
        return self.everything or any(right in RULES[grant.role].rights for grant in self.grants)

    def everywhere(self, right: Right) -> bool:
        """Whether ``right`` is held on the topmost unit with all that is below it: over the whole district."""
        return self.everything or any(
            right in RULES[grant.role].below and grant.unit_path.count("/") == 1 for grant in self.grants
        )

    def roles(self) -> frozenset[Role]:
        """The roles held anywhere."""
        return frozenset(grant.role for grant in self.grants)

    def needs_second_factor(self) -> bool:
        """Whether one of the roles demands a second factor at log-in."""
        return any(RULES[grant.role].second_factor for grant in self.grants)

    def unit_filter(self, right: Right, prefix: str = "") -> Q:
        """The condition on a relation to units (``prefix`` such as ``"unit__"``) under which ``right`` is held."""
        if self.everything:
            return Q()
        condition = Q(pk__in=[])
        for grant in self.grants:
            rule = RULES[grant.role]
            if right in rule.below:
                condition |= Q(**{f"{prefix}path__startswith": grant.unit_path})
            elif right in rule.rights:
                condition |= Q(**{f"{prefix}pk": grant.unit_id})
        return condition

    def below_filter(self, right: Right, prefix: str = "") -> Q:
        """The condition that a unit is one on which ``right`` is held, or lies anywhere below one."""
        if self.everything:
            return Q()
        condition = Q(pk__in=[])
        for grant in self.grants:
            if right in RULES[grant.role].rights:
                condition |= Q(**{f"{prefix}path__startswith": grant.unit_path})
        return condition

    def units(self, right: Right) -> QuerySet[Unit]:
        """The units on which ``right`` is held."""
        return Unit.matching(self.unit_filter(right))


NO_RIGHTS = Rights(())
ALL_RIGHTS = Rights((), everything=True)


def rights_of(actor: Actor | None, on: date | None = None) -> Rights:
    """The rights of ``actor`` on a day (today when not given). Nobody and inactive people have none.

    The answer for today is kept on the person object, which lives for one request.
    """
    if actor is None:
        return NO_RIGHTS
    if actor.pk is None:
        return ALL_RIGHTS if getattr(actor, "is_authenticated", False) else NO_RIGHTS
    if not getattr(actor, "is_active", False):
        return NO_RIGHTS
    today = timezone.localdate()
    day = on or today
    kept: tuple[date, Rights] | None = getattr(actor, "rights_kept", None)
    if kept is not None and kept[0] == day:
        return kept[1]
    rows = RoleGrant.facts(actor.pk, day)
    rights = Rights(tuple(_Grant(Role(role), unit_id, path) for role, unit_id, path in rows))
    if isinstance(actor, Person):
        actor.rights_kept = (day, rights)
    return rights


def lacking(actor: Actor, right: Right, unit: Unit, *, on: date | None = None) -> Objection | None:
    """The objection when ``actor`` does not hold ``right`` on ``unit``; ``None`` when it does."""
    if rights_of(actor, on).has(right, unit):
        return None
    return Objection(
        code=f"right.{right}",
        zh=f"您在{unit.label}没有这项权限，请联系该单位负责人或公开办",
        en=f"You do not hold this right at {unit.name_en or unit.name}; ask its leader or the office",
    )


def is_over(actor: Actor, person: Person, on: date) -> bool:
    """Whether ``actor`` manages every unit on which ``person`` serves, or runs the accounts of the district.

    Nobody is over a person of somebody else's unit, and only who runs the accounts is over a person without a role.
    """
    rights = rights_of(actor, on)
    if rights.everywhere(Right.OPERATE):
        return True
    served = rights_of(person, on).grants
    return rights.everything or (
        bool(served)
        and all(
            any(
                (grant.unit_id == own.unit_id and Right.MANAGE_UNIT in RULES[own.role].rights)
                or (Right.MANAGE_UNIT in RULES[own.role].below and grant.unit_path.startswith(own.unit_path))
                for own in rights.grants
            )
            for grant in served
        )
    )
