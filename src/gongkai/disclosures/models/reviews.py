"""The review chain a duty demands, step by step."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class ReviewStep(models.Model):
    """One review of one revision. Steps are decided in order: one is pending, those behind it wait."""

    class Kind(models.TextChoices):
        """Who reviews, as the rulebook names it."""

        UNIT_REVIEW = "unit_review", _("单位审核")
        UNIT_LEADER = "unit_leader", _("主要领导审签")
        LEADER_IN_CHARGE = "leader_in_charge", _("分管领导审批")
        SECRECY = "secrecy", _("保密审查")
        VILLAGE_SUPERVISION = "village_supervision", _("村务监督委员会审查")
        DELIBERATION = "deliberation", _("集体审议")

    class State(models.TextChoices):
        """How it stands."""

        WAITING = "waiting", _("未到")
        PENDING = "pending", _("待审")
        APPROVED = "approved", _("通过")
        RETURNED = "returned", _("退回")
        VOID = "void", _("未进行")

    class Attribute(models.TextChoices):
        """The attribute a secrecy review sets; the codes of :class:`gongkai.rulebook.vocabulary.Attribute`."""

        PROACTIVE = "proactive", _("主动公开")
        ON_REQUEST = "on_request", _("依申请公开")
        NOT_DISCLOSED = "not_disclosed", _("不予公开")

    revision = models.ForeignKey("disclosures.Revision", on_delete=models.PROTECT, related_name="steps", db_index=False)
    unit = models.ForeignKey("units.Unit", on_delete=models.PROTECT, related_name="review_steps")
    order = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=24, choices=Kind.choices)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    quorum = models.PositiveSmallIntegerField(_("最低票数"), default=0)  # above zero: decided by votes
    attribute = models.CharField(_("公开属性"), max_length=20, choices=Attribute.choices, blank=True)
    basis = models.CharField(_("依据"), max_length=200, blank=True)
    opinion = models.TextField(_("意见"), blank=True)
    objections = models.JSONField(default=list, encoder=DjangoJSONEncoder)  # [{code, zh, en, field, row}]
    decided_by = models.ForeignKey("units.Person", on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["revision_id", "order"]
        constraints = [
            models.UniqueConstraint(fields=["revision", "order"], name="review_order_once"),
            models.UniqueConstraint(fields=["revision"], condition=Q(state="pending"), name="review_one_pending"),
        ]
        indexes = [models.Index(fields=["state", "kind", "unit"], name="review_queue")]

    def __str__(self) -> str:
        """Kind and state."""
        return f"{self.kind} {self.state}"


class Vote(models.Model):
    """One member's vote in a deliberation or village supervision."""

    class Choice(models.TextChoices):
        """How the member voted."""

        FOR = "for", _("同意")
        AGAINST = "against", _("反对")
        ABSTAIN = "abstain", _("弃权")

    step = models.ForeignKey(ReviewStep, on_delete=models.PROTECT, related_name="votes")
    person = models.ForeignKey("units.Person", on_delete=models.PROTECT, related_name="+")
    choice = models.CharField(max_length=8, choices=Choice.choices)
    reason = models.CharField(max_length=300, blank=True)
    voted_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["step", "person"], name="vote_once")]

    def __str__(self) -> str:
        """Keys."""
        return f"{self.step_id} {self.choice}"
