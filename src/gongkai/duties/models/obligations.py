"""Obligations, what raises them, and what met them."""

from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Occurrence(models.Model):
    """Something that starts clocks, recorded once: "the people's congress approved the budget on 3-12"."""

    anchor = models.CharField(_("事件"), max_length=60, db_index=True)
    unit = models.ForeignKey("units.Unit", on_delete=models.PROTECT, related_name="occurrences")
    title = models.CharField(_("名称"), max_length=200)
    occurred_on = models.DateField(_("发生日期"))
    occurred_at = models.DateTimeField(_("发生时刻"), null=True, blank=True)
    duty = models.ForeignKey(
        "duties.Duty", on_delete=models.PROTECT, null=True, blank=True, related_name="occurrences",
        help_text=_("只触发这一事项；为空则触发所有以此事件起算的事项"),
    )  # fmt: skip
    # The published record it asks to be put right, if any; the disclosures room lies above, so no foreign key.
    disclosure_id = models.BigIntegerField(null=True, blank=True, db_index=True)
    note = models.TextField(_("说明"), blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("units.Person", on_delete=models.PROTECT, null=True, related_name="+")
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancel_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-occurred_on", "-id"]

    def __str__(self) -> str:
        """Anchor and date."""
        return f"{self.anchor} {self.occurred_on}"


class Obligation(models.Model):
    """One duty × one unit × one period or event, with its due date and the judged result.

    Whether an open obligation is overdue depends on the day it is asked, so it is never stored: overdue is
    ``state = open and due_on < today``. The four ``*_ok`` columns are ``None`` while there is nothing to judge.
    """

    class Origin(models.TextChoices):
        """What raised it."""

        PERIOD = "period", _("周期")
        EVENT = "event", _("事件")
        STANDING = "standing", _("长期")

    class Demand(models.TextChoices):
        """What it asks for."""

        PUBLISH = "publish", _("予以公开")
        WITHDRAW = "withdraw", _("撤回或更正")

    class State(models.TextChoices):
        """Where it stands."""

        OPEN = "open", _("待公开")
        MET = "met", _("已公开")
        ZERO = "zero", _("零报告")
        NOT_APPLICABLE = "not_applicable", _("不适用")
        CANCELLED = "cancelled", _("已取消")

    duty = models.ForeignKey("duties.Duty", on_delete=models.PROTECT, related_name="obligations")
    # Without indexes of their own where a composite one begins with the column, or nobody asks by it.
    unit = models.ForeignKey("units.Unit", on_delete=models.PROTECT, related_name="obligations", db_index=False)
    version = models.ForeignKey("duties.RulebookVersion", on_delete=models.PROTECT, related_name="+", db_index=False)
    origin = models.CharField(max_length=10, choices=Origin.choices)
    demand = models.CharField(max_length=10, choices=Demand.choices, default=Demand.PUBLISH)
    period_key = models.CharField(_("期间"), max_length=20, blank=True)
    occurrence = models.ForeignKey(
        Occurrence, on_delete=models.PROTECT, null=True, blank=True, related_name="obligations", db_index=False
    )
    title = models.CharField(max_length=220)
    opens_on = models.DateField(_("起算日"))
    due_on = models.DateField(_("截止日"), null=True, blank=True)
    due_at = models.DateTimeField(_("截止时刻"), null=True, blank=True)
    # The day it counts on in rates: when it falls due, or, where the rule names no number, when it was published. Not a
    # generated column, because SQLite reads no index with one as covering. Whoever writes the two dates keeps it right.
    counted_on = models.DateField(null=True, editable=False)
    posting_days = models.PositiveSmallIntegerField(_("公示天数"), null=True, blank=True)
    posting_unit = models.CharField(max_length=2, blank=True)  # WD or CD
    provisional = models.BooleanField(_("暂定"), default=False)
    arithmetic = models.JSONField(default=dict, blank=True)
    is_key = models.BooleanField(default=False)
    state = models.CharField(max_length=16, choices=State.choices, default=State.OPEN)
    published_on = models.DateField(null=True, blank=True)
    disclosure_id = models.BigIntegerField(null=True, blank=True)  # the disclosures room lies above; no foreign key
    content_ok = models.BooleanField(null=True)
    procedure_ok = models.BooleanField(null=True)
    time_ok = models.BooleanField(null=True)
    form_ok = models.BooleanField(null=True)
    conforming = models.BooleanField(null=True)

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["duty", "unit", "period_key"],
                condition=Q(occurrence__isnull=True),
                name="obligation_once_a_period",
            ),
            models.UniqueConstraint(
                fields=["duty", "unit", "occurrence"],
                condition=Q(occurrence__isnull=False),
                name="obligation_once_an_event",
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "state", "due_on"], name="obligation_tasks"),
            models.Index(fields=["occurrence"], name="obligation_by_event", condition=Q(occurrence__isnull=False)),
            # The matrix of a span, and most rates, are read from the index alone.
            models.Index(
                fields=["counted_on", "unit", "duty", "state", "conforming", "time_ok"], name="obligation_matrix"
            ),
        ]

    def __str__(self) -> str:
        """The title."""
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the day it counts on with the dates it follows from."""
        self.counted_on = self.due_on or self.published_on
        super().save(*args, **kwargs)

    @property
    def said(self) -> str:
        """Where it stands, in words that fit what it asks for."""
        state = self.State(self.state)
        words = _REMEDY.get(state) if self.demand == self.Demand.WITHDRAW else None
        return str(words or state.label)


_REMEDY = {Obligation.State.OPEN: _("待撤回或更正"), Obligation.State.MET: _("已撤回或更正")}


class Fulfilment(models.Model):
    """What met an obligation: the facts from which its verdict follows. The disclosures and channels rooms write it.

    ``*_reasons`` hold lists of objections as JSON objects (``code, zh, en, field, row``).
    """

    obligation = models.OneToOneField(Obligation, on_delete=models.CASCADE, related_name="fulfilment")
    disclosure_id = models.BigIntegerField(db_index=True)
    published_at = models.DateTimeField()
    published_on = models.DateField()
    content_ok = models.BooleanField()
    content_reasons = models.JSONField(default=list, encoder=DjangoJSONEncoder)
    procedure_ok = models.BooleanField()
    procedure_reasons = models.JSONField(default=list, encoder=DjangoJSONEncoder)
    time_reasons = models.JSONField(default=list, encoder=DjangoJSONEncoder)
    form_reasons = models.JSONField(default=list, encoder=DjangoJSONEncoder)
    required_channels = models.JSONField(default=list)
    evidenced_channels = models.JSONField(default=dict)  # channel -> first date with evidence
    form_ok = models.BooleanField()
    window_broken = models.BooleanField(default=False)  # taken down before its posting window ended
    historical = models.BooleanField(default=False)  # imported: never counted as published on time

    def __str__(self) -> str:
        """Keys only."""
        return f"{self.obligation_id}<-{self.disclosure_id}"


class Exemption(models.Model):
    """A zero report or "not applicable" asked for by the unit and decided by somebody else."""

    class Kind(models.TextChoices):
        """Which."""

        ZERO = "zero", _("零报告")
        NOT_APPLICABLE = "not_applicable", _("不适用")

    class Decision(models.TextChoices):
        """How it was decided."""

        PENDING = "pending", _("待审批")
        APPROVED = "approved", _("同意")
        REFUSED = "refused", _("不同意")

    obligation = models.ForeignKey(Obligation, on_delete=models.PROTECT, related_name="exemptions")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    reason = models.TextField(_("理由"))
    requested_by = models.ForeignKey("units.Person", on_delete=models.PROTECT, null=True, related_name="+")
    requested_at = models.DateTimeField()
    decision = models.CharField(max_length=10, choices=Decision.choices, default=Decision.PENDING)
    decided_by = models.ForeignKey("units.Person", on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    opinion = models.TextField(_("审批意见"), blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["obligation"], condition=Q(decision="pending"), name="exemption_one_pending"
            ),
        ]

    def __str__(self) -> str:
        """Kind and decision."""
        return f"{self.kind} {self.decision}"
