"""Obligations and rates as the public sees them."""

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any

from gongkai.duties import queries as duties
from gongkai.duties.models import Obligation
from gongkai.rulebook.timing.arithmetic import Arithmetic
from gongkai.site import addresses
from gongkai.site.pages.common import Owed, Rate, Tag, rate
from gongkai.site.pages.frame import Language, address
from gongkai.site.pages.rates import RateRow
from gongkai.site.pages.rendering import translator
from gongkai.site.queries.figures import is_public

State = Obligation.State
SOON_DAYS = 7
ASPECTS = (("content", "内容"), ("procedure", "程序"), ("time", "时间"), ("form", "形式"))


def state_tag(one: Obligation, language: Language, on: date) -> Tag:
    """How an obligation stands on a day."""
    t = translator(language)
    if one.state == State.ZERO:
        return Tag("ok", t("零报告"))
    if one.state == State.NOT_APPLICABLE:
        return Tag("na", t("不适用"))
    if one.state == State.MET:
        if one.conforming:
            return Tag("ok", t("合规"))
        late = t("逾期撤回或更正") if one.demand == Obligation.Demand.WITHDRAW else t("逾期公开")
        return Tag("late", late if one.time_ok is False else t("不合规"))
    if one.due_on is None:
        return Tag("na", t("无固定期限"))
    days = (one.due_on - on).days
    if days < 0:
        return Tag("late", t("逾期 {n} 天").format(n=-days))
    if days <= SOON_DAYS:
        return Tag("soon", t("今天到期") if not days else t("还有 {n} 天").format(n=days))
    return Tag("na", t("未到期"))


def _reasons(one: Obligation, language: Language) -> tuple[str, ...]:
    fulfilment: Any = getattr(one, "fulfilment", None) if one.state == State.MET else None
    if fulfilment is None or not is_public(one):
        return ()
    told: list[Mapping[str, Any]] = []
    for name, _ in ASPECTS:
        told += getattr(fulfilment, f"{name}_reasons")
    return tuple(str(reason["en"] if language == "en" and reason.get("en") else reason["zh"]) for reason in told)


def _title(one: Obligation, language: Language) -> str:
    """What is owed. Of duties for an internal audience only the duty: a task may carry the title of its disclosure."""
    if is_public(one):
        return one.title
    return one.duty.title_en if language == "en" and one.duty.title_en else one.duty.title


def owed(
    rows: Sequence[Obligation], index_numbers: Mapping[int, str], language: Language, on: date
) -> tuple[Owed, ...]:
    """Obligations with unit, duty and fulfilment loaded."""
    t = translator(language)
    found = []
    for one in rows:
        number = index_numbers.get(one.disclosure_id or 0)
        aspects = () if one.state != State.MET else tuple(
            Tag("ok" if fine else "late", t(word))
            for name, word in ASPECTS
            if (fine := getattr(one, f"{name}_ok")) is not None
        )  # fmt: skip
        found.append(
            Owed(
                title=_title(one, language),
                unit=one.unit.name_en if language == "en" and one.unit.name_en else one.unit.label,
                unit_href=address(language, addresses.unit(one.unit.code)),
                duty=one.duty.title_en if language == "en" and one.duty.title_en else one.duty.title,
                duty_href=address(language, addresses.duty(one.duty.code)),
                due=str(one.due_on or ""),
                arithmetic=Arithmetic.from_json(one.arithmetic).text(language) if one.arithmetic else "",
                tag=state_tag(one, language, on),
                published=str(one.published_on or ""),
                href=address(language, addresses.disclosure(number)) if number else "",
                aspects=aspects,
                reasons=_reasons(one, language),
                provisional=one.provisional,
                key=one.is_key,
                remedy=one.demand == Obligation.Demand.WITHDRAW,
            )
        )
    return tuple(found)


def overall(given: duties.Rate, label: str = "", href: str = "") -> Rate:
    """The share that conforms in everything."""
    return rate(label, given.conforming, given.due, href)


def aspects(
    given: duties.Rate, language: Language, lists: Mapping[str, str] = MappingProxyType({})
) -> tuple[Rate, ...]:
    """The four conformities over the same denominator, each with the list of what spoils it."""
    t = translator(language)
    return tuple(rate(t(word), getattr(given, name), given.due, lists.get(name, "")) for name, word in ASPECTS)


def row(label: str, href: str, given: duties.Rate, note: str = "") -> RateRow:
    """A row of a board."""
    content, procedure, time, form = (rate("", getattr(given, name), given.due) for name, _ in ASPECTS)
    return RateRow(label, href, overall(given), content, procedure, time, form, given.missing, note)
