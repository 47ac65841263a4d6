"""What is frozen: revisions, publications, filings, withdrawals. Rows are only ever added."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from gongkai.journal.models import AppendOnly


class Revision(AppendOnly):
    """A frozen copy of a disclosure's working copy, made at submission; what reviewers see is what is published.

    ``content`` holds ``{"title", "values", "metadata", "attachments": [{"sha256", "name", "media_type", "size",
    "element"}], "gaps": [objection], "gaps_reason"}``; ``digest`` is the SHA-256 of its canonical JSON.
    """

    disclosure = models.ForeignKey(
        "disclosures.Disclosure", on_delete=models.PROTECT, related_name="revisions", db_index=False
    )
    number = models.PositiveIntegerField()
    content = models.JSONField(encoder=DjangoJSONEncoder)
    digest = models.CharField(max_length=64)
    note = models.CharField(_("修改说明"), max_length=300, blank=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey("units.Person", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["disclosure_id", "number"]
        constraints = [models.UniqueConstraint(fields=["disclosure", "number"], name="revision_number_once")]

    def __str__(self) -> str:
        """Keys."""
        return f"{self.disclosure_id} r{self.number}"


class RevisionFile(AppendOnly):
    """A file that a frozen revision names; tells in one read whether a file may be shown to somebody."""

    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="files")
    file = models.ForeignKey("disclosures.StoredFile", on_delete=models.PROTECT, related_name="uses")
    name = models.CharField(_("文件名"), max_length=200)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        """Keys."""
        return f"{self.revision_id}:{self.file_id}"


class Publication(AppendOnly):
    """A revision shown to its audience: the first publication, or a correction."""

    class Kind(models.TextChoices):
        """Why it was published."""

        FIRST = "first", _("首次公开")
        CORRECTION = "correction", _("更正")
        UPDATE = "update", _("更新")

    disclosure = models.ForeignKey("disclosures.Disclosure", on_delete=models.PROTECT, related_name="publications")
    revision = models.OneToOneField(Revision, on_delete=models.PROTECT, related_name="publication")
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.FIRST)
    published_at = models.DateTimeField()
    published_on = models.DateField()
    published_by = models.ForeignKey("units.Person", on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.CharField(_("更正原因"), max_length=300, blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        """Keys."""
        return f"{self.disclosure_id} {self.kind}"


class Filing(AppendOnly):
    """Registration of a publication with the district office (备案), made with it.

    Numbered ``BA-<region>-<unit code>-<year>-<serial>``: every unit has its own gap-free register, so the office sees
    at once whether something is missing, and publications of different units never queue for one counter.
    """

    publication = models.OneToOneField(Publication, on_delete=models.PROTECT, related_name="filing")
    number = models.CharField(_("备案号"), max_length=80, unique=True)
    unit = models.ForeignKey("units.Unit", on_delete=models.PROTECT, related_name="+")
    filed_at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        """The filing number."""
        return self.number


class Withdrawal(AppendOnly):
    """Why a published disclosure was taken from the public; its tombstone page stays."""

    class Kind(models.TextChoices):
        """The typed reasons."""

        PRIVACY = "privacy", _("涉及个人隐私或商业秘密")
        SECRECY = "secrecy", _("不得公开的国家秘密或工作秘密")
        ANNULLED = "annulled", _("所依据的决定被变更、撤销或确认违法")
        EXPIRED = "expired", _("公示期或公开期限届满")
        ERROR = "error", _("内容有误，已另行公开")
        DUPLICATE = "duplicate", _("重复公开")
        COURT = "court", _("复议、诉讼或监督机关决定")

    disclosure = models.OneToOneField("disclosures.Disclosure", on_delete=models.PROTECT, related_name="withdrawal")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    reason = models.CharField(_("说明"), max_length=300)
    basis = models.CharField(_("依据"), max_length=200, blank=True)
    window_broken = models.BooleanField(default=False)
    withdrawn_at = models.DateTimeField()
    withdrawn_by = models.ForeignKey("units.Person", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        """Keys."""
        return f"{self.disclosure_id} {self.kind}"
