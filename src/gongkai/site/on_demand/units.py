"""Units: the list, a unit's page, its catalogue."""

from datetime import date, datetime
from itertools import groupby

from django.http import Http404

from gongkai.rulebook import model
from gongkai.rulebook.vocabulary import Audience, Category, UnitKind
from gongkai.site import addresses
from gongkai.site.actions import Made
from gongkai.site.build import words
from gongkai.site.build.frames import crumbs, feed, frame, page_data, site
from gongkai.site.build.listing import entry
from gongkai.site.build.owed import overall
from gongkai.site.on_demand.making import made, today
from gongkai.site.pages.common import Choice, Entry, Pager
from gongkai.site.pages.frame import Language, Link, address, linked_data
from gongkai.site.pages.rendering import translator
from gongkai.site.pages.unit import UnitDutiesPage, UnitDuty, UnitGroup, UnitListPage, UnitPage
from gongkai.site.queries import directory, figures, listings
from gongkai.site.queries.latest import latest_by_duty
from gongkai.units.models import Unit

NEWEST = 10


def name(unit: Unit, language: Language) -> str:
    """The full name in the language of the page."""
    return unit.name_en if language == "en" and unit.name_en else unit.name


def label(unit: Unit, language: Language) -> str:
    """The name for lists."""
    return unit.name_en if language == "en" and unit.name_en else unit.label


def found(code: str) -> Unit:
    """The unit of an address."""
    unit = directory.unit(code)
    if unit is None:
        raise Http404
    return unit


def index(language: Language, at: datetime) -> Made:
    """All units by kind, with this year's rate."""
    on = today(at)
    t = translator(language)
    rates = figures.by_unit(figures.obligations(figures.year_of(on)), on)
    units = directory.active_units(on)
    groups = []
    for kind in UnitKind:
        chosen = [unit for unit in units if unit.kind == kind]
        if chosen:
            choices = (
                Choice(
                    label(unit, language),
                    address(language, addresses.unit(unit.code)),
                    overall(rates[unit.pk]).percent + "%" if unit.pk in rates and rates[unit.pk].due else "",
                )
                for unit in chosen
            )
            groups.append(UnitGroup(kind.value, kind.label.text(language), tuple(choices)))
    way = crumbs(language, Link(t("公开单位")))
    context = UnitListPage(
        frame=frame(
            language, addresses.UNITS, t("公开单位"), "units", crumbs=way,
            json_ld=page_data(language, addresses.UNITS, t("公开单位"), way, "CollectionPage"),
            description=t("依法承担公开义务的单位及其公开率。"),
        ),
        groups=tuple(groups),
        total=len(units),
    )  # fmt: skip
    return made(context, "rates", at, daily=True)


def page(language: Language, at: datetime, code: str) -> Made:
    """A unit: what it published, how it stands, who it is."""
    unit = found(code)
    on = today(at)
    t = translator(language)
    place = addresses.unit_list(unit.pk, unit.code)
    lines = listings.newest([place.key])[place.key]
    size = listings.size_of(place.key)
    year = figures.rate(figures.of_unit_and_below(figures.obligations(figures.year_of(on)), unit), on)
    full = name(unit, language)
    facts = (
        (t("地址"), unit.address), (t("邮政编码"), unit.postcode), (t("办公时间"), unit.office_hours), (t("电话"), unit.phone),
        (t("传真"), unit.fax), (t("电子邮箱"), unit.email), (t("监督电话"), unit.supervision_phone),
        (t("统一社会信用代码"), unit.uscc or ""), (t("区划代码"), unit.region_code),
    )  # fmt: skip
    context = UnitPage(
        frame=frame(
            language, addresses.unit(code), full, "units", feeds=(feed(unit.label, place),),
            crumbs=crumbs(language, Link(t("单位"), address(language, addresses.UNITS)), Link(full)),
            description=t("{name}公开的政府信息、公开率和联系方式。").format(name=full),
            json_ld=linked_data(_data(unit, language)),
        ),
        name=full,
        kind=words.label(UnitKind, unit.kind, language),
        facts=tuple(fact for fact in facts if fact[1]),
        responsibilities=tuple(line for line in unit.responsibilities.splitlines() if line.strip()),
        parents=tuple(
            Link(label(one, language), address(language, addresses.unit(one.code))) for one in directory.ancestors(unit)
        ),
        children=tuple(
            Choice(label(one, language), address(language, addresses.unit(one.code)))
            for one in directory.children(unit, on)
        ),
        entries=tuple(entry(line, language) for line in lines[:NEWEST]),
        pager=Pager(0, older=address(language, place.base) if size > NEWEST else "", oldest=address(language, place.page(1)),
                    last=listings.last_page(size), total=size),
        rates_href=address(language, f"/rates/units/{code}/"),
        duties_href=address(language, f"/units/{code}/duties/"),
        rate=overall(year),
        closed=_closed(unit, language, on),
    )  # fmt: skip
    return made(context, f"unit:{unit.pk}", at, daily=True)


