"""Saved pages of an existing government site, read into articles with their files, links and old addresses."""

from gongkai.intake.pages.model import (
    Link,
    LinkKind,
    NotUnderstood,
    PageKind,
    PageLimits,
    Recognised,
    SavedPage,
    SiteItem,
)
from gongkai.intake.pages.rewriting import rewritten
from gongkai.intake.pages.site import read_page, read_site

__all__ = [
    "Link",
    "LinkKind",
    "NotUnderstood",
    "PageKind",
    "PageLimits",
    "Recognised",
    "SavedPage",
    "SiteItem",
    "read_page",
    "read_site",
    "rewritten",
]
