"""Joining packs into a rulebook, refusing what does not fit or asks for less than the layer below."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from gongkai.rulebook.calendar import WorkingCalendar, official_calendar
from gongkai.rulebook.layers.comparison import compare
from gongkai.rulebook.layers.laxity import Grade, Laxity
from gongkai.rulebook.loading import PackError, Problem
from gongkai.rulebook.model import Duty, Override, Pack, Rulebook, Scope, View


def compose(packs: Iterable[Pack], *, strict: bool = True, calendar: WorkingCalendar | None = None) -> Rulebook:
    """Join packs of all layers and versions.

    Arguments: packs; strict, whether to refuse what does not fit (lint looks at a rulebook composed without it);
    calendar, over which limits are compared, by default the announced one. Raises PackError with every problem: an
    id used by two packs, an override of a duty that is not there, one that is laxer than the layer below it.
    """
    rulebook = Rulebook(tuple(packs))
    if strict:
        problems = problems_of_layers(rulebook, calendar or official_calendar())
        if problems:
            raise PackError(problems)
    return rulebook


def problems_of_layers(rulebook: Rulebook, calendar: WorkingCalendar) -> tuple[Problem, ...]:
    """Return what keeps packs from standing together, on every day on which the rulebook changes."""
    found: dict[Problem, None] = {}
    versions = Counter((pack.id, pack.version) for pack in rulebook.packs)
    for pack in rulebook.packs:
        if versions[pack.id, pack.version] > 1:
            said = "同一目录的同一版本出现两次", "the same version of one pack is given twice"
            found[Problem(_name(pack), None, "version", *said)] = None
    for day in rulebook.boundaries:
        view = rulebook.on(day)
        found |= dict.fromkeys(_duplicates(view))
        for pack, override, laxity in weaknesses(view, day, calendar):
            if laxity is None:
                said = f"覆盖的事项“{override.duty}”不存在", f"there is no duty “{override.duty}” to override"
                found[Problem(_name(pack), override.duty, "duty", *said)] = None
            elif laxity.grade is Grade.LAXER:
                zh, en = f"比下层规定宽：{laxity.zh}", f"laxer than the layer below: {laxity.en}"
                found[Problem(_name(pack), override.duty, laxity.field, zh, en)] = None
    return tuple(found)


def weaknesses(view: View, on: date, calendar: WorkingCalendar) -> Iterator[tuple[Pack, Override, Laxity | None]]:
    """Yield where an override asks for less than, or cannot be compared with, the layer below it.

    Arguments: view; on, the day, for whether the bases of a retired duty are still in force; calendar. A duty that is
    not there is yielded with None.
    """
    bases = {basis.id: basis for pack in view.packs for basis in pack.bases}
    targets = dict.fromkeys(override.duty for pack in view.packs for override in pack.overrides)
    for name in targets:
        below = view.duties.get(name)
        # Overrides for different units do not stand on each other; each is held against what all units owe, and those
        # that reach every unit of their layer are taken into the ground for the layers above.
        for pack, override in view.overrides_of(name):
            if below is None:
                yield pack, override, None
                continue
            if override.retire:
                cited = [bases[basis.ref] for basis in below.bases if basis.ref in bases]
                if not cited or any(basis.in_force(on) for basis in cited):
                    yield pack, override, _retired(below, partial=_partial(pack, override))
                continue
            changed = override.apply(below)
            for laxity in compare(changed, below, calendar):
                yield pack, override, laxity
            if not _partial(pack, override):
                below = changed


def _partial(pack: Pack, override: Override) -> bool:
    return override.applies_to != Scope() or pack.applies_to != Scope()


def _retired(duty: Duty, *, partial: bool) -> Laxity:
    if partial:
        zh, en = f"对部分单位停用“{duty.title.zh}”", f"“{duty.title.text('en')}” ends for some units only"
        return Laxity.incomparable("retire", zh, en)
    zh, en = f"依据仍然有效，不能停用“{duty.title.zh}”", f"“{duty.title.text('en')}” cannot end: its basis is in force"
    return Laxity.laxer("retire", zh, en)


def _duplicates(view: View) -> Iterator[Problem]:
    times = Counter(duty.id for pack in view.packs for duty in pack.duties)
    for pack in view.packs:
        for duty in pack.duties:
            if times[duty.id] > 1:
                yield Problem(_name(pack), duty.id, "id", "另一个目录也用了这个编号", "another pack uses this id too")


def _name(pack: Pack) -> str:
    return f"{pack.id} {pack.version}"
