"""Taking back, within ten minutes, what ended a role or a post by mistake."""

from datetime import datetime

from gongkai.journal.actions import action, happened
from gongkai.journal.actors import Actor
from gongkai.journal.refusals import objection_when, refuse_if
from gongkai.journal.undoing import too_late
from gongkai.units.actions.people import FROM_ABOVE
from gongkai.units.events import POST_ENDED, POST_RESTORED, ROLE_ENDED, ROLE_RESTORED
from gongkai.units.models import Post, RoleGrant
from gongkai.units.rights import lacking, rights_of
from gongkai.units.roles import Right, Role


@action
def restore_role(grant: RoleGrant, *, actor: Actor, at: datetime) -> RoleGrant:
    """Undo ending a role; a successor named in between keeps the role, too.

    Raises:
        Refused: no right, the role is from above and the actor is not, the person has left or holds it again, or too
            late.
    """
    role = Role(grant.role)
    above = role in FROM_ABOVE and not rights_of(actor).has(Right.OVERSEE, grant.unit)
    again = RoleGrant.objects.filter(person=grant.person_id, unit=grant.unit_id, role=role, ends_on__isnull=True)
    refuse_if(
        [
            lacking(actor, Right.MANAGE_UNIT, grant.unit),
            objection_when(
                above, "role.from_above", f"“{role.label}”只能由公开办授予", f"{role.label} is granted by the office"
            ),
            objection_when(not grant.person.is_active, "person.left", "此人已离任", "This person has left"),
            objection_when(
                again.exists(),
                "role.held",
                "此人在该单位已有这个角色",
                "The person holds this role at this unit already",
            ),
            too_late(grant, ROLE_ENDED, actor, at),
        ]
    )
    grant.ends_on = None
    grant.save(update_fields=["ends_on"])
    happened(ROLE_RESTORED, actor=actor, subject=grant, unit=grant.unit, at=at, role=str(role.label))
    return grant


@action
def restore_post(post: Post, *, actor: Actor, at: datetime) -> Post:
    """Undo ending the term of a post.

    Raises:
        Refused: no right, somebody else holds it now, or too late.
    """
    taken = Post.objects.filter(unit=post.unit_id, title=post.title, ends_on__isnull=True).exists()
    refuse_if(
        [
            lacking(actor, Right.MANAGE_UNIT, post.unit),
            objection_when(taken, "post.taken", "这个职务已有人担任", "Somebody holds this post now"),
            too_late(post, POST_ENDED, actor, at),
        ]
    )
    post.ends_on = None
    post.save(update_fields=["ends_on"])
    happened(POST_RESTORED, actor=actor, subject=post, unit=post.unit, at=at, title=post.title)
    return post
