"""What is published for an internal audience, for readers who are logged in and entitled."""

from django.db.models import QuerySet

from gongkai.disclosures.models import Disclosure
from gongkai.disclosures.queries import for_audience
from gongkai.journal.actors import Actor
from gongkai.rulebook.vocabulary import Audience


def visible_to(actor: Actor) -> QuerySet[Disclosure]:
    """Internal disclosures that the reader is entitled to see, the newest first."""
    return for_audience(actor).exclude(audience=Audience.PUBLIC).order_by("-published_at", "-id")
