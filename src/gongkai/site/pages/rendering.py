"""From a context to bytes."""

import gettext
import hashlib
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Protocol

from minijinja import Environment, safe

from gongkai.site.pages.frame import HTML_LANGUAGE, Frame, Language

ROOM = Path(__file__).resolve().parent.parent
TEMPLATES = ROOM / "templates" / "public"
ASSETS = ROOM / "static" / "gongkai"
_WORDS = re.compile(r"""\bt\("([^"\\]*)"\)""")
_ALONE = re.compile(r"""\{\{ "([^"\\&<>'/{}%#]*)" \}\}""")  # a word that stands for itself and needs no escaping


class Context(Protocol):
    """Any page context: a frozen dataclass with a frame that names its template."""

    @property
    def template(self) -> str:
        """File name of the template."""

    @property
    def frame(self) -> Frame:
        """What stands around the page."""


def words_in(template: str) -> list[str]:
    """The interface words a template shows, for the catalogue."""
    return _WORDS.findall(template)


@cache
def translator(language: Language) -> Callable[[str], str]:
    """The function that puts interface words into a language; Chinese is the language of the words themselves."""
    if language == "zh":
        return str
    catalogue = gettext.translation("django", ROOM.parent / "locale", languages=[language])
    return catalogue.gettext


@cache
def asset(name: str) -> str:
    """The address of a style or script, marked with its content so that browsers may keep it for ever."""
    digest = hashlib.sha256((ASSETS / name).read_bytes()).hexdigest()[:10]
    return f"/static/gongkai/{name}?v={digest}"


@cache
def environment(language: Language) -> Environment:
    """The templates of one language.

    The words of ``t("…")`` are exchanged when a template is loaded, so a page costs no look-ups; the extraction for
    the catalogue reads the same calls.
    """
    t = translator(language)

    def load(name: str) -> str | None:
        path = TEMPLATES / name
        if not path.is_file():
            return None
        said = _WORDS.sub(lambda found: '"' + t(found[1]).replace('"', '\\"') + '"', path.read_text("utf-8"))
        return _ALONE.sub(r"\1", said)

    return Environment(
        loader=load,
        globals={
            "html_language": HTML_LANGUAGE[language],
            # What people wrote is Chinese in every language of the interface (WCAG 2.2, 3.1.2).
            "as_written": "" if language == "zh" else safe(f' lang="{HTML_LANGUAGE["zh"]}"'),
            "assets": {"tokens": asset("tokens.css"), "style": asset("gongkai.css"), "script": asset("theme.js")},
        },
        filters={"thousands": "{:,}".format},
        undefined_behavior="strict",
        trim_blocks=True,
        lstrip_blocks=True,
    )


def render(context: Context) -> bytes:
    """The page as UTF-8 HTML. Pure: equal contexts give equal bytes.

    Args:
        context: any page context of this package; its frame names the language.
    """
    page = environment(context.frame.language).render_template(context.template, page=context, frame=context.frame)
    return page.encode()
