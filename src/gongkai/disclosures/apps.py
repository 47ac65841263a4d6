"""Application configuration."""

from django.apps import AppConfig


class DisclosuresConfig(AppConfig):
    """See the room's docstring."""

    name = "gongkai.disclosures"
    label = "disclosures"
    verbose_name = "公开信息"
