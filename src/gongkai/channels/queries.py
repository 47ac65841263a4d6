"""Reading boards, postings and evidence."""

from datetime import date

from django.db.models import Q, QuerySet

from gongkai.channels.models import Board, Evidence, Posting
from gongkai.disclosures import queries as disclosures
from gongkai.disclosures.models import Disclosure
from gongkai.journal.actors import Actor
from gongkai.units.models import Unit
from gongkai.units.rights import rights_of
from gongkai.units.roles import Right


def boards_visible_to(actor: Actor, right: Right = Right.SEE) -> QuerySet[Board]:
    """Boards of the units on which the actor holds ``right``."""
    return Board.objects.filter(rights_of(actor).unit_filter(right, "unit__")).select_related("unit")


def boards_for(disclosure: Disclosure, actor: Actor) -> QuerySet[Board]:
    """Open boards on which the actor may post a disclosure: of its unit, the units above and those below."""
    unit = disclosure.unit
    above = [int(key) for key in unit.path.split("/")[:-1]]
    return boards_visible_to(actor, Right.EVIDENCE).filter(
        Q(unit__in=above) | Q(unit__path__startswith=unit.path), closed_on__isnull=True
    )


def to_post(actor: Actor) -> QuerySet[Disclosure]:
    """What the actor may put up and prove, as far as the actor sees it.

    The disclosures of the units whose boards the actor looks after, and what is out of the units below them: a
    township hangs a village's accounts on its own board too, and so answers for its subordinate units.
    """
    rights = rights_of(actor)
    own = rights.unit_filter(Right.EVIDENCE, "unit__")
    shown = Q(state__in=[Disclosure.State.PUBLISHED, Disclosure.State.SUPERSEDED])
    return disclosures.visible_to(actor).filter(own | shown & rights.below_filter(Right.EVIDENCE, "unit__"))


def may_void(actor: Actor, evidence: Evidence) -> bool:
    """Whether the actor looks after the unit that published, or the board it hung on, or oversees the unit."""
    rights, unit = rights_of(actor), evidence.disclosure.unit
    return (
        rights.has(Right.EVIDENCE, unit)
        or (evidence.posting is not None and rights.has(Right.EVIDENCE, evidence.posting.board.unit))
        or rights.has(Right.OVERSEE, unit)
    )


def boards_for_public(unit: Unit) -> QuerySet[Board]:
    """The open boards of a unit; where they hang is public."""
    return Board.objects.filter(unit=unit, closed_on__isnull=True)


def postings_visible_to(actor: Actor) -> QuerySet[Posting]:
    """Postings of disclosures of the units the actor may see."""
    condition = rights_of(actor).unit_filter(Right.SEE, "board__unit__")
    return Posting.objects.filter(condition).select_related("board__unit", "disclosure__unit")


def up_now(postings: QuerySet[Posting]) -> QuerySet[Posting]:
    """Those that hang."""
    return postings.filter(taken_down_on__isnull=True)


def window_over(postings: QuerySet[Posting], on: date) -> QuerySet[Posting]:
    """Those that hang and may come down: their window has passed."""
    return up_now(postings).filter(until_on__lt=on)


def evidence_visible_to(actor: Actor) -> QuerySet[Evidence]:
    """Evidence of the units the actor may see."""
    condition = rights_of(actor).unit_filter(Right.SEE, "disclosure__unit__")
    return Evidence.objects.filter(condition).select_related("disclosure__unit", "posting__board", "file", "given_by")


def evidence_for_public(disclosure: Disclosure) -> QuerySet[Evidence]:
    """The valid evidence of a disclosure: channel, day and place are public; the photograph and the person are not."""
    return Evidence.objects.filter(disclosure=disclosure, void_reason="").select_related("posting__board")
