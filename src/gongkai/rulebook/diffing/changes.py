"""What changed between two rulebooks, in sentences that people read."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from gongkai.rulebook.model import Basis, Duty, Element, Rulebook
from gongkai.rulebook.text import Text
from gongkai.rulebook.vocabulary import Labelled

_FIELDS = {
    "title": ("名称", "title"),
    "matter": ("公开事项", "matter"),
    "category": ("类别", "category"),
    "topic": ("主题", "topic"),
    "timing": ("时限", "time limit"),
    "timing_text": ("时限原文", "wording of the time limit"),
    "local_limit": ("本地时限", "local limit"),
    "reports_on": ("所报期间", "period reported on"),
    "audience": ("公开对象", "audience"),
    "mode": ("公开方式", "mode"),
    "reviews": ("审核环节", "reviews"),
    "levels": ("公开层级", "levels"),
    "key": ("重点事项", "key duty"),
    "person_fields": ("可公开的个人信息", "personal fields"),
    "retention": ("保管期限", "retention"),
    "verified": ("已核实", "verified"),
    "stage": ("过程阶段", "stage"),
    "field": ("领域", "field"),
    "catalogue_row": ("目录行号", "catalogue row"),
    "seed_rows": ("对应要求", "seed rows"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """One change.

    Arguments: kind: added, removed or changed; subject, the id of a duty, basis or anchor; field; zh and en, the
    sentence.
    """

    kind: str
    subject: str
    field: str
    zh: str
    en: str

    def text(self, language: str) -> str:
        """Return the sentence in the language asked for."""
        return self.en if language.lower().startswith("en") else self.zh


def diff(old: Rulebook, new: Rulebook) -> tuple[Change, ...]:
    """Return what changed from one rulebook to another: duties as they stand for every unit, bases, anchors."""
    return (*_duties(old, new), *_overrides(old, new), *_bases(old, new), *_anchors(old, new))


def _duties(old: Rulebook, new: Rulebook) -> Iterator[Change]:
    was, becomes = ({duty.id: duty for duty in rulebook.duties} for rulebook in (old, new))
    for name, duty in becomes.items():
        if name in was:
            yield from diff_duties(was[name], duty)
        else:
            yield Change("added", name, "", f"新增“{duty.title.zh}”", f"“{duty.title.text('en')}” is new")
    for name, duty in was.items():
        if name not in becomes:
            yield Change("removed", name, "", f"停用“{duty.title.zh}”", f"“{duty.title.text('en')}” ends")


def diff_duties(old: Duty, new: Duty) -> Iterator[Change]:
    """Yield what changed from one form of a duty to another."""
    zh, en = f"“{new.title.zh}”", f"“{new.title.text('en')}”"
    for field, (word_zh, word_en) in _FIELDS.items():
        was, becomes = getattr(old, field), getattr(new, field)
        if was != becomes:
            said_zh = f"{zh}的{word_zh}由 {said(was, 'zh')} 改为 {said(becomes, 'zh')}"
            said_en = f"{en}: {word_en} was {said(was, 'en')}, now {said(becomes, 'en')}"
            yield Change("changed", new.id, field, said_zh, said_en)
    for field, pair in {
        "channels.required": (old.channels.required, new.channels.required),
        "channels.optional": (old.channels.optional, new.channels.optional),
        "units.kinds": (old.units.kinds, new.units.kinds),
        "units.functions": (old.units.functions, new.units.functions),
        "units.levels": (old.units.levels, new.units.levels),
        "bases": (tuple(map(_cited, old.bases)), tuple(map(_cited, new.bases))),
    }.items():
        yield from _sets(new, field, *pair)
    yield from _entries(new, "elements", old.elements, new.elements)
    yield from _entries(new, "checks", old.checks, new.checks)


_ENTRIES = {"elements": ("要素", "element"), "checks": ("核对", "check")}
_SETS = {
    "channels.required": ("必须渠道", "required channels"),
    "channels.optional": ("可选渠道", "optional channels"),
    "units.kinds": ("适用单位类型", "unit kinds"),
    "units.functions": ("适用单位职能", "unit functions"),
    "units.levels": ("适用单位层级", "unit levels"),
    "bases": ("依据", "bases"),
}


def _sets(duty: Duty, field: str, old: tuple[Any, ...], new: tuple[Any, ...]) -> Iterator[Change]:
    word_zh, word_en = _SETS[field]
    for kind, gone, verb_zh, verb_en in (
        ("added", [one for one in new if one not in old], "增加", "added to"),
        ("removed", [one for one in old if one not in new], "减少", "taken from"),
    ):
        if gone:
            zh = f"“{duty.title.zh}”{verb_zh}{word_zh}：{said(tuple(gone), 'zh')}"
            en = f"“{duty.title.text('en')}”: {said(tuple(gone), 'en')} {verb_en} {word_en}"
            yield Change(kind, duty.id, field, zh, en)


def _entries(duty: Duty, field: str, old: tuple[Any, ...], new: tuple[Any, ...]) -> Iterator[Change]:
    word_zh, word_en = _ENTRIES[field]
    was, becomes = {one.id: one for one in old}, {one.id: one for one in new}
    for name in dict.fromkeys((*was, *becomes)):
        before, after = was.get(name), becomes.get(name)
        if before == after:
            continue
        kind, verb_zh, verb_en = (
            ("added", "增加", "new")
            if before is None
            else ("removed", "取消", "gone")
            if after is None
            else ("changed", "修改", "changed")
        )
        one = before if after is None else after
        label: Text = one.title if isinstance(one, Element) else getattr(one, "message", Text(name))
        detail_zh, detail_en = _detail(before, after)
        zh = f"“{duty.title.zh}”{verb_zh}{word_zh}“{label.zh}”{detail_zh}"
        en = f"“{duty.title.text('en')}”: {word_en} “{label.text('en')}” {verb_en}{detail_en}"
        yield Change(kind, duty.id, f"{field}.{name}", zh, en)


def _detail(before: Any, after: Any) -> tuple[str, str]:
    if isinstance(after, Element) and isinstance(before, Element) and before.required != after.required:
        return ("（改为必填）", " (now required)") if after.required else ("（不再必填）", " (no longer required)")
    if before is None and isinstance(after, Element) and after.required:
        return "（必填）", " (required)"
    return "", ""


def _overrides(old: Rulebook, new: Rulebook) -> Iterator[Change]:
    was, becomes = (
        {(pack.id, one.duty, one.applies_to): one for pack in book.packs for one in pack.overrides}
        for book in (old, new)
    )
    for key in dict.fromkeys((*was, *becomes)):
        before, after = was.get(key), becomes.get(key)
        if before == after:
            continue
        pack, duty, _scope = key
        kind, verb_zh, verb_en = (
            ("added", "新增", "is new")
            if before is None
            else ("removed", "取消", "is gone")
            if after is None
            else ("changed", "修改", "changed")
        )
        zh, en = f"{pack} 对“{duty}”的规定{verb_zh}", f"the rule of {pack} on “{duty}” {verb_en}"
        reason = (after or before).reason  # type: ignore[union-attr]
        yield Change(kind, duty, "overrides", f"{zh}：{reason.zh}", f"{en}: {reason.text('en')}")


def _bases(old: Rulebook, new: Rulebook) -> Iterator[Change]:
    for name in dict.fromkeys((*old.bases, *new.bases)):
        before, after = old.bases.get(name), new.bases.get(name)
        if before == after:
            continue
        basis: Basis = after or before  # type: ignore[assignment]
        kind, verb_zh, verb_en = (
            ("added", "登记", "registered")
            if before is None
            else ("removed", "移除", "removed")
            if after is None
            else ("changed", "修改", "changed")
        )
        yield Change(kind, name, "bases", f"{verb_zh}依据《{basis.title}》", f"basis “{basis.title}” {verb_en}")


def _anchors(old: Rulebook, new: Rulebook) -> Iterator[Change]:
    for name in dict.fromkeys((*old.anchors, *new.anchors)):
        before, after = old.anchors.get(name), new.anchors.get(name)
        if before != after:
            title = (after or before).title  # type: ignore[union-attr]
            kind = "added" if before is None else "removed" if after is None else "changed"
            words = {"added": ("新增", "new"), "removed": ("取消", "gone"), "changed": ("修改", "changed")}[kind]
            yield Change(
                kind, name, "anchors", f"{words[0]}起算事件“{title.zh}”", f"anchor “{title.text('en')}” {words[1]}"
            )


def _cited(basis: Any) -> str:
    return f"{basis.ref} {basis.article or ''}".strip()


def said(value: Any, language: str) -> str:
    """Return a value of a duty in words."""
    english = language.startswith("en")
    if isinstance(value, Labelled):
        return value.label.text(language)
    if isinstance(value, tuple):
        return ("、", ", ")[english].join(said(one, language) for one in value) or ("（无）", "none")[english]
    if isinstance(value, bool):
        return (("否", "no"), ("是", "yes"))[value][english]
    if value is None or value == "":
        return ("（无）", "none")[english]
    return f"“{value.text(language)}”" if hasattr(value, "text") and callable(value.text) else str(value)
