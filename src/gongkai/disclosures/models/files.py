"""Files, stored once by content."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class StoredFile(models.Model):
    """A file by its SHA-256, cleaned of metadata; the bytes lie in the file store under ``ab/cd/<sha256>``."""

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=120)
    extension = models.CharField(max_length=10)
    text = models.TextField(blank=True)  # what search finds in it
    stored_at = models.DateTimeField()

    def __str__(self) -> str:
        """The digest's beginning."""
        return self.sha256[:12]


class Attachment(models.Model):
    """A file of the working copy of a disclosure; frozen copies are named in the revisions' content."""

    disclosure = models.ForeignKey("disclosures.Disclosure", on_delete=models.PROTECT, related_name="attachments")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    element = models.CharField(max_length=60, blank=True)  # the file element it fills; empty: a general attachment
    name = models.CharField(_("文件名"), max_length=200)
    order = models.PositiveSmallIntegerField(default=0)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["order", "id"]

    def __str__(self) -> str:
        """Keys."""
        return f"{self.disclosure_id}:{self.file_id}"
