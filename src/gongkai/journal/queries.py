"""Reading the audit trail."""

from collections.abc import Collection

from django.db import models
from django.db.models import Max, QuerySet

from gongkai.journal.models import AuditRow


def timeline(subject: models.Model) -> QuerySet[AuditRow]:
    """Everything that happened to one record, oldest first. The caller has already been allowed to see the record."""
    return AuditRow.objects.filter(subject_type=subject._meta.label_lower, subject_id=str(subject.pk)).order_by("id")


def last_row() -> int:
    """The number of the newest row; 0 when there is none. For what follows the trail, not for people."""
    newest: int | None = AuditRow.objects.aggregate(newest=Max("id"))["newest"]
    return newest or 0


def subjects_since(row: int, kinds: Collection[str]) -> list[str]:
    """The keys of the records to which something of these kinds happened after a row, each once.

    Args:
        row: number of the last row that is known.
        kinds: names of kinds of happenings, all about one sort of record.
    """
    rows = AuditRow.objects.filter(pk__gt=row, kind__in=list(kinds))
    return list(rows.order_by().values_list("subject_id", flat=True).distinct())
