"""What every page has around its subject: title, breadcrumb, alternates, feeds, metadata, the site's own facts."""

import json
from dataclasses import dataclass
from typing import Any, Literal

from minijinja import safe

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")
HTML_LANGUAGE = {"zh": "zh-Hans", "en": "en"}


@dataclass(frozen=True, slots=True)
class Site:
    """Facts of the whole site, from the settings.

    Args:
        name: standard name of the site (规范名称), shown in the header and in ``SiteName``.
        name_en: English name.
        origin: scheme and host without a trailing slash, e.g. ``https://www.mingchuan.gov.cn``.
        identifier: 网站标识码, ten digits.
        host_unit: 主办单位.
        record_number: ICP 备案号; empty when there is none.
        police_number: 公安备案号; empty when there is none.
        phone: contact telephone.
    """

    name: str
    name_en: str
    origin: str
    identifier: str
    host_unit: str
    host_unit_en: str = ""
    record_number: str = ""
    police_number: str = ""
    phone: str = ""

    @property
    def domain(self) -> str:
        """The host name alone."""
        return self.origin.split("//", 1)[-1]


@dataclass(frozen=True, slots=True)
class Link:
    """A labelled address; without ``href`` it is the page itself."""

    label: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed a reader can subscribe to."""

    title: str
    atom: str
    rss: str


@dataclass(frozen=True, slots=True)
class Article:
    """What 国办发〔2017〕47号 wants told of an article page.

    Args:
        published: ``YYYY-MM-DD HH:MM``, local time.
    """

    title: str
    published: str
    source: str
    keywords: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """What 国办发〔2017〕47号 wants told of the column a page stands in."""

    name: str
    description: str
    keywords: str
    type: str


@dataclass(frozen=True, slots=True)
class Frame:
    """Everything around the subject of a page.

    Args:
        site: the site's facts.
        language: language of the interface.
        path: address of the page without the language prefix, beginning with a slash.
        title: title without the site's name.
        section: which entry of the navigation is current (``home``, ``statutory``, ``units``, …).
        alternates: whether the page exists in the other language too.
        index: whether search engines may index it.
        private: the page is shown behind log-in: no canonical address, no feeds, a line saying so.
    """

    site: Site
    language: Language
    path: str
    title: str
    section: str
    column: Column
    description: str = ""
    crumbs: tuple[Link, ...] = ()
    article: Article | None = None
    feeds: tuple[Feed, ...] = ()
    json_ld: str = ""
    alternates: bool = True
    index: bool = True
    private: bool = False

    @property
    def prefix(self) -> str:
        """What addresses begin with in this language: nothing in Chinese, ``/en`` in English."""
        return "" if self.language == "zh" else "/en"

    @property
    def canonical(self) -> str:
        """The full address of this page."""
        return f"{self.site.origin}{self.prefix}{self.path}"


def address(language: Language, path: str) -> str:
    """The address of ``path`` in a language, e.g. ``/en/units/``."""
    return path if language == "zh" else f"/en{path}"


_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def linked_data(value: dict[str, Any]) -> str:
    """JSON-LD that can stand inside a script element: no character of it can end the element."""
    text = _JSON.encode({"@context": "https://schema.org", **value})
    return safe(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))
