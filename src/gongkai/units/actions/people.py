"""People, posts and roles: joining, serving a term, leaving without leaving work behind."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone

from gongkai.journal.actions import action, happened
from gongkai.journal.actors import Actor
from gongkai.journal.refusals import Objection, refuse_if
from gongkai.units.events import (
    PERSON_ADDED,
    PERSON_CHANGED,
    PERSON_LEFT,
    POST_ENDED,
    POST_FILLED,
    ROLE_ENDED,
    ROLE_GRANTED,
)
from gongkai.units.models import Person, Post, RoleGrant, Unit
from gongkai.units.rights import is_over, lacking, rights_of
from gongkai.units.roles import Right, Role

PERSON_FIELDS = frozenset({"name", "email", "phone", "language", "notify_urls"})
# Roles that oversee others are given from above, never by the unit itself.
FROM_ABOVE = frozenset({Role.OFFICE_STAFF, Role.OPERATOR, Role.AUDITOR, Role.LEADING_GROUP_MEMBER})


@action
def add_person(*, actor: Actor, unit: Unit, username: str, name: str, **fields: Any) -> Person:
    """Register an account without a password; an invitation lets the person in.

    Raises:
        Refused: no right on ``unit``, or the username is taken or empty.
    """
    username = username.strip()
    refuse_if(
        [
            lacking(actor, Right.MANAGE_UNIT, unit),
            None if username else _objection("person.username", "请填写账号", "Give a username", "username"),
            None if name.strip() else _objection("person.name", "请填写姓名", "Give the name", "name"),
            _objection(
                "person.taken", f"账号 {username} 已被使用，请换一个", f"Username {username} is taken", "username"
            )
            if username and Person.objects.filter(username=username).exists()
            else None,
        ]
    )
    person = Person.objects.create_user(
        username, name=name.strip(), **{key: value for key, value in fields.items() if key in PERSON_FIELDS}
    )
    happened(PERSON_ADDED, actor=actor, subject=person, unit=unit)
    return person


@action
def change_person(person: Person, *, actor: Actor, **fields: Any) -> Person:
    """Change name, contact or language: one's own, or those of people on units one manages.

    Raises:
        Refused: neither applies.
    """
    if actor.pk != person.pk:
        refuse_if([_not_entitled(actor, person, timezone.localdate())])
    changed = {key: value for key, value in fields.items() if key in PERSON_FIELDS and getattr(person, key) != value}
    for key, value in changed.items():
        setattr(person, key, value)
    if changed:
        person.save(update_fields=list(changed))
        happened(PERSON_CHANGED, actor=actor, subject=person, fields="、".join(sorted(changed)))
    return person


@action
def grant_role(
    person: Person, unit: Unit, role: str, *, actor: Actor, starts_on: date, ends_on: date | None = None
) -> RoleGrant:
    """Give a role on a unit for a term.

    Raises:
        Refused: no right; granting oneself; an overseeing role granted from inside the unit; the operator's role
            anywhere but at the top; a person who has left; held already.
    """
    chosen = Role(role)
    refuse_if(
        [
            lacking(actor, Right.MANAGE_UNIT, unit),
            _objection("role.self", "不能给自己授予角色", "Nobody grants a role to themselves")
            if actor.pk == person.pk
            else None,
            _objection(
                "role.from_above", f"“{chosen.label}”只能由公开办授予", f"{chosen.label} is granted by the office"
            )
            if chosen in FROM_ABOVE and not rights_of(actor).has(Right.OVERSEE, unit)
            else None,
            _objection(
                "role.at_the_top",
                f"“{chosen.label}”管理全区账号，只能在最上级单位授予",
                f"{chosen.label} runs the accounts of the whole district and is granted at its topmost unit only",
            )
            if chosen == Role.OPERATOR and unit.parent_id is not None
            else None,
            None if person.is_active else _objection("person.left", "此人已离任", "This person has left"),
            _objection("role.term", "结束日期不能早于开始日期", "The end is before the start", "ends_on")
            if ends_on and ends_on < starts_on
            else None,
            _objection("role.held", "此人在该单位已有这个角色", "The person holds this role at this unit already")
            if RoleGrant.objects.filter(person=person, unit=unit, role=role, ends_on__isnull=True).exists()
            else None,
        ]
    )
    grant = RoleGrant.objects.create(
        person=person, unit=unit, role=role, starts_on=starts_on, ends_on=ends_on, granted_by_id=actor.pk
    )
    happened(ROLE_GRANTED, actor=actor, subject=grant, unit=unit, role=str(chosen.label))
    return grant


@action
def end_role(grant: RoleGrant, *, actor: Actor, on: date, successor: Person | None = None) -> None:
    """End a role; its work waits for whoever holds the role next, or for ``successor`` at once.

    Raises:
        Refused: no right, or the unit would be left without anybody in this role and no successor is named.
    """
    others = RoleGrant.objects.filter(_serving_after(on), unit=grant.unit, role=grant.role, person__is_active=True)
    last = successor is None and not others.exclude(person=grant.person_id).exists()
    refuse_if(
        [
            lacking(actor, Right.MANAGE_UNIT, grant.unit),
            _orphan(grant) if last else None,
            _heir(grant, successor),
        ]
    )
    _end(grant, on, successor, actor)


@action
def leave(person: Person, *, actor: Actor, on: date, successors: dict[int, Person] | None = None) -> int:
    """A person leaves: every role ends and passes on, every post ends, the account is closed.

    Args:
        person: who leaves.
        actor: manages every unit on which the person holds a role, or runs the accounts.
        on: the last day.
        successors: grant key to the person taking over; needed for each role nobody else holds at that unit.

    Returns:
        The number of roles passed on.

    Raises:
        Refused: naming every role that would be left without anybody.
    """
    chosen = successors or {}
    grants = list(RoleGrant.objects.filter(_not_over(on), person=person).select_related("unit"))
    covered = set(
        RoleGrant.objects.filter(
            _serving_after(on), unit__in=[grant.unit_id for grant in grants], person__is_active=True
        )
        .exclude(person=person)
        .values_list("unit_id", "role")
    )
    refuse_if(
        [
            _not_entitled(actor, person, on),
            *(_orphan(grant) for grant in grants
              if grant.pk not in chosen and (grant.unit_id, grant.role) not in covered),
            *(_heir(grant, chosen.get(grant.pk)) for grant in grants),
        ]
    )  # fmt: skip
    for grant in grants:
        _end(grant, on, chosen.get(grant.pk), actor)
    for post in Post.objects.filter(person=person, ends_on__isnull=True):
        post.ends_on = max(on, post.starts_on)
        post.save(update_fields=["ends_on"])
    person.is_active = False
    person.save(update_fields=["is_active"])
    happened(PERSON_LEFT, actor=actor, subject=person, grants=len(grants))
    return len(grants)


@action
def fill_post(unit: Unit, title: str, *, actor: Actor, starts_on: date, **fields: Any) -> Post:
    """Register who holds a post, ending the former holder's term the day before, so that it has one holder (S19).

    Raises:
        Refused: no right on the unit.
    """
    refuse_if([lacking(actor, Right.MANAGE_UNIT, unit)])
    for former in Post.objects.filter(unit=unit, title=title, ends_on__isnull=True):
        former.ends_on = max(starts_on - timedelta(days=1), former.starts_on)
        former.save(update_fields=["ends_on"])
    post = Post.objects.create(unit=unit, title=title, starts_on=starts_on, **fields)
    happened(POST_FILLED, actor=actor, subject=post, unit=unit, title=title)
    return post


@action
def end_post(post: Post, *, actor: Actor, on: date) -> None:
    """End the term of a post.

    Raises:
        Refused: no right on the unit.
    """
    refuse_if([lacking(actor, Right.MANAGE_UNIT, post.unit)])
    post.ends_on = max(on, post.starts_on)
    post.save(update_fields=["ends_on"])
    happened(POST_ENDED, actor=actor, subject=post, unit=post.unit, title=post.title)


def _end(grant: RoleGrant, on: date, successor: Person | None, actor: Actor) -> None:
    grant.ends_on = max(on, grant.starts_on)
    grant.save(update_fields=["ends_on"])
    happened(ROLE_ENDED, actor=actor, subject=grant, unit=grant.unit, role=str(Role(grant.role).label))
    if successor is not None:
        RoleGrant.objects.get_or_create(
            person=successor, unit=grant.unit, role=grant.role, ends_on=None,
            defaults={"starts_on": on, "granted_by_id": actor.pk},
        )  # fmt: skip


def _orphan(grant: RoleGrant) -> Objection:
    role = Role(grant.role).label
    return _objection(
        "role.orphan",
        f"{grant.unit.label}的“{role}”将无人承担，请先指定接任人",
        f"Nobody else is {role} at {grant.unit.name_en or grant.unit.name}; name a successor first",
        f"successor-{grant.pk}",
    )


def _not_entitled(actor: Actor, person: Person, on: date) -> Objection | None:
    if is_over(actor, person, on):
        return None
    return _objection("right.person", "您不能管理此人的账号", "You cannot manage this person's account")


def _heir(grant: RoleGrant, successor: Person | None) -> Objection | None:
    if successor is None or (successor.is_active and successor.pk != grant.person_id):
        return None
    return _objection(
        "role.heir",
        "接任人须是另一位在任人员",
        "The successor must be another person in service",
        f"successor-{grant.pk}",
    )


def _serving_after(on: date) -> Q:
    """In office on the day after, so that nobody is missing in between."""
    return _not_over(on) & Q(starts_on__lte=on + timedelta(days=1))


def _not_over(on: date) -> Q:
    return Q(ends_on__isnull=True) | Q(ends_on__gt=on)


def _objection(code: str, zh: str, en: str, field: str | None = None) -> Objection:
    return Objection(code=code, zh=zh, en=en, field=field)
