"""Every page kind, in both languages: valid, light, nothing inline, everything translated."""

import gzip
import re
from collections import Counter
from html.parser import HTMLParser

import pytest

from gongkai.site.charts import Point, rate_by_month
from gongkai.site.pages import rendering
from gongkai.site.pages.common import rate
from gongkai.site.pages.frame import LANGUAGES, linked_data
from gongkai.site.pages.rendering import ASSETS, TEMPLATES, render, translator, words_in
from tests.site.samples import KINDS, sample

VOID = {
    "area",
    "base",
    "br",
    "col",
    "embed",
    "hr",
    "img",
    "input",
    "link",
    "meta",
    "source",
    "track",
    "wbr",
    "rect",
    "line",
    "circle",
    "polyline",
}
EACH = [(kind, language) for kind in KINDS for language in LANGUAGES]


class Reader(HTMLParser):
    """Reads a page strictly: every element is closed where it was opened."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: Counter[str] = Counter()
        self.elements: Counter[str] = Counter()
        self.attributes: Counter[str] = Counter()
        self.targets: list[str] = []
        self.headings: list[int] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements[tag] += 1
        assert len({name for name, _ in attrs}) == len(attrs), f"attribute twice in <{tag}>"
        for name, value in attrs:
            self.attributes[name] += 1
            if name == "id":
                self.ids[value or ""] += 1
            if name in {"for", "aria-labelledby"} or (name == "href" and (value or "").startswith("#")):
                self.targets.append((value or "").lstrip("#"))
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements[tag] += 1

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag


@pytest.mark.parametrize(("kind", "language"), EACH)
def test_page_is_well_formed(kind: str, language: str) -> None:
    page = render(sample(kind, language)).decode()
    reader = Reader()
    reader.feed(page)
    assert not reader.open
    assert [name for name, count in reader.ids.items() if count > 1] == []
    assert [name for name in reader.targets if name not in reader.ids] == []
    assert reader.elements["h1"] == reader.elements["main"] == reader.elements["title"] == 1
    assert all(after - before <= 1 for before, after in zip(reader.headings, reader.headings[1:], strict=False))
    assert page.startswith("<!doctype html>\n<html lang=")


@pytest.mark.parametrize(("kind", "language"), EACH)
def test_page_obeys_the_content_security_policy(kind: str, language: str) -> None:
    page = render(sample(kind, language)).decode()
    assert " style=" not in page
    assert "<style" not in page
    assert not re.search(r"\son[a-z]+=", page)
    scripts = re.findall(r"<script([^>]*)>", page)
    assert all("src=" in script or "application/ld+json" in script for script in scripts)
    assert not re.search(r'(?:src|href)="(?:https?:)?//(?!www\.mingchuan\.example)', page)


@pytest.mark.parametrize(("kind", "language"), EACH)
def test_page_is_light(kind: str, language: str) -> None:
    assets = sum((ASSETS / name).stat().st_size for name in ("tokens.css", "gongkai.css", "theme.js", "seal.svg"))
    assert len(render(sample(kind, language))) + assets < 120_000


def test_the_styles_of_both_faces_are_small() -> None:
    styles = b"".join((ASSETS / name).read_bytes() for name in ("tokens.css", "gongkai.css", "workbench.css"))
    assert len(gzip.compress(styles)) < 30_000


@pytest.mark.parametrize("kind", KINDS)
def test_required_site_and_column_tags_are_there(kind: str) -> None:
    page = render(sample(kind, "zh")).decode()
    for name in (
        "SiteName",
        "SiteDomain",
        "SiteIDCode",
        "ColumnName",
        "ColumnDescription",
        "ColumnKeywords",
        "ColumnType",
    ):
        assert re.search(rf'<meta name="{name}" content="[^"]+">', page), name


def test_article_tags_of_a_disclosure() -> None:
    page = render(sample("disclosure", "zh")).decode()
    assert '<meta name="ArticleTitle" content="石桥村 2026 年第三季度财务收支公开">' in page
    assert '<meta name="PubDate" content="2026-10-15 09:12">' in page
    assert '<meta name="ContentSource" content="石桥村村民委员会">' in page
    assert '<link rel="canonical" href="https:&#x2f;&#x2f;www.mingchuan.example&#x2f;disclosures' in page
    assert 'type="application/atom+xml"' in page


def test_rendering_is_pure() -> None:
    assert render(sample("disclosure", "zh")) == render(sample("disclosure", "zh"))


def test_a_word_that_needs_escaping_is_escaped(monkeypatch: pytest.MonkeyPatch) -> None:
    """Words are written into the template when it is loaded; those with a character of HTML or of templates are not."""
    monkeypatch.setattr(rendering, "translator", lambda _language: lambda word: f"{word} <b>&'/{{{{ 1 }}}}")
    rendering.environment.cache_clear()
    try:
        body = rendering.render(sample("error", "en")).decode()
    finally:
        rendering.environment.cache_clear()
    assert "跳到正文 &lt;b&gt;&amp;&#x27;&#x2f;{{ 1 }}" in body
    assert "<b>" not in body


def test_linked_data_cannot_leave_its_element() -> None:
    page = render(sample("disclosure", "zh")).decode()
    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', page)
    assert block is not None
    assert "\\u003c/script\\u003e" in block[1]
    assert "<" not in str(linked_data({"name": "<!--<script>"}))


def test_every_word_of_the_templates_has_an_english_one() -> None:
    say = translator("en")
    used = {word for file in TEMPLATES.glob("*.html") for word in words_in(file.read_text("utf-8"))}
    assert len(used) > 100
    assert sorted(word for word in used if say(word) == word) == []


@pytest.mark.parametrize(
    ("met", "due", "percent"),
    [(0, 0, ""), (0, 3, "0.0"), (3, 3, "100.0"), (1999, 2000, "99.9"), (99_999, 100_000, "99.9")],
)
def test_a_rate_is_never_rounded_up(met: int, due: int, percent: str) -> None:
    assert rate("", met, due).percent == percent


def test_chart_needs_two_months_and_names_itself() -> None:
    assert rate_by_month([Point("1 月", 90.0), Point("2 月", None)], title="x") == ""
    picture = str(rate_by_month([Point("1 月", 90.0), Point("2 月", 100.0)], title="<各月>"))
    assert 'aria-label="&lt;各月&gt;"' in picture
    assert picture.count("<circle") == 2
