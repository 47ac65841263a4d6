"""The first page."""

from collections import Counter
from datetime import datetime

from gongkai.rulebook.vocabulary import Category, UnitKind
from gongkai.site import addresses
from gongkai.site.actions import Made
from gongkai.site.build import words
from gongkai.site.build.frames import feed, frame, site
from gongkai.site.build.listing import entry
from gongkai.site.build.owed import aspects, overall, owed
from gongkai.site.on_demand import units
from gongkai.site.on_demand.making import made, today
from gongkai.site.pages.common import Choice, Entry, Tag
from gongkai.site.pages.frame import Language, Link, address, linked_data
from gongkai.site.pages.home import Entrance, HomePage
from gongkai.site.pages.rendering import translator
from gongkai.site.queries import figures, listings, records
from gongkai.site.queries.directory import active_units

NEWEST, OVERDUE, WINDOWS = 12, 5, 4


def _entrances(language: Language) -> tuple[Entrance, ...]:
    t = translator(language)
    notes = {
        Category.AUTHORITY: t("决策、审批、重大项目"),
        Category.FINANCE: t("预决算、采购、收费、接待"),
        Category.PERSONNEL: t("招录、任前公示、编制"),
        Category.HOT_ISSUE: t("教育收费、药价、救助、征地"),
        Category.VILLAGE: t("村级财务、村务决策"),
        Category.PUBLIC_SERVICE: t("办事指南、停水停电、医疗教育"),
        Category.INSTITUTION: t("指南、制度、年报、责任制"),
    }
    return tuple(
        Entrance(one.label.text(language), address(language, addresses.category(one)), notes[one]) for one in Category
    )


def _frequent(language: Language) -> tuple[Link, ...]:
    searches = ("义务教育收费", "低保名单", "部门预算", "征地公告", "停水停电")
    return tuple(Link(word, f"{address(language, addresses.SEARCH)}?q={word}") for word in searches)


def _windows(language: Language, at: datetime) -> tuple[Entry, ...]:
    t = translator(language)
    return tuple(
        Entry(
            one.title,
            address(language, addresses.disclosure(one.index_number or "")),
            str(one.published_on),
            units.label(one.unit, language),
            Tag("soon", t("公示至 {day}").format(day=one.posted_until)),
        )
        for one in records.running_windows(today(at))[:WINDOWS]
    )


def page(language: Language, at: datetime) -> Made:
    """The first page: figures of this month and this year, what is new, what is missing."""
    on = today(at)
    t = translator(language)
    month = figures.month_figures(on)
    year = figures.rate(figures.obligations(figures.year_of(on)), on)
    late = figures.overdue(on)
    newest = listings.newest([addresses.EVERYTHING.key])[addresses.EVERYTHING.key]
    kinds = Counter(unit.kind for unit in active_units(on))
    facts = site()
    context = HomePage(
        frame=frame(
            language,
            addresses.HOME,
            t("首页"),
            "home",
            description=t("{name}：依法公开的政府信息，以及应公开而未公开的事项。").format(
                name=facts.name_en if language == "en" else facts.name
            ),
            feeds=(feed(facts.name, addresses.EVERYTHING),),
            json_ld=linked_data(
                {
                    "@type": "WebSite",
                    "name": facts.name,
                    "alternateName": facts.name_en,
                    "url": f"{facts.origin}/",
                    "publisher": {"@type": "GovernmentOrganization", "name": facts.host_unit},
                    "potentialAction": {
                        "@type": "SearchAction",
                        "target": {
                            "@type": "EntryPoint",
                            "urlTemplate": f"{facts.origin}{addresses.SEARCH}?q={{search_term_string}}",
                        },
                        "query-input": "required name=search_term_string",
                    },
                }
            ),
        ),
        month=words.month_name(on.year, on.month, language),
        due=month.total,
        published=month.published,
        late=month.overdue,
        open=month.waiting,
        rate=overall(year, t("今年以来"), address(language, addresses.RATES)),
        aspects=aspects(
            year, language, {name: address(language, f"{addresses.RATES}list/{name}/") for name in figures.FIGURES}
        ),
        newest=tuple(entry(line, language) for line in newest[:NEWEST]),
        windows=_windows(language, at),
        overdue=owed(list(late[:OVERDUE]), {}, language, on),
        overdue_total=late.count(),
        frequent=_frequent(language),
        categories=_entrances(language),
        kinds=tuple(
            Choice(kind.label.text(language), f"{address(language, addresses.UNITS)}#{kind}", str(kinds[kind]))
            for kind in UnitKind
            if kinds[kind]
        ),
        as_of=words.minute(at),
    )
    return made(context, "home", at, daily=True)
