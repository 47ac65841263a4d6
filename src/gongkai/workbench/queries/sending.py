"""Notices with the people they are for, as the queue sends them."""

from collections.abc import Iterable

from django.conf import settings

from gongkai.units.models import Person
from gongkai.workbench.models import Notice


def reachable(people: Iterable[int]) -> bool:
    """Whether notices for these people can leave at all: by mail, to the district's channels, or to one of their own."""
    if settings.NOTIFY_URLS or settings.EMAIL_URL:
        return True
    return Person.objects.filter(pk__in=list(people)).exclude(notify_urls=[]).exists()


def notices_to_send(keys: Iterable[int]) -> Iterable[Notice]:
    """Notices of people who still serve."""
    return Notice.objects.filter(pk__in=list(keys), person__is_active=True).select_related("person").order_by("pk")
