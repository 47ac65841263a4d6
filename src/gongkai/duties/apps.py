"""Application configuration."""

from django.apps import AppConfig


class DutiesConfig(AppConfig):
    """See the room's docstring."""

    name = "gongkai.duties"
    label = "duties"
    verbose_name = "公开事项"
