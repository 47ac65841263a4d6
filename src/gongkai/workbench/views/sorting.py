"""Lists in the order the address asks for (``?sort=field`` or ``?sort=-field``), still paged by key."""

from collections.abc import Collection
from typing import Any, TypeVar

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import F, Field, Model, Q, QuerySet

from gongkai.workbench.views.shared import PAGE, Page, StaffRequest, keyset

M = TypeVar("M", bound=Model)


def order_of(request: StaffRequest, sorts: Collection[str]) -> tuple[str, bool]:
    """The field of ``sorts`` the address asks for and whether descending; an empty field when it asks for none."""
    wanted = request.GET.get("sort", "")
    field = wanted.removeprefix("-")
    return (field, wanted.startswith("-")) if field in sorts else ("", True)


def paged(request: StaffRequest, rows: QuerySet[M], sorts: Collection[str], size: int = PAGE) -> Page:
    """A page of a list in the order of the address; newest first where it names none.

    Rows without a value come last in either direction. They are asked for on their own, so that both parts can follow
    an index.

    Args:
        request: names order (``sort``) and place (``after``).
        rows: any queryset; its order is replaced.
        sorts: names of the model's own fields that may be sorted by.
        size: rows on a page.
    """
    after = request.GET.get("after", "")
    field, descending = order_of(request, sorts)
    if not field:
        return keyset(rows, after, size)
    sign, beyond = ("-", "lt") if descending else ("", "gt")
    known = rows.filter(**{f"{field}__isnull": False}).order_by(f"{sign}{field}", f"{sign}pk")
    blank = rows.filter(**{f"{field}__isnull": True}).order_by(f"{sign}pk")
    text, _mark, key = after.rpartition("~")
    if key.isascii() and key.isdigit():
        past = Q(**{f"pk__{beyond}": int(key)})
        if text:
            known = _past(known, field, text, beyond, past)
        else:
            known, blank = known.none(), blank.filter(past)
    found = list(known[: size + 1])
    if len(found) <= size:
        found += list(blank[: size + 1 - len(found)])
    return Page(found[:size], _key(found[size - 1], field) if len(found) > size else None)


def in_order(request: StaffRequest, rows: QuerySet[M], sorts: Collection[str]) -> QuerySet[M]:
    """The whole list in the order of the address, for a file to take away."""
    field, descending = order_of(request, sorts)
    if not field:
        return rows.order_by("-pk")
    by = F(field).desc(nulls_last=True) if descending else F(field).asc(nulls_last=True)
    return rows.order_by(by, "-pk" if descending else "pk")


def _past(rows: QuerySet[M], field: str, text: str, beyond: str, past: Q) -> QuerySet[M]:
    try:
        value = _column(rows.model, field).to_python(text)
    except (FieldDoesNotExist, ValidationError):
        return rows
    within = Q(**{f"{field}__{beyond}e": value})  # lets the index begin at the right place
    return rows.filter(within, Q(**{f"{field}__{beyond}": value}) | past)


def _column(model: type[Model], name: str) -> Field[Any, Any]:
    found = model._meta.get_field(name)
    if isinstance(found, Field):
        return found
    raise FieldDoesNotExist


def _key(row: Model, field: str) -> str:
    value = getattr(row, field)
    return f"{'' if value is None else value}~{row.pk}"
