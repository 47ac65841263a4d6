"""The lint of a whole rulebook on a day."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from gongkai.rulebook.calendar import WorkingCalendar, official_calendar
from gongkai.rulebook.layers import Grade, weaknesses
from gongkai.rulebook.lint.duties import lint_duty
from gongkai.rulebook.lint.findings import Finding, Severity
from gongkai.rulebook.lint.laws import LawTexts
from gongkai.rulebook.model import Duty, Rulebook, View


def lint(
    rulebook: Rulebook, on: date, laws: LawTexts | Path | str | None = None, calendar: WorkingCalendar | None = None
) -> list[Finding]:
    """Look over a rulebook.

    Arguments: rulebook; on, the day it is to bind; laws, the texts of laws or where they are (a folder or a .tar.xz),
    to see whether each cited article is there in that version; calendar, over which limits are compared. Returns the
    findings, errors first. Raises FileNotFoundError when the law texts are not there.
    """
    texts = LawTexts(Path(laws)) if isinstance(laws, Path | str) else laws
    view = rulebook.on(on)
    found: dict[Finding, None] = {}
    found |= dict.fromkeys(_binding(rulebook, on))
    found |= dict.fromkeys(_duplicates(view))
    found |= dict.fromkeys(_layers(view, on, calendar or official_calendar()))
    for duty in _all_forms(view):
        found |= dict.fromkeys(lint_duty(duty, rulebook, on))
        if texts is not None:
            found |= dict.fromkeys(_articles(duty, rulebook, texts))
    return sorted(found, key=lambda finding: finding.severity != Severity.ERROR)


def _all_forms(view: View) -> Iterator[Duty]:
    """Yield every duty as written, and as each override alone leaves it."""
    for name, duty in view.duties.items():
        yield duty
        for _pack, override in view.overrides_of(name):
            if not override.retire:
                yield override.apply(duty)


def _binding(rulebook: Rulebook, on: date) -> Iterator[Finding]:
    bound = {pack.id for pack in rulebook.in_force(on)}
    for pack in rulebook.layers:
        if pack.id in bound:
            continue
        if pack.effective_from > on:
            zh, en = f"自 {pack.effective_from} 起才生效", f"binds only from {pack.effective_from}"
        else:
            zh, en = f"{pack.effective_to} 起不再生效", f"ended on {pack.effective_to}"
        yield Finding.warning("pack.not_in_force", f"{pack.id} {pack.version}", zh, en)
    if rulebook.packs and not rulebook.on(on).duties and any(pack.duties for pack in rulebook.packs):
        zh, en = f"{on} 没有任何事项生效", f"no duty at all binds on {on}"
        yield Finding.error("rulebook.empty", str(on), zh, en)


def _duplicates(view: View) -> Iterator[Finding]:
    times = Counter(duty.id for pack in view.packs for duty in pack.duties)
    for name, count in times.items():
        if count > 1:
            yield Finding.error("duty.duplicate", name, f"编号重复 {count} 次", f"this id is used {count} times")


def _layers(view: View, on: date, calendar: WorkingCalendar) -> Iterator[Finding]:
    for pack, override, laxity in weaknesses(view, on, calendar):
        where = f"{pack.id}: {override.duty}"
        if laxity is None:
            yield Finding.error("override.unknown_duty", where, "覆盖的事项不存在", "the duty to override is not there")
        elif laxity.grade is Grade.LAXER:
            zh, en = f"比下层规定宽：{laxity.zh}", f"laxer than the layer below: {laxity.en}"
            yield Finding.error("override.laxer", where, zh, en)
        else:
            zh, en = f"与下层规定不可直接比较：{laxity.zh}", f"not comparable with the layer below: {laxity.en}"
            yield Finding.warning("override.incomparable", where, zh, en)


def _articles(duty: Duty, rulebook: Rulebook, texts: LawTexts) -> Iterator[Finding]:
    for cited in duty.bases:
        basis = rulebook.bases.get(cited.ref)
        if basis is None or basis.text is None:
            continue
        if basis.text not in texts:
            zh, en = f"法规文本“{basis.text}”不在资料中", f"the text “{basis.text}” is not in the collection"
            yield Finding.warning("basis.no_text", basis.id, zh, en)
        elif cited.article and not texts.has_article(basis.text, cited.article):
            zh = f"《{basis.title}》（{basis.text}）没有第 {cited.article} 条"
            en = f"“{basis.title}” ({basis.text}) has no article {cited.article}"
            yield Finding.error("basis.no_article", duty.id, zh, en)
