"""People, their posts and roles. Both have terms: people leave, the work passes on."""

from datetime import date
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gongkai.units.roles import Role


class PersonManager(BaseUserManager["Person"]):
    """Makes accounts."""

    def create_user(self, username: str, password: str | None = None, **fields: Any) -> "Person":
        """Create an account; without a password it can only be entered through an invitation."""
        person = self.model(username=self.model.normalize_username(username), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person


class Person(AbstractBaseUser):
    """A member of staff with an account. What the person may do comes only from role grants."""

    username = models.CharField(_("账号"), max_length=60, unique=True)
    name = models.CharField(_("姓名"), max_length=60)
    email = models.EmailField(_("电子邮箱"), blank=True)
    phone = models.CharField(_("手机"), max_length=20, blank=True)
    language = models.CharField(_("界面语言"), max_length=10, default="zh-hans")
    is_active = models.BooleanField(_("启用"), default=True)
    date_joined = models.DateTimeField(default=timezone.now)
    notify_urls = models.JSONField(_("通知渠道"), default=list, blank=True)

    objects: ClassVar[PersonManager] = PersonManager()
    rights_kept: tuple[Any, Any] | None = None  # today's rights, worked out once per request

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        ordering = ["username"]

    def __str__(self) -> str:
        """The person's name."""
        return self.name or self.username

    @property
    def display_name(self) -> str:
        """The name shown in timelines."""
        return self.name or self.username

    def get_full_name(self) -> str:
        """The name, as libraries ask for it."""
        return self.name

    def get_short_name(self) -> str:
        """The name, as libraries ask for it."""
        return self.name


class Post(models.Model):
    """A position in a unit or leading group and who holds it for which term (S19: who answers for what)."""

    unit = models.ForeignKey("units.Unit", on_delete=models.PROTECT, related_name="posts")
    title = models.CharField(_("职务"), max_length=80)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="posts")
    holder_name = models.CharField(_("任职人"), max_length=60, blank=True)
    responsibility = models.CharField(_("分工"), max_length=200, blank=True)
    rank = models.PositiveSmallIntegerField(_("排序"), default=0)
    public = models.BooleanField(_("对外公开"), default=True)
    starts_on = models.DateField(_("任期开始"))
    ends_on = models.DateField(_("任期结束"), null=True, blank=True)

    class Meta:
        ordering = ["unit_id", "rank", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="post_term_in_order",
                violation_error_message=_("任期结束不能早于开始"),
            ),
        ]

    def __str__(self) -> str:
        """The title."""
        return self.title


class RoleGrant(models.Model):
    """A role of a person on a unit, for a term. Ended, never deleted."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="grants")
    unit = models.ForeignKey("units.Unit", on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(_("角色"), max_length=30, choices=Role.choices)
    starts_on = models.DateField(_("开始"))
    ends_on = models.DateField(_("结束"), null=True, blank=True)
    granted_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["unit_id", "role", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "unit", "role"],
                condition=Q(ends_on__isnull=True),
                name="grant_open_once",
                violation_error_message=_("此人在该单位已有这个角色"),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="grant_term_in_order"
            ),
        ]
        indexes = [models.Index(fields=["unit", "role"], name="grant_by_unit_role")]

    def __str__(self) -> str:
        """Role and keys, no names."""
        return f"{self.role}@{self.unit_id}"

    @classmethod
    def in_force(cls, day: date) -> QuerySet["RoleGrant"]:
        """The grants whose term covers a day."""
        return cls.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day), starts_on__lte=day)

    @classmethod
    def facts(cls, person: int, day: date) -> QuerySet["RoleGrant", tuple[str, int, str]]:
        """Role, unit and the unit's path of each of a person's grants in force on a day."""
        return cls.in_force(day).filter(person_id=person).values_list("role", "unit_id", "unit__path")
