"""Notices to people: what waits for them, what became of what they sent."""

from django.db import models


class Notice(models.Model):
    """One notice to one person. ``key`` tells notices apart, so that the same one is never given twice."""

    person = models.ForeignKey("units.Person", on_delete=models.CASCADE, related_name="notices")
    key = models.CharField(max_length=100)
    zh = models.CharField(max_length=300)
    en = models.CharField(max_length=300)
    path = models.CharField(max_length=200)  # where it leads, below the address of the site
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="notice_once")]
        indexes = [models.Index(fields=["person", "read_at", "id"], name="notice_unread")]

    def __str__(self) -> str:
        """The key, no words."""
        return self.key

    def text(self, language: str) -> str:
        """The notice in the reader's language."""
        return self.en if language.startswith("en") else self.zh
