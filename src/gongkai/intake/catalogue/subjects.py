"""公开主体 in words to kinds and functions of units, by a table kept as data."""

import re
from functools import lru_cache

from gongkai.intake.catalogue.tables import levelled, table
from gongkai.rulebook.model import UnitSelector
from gongkai.rulebook.vocabulary import Level, UnitKind

_BY_LEVEL = {
    Level.COUNTY: (UnitKind.DISTRICT_DEPARTMENT,),
    Level.TOWNSHIP: (UnitKind.TOWNSHIP, UnitKind.SUBDISTRICT),
    Level.VILLAGE: (UnitKind.VILLAGE, UnitKind.COMMUNITY),
}
_WITHOUT_FUNCTION = frozenset(_BY_LEVEL[Level.COUNTY])


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[re.Pattern[str], tuple[UnitKind, ...], tuple[str, ...]], ...]:
    return tuple(
        (re.compile(row["like"]), tuple(map(UnitKind, row["kinds"])), tuple(row.get("functions", ())))
        for row in table("subjects")["subjects"]
    )


def units_of(subject: str, levels: tuple[Level, ...]) -> tuple[UnitSelector, bool]:
    """Return the units a subject names, and whether any was recognised; else those of the levels marked.

    Arguments: subject, verbatim; levels, of the row. Where a bureau and townships are named, townships owe the duty
    whatever their functions, so the functions tell bureaus apart only where bureaus alone are named.
    """
    plain = levelled(subject)
    kinds: dict[UnitKind, None] = {}
    functions: dict[str, None] = {}
    every_department = False
    for like, named, told in _patterns():
        if like.search(plain):
            kinds |= dict.fromkeys(named)
            functions |= dict.fromkeys(told)
            every_department |= not told and bool(_WITHOUT_FUNCTION.intersection(named))
    if not kinds:
        told_kinds = (kind for level in levels or (Level.COUNTY,) for kind in _BY_LEVEL[level])
        return UnitSelector(tuple(dict.fromkeys(told_kinds))), False
    mixed = set(kinds) - _WITHOUT_FUNCTION
    kept = () if every_department or mixed else tuple(functions)
    return UnitSelector(tuple(kinds), kept), True
