"""Pages that say what went wrong and what to do."""

from dataclasses import dataclass
from typing import ClassVar

from gongkai.site.pages.frame import Frame, Link


@dataclass(frozen=True, slots=True)
class ErrorPage:
    """Context of an error page."""

    template: ClassVar[str] = "error.html"
    frame: Frame
    heading: str
    paragraphs: tuple[str, ...]
    links: tuple[Link, ...]
    search: bool = True
