"""Addresses of the public face. English pages are the same addresses below ``/en/``."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpResponseBase
from django.urls import URLPattern, path, re_path
from django.views.decorators.http import require_safe

from gongkai.site.on_demand import behind, duties, home, lists, machines, rates, statutory, units
from gongkai.site.responses import Build, on_demand
from gongkai.site.views import internal, records, search
from gongkai.site.views.internal import with_second_factor

app_name = "site"
View = Callable[..., HttpResponseBase]

NUMBER = r"(?P<number>[0-9A-Za-z-]+/[0-9]{4}-[0-9]+)"
DIGEST = r"(?P<digest>[0-9a-f]{64}(?:\.[a-z0-9]{1,5})?)"

BOTH: tuple[tuple[str, Build, dict[str, Any], str], ...] = (
    ("", home.page, {}, "home"),
    ("units/", units.index, {}, "units"),
    ("units/<slug:code>/", units.page, {}, "unit"),
    ("units/<slug:code>/duties/", units.duties, {}, "unit-duties"),
    ("duties/", duties.index, {}, "duties"),
    ("duties/<slug:code>/", duties.page, {}, "duty"),
    ("categories/", lists.categories, {}, "categories"),
    ("topics/", lists.topics, {}, "topics"),
    ("years/", lists.years, {}, "years"),
    ("feeds/", lists.feeds, {}, "feeds"),
    ("rates/", rates.district, {}, "rates"),
    ("rates/overdue/", rates.overdue, {}, "overdue"),
    ("rates/overdue/<int:number>/", rates.overdue, {}, "overdue-page"),
    ("rates/units/", rates.all_units, {}, "rates-units"),
    ("rates/units/<slug:code>/", rates.of_unit, {}, "rates-unit"),
    ("rates/duties/", rates.all_duties, {}, "rates-duties"),
    ("rates/duties/<slug:code>/", rates.of_duty, {}, "rates-duty"),
    ("statutory/guide/", statutory.guide, {}, "guide"),
    ("statutory/rules/", statutory.rules, {}, "rules"),
    ("statutory/content/", statutory.content, {}, "content"),
    ("statutory/reports/", statutory.reports, {}, "reports"),
    ("requests/", statutory.requests, {}, "requests"),
    ("about/", statutory.about, {}, "about"),
)
PERIODS: tuple[tuple[str, Build, str], ...] = (
    (r"rates/(?P<period>[0-9]{4}(?:-[0-9]{2})?)/", rates.district, "rates-period"),
    (r"rates/units/(?P<period>[0-9]{4}(?:-[0-9]{2})?)/", rates.all_units, "rates-units-period"),
    (r"rates/duties/(?P<period>[0-9]{4}(?:-[0-9]{2})?)/", rates.all_duties, "rates-duties-period"),
    (r"rates/units/(?P<code>[-\w]+)/(?P<period>[0-9]{4}(?:-[0-9]{2})?)/", rates.of_unit, "rates-unit-period"),
    (r"rates/duties/(?P<code>[-\w]+)/(?P<period>[0-9]{4}(?:-[0-9]{2})?)/", rates.of_duty, "rates-duty-period"),
)
BEHIND = (
    r"rates/(?:(?P<sort>units|duties)/(?P<code>[-\w]+)/)?(?:(?P<period>[0-9]{4}(?:-[0-9]{2})?)/)?"
    r"list/(?P<figure>due|conforming|content|procedure|time|form|missing)/(?:(?P<number>[1-9][0-9]{0,5})/)?"
)
LISTS: tuple[tuple[str, str], ...] = (
    ("disclosures/", "all"),
    ("units/<slug:code>/disclosures/", "unit"),
    ("duties/<slug:code>/disclosures/", "duty"),
    ("categories/<slug:code>/", "category"),
    ("topics/<slug:code>/", "topic"),
    ("years/<slug:code>/", "year"),
)


def _everywhere(prefix: str, suffix: str) -> list[URLPattern]:
    # A period such as 2026-10 would pass for a code, so it is looked for first.
    found = [
        re_path(f"^{prefix}{route}$", require_safe(on_demand(build)), name=f"{name}{suffix}")
        for route, build, name in PERIODS
    ]
    found.append(re_path(f"^{prefix}{BEHIND}$", require_safe(on_demand(behind.page)), name=f"rates-list{suffix}"))
    found += [
        path(f"{prefix}{route}", require_safe(on_demand(build)), fixed, name=f"{name}{suffix}")
        for route, build, fixed, name in BOTH
    ]
    for route, sort in LISTS:
        view, numbered = require_safe(on_demand(lists.page)), require_safe(on_demand(lists.numbered))
        found += [
            path(f"{prefix}{route}", view, {"sort": sort}, name=f"list-{sort}{suffix}"),
            path(f"{prefix}{route}pages/<int:number>/", numbered, {"sort": sort}, name=f"list-{sort}-page{suffix}"),
        ]
    return [
        *found,
        re_path(rf"^{prefix}disclosures/{NUMBER}/$", require_safe(records.page), name=f"disclosure{suffix}"),
        path(f"{prefix}search/", require_safe(search.page), name=f"search{suffix}"),
    ]


FEEDS = [
    path(
        f"{route}feed.{form}",
        require_safe(on_demand(lists.feed)),
        {"sort": sort, "form": form},
        name=f"feed-{sort}-{form}",
    )
    for route, sort in LISTS
    if sort not in {"topic", "year"}
    for form in ("atom", "rss")
]
FILES = [
    re_path(rf"^disclosures/{NUMBER}/qr\.svg$", require_safe(records.qr), name="qr"),
    re_path(rf"^disclosures/{NUMBER}/poster-(?P<paper>a3|a4)\.pdf$", require_safe(records.poster), name="poster"),
    re_path(
        rf"^disclosures/{NUMBER}/(?P<element>[-\w]+)\.(?P<form>xlsx|csv)$", require_safe(records.table), name="table"
    ),
    re_path(rf"^files/{NUMBER}/{DIGEST}(?:/(?P<name>.+))?$", require_safe(records.file), name="file"),
]
MACHINES = [
    path("sitemap.xml", require_safe(on_demand(machines.sitemap)), name="sitemap"),
    path("sitemap-<int:number>.xml", require_safe(on_demand(machines.sitemap_part)), name="sitemap-part"),
    path("robots.txt", require_safe(on_demand(machines.robots)), name="robots"),
]


def _inside(view: View) -> View:
    return require_safe(login_required(with_second_factor(view)))


INTERNAL = [
    path("internal/", _inside(internal.index), name="internal"),
    path("internal/<int:number>/", _inside(internal.index), name="internal-page"),
    re_path(rf"^internal/disclosures/{NUMBER}/$", _inside(records.internal_page), name="internal-disclosure"),
    re_path(
        rf"^internal/disclosures/{NUMBER}/(?P<element>[-\w]+)\.(?P<form>xlsx|csv)$",
        _inside(records.internal_table),
        name="internal-table",
    ),
    re_path(
        rf"^internal/files/{NUMBER}/{DIGEST}(?:/(?P<name>.+))?$", _inside(records.internal_file), name="internal-file"
    ),
]

urlpatterns: list[URLPattern] = [
    *_everywhere("", ""),
    *_everywhere("en/", "-en"),
    *FEEDS,
    *FILES,
    *MACHINES,
    *(INTERNAL if "internal" in settings.FACES else ()),
]
