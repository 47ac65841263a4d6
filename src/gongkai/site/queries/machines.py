"""What sitemaps list."""

from datetime import date

from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce

from gongkai.disclosures.models import Disclosure, Publication
from gongkai.site import addresses
from gongkai.site.models import ListingEntry
from gongkai.site.queries.listings import size_of

PER_SITEMAP = 10_000


def sitemaps() -> int:
    """How many sitemaps of disclosures there are."""
    return -(-size_of(addresses.EVERYTHING.key) // PER_SITEMAP)


def sitemap_entries(number: int) -> list[tuple[str, date]]:
    """Index numbers and days of the last change of one sitemap's records, withdrawn ones left out."""
    first = (number - 1) * PER_SITEMAP
    entries = ListingEntry.objects.filter(
        listing__key=addresses.EVERYTHING.key, position__gte=first, position__lt=first + PER_SITEMAP
    ).exclude(disclosure__state=Disclosure.State.WITHDRAWN)
    latest = Publication.objects.filter(disclosure=OuterRef("disclosure_id")).order_by("-id").values("published_on")[:1]
    changed = Coalesce(Subquery(latest), "disclosure__published_on")
    rows = entries.order_by("position").values_list("disclosure__index_number", changed)
    return [(number, day) for number, day in rows if number and day]
