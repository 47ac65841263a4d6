"""What sitemaps list."""

from datetime import date

from gongkai.disclosures.models import Disclosure
from gongkai.site import addresses
from gongkai.site.models import ListingEntry
from gongkai.site.queries.listings import size_of

PER_SITEMAP = 10_000


def sitemaps() -> int:
    """How many sitemaps of disclosures there are."""
    return -(-size_of(addresses.EVERYTHING.key) // PER_SITEMAP)


def sitemap_entries(number: int) -> list[tuple[str, date]]:
    """Index numbers and dates of one sitemap, withdrawn records left out."""
    first = (number - 1) * PER_SITEMAP
    entries = ListingEntry.objects.filter(
        listing__key=addresses.EVERYTHING.key, position__gte=first, position__lt=first + PER_SITEMAP
    ).exclude(disclosure__state=Disclosure.State.WITHDRAWN)
    rows = entries.order_by("position").values_list("disclosure__index_number", "disclosure__published_on")
    return [(number, day) for number, day in rows if number and day]
