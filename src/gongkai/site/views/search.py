"""Search: words, phrases, filters with counts, newest or most relevant, marked excerpts."""

from dataclasses import dataclass, replace
from datetime import date
from time import perf_counter
from urllib.parse import urlencode

import structlog
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from minijinja import safe

from gongkai.rulebook.vocabulary import Category, Topic
from gongkai.site import addresses, indexing
from gongkai.site.build import words
from gongkai.site.build.frames import crumbs, frame
from gongkai.site.on_demand import duties, units
from gongkai.site.pages.common import Choice
from gongkai.site.pages.frame import Language, Link, address
from gongkai.site.pages.rendering import render, translator
from gongkai.site.pages.search import Facet, Hit, SearchPage
from gongkai.site.queries import directory
from gongkai.site.responses import language_of
from gongkai.site.search import FacetCount, SearchAnswer, SearchHit, SearchRequest, search

log = structlog.get_logger(__name__)
MOST_CHOICES = 12


@dataclass(frozen=True, slots=True)
class Asked:
    """The search as its address says it; unknown and broken values count as not given."""

    q: str = ""
    unit: str = ""
    duty: str = ""
    category: str = ""
    topic: str = ""
    year: str = ""
    date_from: str = ""
    date_to: str = ""
    order: str = ""
    page: int = 1

    def query(self, **changes: object) -> str:
        """The query string with changes; without page unless it is given."""
        new = replace(self, **{"page": 1, **changes})  # type: ignore[arg-type]
        pairs = (
            ("q", new.q), ("unit", new.unit), ("duty", new.duty), ("category", new.category), ("topic", new.topic),
            ("year", new.year), ("from", new.date_from), ("to", new.date_to), ("order", new.order),
            ("page", str(new.page) if new.page > 1 else ""),
        )  # fmt: skip
        return "?" + urlencode([pair for pair in pairs if pair[1]])


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def asked(request: HttpRequest) -> Asked:
    """Read the address."""
    given = request.GET
    first, last = given.get("from", "")[:10], given.get("to", "")[:10]
    page = given.get("page", "1")
    return Asked(
        q=given.get("q", "").replace("\x00", "")[:100].strip(),
        unit=given.get("unit", "")[:40],
        duty=given.get("duty", "")[:80],
        category=given.get("category", "") if given.get("category") in Category.codes() else "",
        topic=given.get("topic", "") if given.get("topic") in Topic.codes() else "",
        year=given.get("year", "") if given.get("year", "").isdecimal() and len(given.get("year", "")) == 4 else "",
        date_from=first if _day(first) else "",
        date_to=last if _day(last) else "",
        order="newest" if given.get("order") == "newest" else "",
        page=int(page) if page.isdecimal() and len(page) < 6 else 1,
    )


def page(request: HttpRequest) -> HttpResponse:
    """The search page; nothing that can be typed is an error."""
    wanted = asked(request)
    language = language_of(request)
    t = translator(language)
    answer, problem, started = None, "", perf_counter()
    unit = directory.unit(wanted.unit) if wanted.unit else None
    filtered = bool(
        unit or wanted.duty or wanted.category or wanted.topic or wanted.year or wanted.date_from or wanted.date_to
    )
    if wanted.q or filtered:
        try:
            answer = search(
                indexing.index(),
                SearchRequest(
                    text=wanted.q,
                    unit_id=unit.pk if unit else None,
                    duty=wanted.duty,
                    category=wanted.category,
                    topic=wanted.topic,
                    year=int(wanted.year) if wanted.year else None,
                    date_from=_day(wanted.date_from),
                    date_to=_day(wanted.date_to),
                    order="newest" if wanted.order or not wanted.q else "relevance",
                    page=wanted.page,
                ),
            )
        except Exception as error:  # noqa: BLE001 the index is derived: say so, and the lists still work
            log.warning("search_failed", error=type(error).__name__)
            problem = t("搜索暂时不能用，正在恢复。可以先按单位、类别或年份查。")
    elapsed = t("用时 {ms} 毫秒").format(ms=max(1, round((perf_counter() - started) * 1000))) if answer else ""
    response = HttpResponse(render(_context(wanted, answer, problem, elapsed, language)))
    response["Cache-Control"] = "no-store"
    return response


