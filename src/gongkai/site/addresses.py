"""Every public address, in one place. Addresses never change: what was printed on a poster must stay true."""

from dataclasses import dataclass
from urllib.parse import quote

HOME = "/"
UNITS = "/units/"
DUTIES = "/duties/"
DISCLOSURES = "/disclosures/"
CATEGORIES = "/categories/"
TOPICS = "/topics/"
YEARS = "/years/"
RATES = "/rates/"
OVERDUE = "/rates/overdue/"
SEARCH = "/search/"
REQUESTS = "/requests/"
ABOUT = "/about/"
FEEDS = "/feeds/"
INTERNAL = "/internal/"


def disclosure(index_number: str) -> str:
    """The page of a disclosure."""
    return f"/disclosures/{index_number}/"


def unit(code: str) -> str:
    """The page of a unit."""
    return f"/units/{code}/"


def duty(code: str) -> str:
    """The page of a duty."""
    return f"/duties/{code}/"


def category(code: str) -> str:
    """The list of a category."""
    return f"/categories/{code}/"


def topic(code: str) -> str:
    """The list of a topic."""
    return f"/topics/{code}/"


def statutory(part: str) -> str:
    """One of the statutory columns: guide, rules, content, reports."""
    return f"/statutory/{part}/"


def files(index_number: str) -> str:
    """Where the files of a disclosure are."""
    return f"/files/{index_number}/"


def file(index_number: str, sha256: str, name: str) -> str:
    """An attachment of a disclosure; the digest finds it, the name is for the reader."""
    return f"{files(index_number)}{sha256}/{quote(name, safe='')}"


@dataclass(frozen=True, slots=True)
class ListAddress:
    """A list by its key: ``all``, ``unit:12``, ``duty:7``, ``category:finance``, ``topic:04``, ``year:2026``.

    Args:
        key: the key of the listing.
        base: address of its newest page.
    """

    key: str
    base: str

    def page(self, number: int) -> str:
        """The address of a numbered page; 1 is the oldest."""
        return f"{self.base}pages/{number}/"

    @property
    def atom(self) -> str:
        """The Atom feed."""
        return f"{self.base}feed.atom"

    @property
    def rss(self) -> str:
        """The RSS feed."""
        return f"{self.base}feed.rss"


EVERYTHING = ListAddress("all", DISCLOSURES)


def unit_list(key: int, code: str) -> ListAddress:
    """The list of a unit."""
    return ListAddress(f"unit:{key}", f"/units/{code}/disclosures/")


def duty_list(key: int, code: str) -> ListAddress:
    """The list of a duty."""
    return ListAddress(f"duty:{key}", f"/duties/{code}/disclosures/")


def category_list(code: str) -> ListAddress:
    """The list of a category."""
    return ListAddress(f"category:{code}", category(code))


def topic_list(code: str) -> ListAddress:
    """The list of a topic."""
    return ListAddress(f"topic:{code}", topic(code))


def year_list(year: int) -> ListAddress:
    """The list of a year of publication."""
    return ListAddress(f"year:{year}", f"/years/{year}/")
