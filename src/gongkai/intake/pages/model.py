"""What is found in a saved site: articles, pages that are no articles, and what could not be understood."""

import datetime as dt
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TypeAlias

from gongkai.intake.limits import MEGABYTE
from gongkai.rulebook.objections import Objection
from gongkai.rulebook.text import Text
from gongkai.rulebook.vocabulary.labelled import Labelled


class LinkKind(Labelled):
    """Where a link of an article leads."""

    INNER = "inner", "站内网页", "Page of the site"
    ATTACHMENT = "attachment", "附件或图片", "File or picture"
    EXTERNAL = "external", "站外链接", "Other site"
    DEAD = "dead", "未保存的站内地址", "Address of the site that was not saved"


class PageKind(Labelled):
    """What a page is that is recognised and is no article."""

    LIST = "list", "栏目列表页", "List of a column"
    NAVIGATION = "navigation", "首页或导航页", "Home or navigation page"
    REDIRECT = "redirect", "跳转页", "Forwarding page"
    ERROR = "error", "错误提示页", "Error page"
    DUPLICATE = "duplicate", "重复网页", "The same page again"


@dataclass(frozen=True, slots=True)
class PageLimits:
    """Caps for one page: page_bytes as saved; elements of it; links listed of one article."""

    page_bytes: int = 8 * MEGABYTE
    elements: int = 150_000
    links: int = 5_000


@dataclass(frozen=True, slots=True)
class Link:
    """A link or picture in an article.

    Arguments: kind; original, as written; address, made absolute as far as the old address of the page is known;
    target, the file in the folder or archive, for inner pages and attachments; text, the words of the link; picture.
    """

    kind: LinkKind
    original: str
    address: str
    target: PurePosixPath | None = None
    text: str = ""
    picture: bool = False


@dataclass(frozen=True, slots=True)
class SavedPage:
    """One article.

    Arguments: path, of the file; title; body, safe HTML whose links are numbered (see ``rewritten``); produced and
    published, dates; source, who wrote it; publisher, the unit that disclosed it; document_number in the form of GB/T
    9704 where it can be read, else as printed; index_number; column; breadcrumb, columns from the top; links, in the
    order of their numbers; old_address, where it stood; other_addresses, where it stood as well; encoding; printed,
    every metadata label with its value as on the page; evidence, from where each value was taken; doubts, what a
    person should look at.
    """

    path: PurePosixPath
    title: str
    body: str
    produced: dt.date | None = None
    published: dt.date | None = None
    source: str = ""
    publisher: str = ""
    document_number: str = ""
    index_number: str = ""
    column: str = ""
    breadcrumb: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    old_address: str = ""
    other_addresses: tuple[str, ...] = ()
    encoding: str = "utf-8"
    printed: tuple[tuple[str, str], ...] = ()
    evidence: tuple[tuple[str, str], ...] = ()
    doubts: tuple[Objection, ...] = ()

    @property
    def attachments(self) -> tuple[Link, ...]:
        """The links to files, pictures left out."""
        return tuple(link for link in self.links if link.kind is LinkKind.ATTACHMENT and not link.picture)


@dataclass(frozen=True, slots=True)
class Recognised:
    """A page that is no article: a list, a home page, a forwarding page, or an article seen before.

    Arguments: path; kind; reason; old_address and other_addresses, for redirects; of, the page it repeats or forwards
    to, where known.
    """

    path: PurePosixPath
    kind: PageKind
    reason: Text
    old_address: str = ""
    of: PurePosixPath | None = None
    other_addresses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """A file that looks like a page and gave no article; a person has to look at it."""

    path: PurePosixPath
    reason: Objection
    old_address: str = ""


SiteItem: TypeAlias = SavedPage | Recognised | NotUnderstood