def _context(wanted: Asked, answer: SearchAnswer | None, problem: str, elapsed: str, language: Language) -> SearchPage:
    t = translator(language)
    title = t("搜索")
    total = answer.total if answer else 0
    number = answer.request.page if answer else 1
    if answer and answer.loosened:
        problem = t("没有完全相符的，下面是含有其中部分词语的。")
    here = f"{addresses.SEARCH}{wanted.query(page=number)}" if answer or problem else addresses.SEARCH
    return SearchPage(
        # The words stand in the address, so that the other language's page answers the same question.
        frame=frame(
            language, here, f"{wanted.q} · {title}" if wanted.q else title, "search", crumbs=crumbs(language, Link(title)), index=False,
        ),
        narrowed=_narrowed(wanted, language),
        query=wanted.q,
        total=total,
        hits=_hits(answer, language) if answer else (),
        facets=_facets(wanted, answer, language) if answer else (),
        orders=(
            Choice(t("最相关"), wanted.query(order=""), current=not wanted.order),
            Choice(t("最新"), wanted.query(order="newest"), current=bool(wanted.order)),
        ) if wanted.q and total else (),
        hidden=tuple(
            (name, value)
            for name, value in (("unit", wanted.unit), ("duty", wanted.duty), ("category", wanted.category), ("topic", wanted.topic), ("year", wanted.year), ("order", wanted.order))
            if value
        ),
        date_from=wanted.date_from,
        date_to=wanted.date_to,
        previous=wanted.query(page=number - 1) if number > 1 else "",
        next=wanted.query(page=number + 1) if answer and number < answer.pages else "",
        elapsed=elapsed,
        problem=problem,
        asked=answer is not None or bool(problem),
        suggestions=tuple(
            Link(one.text, wanted.query(q="", unit=_unit_code(one.unit_id)) if one.unit_id else wanted.query(q=one.text, unit="", duty="", category="", topic="", year="", date_from="", date_to=""))
            for one in (answer.suggestions if answer else ())
        ),
    )  # fmt: skip


def _narrowed(wanted: Asked, language: Language) -> tuple[Choice, ...]:
    """The filters in force; each leads to the same search without it."""
    t = translator(language)
    unit = directory.unit(wanted.unit) if wanted.unit else None
    duty = directory.duty(wanted.duty) if wanted.duty else None
    names = (
        ("unit", t("单位"), units.label(unit, language) if unit else wanted.unit),
        ("duty", t("公开事项"), duties.name(duty, language) if duty else wanted.duty),
        ("category", t("类别"), words.label(Category, wanted.category, language)),
        ("topic", t("主题分类"), words.label(Topic, wanted.topic, language)),
        ("year", t("年份"), wanted.year),
        ("date_from", t("从"), wanted.date_from),
        ("date_to", t("到"), wanted.date_to),
    )
    colon = "：" if language == "zh" else ": "
    return tuple(
        Choice(f"{name}{colon}{value}", wanted.query(**{key: ""})) for key, name, value in names if getattr(wanted, key)
    )


def _unit_code(key: int | None) -> str:
    found = directory.units_by_key([key]) if key else {}
    return found[key].code if key in found else ""


def _hits(answer: SearchAnswer, language: Language) -> tuple[Hit, ...]:
    # The index knows the Chinese name; only English asks for another one.
    known = {} if language == "zh" else directory.units_by_key([hit.document.unit_id for hit in answer.hits])

    def unit_name(hit: SearchHit) -> str:
        unit = known.get(hit.document.unit_id)
        return units.label(unit, language) if unit else hit.document.unit_name

    return tuple(
        Hit(
            title=safe(hit.title_html),
            href=address(language, hit.document.path),
            meta=f"{unit_name(hit)} · {words.label(Category, hit.document.category, language)} · {hit.document.published_on}",
            snippet=safe(hit.snippet_html),
        )
        for hit in answer.hits
    )


def _facets(wanted: Asked, answer: SearchAnswer, language: Language) -> tuple[Facet, ...]:
    t = translator(language)
    by_key = directory.units_by_key([int(one.value) for one in answer.facets.get("unit", ())])
    known = {one.code: one for one in directory.duties_in_force(timezone.localdate())}

    def duty_name(code: str) -> str:
        return duties.name(known[code], language) if code in known else code

    def choices(counts: tuple[FacetCount, ...], name: str) -> tuple[Choice, ...]:
        found = []
        for one in counts[:MOST_CHOICES]:
            value, label = one.value, one.label
            if name == "unit":
                if int(value) not in by_key:
                    continue
                label = units.label(by_key[int(value)], language)
                value = by_key[int(value)].code
            elif name == "category":
                label = words.label(Category, value, language)
            elif name == "topic":
                label = words.label(Topic, value, language)
            elif name == "duty":
                label = duty_name(value)
            current = value == getattr(wanted, name)
            found.append(Choice(label, wanted.query(**{name: value}), str(one.count), current))
        return tuple(found)

    names = (
        ("category", t("类别")),
        ("unit", t("单位")),
        ("duty", t("公开事项")),
        ("topic", t("主题分类")),
        ("year", t("年份")),
    )
    return tuple(
        Facet(label, found, wanted.query(**{name: ""}) if getattr(wanted, name) else "")
        for name, label in names
        if (found := choices(tuple(answer.facets.get(name, ())), name))
    )
