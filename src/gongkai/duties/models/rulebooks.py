"""The rulebook in force, version by version, and one row per duty to hang records on."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RulebookVersion(models.Model):
    """One composed rulebook (all layers), in force from a date until the next version's date.

    ``digest`` is the SHA-256 of its text, which lies in :class:`RulebookText`, because versions are read with every
    disclosure and the text is large.
    """

    number = models.PositiveIntegerField(_("版次"), unique=True)
    title = models.CharField(_("名称"), max_length=120)
    effective_from = models.DateField(_("施行日期"), db_index=True)
    digest = models.CharField(max_length=64, unique=True)
    note = models.TextField(_("说明"), blank=True)
    installed_at = models.DateTimeField()
    installed_by = models.ForeignKey("units.Person", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        """Title and number."""
        return f"{self.title} #{self.number}"


class RulebookText(models.Model):
    """The whole rulebook of a version as JSON (``gongkai.rulebook.model.Rulebook.to_json``)."""

    version = models.OneToOneField(RulebookVersion, on_delete=models.PROTECT, related_name="text", primary_key=True)
    content = models.JSONField()

    def __str__(self) -> str:
        """The version's key."""
        return str(self.pk)


class RulebookProposal(models.Model):
    """A rulebook somebody has uploaded, to be looked at by lint, difference and preview before it takes effect."""

    title = models.CharField(_("名称"), max_length=120)
    note = models.TextField(_("说明"), blank=True)
    content = models.JSONField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("units.Person", on_delete=models.PROTECT, null=True, related_name="+")
    version = models.OneToOneField(RulebookVersion, on_delete=models.PROTECT, null=True, related_name="proposal")
    discarded_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        """The title."""
        return self.title


class Duty(models.Model):
    """A duty across versions: what lists, filters and pages need of its latest text. Retired, never deleted.

    The full definition for a day comes from the rulebook (:func:`gongkai.duties.queries.duty_on`).
    """

    code = models.SlugField(_("事项代码"), max_length=80, unique=True)
    title = models.CharField(_("公开事项"), max_length=160)
    title_en = models.CharField(max_length=200, blank=True)
    level1 = models.CharField(_("一级事项"), max_length=120)
    level2 = models.CharField(_("二级事项"), max_length=120, blank=True)
    field = models.CharField(_("领域"), max_length=60, blank=True, db_index=True)
    category = models.CharField(_("类别"), max_length=40, db_index=True)
    topic = models.CharField(_("主题分类"), max_length=4, blank=True)
    audience = models.CharField(_("公开对象"), max_length=20)
    mode = models.CharField(_("公开方式"), max_length=20)
    is_key = models.BooleanField(_("重点事项"), default=False)
    verified = models.BooleanField(_("依据已核实"), default=True)
    retired_on = models.DateField(_("停用日期"), null=True, blank=True)
    version = models.ForeignKey(RulebookVersion, on_delete=models.PROTECT, related_name="duties")
    order = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["order", "code"]

    def __str__(self) -> str:
        """The title."""
        return self.title
