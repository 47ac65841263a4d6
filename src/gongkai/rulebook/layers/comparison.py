"""Whether a changed duty asks for less than the one it changes: stricter is allowed, laxer is not."""

from collections.abc import Iterator, Sequence

from gongkai.rulebook.calendar import WorkingCalendar
from gongkai.rulebook.layers.laxity import Laxity
from gongkai.rulebook.layers.strictness import laxities
from gongkai.rulebook.model import Duty, Element, Field
from gongkai.rulebook.vocabulary import Audience, Labelled, Mode

_WIDTH = {Audience.INDIVIDUAL: 0, Audience.AFFECTED: 1, Audience.STAFF: 1, Audience.MEMBERS: 2, Audience.PUBLIC: 3}
_FOREVER = 10_000


def compare(new: Duty, old: Duty, calendar: WorkingCalendar) -> tuple[Laxity, ...]:
    """Return every respect in which ``new`` asks for less than ``old``, or cannot be compared with it.

    Arguments: new; old; calendar, over which working and calendar days are weighed. Wider circulation of what is for
    few, and more personal fields, count as laxer: they protect less.
    """
    return (*laxities(new.effective_timing, old.timing, calendar), *_duty(new, old))


def _duty(new: Duty, old: Duty) -> Iterator[Laxity]:
    yield from _audience(new.audience, old.audience)
    yield from _fewer("channels", "必须渠道", "required channel", new.channels.required, old.channels.required)
    yield from _reviews(new, old)
    if old.mode == Mode.PROACTIVE and new.mode != old.mode:
        yield Laxity.laxer("mode", "由主动公开改为依申请公开", "no longer published proactively")
    if old.key and not new.key:
        yield Laxity.laxer("key", "不再是重点事项", "no longer a key duty")
    if _years(new.retention) < _years(old.retention):
        zh, en = (
            f"保管期限由 {old.retention} 缩短为 {new.retention}",
            f"kept {new.retention} instead of {old.retention}",
        )
        yield Laxity.laxer("retention", zh, en)
    added = [name for name in new.person_fields if name not in old.person_fields]
    if added:
        zh, en = f"允许公开更多个人信息：{'、'.join(added)}", f"more personal fields may be shown: {', '.join(added)}"
        yield Laxity.laxer("person_fields", zh, en)
    yield from _fewer("units", "适用单位类型", "unit kind", new.units.kinds, old.units.kinds)
    if new.units.functions and (not old.units.functions or set(old.units.functions) - set(new.units.functions)):
        yield Laxity.laxer("units", "适用单位范围缩小", "fewer units owe it")
    if {basis.ref for basis in old.bases} - {basis.ref for basis in new.bases}:
        yield Laxity.incomparable("bases", "依据有删减", "a basis was taken out")
    yield from _elements(new, old)
    was, becomes = {check.id: check.cel for check in old.checks}, {check.id: check.cel for check in new.checks}
    for name, cel in was.items():
        if name not in becomes:
            yield Laxity.laxer("checks", f"取消了核对“{name}”", f"the check “{name}” is gone")
        elif becomes[name] != cel:
            yield Laxity.incomparable("checks", f"核对“{name}”有改动", f"the check “{name}” was changed")


def _audience(new: Audience, old: Audience) -> Iterator[Laxity]:
    if new == old:
        return
    zh, en = f"公开对象由{old.label.zh}改为{new.label.zh}", f"audience was “{old.label.en}”, now “{new.label.en}”"
    if old in {Audience.INDIVIDUAL, Audience.AFFECTED} or _WIDTH[new] < _WIDTH[old]:
        yield Laxity.laxer("audience", zh, en)
    else:
        yield Laxity.incomparable("audience", zh, en)


def _reviews(new: Duty, old: Duty) -> Iterator[Laxity]:
    yield from _fewer("reviews", "审核环节", "review", new.reviews, old.reviews)
    kept = [kind for kind in new.reviews if kind in old.reviews]
    if kept != [kind for kind in old.reviews if kind in kept]:
        yield Laxity.incomparable("reviews", "审核顺序有变", "the order of reviews was changed")


def _fewer(field: str, zh: str, en: str, new: Sequence[Labelled], old: Sequence[Labelled]) -> Iterator[Laxity]:
    gone = [one for one in old if one not in new]
    if gone:
        labels_zh, labels_en = "、".join(one.label.zh for one in gone), ", ".join(one.label.en for one in gone)
        yield Laxity.laxer(field, f"减少了{zh}：{labels_zh}", f"{en} taken out: {labels_en}")


def _years(retention: str) -> int:
    return _FOREVER if retention == "permanent" else int(retention.removesuffix("Y"))


def _elements(new: Duty, old: Duty) -> Iterator[Laxity]:
    for element in old.elements:
        changed = new.element(element.id)
        where = f"elements.{element.id}"
        if changed is None:
            if element.required:
                zh, en = f"取消了要素“{element.title.zh}”", f"the element “{element.title.text('en')}” is gone"
                yield Laxity.laxer(where, zh, en)
            continue
        yield from _field(changed, element, where)
        yield from _columns(changed, element, where)


def _columns(new: Element, old: Element, where: str) -> Iterator[Laxity]:
    for column in old.columns:
        changed = new.column(column.id)
        if changed is not None:
            yield from _field(changed, column, f"{where}.{column.id}")
        elif column.required:
            zh, en = f"取消了列“{column.title.zh}”", f"the column “{column.title.text('en')}” is gone"
            yield Laxity.laxer(where, zh, en)


def _field(new: Field, old: Field, where: str) -> Iterator[Laxity]:
    zh, en = f"“{old.title.zh}”", f"“{old.title.text('en')}”"
    if old.required and not new.required:
        yield Laxity.laxer(where, f"{zh}不再必填", f"{en} is no longer required")
    if new.type != old.type:
        yield Laxity.incomparable(where, f"{zh}类型有变", f"{en} is of another type")
    for name in ("min_length", "min_rows"):
        was, becomes = getattr(old, name) or 0, getattr(new, name) or 0
        if becomes < was:
            yield Laxity.laxer(where, f"{zh}最低要求由 {was} 降为 {becomes}", f"{en}: at least {becomes}, was {was}")
