"""What kinds share: taking rows one by one, and finding out who has built on a record."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import ForeignObjectRel

from gongkai.imports.models import ImportedRow
from gongkai.imports.registry import Item, Outcome, Setting
from gongkai.journal.refusals import Objection, Refused
from gongkai.units.models import Unit

State = ImportedRow.Outcome
REFUSALS = (Refused, IntegrityError, ValidationError, ValueError)


def one_by_one(take: Callable[[Setting, Item], Outcome]) -> Callable[[Setting, Sequence[Item]], list[Outcome]]:
    """Take items each in a savepoint of its own; what an action refuses comes back with every reason."""

    def all_of_them(setting: Setting, items: Sequence[Item]) -> list[Outcome]:
        found = []
        for one in items:
            try:
                with transaction.atomic():
                    found.append(take(setting, one))
            except Refused as refused:
                found.append(Outcome(State.REFUSED, reasons=refused.objections))
            except (IntegrityError, ValidationError, ValueError) as error:
                told = "；".join(error.messages) if isinstance(error, ValidationError) else "与已有数据冲突"
                found.append(Outcome(State.REFUSED, reasons=[Objection("import.conflict", told, told)]))
        return found

    return all_of_them


def users_of(record: models.Model, ignoring: Iterable[str] = ()) -> list[str]:
    """The kinds of records that point at a record, as model labels, apart from those ignored."""
    skipped = {"journal.auditrow", *ignoring}
    found = []
    for relation in record._meta.related_objects:
        label = relation.related_model._meta.label_lower
        if label not in skipped and _points_at(relation, record):
            found.append(label)
    return found


def _points_at(relation: ForeignObjectRel, record: models.Model) -> bool:
    return bool(relation.related_model._base_manager.filter(**{relation.field.name: record}).exists())


def remove(records: Iterable[models.Model]) -> None:
    """Delete rows nobody has built on; the audit trail keeps telling of them."""
    for record in records:
        queryset = type(record)._base_manager.filter(pk=record.pk)
        queryset._raw_delete(queryset.db)  # noqa: SLF001 the collector would find the audit trail


def targets(rows: Sequence[ImportedRow], model: type[models.Model]) -> dict[int, Any]:
    """The records of rows, by key."""
    return model._base_manager.in_bulk([row.target_id for row in rows if row.target_id is not None])


class UnitDirectory:
    """Units by code, full name and short name; a name that two units share names neither."""

    def __init__(self, units: Iterable[Unit]) -> None:
        self._found: dict[str, Unit | None] = {}
        for unit in units:
            for name in {unit.code, unit.name, unit.short_name, unit.uscc or ""}:
                key = name.strip().casefold()
                if key:
                    self._found[key] = None if key in self._found and self._found[key] != unit else unit

    def find(self, name: object) -> Unit | None:
        """The unit of a code or name."""
        return self._found.get(str(name or "").strip().casefold())
