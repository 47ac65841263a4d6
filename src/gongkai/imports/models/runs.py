"""One import of one file, and what became of each of its rows."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _


class ImportRun(models.Model):
    """A file on its way in: uploaded, checked without writing, taken in chunks, and undone as a whole if need be.

    ``cursor`` is the number of the last row whose chunk was committed: a process that was killed goes on after it.
    ``beat`` is when a process last worked on the run; an old one means that nobody does.
    """

    class State(models.TextChoices):
        """Where it stands."""

        UPLOADED = "uploaded", _("等待检查")
        CHECKING = "checking", _("正在检查")
        CHECKED = "checked", _("检查完毕")
        TAKING = "taking", _("正在导入")
        DONE = "done", _("已导入")
        FAILED = "failed", _("不能读取")
        CANCELLED = "cancelled", _("已取消")
        UNDONE = "undone", _("已撤销")

    kind = models.CharField(max_length=160)
    unit = models.ForeignKey("units.Unit", on_delete=models.PROTECT, related_name="+")
    options = models.JSONField(default=dict, encoder=DjangoJSONEncoder)  # what the kind asked for, by name
    name = models.CharField(_("文件名"), max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.UPLOADED)
    headers = models.JSONField(default=list)
    mapping = models.JSONField(default=dict)  # field to header, as recognised or chosen
    progress = models.PositiveIntegerField(default=0)  # rows gone through in the present step
    rows = models.PositiveIntegerField(default=0)
    good = models.PositiveIntegerField(default=0)
    bad = models.PositiveIntegerField(default=0)
    report = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    cursor = models.PositiveIntegerField(default=0)
    outcomes = models.JSONField(default=dict)  # how many rows came out how
    message = models.TextField(blank=True)
    message_en = models.TextField(blank=True)
    beat = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey("units.Person", on_delete=models.PROTECT, null=True, related_name="+")
    finished_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey("units.Person", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["unit", "-id"], name="import_by_unit")]

    def __str__(self) -> str:
        """Kind and key."""
        return f"{self.kind} #{self.pk}"


class ImportedRow(models.Model):
    """What became of one row. ``digest`` is of its values, ``identity`` of what names its record."""

    class Outcome(models.TextChoices):
        """What happened."""

        ADDED = "added", _("新增")
        CHANGED = "changed", _("更新")
        SAME = "same", _("无变化")
        REFUSED = "refused", _("未导入")

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="taken")
    kind = models.CharField(max_length=160)
    row = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    identity = models.CharField(max_length=64)
    outcome = models.CharField(max_length=8, choices=Outcome.choices)
    target = models.CharField(max_length=60, blank=True)  # model label
    target_id = models.BigIntegerField(null=True)
    values = models.JSONField(default=dict, encoder=DjangoJSONEncoder)  # of the row, long texts left out
    before = models.JSONField(default=dict, encoder=DjangoJSONEncoder)  # what undoing puts back
    reasons = models.JSONField(default=list)
    undone = models.BooleanField(default=False)

    class Meta:
        ordering = ["run_id", "row"]
        constraints = [models.UniqueConstraint(fields=["run", "row"], name="imported_row_once")]
        indexes = [
            models.Index(fields=["kind", "identity"], name="imported_row_identity"),
            models.Index(fields=["target", "target_id"], name="imported_row_target"),
        ]

    def __str__(self) -> str:
        """Keys."""
        return f"{self.run_id}:{self.row}"


class ColumnMemory(models.Model):
    """Which column means what, remembered per unit, kind and headers, so that the next file needs no telling."""

    unit = models.ForeignKey("units.Unit", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=160)
    headers_digest = models.CharField(max_length=64)
    mapping = models.JSONField(default=dict)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "kind", "headers_digest"], name="column_memory_once"),
        ]

    def __str__(self) -> str:
        """Keys."""
        return f"{self.unit_id} {self.kind}"
