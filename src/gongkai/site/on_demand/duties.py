"""Duties: the standard catalogue, and what the law asks in each."""

from datetime import date, datetime

from django.http import Http404

from gongkai.duties.models import Duty
from gongkai.rulebook import model
from gongkai.rulebook.vocabulary import (
    Audience,
    Category,
    Channel,
    ElementType,
    Mode,
    ReviewKind,
    UnitFunction,
    UnitKind,
)
from gongkai.site import addresses
from gongkai.site.actions import Made
from gongkai.site.build import words
from gongkai.site.build.content import heading
from gongkai.site.build.frames import crumbs, feed, frame, page_data
from gongkai.site.build.listing import entry
from gongkai.site.build.owed import overall
from gongkai.site.on_demand.making import made, today
from gongkai.site.pages.common import Choice, Pager
from gongkai.site.pages.duty import BasisLine, DutyGroup, DutyLine, DutyListPage, DutyPage, ElementLine
from gongkai.site.pages.frame import Language, Link, address
from gongkai.site.pages.rendering import translator
from gongkai.site.queries import directory, figures, listings

NEWEST = 10


def who(duty: model.Duty, language: Language) -> str:
    """Which units a duty is for, in words."""
    separator = "、" if language == "zh" else ", "
    kinds = separator.join(words.label(UnitKind, kind, language) for kind in duty.units.kinds)
    functions = separator.join(words.label(UnitFunction, one, language) for one in duty.units.functions)
    return (
        f"{functions}（{kinds}）"
        if functions and language == "zh"
        else f"{functions} ({kinds})"
        if functions
        else kinds
    )


def index(language: Language, at: datetime) -> Made:
    """The standard catalogue in force, by category."""
    on = today(at)
    t = translator(language)
    rulebook = directory.rulebook(on)
    rows = directory.duties_in_force(on) if rulebook else []
    definitions = {one.id: one for one in rulebook.duties} if rulebook else {}
    groups = []
    for category in Category:
        lines = tuple(
            DutyLine(
                title=name(row, language),
                href=address(language, addresses.duty(row.code)),
                timing=definitions[row.code].timing_text,
                who=who(definitions[row.code], language),
                key=row.is_key,
                verified=row.verified,
            )
            for row in rows
            if row.category == category and row.code in definitions
        )
        if lines:
            groups.append(DutyGroup(category.value, category.label.text(language), lines))
    version = rows[0].version if rows else None
    told = ""
    if version:
        day = words.long_date(version.effective_from, language)
        told = t("{title}第 {n} 版，自 {day} 起施行").format(title=version.title, n=version.number, day=day)
    way = crumbs(language, Link(t("公开事项")))
    context = DutyListPage(
        frame=frame(
            language, addresses.DUTIES, t("公开事项"), "duties", crumbs=way,
            json_ld=page_data(language, addresses.DUTIES, t("公开事项"), way, "CollectionPage"),
            description=t("谁必须公开什么、依据是什么、什么时候、用什么方式。"),
        ),
        version=told,
        groups=tuple(groups),
        total=sum(len(group.lines) for group in groups),
    )  # fmt: skip
    return made(context, "catalogue", at, daily=True)


def name(row: Duty, language: Language) -> str:
    """The title in the language of the page."""
    return row.title_en if language == "en" and row.title_en else row.title


def found(code: str) -> Duty:
    """The duty of an address."""
    row = directory.duty(code)
    if row is None:
        raise Http404
    return row


def page(language: Language, at: datetime, code: str) -> Made:
    """A duty: the rule with its basis, who complies, what was published."""
    row = found(code)
    on = today(at)
    t = translator(language)
    rulebook = directory.rulebook(on)
    definition = next((one for one in rulebook.duties if one.id == code), None) if rulebook else None
    if definition is None:
        definition = directory.last_definition(row)
    place = addresses.duty_list(row.pk, row.code)
    lines = listings.newest([place.key])[place.key]
    size = listings.size_of(place.key)
    year = figures.rate(figures.obligations(figures.year_of(on)).filter(duty=row), on)
    title = name(row, language)
    matter = definition.matter
    separator = "、" if language == "zh" else ", "
    way = crumbs(language, Link(t("公开事项"), address(language, addresses.DUTIES)), Link(title))
    context = DutyPage(
        frame=frame(
            language, addresses.duty(code), title, "duties", feeds=(feed(row.title, place),),
            crumbs=way, json_ld=page_data(language, addresses.duty(code), title, way),
            description=t("{title}：依据、时限、公开主体和落实情况。").format(title=title),
        ),
        title=title,
        category=Choice(words.label(Category, row.category, language), address(language, addresses.category(row.category))),
        matter=" · ".join(
            one.text(language) for one in (matter.level1, matter.level2, matter.level3) if one is not None
        ),
        key=row.is_key,
        verified=row.verified,
        timing_text=definition.timing_text,
        timing_explained=_explained(definition, language),
        who=who(definition, language),
        audience=words.label(Audience, definition.audience, language),
        mode=words.label(Mode, definition.mode, language),
        reviews=tuple(words.label(ReviewKind, kind, language) for kind in definition.reviews),
        channels_required=separator.join(words.label(Channel, one, language) for one in definition.channels.required),
        channels_optional=separator.join(words.label(Channel, one, language) for one in definition.channels.optional),
        bases=_bases(definition, rulebook, language, on),
        elements=tuple(_element(one, language) for one in definition.elements),
        entries=tuple(entry(line, language) for line in lines[:NEWEST]),
        pager=Pager(0, older=address(language, place.base) if size > NEWEST else "", oldest=address(language, place.page(1)),
                    last=listings.last_page(size), total=size),
        rates_href=address(language, f"/rates/duties/{code}/"),
        rate=overall(year),
        inside="" if definition.audience == Audience.PUBLIC else t(
            "这一事项的内容只向{audience}公开，不在公开网站显示；各单位是否按时公开，见“公开率”。"
        ).format(audience=words.label(Audience, definition.audience, language)),
        retired=t("这一事项自 {day} 起停用。").format(day=words.long_date(row.retired_on, language)) if row.retired_on else "",
    )  # fmt: skip
    return made(context, f"duty:{row.pk}", at, daily=True)


def _explained(duty: model.Duty, language: Language) -> tuple[str, ...]:
    if duty.local_limit is None:
        return ()
    t = translator(language)
    return (t("依据没有规定天数；本区规定：{limit}").format(limit=str(duty.local_limit)),)


def _bases(duty: model.Duty, rulebook: model.Rulebook | None, language: Language, on: date) -> tuple[BasisLine, ...]:
    t = translator(language)
    known = rulebook.bases if rulebook else {}
    found = []
    for ref in duty.bases:
        basis = known.get(ref.ref)
        if basis is None:
            continue
        article = words.article(ref.article or "", language)
        since = t("{day} 起施行").format(day=basis.in_force_from) if basis.in_force_from else ""
        lapsed = "" if basis.in_force(on) else t("已失效")
        found.append(BasisLine(f"《{basis.title}》", basis.number or "", article, since, basis.verified, lapsed))
    return tuple(found)


def _element(one: model.Element, language: Language) -> ElementLine:
    columns = ("、" if language == "zh" else ", ").join(heading(column, language) for column in one.columns)
    return ElementLine(one.title.text(language), words.label(ElementType, one.type, language), one.required, columns)
