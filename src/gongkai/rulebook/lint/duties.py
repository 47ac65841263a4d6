"""Findings about single duties."""

from collections.abc import Iterator
from datetime import date

from gongkai.rulebook.checks import FUNCTIONS, Expression, ExpressionError, compile_expression
from gongkai.rulebook.lint.findings import Finding
from gongkai.rulebook.model import Check, Duty, Rulebook
from gongkai.rulebook.timing import Permanent, RealTime
from gongkai.rulebook.vocabulary import Audience, ElementType, Level, UnitKind

_LEVELS = {
    UnitKind.DISTRICT_GOVERNMENT: Level.COUNTY,
    UnitKind.DISTRICT_DEPARTMENT: Level.COUNTY,
    UnitKind.TOWNSHIP: Level.TOWNSHIP,
    UnitKind.SUBDISTRICT: Level.TOWNSHIP,
    UnitKind.VILLAGE: Level.VILLAGE,
    UnitKind.COMMUNITY: Level.VILLAGE,
}
_OPEN_CHANNELS = {"website", "gazette", "social_media", "newspaper", "broadcast", "press_conference"}


def lint_duty(duty: Duty, rulebook: Rulebook, on: date) -> Iterator[Finding]:
    """Yield what is wrong with one duty on a day."""
    yield from _bases(duty, rulebook, on)
    yield from _timing(duty, rulebook)
    yield from _reach(duty)
    yield from _audience(duty)
    for check in duty.checks:
        yield from _check(duty, check)
    if not duty.verified:
        zh, en = "规定未经核实，只能标为“待核实”显示", "not verified: to be shown as “to be verified”, never as law"
        yield Finding.warning("duty.unverified", duty.id, zh, en)


def _bases(duty: Duty, rulebook: Rulebook, on: date) -> Iterator[Finding]:
    if not duty.bases:
        yield Finding.error("basis.missing", duty.id, "没有公开依据", "cites no basis")
    in_force = False
    for cited in duty.bases:
        basis = rulebook.bases.get(cited.ref)
        if basis is None:
            zh, en = f"依据“{cited.ref}”没有登记", f"the basis “{cited.ref}” is not registered"
            yield Finding.error("basis.unknown", duty.id, zh, en)
        elif not basis.in_force(on):
            follows = f"，已由“{basis.replaced_by}”代替" if basis.replaced_by else ""
            followed = f", replaced by “{basis.replaced_by}”" if basis.replaced_by else ""
            zh, en = (
                f"《{basis.title}》在 {on} 不在施行期{follows}",
                f"“{basis.title}” is not in force on {on}{followed}",
            )
            yield Finding.error("basis.not_in_force", duty.id, zh, en)
        else:
            in_force = True
            if duty.verified and not basis.verified:
                zh, en = f"《{basis.title}》未经核实", f"“{basis.title}” is not verified"
                yield Finding.warning("basis.unverified", duty.id, zh, en)
    if duty.bases and not in_force:
        yield Finding.error("basis.none_in_force", duty.id, "没有一条依据在施行", "not one of its bases is in force")


def _timing(duty: Duty, rulebook: Rulebook) -> Iterator[Finding]:
    for anchor in dict.fromkeys((*duty.timing.anchors, *(duty.local_limit.anchors if duty.local_limit else ()))):
        if anchor not in rulebook.anchors:
            zh, en = f"起算事件“{anchor}”没有定义", f"the anchor “{anchor}” is not defined"
            yield Finding.error("anchor.unknown", duty.id, zh, en)
    timing = duty.effective_timing
    if timing.of(RealTime) and not timing.has_number and not timing.of(Permanent):
        zh, en = "“及时”没有设定本地时限，无法判断是否按时", "“promptly” has no local limit: lateness cannot be told"
        yield Finding.warning("timing.no_local_limit", duty.id, zh, en)


def _reach(duty: Duty) -> Iterator[Finding]:
    if not duty.units.kinds:
        yield Finding.error(
            "duty.unreachable", duty.id, "没有单位类型，没有单位需要公开", "no unit kind: nobody owes it"
        )
        return
    if duty.units.levels:
        possible = [kind for kind in duty.units.kinds if _LEVELS.get(kind) in {None, *duty.units.levels}]
        if not possible:
            zh, en = "单位类型与层级不相容，没有单位需要公开", "kinds and levels exclude each other: nobody owes it"
            yield Finding.error("duty.unreachable", duty.id, zh, en)
    if not duty.channels.required and not duty.channels.optional and duty.mode == "proactive":
        yield Finding.warning("channels.none", duty.id, "没有公开渠道", "no channel is named")


def _audience(duty: Duty) -> Iterator[Finding]:
    shown = [channel for channel in duty.channels.required if channel in _OPEN_CHANNELS]
    if duty.audience in {Audience.AFFECTED, Audience.INDIVIDUAL} and shown:
        zh = f"公开对象为{duty.audience.label.zh}，却要求在{'、'.join(one.label.zh for one in shown)}公开"
        en = f"for {duty.audience.label.en.lower()} only, yet required on {', '.join(one.label.en for one in shown)}"
        grave = duty.audience is Audience.INDIVIDUAL or bool(duty.person_fields)
        yield (Finding.error if grave else Finding.warning)("audience.exposed", duty.id, zh, en)


def _check(duty: Duty, check: Check) -> Iterator[Finding]:
    try:
        expression = compile_expression(check.cel)
    except ExpressionError as error:
        yield Finding.error(
            "check.unreadable", duty.id, f"核对“{check.id}”无法编译：{error}", f"check “{check.id}”: {error}"
        )
        return
    yield from _names(duty, check, expression)


def _names(duty: Duty, check: Check, expression: Expression) -> Iterator[Finding]:
    known = {element.id for element in duty.elements}
    for name in sorted(expression.names - known):
        zh, en = f"核对“{check.id}”用到不存在的要素“{name}”", f"check “{check.id}” needs the unknown element “{name}”"
        yield Finding.error("check.unknown_element", duty.id, zh, en)
    for name in sorted(expression.calls - FUNCTIONS.keys()):
        zh, en = f"核对“{check.id}”用到不存在的函数“{name}”", f"check “{check.id}” calls the unknown function “{name}”"
        yield Finding.error("check.unknown_function", duty.id, zh, en)
    for table, column in expression.columns:
        element = duty.element(table)
        if element is not None and element.type == ElementType.TABLE and element.column(column) is None:
            zh, en = (
                f"核对“{check.id}”：“{table}”没有列“{column}”",
                f"check “{check.id}”: “{table}” has no column “{column}”",
            )
            yield Finding.error("check.unknown_column", duty.id, zh, en)
