"""Numbered pages of lists, their English versions, empty lists and feeds, and the directories that lead to them."""

from collections.abc import Callable
from datetime import UTC, datetime

from django.http import Http404

from gongkai.rulebook.vocabulary import Category, Topic
from gongkai.site import addresses
from gongkai.site.actions import Made
from gongkai.site.build import listing
from gongkai.site.build.frames import crumbs, frame, page_data, site
from gongkai.site.build.listing import Sort
from gongkai.site.on_demand.making import made, today
from gongkai.site.pages.common import Choice
from gongkai.site.pages.feeds import render_feed
from gongkai.site.pages.frame import Feed, Language, Link, address
from gongkai.site.pages.listing import DirectoryPage, Group
from gongkai.site.pages.rendering import translator
from gongkai.site.queries import directory, listings

NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def _unit(code: str) -> Sort:
    unit = directory.unit(code)
    if unit is None:
        raise Http404
    return listing.of_unit(unit.pk, unit.code, unit.label, unit.name_en)


def _duty(code: str) -> Sort:
    duty = directory.duty(code)
    if duty is None:
        raise Http404
    return listing.of_duty(duty.pk, duty.code, duty.title, duty.title_en)


def _category(code: str) -> Sort:
    if code not in Category.codes():
        raise Http404
    return listing.of_category(code)


def _topic(code: str) -> Sort:
    if code not in Topic.codes():
        raise Http404
    return listing.of_topic(code)


def _year(code: str) -> Sort:
    sort = listing.of_year(int(code))
    if not listings.size_of(sort.place.key):
        raise Http404
    return sort


SORTS: dict[str, Callable[[str], Sort]] = {
    "all": lambda _: listing.everything(),
    "unit": _unit,
    "duty": _duty,
    "category": _category,
    "topic": _topic,
    "year": _year,
}


def page(language: Language, at: datetime, sort: str, code: str = "", number: int = 0) -> Made:
    """A page of a list; number 0 is the newest view.

    A numbered page says when it was last changed by its entries, so that it is the same whenever it is rendered.
    """
    chosen = SORTS[sort](code)
    key = chosen.place.key
    size = listings.size_of(key)
    if number > listings.last_page(size):
        raise Http404
    lines = listings.numbered(key, number) if number else listings.newest([key])[key]
    modified = max((line.moment for line in lines), default=NEVER)
    return made(listing.page(chosen, lines, size, number, language), f"list:{key}", modified)


def numbered(language: Language, at: datetime, sort: str, number: int, code: str = "") -> Made:
    """A numbered page of a list; 1 is the oldest."""
    if number < 1:
        raise Http404
    return page(language, at, sort, code, number)


def feed(language: Language, at: datetime, sort: str, form: str, code: str = "") -> Made:
    """A feed of a list; those that have entries were written when they were published."""
    chosen = SORTS[sort](code)
    if not chosen.feeds:
        raise Http404
    facts = site()
    key = chosen.place.key
    lines = listings.newest([key])[key]
    content = listing.feed_page(chosen, lines, facts.origin, facts.name)
    modified = max((line.moment for line in lines), default=NEVER)
    return Made(
        path=chosen.place.atom if form == "atom" else chosen.place.rss,
        body=render_feed(content, "atom" if form == "atom" else "rss"),
        scope=f"list:{key}",
        modified=modified,
        content_type=f"application/{form}+xml; charset=utf-8",
        lazy=True,
    )


def topics(language: Language, at: datetime) -> Made:
    """The 22 topics."""
    t = translator(language)
    sizes = listings.sizes_like("topic:")
    choices = tuple(
        Choice(one.label.text(language), address(language, addresses.topic(one)), str(sizes.get(one.value, "")))
        for one in Topic
    )
    return _directory(
        language,
        at,
        addresses.TOPICS,
        title=t("按主题查"),
        note=t("国务院办公厅信息公开目录的 22 个主题。"),
        groups=(Group(t("主题分类"), choices),),
    )


def years(language: Language, at: datetime) -> Made:
    """The years in which something was published, the newest first."""
    t = translator(language)
    sizes = listings.sizes_like("year:")
    choices = tuple(
        Choice(year, address(language, f"/years/{year}/"), str(sizes[year])) for year in sorted(sizes, reverse=True)
    )
    return _directory(
        language, at, addresses.YEARS, title=t("按年份查"), note="", groups=(Group(t("公开年份"), choices),)
    )


def categories(language: Language, at: datetime) -> Made:
    """The categories of duties."""
    t = translator(language)
    sizes = listings.sizes_like("category:")
    choices = tuple(
        Choice(one.label.text(language), address(language, addresses.category(one)), str(sizes.get(one.value, "")))
        for one in Category
    )
    return _directory(
        language, at, addresses.CATEGORIES, title=t("按类别查"), note="", groups=(Group(t("类别"), choices),)
    )


def feeds(language: Language, at: datetime) -> Made:
    """Every feed there is."""
    t = translator(language)

    def links(sorts: list[Sort]) -> tuple[Feed, ...]:
        return tuple(Feed(sort.name(language), sort.place.atom, sort.place.rss) for sort in sorts)

    on = today(at)
    units = [listing.of_unit(one.pk, one.code, one.label, one.name_en) for one in directory.active_units(on)]
    duties = [listing.of_duty(one.pk, one.code, one.title, one.title_en) for one in directory.duties_in_force(on)]
    groups = (
        Group(t("全部"), feeds=links([listing.everything()])),
        Group(t("类别"), feeds=links([listing.of_category(one) for one in Category])),
        Group(t("公开事项"), feeds=links(duties)),
        Group(t("单位"), feeds=links(units) if len(units) <= 200 else ()),
    )
    note = t("用任何订阅软件打开下面的地址，有新的公开就会收到。单位页和事项页上也有各自的订阅地址。")
    return _directory(
        language, at, addresses.FEEDS, title=t("订阅"), note=note, groups=tuple(one for one in groups if one.feeds)
    )


def _directory(
    language: Language, at: datetime, path: str, *, title: str, note: str, groups: tuple[Group, ...]
) -> Made:
    way = crumbs(language, Link(title))
    data = page_data(language, path, title, way, "CollectionPage")
    context = DirectoryPage(
        frame=frame(language, path, title, "statutory", crumbs=way, description=note, json_ld=data),
        heading=title,
        note=note,
        groups=groups,
    )
    return made(context, "home", at)
