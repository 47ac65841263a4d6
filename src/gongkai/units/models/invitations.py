"""Invitations and resets: a single-use link, of which only the digest is kept."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Invitation(models.Model):
    """A link by which a person sets the first or a new password."""

    class Purpose(models.TextChoices):
        """Why the link was made."""

        INVITE = "invite", _("邀请")
        RESET = "reset", _("重置密码")

    person = models.ForeignKey("units.Person", on_delete=models.CASCADE, related_name="invitations")
    purpose = models.CharField(max_length=10, choices=Purpose.choices, default=Purpose.INVITE)
    token_digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    created_by = models.ForeignKey("units.Person", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        """Purpose and key."""
        return f"{self.purpose}:{self.pk}"
