"""Notices with the people they are for, as the queue sends them."""

from collections.abc import Iterable

from gongkai.workbench.models import Notice


def notices_to_send(keys: Iterable[int]) -> Iterable[Notice]:
    """Notices of people who still serve."""
    return Notice.objects.filter(pk__in=list(keys), person__is_active=True).select_related("person").order_by("pk")
