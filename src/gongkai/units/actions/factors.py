"""Taking a lost second factor from an account, so that its owner can set up another."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.utils import timezone

from gongkai.journal.actions import action, happened
from gongkai.journal.actors import Actor
from gongkai.journal.refusals import Objection, objection_when, refuse_if
from gongkai.units.events import SECOND_FACTOR_RESET
from gongkai.units.factors import has_second_factor
from gongkai.units.models import Person
from gongkai.units.rights import is_over


@action
def reset_second_factor(person: Person, *, actor: Actor, at: datetime) -> int:
    """Take every second factor from an account: one-time codes, security keys, recovery codes.

    Returns:
        How many there were.

    Raises:
        Refused: the actor neither manages every unit of the person nor runs the accounts; it is one's own account, whose
            owner proves who it is by the factor itself; the person has left, or has no second factor.
    """
    refuse_if(
        [
            None
            if is_over(actor, person, timezone.localdate(at))
            else Objection("right.person", "您不能管理此人的账号", "You cannot manage this person's account"),
            objection_when(
                actor.pk is not None and actor.pk == person.pk, "factor.self",
                "自己的第二因素请在“我的账号”里更换", "Change your own second factor on your account page",
            ),
            objection_when(not person.is_active, "person.left", "此人已离任", "This person has left"),
            objection_when(
                not has_second_factor(person), "factor.none", "此人没有设置第二因素", "This person has no second factor"
            ),
        ]
    )  # fmt: skip
    removed: int = Authenticator.objects.filter(user=person).delete()[0]
    happened(SECOND_FACTOR_RESET, actor=actor, subject=person, at=at)
    return removed
