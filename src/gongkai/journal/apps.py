"""Application configuration."""

from django.apps import AppConfig


class JournalConfig(AppConfig):
    """The audit trail."""

    name = "gongkai.journal"
    label = "journal"
    verbose_name = "审计"
