"""Reading the audit trail."""

from django.db import models
from django.db.models import QuerySet

from gongkai.journal.models import AuditRow


def timeline(subject: models.Model) -> QuerySet[AuditRow]:
    """Everything that happened to one record, oldest first. The caller has already been allowed to see the record."""
    return AuditRow.objects.filter(subject_type=subject._meta.label_lower, subject_id=str(subject.pk)).order_by("id")
