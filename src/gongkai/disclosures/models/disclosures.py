"""The disclosure: a living draft in front, a chain of frozen revisions behind."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Case, F, Q, When
from django.utils.translation import gettext_lazy as _


class Disclosure(models.Model):
    """What a unit publishes to meet obligations.

    ``values`` is the working copy, saved as it is typed, complete or not. Submitting freezes it as a revision;
    publishing shows a revision to the audience. What the audience sees is ``current.content`` and nothing else.
    While a published disclosure is corrected, ``state`` stays published, ``correction`` tells how far the correction
    has come, and its title and metadata wait in ``pending`` so that lists keep showing what is public. The metadata
    follow the 14 core elements of the
    政府信息公开目录系统实施指引: index number, title, summary, produced_on, publishing unit, document number, topic, genre,
    mode, and the optional retention, form, audience, validity, keywords.
    """

    class State(models.TextChoices):
        """Where it stands."""

        DRAFT = "draft", _("草稿")
        IN_REVIEW = "in_review", _("审核中")
        RETURNED = "returned", _("已退回")
        APPROVED = "approved", _("待发布")
        SCHEDULED = "scheduled", _("定时发布")
        PUBLISHED = "published", _("已公开")
        SUPERSEDED = "superseded", _("已被替代")
        WITHDRAWN = "withdrawn", _("已撤回")
        DISCARDED = "discarded", _("已作废")

    class Validity(models.TextChoices):
        """Whether the text is in force (效力); the codes of :class:`gongkai.rulebook.vocabulary.Validity`."""

        IN_FORCE = "in_force", _("有效")
        LAPSED = "lapsed", _("失效")
        REPEALED = "repealed", _("废止")
        PARTLY_LAPSED = "partly_lapsed", _("部分失效")

    progress = models.GeneratedField(  # what ``stage`` says, for conditions; not renewed on an instance
        expression=Case(When(correction="", then=F("state")), default=F("correction")),
        output_field=models.CharField(max_length=12),
        db_persist=True,
    )
    unit = models.ForeignKey("units.Unit", on_delete=models.PROTECT, related_name="disclosures", db_index=False)
    duty = models.ForeignKey("duties.Duty", on_delete=models.PROTECT, related_name="disclosures", db_index=False)
    version = models.ForeignKey("duties.RulebookVersion", on_delete=models.PROTECT, related_name="+")
    obligations = models.ManyToManyField("duties.Obligation", related_name="disclosures", blank=True)
    audience = models.CharField(_("公开对象"), max_length=20)
    correction = models.CharField(_("更正进度"), max_length=12, choices=State.choices, blank=True)
    correction_reason = models.CharField(_("更正原因"), max_length=300, blank=True)
    pending = models.JSONField(default=dict, blank=True, encoder=DjangoJSONEncoder)
    state = models.CharField(max_length=12, choices=State.choices, default=State.DRAFT)
    title = models.CharField(_("标题"), max_length=220, blank=True)
    values = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    unread = models.JSONField(
        default=dict, blank=True, encoder=DjangoJSONEncoder
    )  # what was typed but could not be read, by element
    saves = models.PositiveIntegerField(default=0)  # optimistic lock of the working copy
    drafters = models.JSONField(default=list, blank=True)  # keys of all who wrote the working copy: they may not decide
    index_number = models.CharField(_("索引号"), max_length=80, null=True, unique=True)  # noqa: DJ001 unique when present
    summary = models.CharField(_("内容概述"), max_length=300, blank=True)
    produced_on = models.DateField(_("成文日期"), null=True, blank=True)
    occurred_on = models.DateField(_("起算日期"), null=True, blank=True)  # the event that starts the duty's clock
    occurred_at = models.DateTimeField(_("起算时刻"), null=True, blank=True)
    document_number = models.CharField(_("文号"), max_length=60, blank=True)
    topic = models.CharField(_("主题分类"), max_length=4, blank=True)
    genre = models.CharField(_("体裁"), max_length=30, blank=True)
    mode = models.CharField(_("公开属性"), max_length=20, default="proactive")
    keywords = models.CharField(_("关键词"), max_length=120, blank=True)
    validity = models.CharField(_("效力"), max_length=16, choices=Validity.choices, default=Validity.IN_FORCE)
    validity_note = models.CharField(_("效力说明"), max_length=200, blank=True)
    retention = models.CharField(_("公开期限"), max_length=20, blank=True)
    current = models.ForeignKey(
        "disclosures.Revision", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )  # the revision the audience sees
    submitted = models.ForeignKey(
        "disclosures.Revision", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )  # the revision under review, or reviewed and not public yet
    created_by = models.ForeignKey("units.Person", on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey("units.Person", on_delete=models.PROTECT, null=True, related_name="+")
    discarded_at = models.DateTimeField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    publish_at = models.DateTimeField(_("定时发布时刻"), null=True, blank=True)
    published_at = models.DateTimeField(_("首次公开时刻"), null=True, blank=True)
    published_on = models.DateField(_("公开日期"), null=True, blank=True)
    posted_until = models.DateField(_("公示期满日"), null=True, blank=True)
    supersedes = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )
    imported = models.BooleanField(_("历史导入"), default=False)
    source_url = models.CharField(_("原址"), max_length=500, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="published") | Q(index_number__isnull=False, published_on__isnull=False),
                name="published_has_index_and_date",
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "-id"], name="disclosure_unit_list"),
            models.Index(fields=["state", "-id"], name="disclosure_state_list"),
            models.Index(fields=["duty", "-id"], name="disclosure_duty_list"),
            models.Index(fields=["progress", "-id"], name="disclosure_progress_list"),
            models.Index(fields=["progress", "publish_at"], name="disclosure_scheduled"),
            models.Index(fields=["published_on"], name="disclosure_published_on"),
            # Words of a title are looked for row by row; this is all of a row that the search has to read.
            models.Index(
                fields=["-id", "unit", "state", "audience", "title", "index_number"], name="disclosure_title_search"
            ),
        ]

    def __str__(self) -> str:
        """Index number, or the key while there is none."""
        return self.index_number or f"#{self.pk}"

    @property
    def stage(self) -> str:
        """Where the working copy stands: the progress of the correction, or the state when there is none."""
        return self.correction or self.state

    @property
    def path(self) -> str:
        """The address of the public page, stable for ever: ``/disclosures/<code>/<year>-<serial>/``."""
        return f"/disclosures/{self.index_number}/" if self.index_number else ""


class IndexSequence(models.Model):
    """The last serials given out per unit and year: index numbers, and entries of the unit's filing register.

    Both are taken by one statement inside the publishing transaction, so there are no gaps, and units never wait for
    each other: a district-wide counter would be held by every publication until its pages are committed.
    """

    unit = models.ForeignKey("units.Unit", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)
    filed = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "year"], name="index_sequence_once")]

    def __str__(self) -> str:
        """Unit key, year and last serial."""
        return f"{self.unit_id}/{self.year}-{self.last}"
