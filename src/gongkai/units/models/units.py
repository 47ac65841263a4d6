"""The unit tree."""

from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from gongkai.rulebook.model import UnitFacts
from gongkai.units.kinds import UnitKind


class Unit(models.Model):
    """Anyone who must publish.

    ``path`` is the chain of keys from the root, each followed by a slash (``"1/12/340/"``): a unit and everything
    below it are the rows whose path starts with the unit's own.
    """

    code = models.SlugField(_("单位代码"), max_length=40, unique=True, help_text=_("用于网址和导入，定后不变"))
    name = models.CharField(_("全称"), max_length=120)
    short_name = models.CharField(_("简称"), max_length=40, blank=True)
    name_en = models.CharField(_("英文名"), max_length=160, blank=True)
    kind = models.CharField(_("类别"), max_length=30, choices=UnitKind.choices, db_index=True)
    functions = models.JSONField(_("职能"), default=list, blank=True, help_text=_("对应标准目录中的职能标签"))
    parent = models.ForeignKey(
        "self", verbose_name=_("上级单位"), on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    path = models.CharField(max_length=200, db_index=True, editable=False, default="")
    order = models.PositiveIntegerField(_("排序"), default=0)
    region_code = models.CharField(_("区划代码"), max_length=12)
    uscc = models.CharField(_("统一社会信用代码"), max_length=18, null=True, blank=True)  # noqa: DJ001 unique when present
    address = models.CharField(_("办公地址"), max_length=200, blank=True)
    office_hours = models.CharField(_("办公时间"), max_length=120, blank=True)
    phone = models.CharField(_("联系电话"), max_length=40, blank=True)
    fax = models.CharField(_("传真"), max_length=40, blank=True)
    email = models.EmailField(_("电子邮箱"), blank=True)
    postcode = models.CharField(_("邮政编码"), max_length=10, blank=True)
    responsibilities = models.TextField(_("主要职责"), blank=True)
    supervision_phone = models.CharField(_("监督电话"), max_length=40, blank=True)
    active_from = models.DateField(_("设立日期"), null=True, blank=True)
    obliged_from = models.DateField(
        _("纳入起始日期"),
        null=True,
        blank=True,
        help_text=_("从这一天起在本系统中计算应公开任务；为空则自设立或目录施行之日起"),
    )
    # Since when kind and functions are what they are; what they ask beyond what was asked before is owed from then on.
    particulars_since = models.DateField(null=True, blank=True, editable=False)
    active_until = models.DateField(_("撤并日期"), null=True, blank=True)
    successor = models.ForeignKey(
        "self", verbose_name=_("承接单位"), on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["order", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["uscc"],
                condition=Q(uscc__isnull=False),
                name="unit_uscc_unique",
                violation_error_message=_("这个统一社会信用代码已属于另一个单位"),
            ),
        ]

    def __str__(self) -> str:
        """The short name."""
        return self.short_name or self.name

    @classmethod
    def matching(cls, condition: Q) -> QuerySet["Unit"]:
        """The units under a condition, for rights."""
        return cls.objects.filter(condition)

    @property
    def label(self) -> str:
        """The name for narrow places."""
        return self.short_name or self.name

    @property
    def index_code(self) -> str:
        """The first part of index numbers: the USCC, or region code and unit code where none is registered."""
        return self.uscc or f"{self.region_code}-{self.code}"

    @property
    def level(self) -> str:
        """County, township or village level, by kind (column 公开层级 of the standard catalogues)."""
        if self.kind in {UnitKind.VILLAGE, UnitKind.COMMUNITY}:
            return "village"
        if self.kind in {UnitKind.TOWNSHIP, UnitKind.SUBDISTRICT, UnitKind.FARM}:
            return "township"
        return "county"

    def facts(self) -> UnitFacts:
        """What the rulebook needs to know to tell the unit's duties."""
        return UnitFacts(code=self.code, kind=self.kind, functions=frozenset(self.functions), level=self.level)
