"""Which field a sheet or table is about, and the title above it."""

import re
from functools import lru_cache

from gongkai.intake.catalogue.tables import levelled, table
from gongkai.rulebook.exporting import sheet_name
from gongkai.rulebook.vocabulary import Category

_HEADED = re.compile(r"[（(]([^（()）]{2,60})[）)]$")


@lru_cache(maxsize=1)
def _known() -> dict[str, str]:
    names: dict[str, str] = {}
    for row in table("fields")["fields"]:
        for name in (row["field"], *row["also"]):
            names[levelled(name)] = row["field"]
    return names


@lru_cache(maxsize=1024)
def field_of(name: str) -> str | None:
    """Return the field a name stands for: the usual name of a known one, else the name itself; None for no field."""
    plain = re.sub(r"^\d+[.、\-_ ]*", "", levelled(name)).strip()
    plain = re.sub(r"(领域)?(基层)?(政务公开)?(标准)?(目录)?$", "", plain) or plain
    if not plain or re.search(table("fields")["meaningless"], levelled(name)) or plain in _categories():
        return None
    return _known().get(plain) or _known().get(plain.removesuffix("领域")) or plain


@lru_cache(maxsize=1)
def _categories() -> frozenset[str]:
    return frozenset(levelled(category.label.zh) for category in Category)


@lru_cache(maxsize=1024)
def category_of(field: str | None) -> Category:
    """Return the category that duties of a field have unless a person says otherwise."""
    rows = table("fields")["fields"]
    return next((Category(row["category"]) for row in rows if row["field"] == field), Category.AUTHORITY)


def heading_of(above: list[tuple[str, ...]], sheet: str) -> tuple[str, str | None]:
    """Return the title above a table and the field it or its sheet names.

    Arguments: above, the rows before the header; sheet, its name.
    """
    lines = [next((cell for cell in cells if cell), "") for cells in above]
    title = next((line for line in lines if line), "")
    # What this product writes: the sheet's name may be cut, the heading holds it whole.
    if (found := _HEADED.search(title)) and sheet_name(found.group(1)) == sheet:
        return title[: found.start()], _exact(found.group(1))
    if sheet and (field := field_of(sheet)) is not None:
        return title, field
    plain = levelled(title)
    named = next(
        (field for name, field in sorted(_known().items(), key=_longest) if len(name) > 2 and name in plain), None
    )
    if named is None and (found := re.search(table("fields")["in_title"], plain)):
        named = field_of(found.group(1))
    return title, named


def _exact(name: str) -> str | None:
    return None if levelled(name) in _categories() else name


def _longest(item: tuple[str, str]) -> int:
    return -len(item[0])
