"""What is published for an internal audience, for readers who are logged in and entitled."""

from django.db.models import QuerySet

from gongkai.disclosures.models import Disclosure
from gongkai.journal.actors import Actor
from gongkai.rulebook.vocabulary import Audience
from gongkai.units.rights import rights_of
from gongkai.units.roles import Right

State = Disclosure.State


def visible_to(actor: Actor) -> QuerySet[Disclosure]:
    """Internal disclosures of the units the reader belongs to or sees, the newest first."""
    entitled = rights_of(actor).unit_filter(Right.SEE, "unit__")
    shown = Disclosure.objects.filter(entitled, state__in=[State.PUBLISHED, State.SUPERSEDED, State.WITHDRAWN])
    return shown.exclude(audience=Audience.PUBLIC).order_by("-published_at", "-id")
