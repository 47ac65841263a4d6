"""Audit rows. They are only ever added: the model refuses a change, and so does the database."""

from typing import Any, NoReturn

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from gongkai.journal.events import kind_named


class AppendOnly(models.Model):
    """A row that can be added but never changed or removed; see also :mod:`gongkai.journal.immutable`."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the row.

        Raises:
            TypeError: the row exists already.
        """
        if not self._state.adding:
            msg = f"{self._meta.label} rows cannot be changed, only superseded"
            raise TypeError(msg)
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse.

        Raises:
            TypeError: always.
        """
        msg = f"{self._meta.label} rows cannot be removed"
        raise TypeError(msg)


class AuditRow(AppendOnly):
    """Who did what to which record, when. Read it by subject (a record's timeline), by unit or by actor."""

    at = models.DateTimeField(db_index=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_constraint=False
    )
    actor_name = models.CharField(max_length=80)
    kind = models.CharField(max_length=60)
    subject_type = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=40)
    unit = models.ForeignKey(
        "units.Unit", on_delete=models.PROTECT, null=True, related_name="+", db_constraint=False, db_index=False
    )
    details = models.JSONField(default=dict, encoder=DjangoJSONEncoder)

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["subject_type", "subject_id", "id"], name="audit_by_subject"),
            models.Index(fields=["unit", "id"], name="audit_by_unit"),
        ]

    def __str__(self) -> str:
        """The row for logs: kind and subject, no names."""
        return f"{self.kind} {self.subject_type}:{self.subject_id}"

    def sentence(self, language: str = "zh") -> str:
        """The happening in words, for timelines."""
        return kind_named(self.kind).sentence(self.details, language)
