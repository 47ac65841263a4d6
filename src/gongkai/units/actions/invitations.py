"""Links by which a person sets a password. Only the digest of the token is kept; the link is shown once."""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils import timezone

from gongkai.journal.actions import action, happened
from gongkai.journal.actors import Actor
from gongkai.journal.refusals import Objection, refuse_if
from gongkai.units.events import INVITED, PASSWORD_SET
from gongkai.units.models import Invitation, Person
from gongkai.units.rights import is_over

LIFETIME = timedelta(days=7)


def digest(token: str) -> str:
    """The SHA-256 under which a token is found again."""
    return hashlib.sha256(token.encode()).hexdigest()


@action
def invite(
    person: Person, *, actor: Actor, at: datetime, purpose: Invitation.Purpose = Invitation.Purpose.INVITE
) -> str:
    """Make a link token for a person; earlier unused ones stop working.

    Returns:
        The token, for the link ``/workbench/join/<token>/``. It cannot be shown again.

    Raises:
        Refused: the actor neither manages every unit of the person nor runs the accounts, or the person has left.
            Managing only one of several units is not enough: a link is a way into all the others.
    """
    refuse_if(
        [
            None
            if is_over(actor, person, timezone.localdate(at))
            else Objection(code="right.invite", zh="您不能邀请此人", en="You cannot invite this person"),
            None if person.is_active else Objection(code="person.left", zh="此人已离任", en="This person has left"),
        ]
    )
    Invitation.objects.filter(person=person, used_at__isnull=True).update(expires_at=at)
    token = secrets.token_urlsafe(32)
    Invitation.objects.create(
        person=person,
        purpose=purpose,
        token_digest=digest(token),
        created_at=at,
        expires_at=at + LIFETIME,
        created_by_id=actor.pk,
    )
    happened(INVITED, actor=actor, subject=person, purpose=str(purpose.label), at=at)
    return token


@action
def accept_invitation(invitation: Invitation, password: str, *, actor: Person, at: datetime) -> Person:
    """Set the password through a link; the link is used up.

    Raises:
        Refused: used or expired link, or a password that the validators refuse, with every reason.
    """
    locked = Invitation.objects.select_for_update().get(pk=invitation.pk)
    person = locked.person
    problems: list[Objection] = []
    if locked.used_at is not None or locked.expires_at <= at or person.pk != actor.pk or not person.is_active:
        problems.append(
            Objection(
                code="invitation.spent",
                zh="链接已失效，请联系单位管理人员重新发出",
                en="This link no longer works; ask your unit for a new one",
            )
        )
    try:
        validate_password(password, person)
    except ValidationError as error:
        problems += [Objection(code="password", zh=text, en=text, field="password") for text in error.messages]
    refuse_if(problems)
    person.set_password(password)
    person.save(update_fields=["password"])
    locked.used_at = at
    locked.save(update_fields=["used_at"])
    happened(PASSWORD_SET, actor=actor, subject=person, at=at)
    return person
