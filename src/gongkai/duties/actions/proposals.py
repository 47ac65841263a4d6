"""A new rulebook is put before the office first: what is wrong with it, what it changes, what it asks of whom."""

from datetime import date, datetime

from gongkai.duties.actions.rulebooks import install_rulebook
from gongkai.duties.events import RULEBOOK_DISCARDED, RULEBOOK_PROPOSED
from gongkai.duties.models import RulebookProposal, RulebookVersion
from gongkai.journal.actions import action, happened
from gongkai.journal.actors import Actor
from gongkai.journal.refusals import Objection, refuse_if
from gongkai.rulebook import model
from gongkai.units.rights import rights_of
from gongkai.units.roles import Right


@action
def propose_rulebook(
    rulebook: model.Rulebook, *, actor: Actor, title: str, at: datetime, note: str = ""
) -> RulebookProposal:
    """Keep a composed rulebook for looking at; nothing takes effect.

    Raises:
        Refused: no right to oversee the whole district, or no title.
    """
    refuse_if(
        [
            _not_entitled(actor),
            None if title.strip() else Objection("proposal.title", "请写明这一版的名称", "Name this version", "title"),
        ]
    )
    made = RulebookProposal.objects.create(
        title=title.strip()[:120], note=note.strip(), content=rulebook.to_json(), made_at=at, made_by_id=actor.pk
    )
    happened(RULEBOOK_PROPOSED, actor=actor, subject=made, at=at, title=made.title)
    return made


@action
def install_proposal(
    proposal: RulebookProposal, *, actor: Actor, effective_from: date, at: datetime
) -> RulebookVersion:
    """Put a proposal into force from a day.

    Raises:
        Refused: settled already, or any reason of :func:`install_rulebook`.
    """
    refuse_if([_settled(proposal)])
    version = install_rulebook(
        model.Rulebook.from_json(proposal.content), actor=actor, title=proposal.title, effective_from=effective_from, at=at,
        note=proposal.note,
    )  # fmt: skip
    proposal.version = version
    proposal.save(update_fields=["version"])
    return version


@action
def discard_proposal(proposal: RulebookProposal, *, actor: Actor, at: datetime) -> None:
    """Put a proposal aside.

    Raises:
        Refused: no right, or settled already.
    """
    refuse_if([_not_entitled(actor), _settled(proposal)])
    proposal.discarded_at = at
    proposal.save(update_fields=["discarded_at"])
    happened(RULEBOOK_DISCARDED, actor=actor, subject=proposal, at=at, title=proposal.title)


def _not_entitled(actor: Actor) -> Objection | None:
    if rights_of(actor).everywhere(Right.OVERSEE):
        return None
    return Objection("right.rulebook", "只有公开办可以修改标准目录", "Only the office changes the rulebook")


def _settled(proposal: RulebookProposal) -> Objection | None:
    if proposal.version_id is None and proposal.discarded_at is None:
        return None
    return Objection("proposal.settled", "这份草案已经施行或放弃", "This proposal has been installed or put aside")
