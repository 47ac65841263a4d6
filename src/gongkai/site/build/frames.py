"""Frames: what stands around the subject of a page, built the same way for every page kind."""

from functools import lru_cache

from django.conf import settings

from gongkai.site import addresses
from gongkai.site.pages.frame import HTML_LANGUAGE, Column, Feed, Frame, Language, Link, Site, address, linked_data
from gongkai.site.pages.rendering import translator

COLUMN_WORDS = {
    "home": ("首页", "政务公开首页"),
    "statutory": ("法定主动公开内容", "依法主动公开的政府信息"),
    "units": ("公开单位", "各单位公开的政府信息"),
    "duties": ("公开事项", "公开事项标准目录"),
    "rates": ("公开率", "公开义务的履行情况"),
    "requests": ("依申请公开", "政府信息公开申请指引"),
    "search": ("搜索", "站内搜索"),
    "": ("政务公开", "政务公开"),
}


def site() -> Site:
    """The site's facts, from the settings."""
    return _site(tuple(settings.SITE.items()))


@lru_cache(maxsize=4)
def _site(items: tuple[tuple[str, str], ...]) -> Site:
    facts = dict(items)
    return Site(
        name=facts["name"],
        name_en=facts["name_en"],
        origin=facts["base_url"],
        identifier=facts["code"],
        host_unit=facts["organiser"],
        host_unit_en=facts["organiser_en"],
        record_number=facts["icp"],
        police_number=facts["police"],
        phone=facts["phone"],
    )


@lru_cache(maxsize=64)
def column(section: str, name: str = "") -> Column:
    """The column tags of 国办发〔2017〕47号; always Chinese, for the monitors that read them."""
    given, description = COLUMN_WORDS[section]
    kinds = {
        "statutory": "政策文件",
        "units": "政策文件",
        "duties": "政策文件",
        "rates": "数据发布",
        "requests": "互动交流",
    }
    return Column(name or given, description, f"政务公开,政府信息公开,{name or given}", kinds.get(section, "概况信息"))


def crumbs(language: Language, *links: Link) -> tuple[Link, ...]:
    """The way from the first page; the last link is this page and has no address."""
    return (Link(translator(language)("首页"), address(language, addresses.HOME)), *links)


def feed(title: str, place: addresses.ListAddress) -> Feed:
    """The two feeds of a list; their content is the same in every language."""
    return Feed(title, place.atom, place.rss)


def frame(language: Language, path: str, title: str, section: str, **more: object) -> Frame:
    """A frame with the column of its section."""
    values: dict[str, object] = {"column": column(section), **more}
    return Frame(site=site(), language=language, path=path, title=title, section=section, **values)  # type: ignore[arg-type]


def page_data(language: Language, path: str, title: str, crumbs: tuple[Link, ...], kind: str = "WebPage") -> str:
    """What a page without a subject of its own tells machines: its name, its place, the site it belongs to.

    Args:
        language: of the page.
        path: address without the language.
        title: its name.
        crumbs: the way to it; the last one is the page itself.
        kind: type of schema.org.
    """
    facts = site()
    here = f"{facts.origin}{address(language, path)}"
    steps = [
        {
            "@type": "ListItem",
            "position": number,
            "name": one.label,
            "item": f"{facts.origin}{one.href}" if one.href else here,
        }
        for number, one in enumerate(crumbs, start=1)
    ]
    return linked_data(
        {
            "@type": kind,
            "name": title,
            "url": here,
            "inLanguage": HTML_LANGUAGE[language],
            "isPartOf": {"@type": "WebSite", "name": facts.name, "url": f"{facts.origin}/"},
            "breadcrumb": {"@type": "BreadcrumbList", "itemListElement": steps},
        }
    )
