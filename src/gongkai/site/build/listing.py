"""Lists into pages and feeds."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from gongkai.rulebook.vocabulary import Category, Topic
from gongkai.site import addresses
from gongkai.site.addresses import ListAddress
from gongkai.site.build import words
from gongkai.site.build.frames import column, crumbs, feed, frame, page_data
from gongkai.site.pages.common import Choice, Entry, Pager, Tag
from gongkai.site.pages.feeds import FeedEntry, FeedPage
from gongkai.site.pages.frame import Language, Link, address
from gongkai.site.pages.listing import ListingPage
from gongkai.site.pages.rendering import translator
from gongkai.site.queries.listings import PER_PAGE, Line, last_page, page_of


@dataclass(frozen=True, slots=True)
class Sort:
    """What a list is called and where it stands.

    Args:
        place: key and address.
        title: in Chinese.
        title_en: in English; the Chinese one when empty.
        section: entry of the navigation.
        above: the page above it, label and address, in Chinese.
        feeds: whether the list can be subscribed to.
    """

    place: ListAddress
    title: str
    title_en: str
    section: str
    above: tuple[str, str] | None = None
    feeds: bool = True

    def name(self, language: Language) -> str:
        """The title in a language."""
        return self.title_en if language == "en" and self.title_en else self.title


def everything() -> Sort:
    """All disclosures."""
    return Sort(addresses.EVERYTHING, "全部公开信息", "Everything published", "statutory")


def of_category(code: str) -> Sort:
    """Disclosures of a category of duties."""
    title = Category(code).label
    return Sort(
        addresses.category_list(code),
        title.zh,
        title.en,
        "statutory",
        ("法定主动公开内容", addresses.statutory("content")),
    )


def of_topic(code: str) -> Sort:
    """Disclosures of one of the 22 topics."""
    title = Topic(code).label
    return Sort(
        addresses.topic_list(code), title.zh, title.en, "statutory", ("按主题查", addresses.TOPICS), feeds=False
    )


def of_year(year: int) -> Sort:
    """Disclosures published in a year."""
    return Sort(
        addresses.year_list(year),
        f"{year}年公开",
        f"Published in {year}",
        "statutory",
        ("按年份查", addresses.YEARS),
        feeds=False,
    )


def of_unit(key: int, code: str, name: str, name_en: str) -> Sort:
    """Disclosures of a unit."""
    return Sort(addresses.unit_list(key, code), name, name_en, "units", (name, addresses.unit(code)))


def of_duty(key: int, code: str, title: str, title_en: str) -> Sort:
    """Disclosures of a duty."""
    return Sort(addresses.duty_list(key, code), title, title_en, "duties", (title, addresses.duty(code)))


def entry(line: Line, language: Language) -> Entry:
    """A line of a list, the same in all of them. It says nothing that depends on the day it is read."""
    t = translator(language)
    href = address(language, addresses.disclosure(line.index_number))
    day = str(line.published_on)
    unit = line.unit_en if language == "en" and line.unit_en else line.unit
    if line.withdrawn:
        return Entry(t("这条公开信息已撤回"), href, day, unit, gone=True)
    tag = None
    if line.state == "superseded":
        tag = Tag("na", t("已被替代"))
    elif line.posted_until:
        tag = Tag("na", t("公示至 {day}").format(day=line.posted_until))
    return Entry(line.title, href, day, f"{unit} · {words.label(Category, line.category, language)}", tag)


Telling = Callable[[Line, Language], Entry]


def _siblings(sort: Sort, language: Language) -> tuple[tuple[Choice, ...], str]:
    if not sort.place.key.startswith("category:"):
        return (), ""
    chosen = tuple(
        Choice(
            one.label.text(language),
            address(language, addresses.category(one)),
            current=sort.place.key.endswith(f":{one}"),
        )
        for one in Category
    )
    return chosen, translator(language)("类别")


def page(
    sort: Sort, lines: Sequence[Line], size: int, number: int, language: Language, *, told: Telling = entry
) -> ListingPage:
    """A page of a list.

    Args:
        sort: which list.
        lines: its entries, newest first.
        size: entries of the whole list.
        number: of the page, counted from the oldest; 0 is the newest view.
        language: of the interface.
        told: makes the entries; whoever writes many lists gives one that remembers.
    """
    t = translator(language)
    place, base = sort.place, address(language, sort.place.base)

    def at(wanted: int) -> str:
        return address(language, place.page(wanted))

    title = sort.name(language)
    if number:
        newer = at(number + 1) if number < last_page(size) else base
        pager = Pager(number, at(number - 1) if number > 1 else "", newer, at(1))
        path, shown = place.page(number), f"{title} · {t('第 {n} 页').format(n=number)}"
    else:
        older = at(page_of(size - PER_PAGE - 1)) if size > PER_PAGE else ""
        pager = Pager(0, older, "", at(1), last_page(size), size)
        path, shown = place.base, title
    siblings, label = _siblings(sort, language)
    above = () if sort.above is None else (Link(t(sort.above[0]), address(language, sort.above[1])),)
    way = crumbs(language, *above, Link(shown))
    return ListingPage(
        frame=frame(
            language,
            path,
            shown,
            sort.section,
            column=column(sort.section, sort.title),
            description=t("{title}：公开的政府信息，最新在前。").format(title=title),
            crumbs=way,
            json_ld=page_data(language, path, shown, way, "CollectionPage"),
            feeds=(feed(sort.title, place),) if sort.feeds else (),
            index=number == 0,
        ),
        heading=title,
        note="",
        entries=tuple(told(line, language) for line in lines),
        pager=pager,
        siblings=siblings,
        siblings_label=label,
    )


def feed_page(sort: Sort, lines: Sequence[Line], origin: str, site_name: str) -> FeedPage:
    """The feed of a list: its newest entries that are still public."""
    kept = [line for line in lines if not line.withdrawn]
    moments = [line.moment for line in lines]
    return FeedPage(
        title=f"{sort.title} · {site_name}",
        home=f"{origin}{sort.place.base}",
        atom=f"{origin}{sort.place.atom}",
        rss=f"{origin}{sort.place.rss}",
        updated=max(moments).isoformat() if moments else "1970-01-01T00:00:00+00:00",
        built=words.http_date(max(moments)) if moments else "Thu, 01 Jan 1970 00:00:00 GMT",
        entries=tuple(
            FeedEntry(
                title=line.title,
                href=f"{origin}{addresses.disclosure(line.index_number)}",
                published=line.published_at.isoformat(),
                updated=line.moment.isoformat(),
                date=words.http_date(line.published_at),
                author=line.unit,
                category=Category(line.category).label.zh,
                summary=line.summary,
            )
            for line in kept
        ),
    )
