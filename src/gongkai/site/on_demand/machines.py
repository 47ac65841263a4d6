"""For machines: sitemap and robots.txt."""

from datetime import UTC, datetime
from xml.sax.saxutils import escape

from django.http import Http404

from gongkai.site import addresses
from gongkai.site.actions import Made
from gongkai.site.build.frames import site
from gongkai.site.on_demand.making import today
from gongkai.site.queries import directory, listings, machines

XML = "application/xml; charset=utf-8"
NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def _xml(path: str, body: str, modified: datetime) -> Made:
    text = f'<?xml version="1.0" encoding="utf-8"?>\n{body}\n'
    return Made(path, text.encode(), "home", modified, XML, lazy=True)


def sitemap(language: str, at: datetime) -> Made:
    """The index of sitemaps: one of the fixed pages, one for every so many disclosures."""
    origin = site().origin
    count = machines.sitemaps()
    entries = "".join(f"<sitemap><loc>{origin}/sitemap-{number}.xml</loc></sitemap>" for number in range(count + 1))
    return _xml(
        "/sitemap.xml",
        f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</sitemapindex>',
        at,
    )


def sitemap_part(language: str, at: datetime, number: int) -> Made:
    """One sitemap: number 0 holds the fixed pages, the others disclosures, counted from the oldest."""
    if number > machines.sitemaps():
        raise Http404
    origin = site().origin
    if number == 0:
        paths = [
            addresses.HOME, addresses.UNITS, addresses.DUTIES, addresses.DISCLOSURES, addresses.CATEGORIES, addresses.TOPICS,
            addresses.YEARS, addresses.RATES, addresses.OVERDUE, "/rates/units/", "/rates/duties/", addresses.REQUESTS,
            addresses.ABOUT, addresses.FEEDS,
            *(addresses.statutory(part) for part in ("guide", "rules", "content", "reports")),
            *(addresses.category(one) for one in listings.sizes_like("category:")),
            *(addresses.topic(one) for one in listings.sizes_like("topic:")),
            *(f"{addresses.YEARS}{one}/" for one in listings.sizes_like("year:")),
            *(addresses.unit(one.code) for one in directory.active_units(today(at))),
            *(addresses.duty(one.code) for one in directory.duties_in_force(today(at))),
        ]  # fmt: skip
        entries = "".join(f"<url><loc>{origin}{escape(path)}</loc></url>" for path in paths)
    else:
        entries = "".join(
            f"<url><loc>{origin}{escape(addresses.disclosure(index))}</loc><lastmod>{day}</lastmod></url>"
            for index, day in machines.sitemap_entries(number)
        )
    return _xml(
        f"/sitemap-{number}.xml", f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</urlset>', at
    )


def robots(language: str, at: datetime) -> Made:
    """What crawlers may read: everything but the staff face, and what can be asked in endless ways (RFC 9309)."""
    closed = "".join(
        f"Disallow: {path}\n"
        for path in (
            "/workbench/",
            "/accounts/",
            "/internal/",
            "/search/",
            "/en/search/",
            "/rates/*list/",
            "/en/rates/*list/",
        )
    )
    text = f"User-agent: *\n{closed}\nSitemap: {site().origin}/sitemap.xml\n"
    return Made("/robots.txt", text.encode(), "home", NEVER, "text/plain; charset=utf-8", lazy=True)