KINDS = {
    **dict.fromkeys(("district_government", "district_department", "township", "subdistrict", "office", "leading_group"), "GovernmentOrganization"),
    "school": "School",
    "kindergarten": "Preschool",
    "hospital": "Hospital",
    "health_centre": "MedicalClinic",
}  # fmt: skip
"""Types of schema.org by kind of unit; the others are organisations and nothing more special."""


def _data(unit: Unit, language: Language) -> dict[str, object]:
    origin = site().origin
    known = {
        "telephone": unit.phone, "email": unit.email, "faxNumber": unit.fax, "identifier": unit.uscc, "alternateName": unit.short_name,
        "address": {"@type": "PostalAddress", "addressCountry": "CN", "streetAddress": unit.address} if unit.address else "",
        "parentOrganization": {"@type": "Organization", "name": unit.parent.name} if unit.parent else "",
    }  # fmt: skip
    return {
        "@type": KINDS.get(unit.kind, "Organization"),
        "name": unit.name,
        "url": f"{origin}{address(language, addresses.unit(unit.code))}",
        **{name: value for name, value in known.items() if value},
    }


def _closed(unit: Unit, language: Language, on: date) -> str:
    if unit.active_until is None or unit.active_until >= on:
        return ""
    t = translator(language)
    day = words.long_date(unit.active_until, language)
    if unit.successor is None:
        return t("这个单位已于 {day} 撤并。").format(day=day)
    return t("这个单位已于 {day} 撤并，职责由{name}承接。").format(day=day, name=unit.successor.name)


def duties(language: Language, at: datetime, code: str) -> Made:
    """The catalogue of a unit: every duty it has, with the newest disclosure."""
    unit = found(code)
    on = today(at)
    t = translator(language)
    rulebook = directory.rulebook(on)
    owed: list[model.Duty] = list(rulebook.duties_for(unit.facts(), on)) if rulebook else []
    newest = latest_by_duty(unit)
    order = [category.value for category in Category]
    owed.sort(key=lambda one: order.index(one.category))
    groups = tuple(
        (
            Category(category).label.text(language),
            tuple(
                UnitDuty(
                    one.title.text(language),
                    address(language, addresses.duty(one.id)),
                    one.timing_text,
                    one.key,
                    _entry(newest.get(one.id), language),
                    "" if one.audience == Audience.PUBLIC else words.label(Audience, one.audience, language),
                )
                for one in chosen
            ),
        )
        for category, chosen in groupby(owed, key=lambda one: one.category)
    )
    title = t("{name}公开目录").format(name=label(unit, language))
    path = f"/units/{code}/duties/"
    way = crumbs(language, Link(label(unit, language), address(language, addresses.unit(code))), Link(title))
    context = UnitDutiesPage(
        frame=frame(
            language, path, title, "units", crumbs=way, json_ld=page_data(language, path, title, way, "CollectionPage"),
        ),
        name=label(unit, language),
        unit_href=address(language, addresses.unit(code)),
        groups=groups,
        total=len(owed),
    )  # fmt: skip
    return made(context, f"unit:{unit.pk}", at, daily=True)


def _entry(given: tuple[str, str, date] | None, language: Language) -> Entry | None:
    if given is None:
        return None
    number, title, day = given
    return Entry(title, address(language, addresses.disclosure(number)), str(day), "")
