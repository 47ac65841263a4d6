"""Application configuration."""

from django.apps import AppConfig


class UnitsConfig(AppConfig):
    """See the room's docstring."""

    name = "gongkai.units"
    label = "units"
    verbose_name = "单位和人员"
