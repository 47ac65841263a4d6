"""Boards, postings on them, and evidence."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Board(models.Model):
    """A place where a unit posts: notice board, hall, screen. Closed, never deleted."""

    class Kind(models.TextChoices):
        """What sort of place; the rulebook's channel it serves."""

        NOTICE_BOARD = "notice_board", _("公开栏")
        SERVICE_CENTRE = "service_centre", _("办事大厅")
        SCREEN = "screen", _("电子屏")
        READING_POINT = "reading_point", _("查阅点")
        ON_SITE = "on_site", _("现场")

    unit = models.ForeignKey("units.Unit", on_delete=models.PROTECT, related_name="boards")
    name = models.CharField(_("名称"), max_length=80)
    kind = models.CharField(_("类型"), max_length=20, choices=Kind.choices, default=Kind.NOTICE_BOARD)
    place = models.CharField(_("位置"), max_length=160)
    latitude = models.DecimalField(_("纬度"), max_digits=8, decimal_places=5, null=True, blank=True)
    longitude = models.DecimalField(_("经度"), max_digits=8, decimal_places=5, null=True, blank=True)
    opened_on = models.DateField(_("启用日期"))
    closed_on = models.DateField(_("停用日期"), null=True, blank=True)

    class Meta:
        ordering = ["unit_id", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "name"], name="board_name_once", violation_error_message=_("本单位已有同名公开栏")
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")), name="board_term_in_order"
            ),
        ]

    def __str__(self) -> str:
        """The name."""
        return self.name


class Posting(models.Model):
    """A disclosure put up on a board, from a day until a day; protected until its window has passed."""

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="postings")
    disclosure = models.ForeignKey("disclosures.Disclosure", on_delete=models.PROTECT, related_name="postings")
    posted_on = models.DateField(_("张贴日期"))
    until_on = models.DateField(_("公示期满日"), null=True, blank=True)
    taken_down_on = models.DateField(_("取下日期"), null=True, blank=True)
    take_down_reason = models.CharField(_("取下原因"), max_length=200, blank=True)
    recorded_by = models.ForeignKey("units.Person", on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["board", "disclosure"], condition=Q(taken_down_on__isnull=True), name="posting_open_once"
            ),
            models.CheckConstraint(
                condition=Q(taken_down_on__isnull=True) | Q(taken_down_on__gte=F("posted_on")),
                name="posting_term_in_order",
            ),
        ]

    def __str__(self) -> str:
        """Keys."""
        return f"{self.board_id}:{self.disclosure_id}"


class Evidence(models.Model):
    """Proof that a disclosure was out on a channel: a photograph of the board, a newspaper page, a broadcast script."""

    disclosure = models.ForeignKey("disclosures.Disclosure", on_delete=models.PROTECT, related_name="evidence")
    channel = models.CharField(_("渠道"), max_length=24)
    posting = models.ForeignKey(Posting, on_delete=models.PROTECT, null=True, blank=True, related_name="evidence")
    file = models.ForeignKey(
        "disclosures.StoredFile", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    shown_on = models.DateField(_("公开日期"))
    place = models.CharField(_("地点"), max_length=160, blank=True)
    latitude = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True)
    longitude = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True)
    photographed_at = models.DateTimeField(_("拍摄时刻"), null=True, blank=True)
    perceptual_hash = models.CharField(max_length=32, blank=True, db_index=True)
    resembles = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    note = models.CharField(_("说明"), max_length=300, blank=True)
    given_by = models.ForeignKey("units.Person", on_delete=models.PROTECT, null=True, related_name="+")
    given_at = models.DateTimeField()
    void_reason = models.CharField(_("作废原因"), max_length=200, blank=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        """Keys."""
        return f"{self.disclosure_id} {self.channel}"
