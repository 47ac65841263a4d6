"""What people know about the past: why a number is missing, and which duty a document serves."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class GapExplanation(models.Model):
    """Why a numbered document never became public. Approved, it turns a finding into a record."""

    class Kind(models.TextChoices):
        """The reasons there can be."""

        SECRET = "secret", _("涉密文件")
        NOT_ISSUED = "not_issued", _("未编发（空号、作废）")
        ON_REQUEST = "on_request", _("依申请公开")

    class Decision(models.TextChoices):
        """What the office decided."""

        PENDING = "pending", _("待审批")
        APPROVED = "approved", _("同意")
        REFUSED = "refused", _("不同意")

    series = models.CharField(_("发文代字"), max_length=60)
    year = models.PositiveSmallIntegerField(_("年份"), default=0)  # 0: numbers run through the years
    number = models.PositiveIntegerField(_("序号"))
    unit = models.ForeignKey("units.Unit", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("类型"), max_length=12, choices=Kind.choices)
    reason = models.CharField(_("说明"), max_length=300)
    requested_by = models.ForeignKey("units.Person", on_delete=models.PROTECT, null=True, related_name="+")
    requested_at = models.DateTimeField()
    decision = models.CharField(max_length=10, choices=Decision.choices, default=Decision.PENDING)
    decided_by = models.ForeignKey("units.Person", on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    opinion = models.CharField(_("审批意见"), max_length=300, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["series", "year", "number"], condition=~Q(decision="refused"), name="gap_explained_once"
            ),
        ]

    def __str__(self) -> str:
        """Series, year and number."""
        return f"{self.series}〔{self.year or ''}〕{self.number}"


class LearntRule(models.Model):
    """A rule learnt from a correction: a pattern in a field of a document that speaks for, or against, a duty."""

    duty = models.ForeignKey("duties.Duty", on_delete=models.PROTECT, related_name="+")
    field = models.CharField(max_length=20)
    pattern = models.CharField(max_length=2_000)
    weight = models.IntegerField()
    source = models.CharField(max_length=160)
    learnt_from = models.ForeignKey("disclosures.Disclosure", on_delete=models.PROTECT, null=True, related_name="+")
    learnt_at = models.DateTimeField()
    learnt_by = models.ForeignKey("units.Person", on_delete=models.PROTECT, null=True, related_name="+")
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        """The pattern."""
        return f"{self.field} {self.pattern}"
