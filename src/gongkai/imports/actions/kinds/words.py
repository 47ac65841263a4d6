"""Closed lists as people write them in spreadsheets."""

from collections.abc import Mapping, Sequence

from django.utils.translation import override

from gongkai.rulebook.vocabulary import UnitFunction
from gongkai.rulebook.vocabulary import UnitKind as CatalogueKind
from gongkai.units.kinds import UnitKind
from gongkai.units.roles import Role


def _of(choices: Sequence[tuple[str, object]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for code in ("zh-hans", "en"):
        with override(code):
            for value, label in choices:
                found.setdefault(value, []).append(str(label))
    return {value: tuple(dict.fromkeys(words)) for value, words in found.items()}


def unit_kinds() -> Mapping[str, Sequence[str]]:
    """Kinds of units with their names."""
    shown = _of([(one.value, one.label) for one in UnitKind])
    return {value: tuple(dict.fromkeys([*words, CatalogueKind(value).label.zh])) for value, words in shown.items()}


def roles() -> Mapping[str, Sequence[str]]:
    """Roles with their names."""
    return _of([(one.value, one.label) for one in Role])


def functions() -> Mapping[str, Sequence[str]]:
    """Functions of units with their names."""
    return {one.value: (one.label.zh, one.label.en) for one in UnitFunction}
