"""Matching the imported past to obligations raised since."""

from datetime import datetime

from gongkai.disclosures.models import Disclosure
from gongkai.imports.actions.fulfilling import fulfil_history
from gongkai.imports.events import PAST_MATCHED
from gongkai.journal.actions import action, happened
from gongkai.journal.actors import Actor
from gongkai.journal.refusals import refuse_if
from gongkai.units.models import Unit
from gongkai.units.queries import below
from gongkai.units.rights import lacking
from gongkai.units.roles import Right


@action
def match_again(unit: Unit, *, actor: Actor, at: datetime) -> int:
    """Let imported documents of a unit and all below it meet what is still open, such as duties of a newer rulebook.

    Returns:
        The number of obligations met.

    Raises:
        Refused: no right to oversee the unit.
    """
    refuse_if([lacking(actor, Right.OVERSEE, unit)])
    rows = Disclosure.objects.filter(
        unit__in=below(unit), imported=True, state=Disclosure.State.PUBLISHED, obligations__isnull=True
    ).select_related("unit", "duty", "version")
    met = fulfil_history(list(rows), actor=actor)
    happened(PAST_MATCHED, actor=actor, subject=unit, unit=unit, at=at, met=met)
    return met
