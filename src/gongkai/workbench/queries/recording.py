"""For which units a person may record events, and what the events are called."""

from datetime import date

from django.db.models import QuerySet

from gongkai.duties.expansion import FORMED
from gongkai.duties.queries import rulebook_on
from gongkai.journal.actors import Actor
from gongkai.rulebook.model import Anchor
from gongkai.rulebook.text import Text
from gongkai.rulebook.vocabulary import AnchorScope
from gongkai.units.models import Unit
from gongkai.units.rights import rights_of
from gongkai.units.roles import Right


def units_to_record_for(actor: Actor) -> QuerySet[Unit]:
    """The units on which the actor drafts or that the actor oversees, the topmost first."""
    rights = rights_of(actor)
    return (
        Unit.matching(rights.unit_filter(Right.DRAFT) | rights.unit_filter(Right.OVERSEE))
        .filter(active_until__isnull=True)
        .order_by("order", "pk")
    )


def anchor_titles(on: date) -> dict[str, Text]:
    """What the events are called in the rulebook of a day."""
    rulebook = rulebook_on(on)
    named = {name: anchor.title for name, anchor in rulebook.anchors.items()} if rulebook else {}
    return {FORMED: Text("信息形成之日", "Day the information was formed"), **named}


def anchors_for_all(on: date) -> list[Anchor]:
    """The events that are recorded once for the whole district."""
    rulebook = rulebook_on(on)
    anchors = rulebook.anchors.values() if rulebook else ()
    return [anchor for anchor in anchors if anchor.scope == AnchorScope.DISTRICT]
