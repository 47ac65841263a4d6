"""Application configuration."""

from django.apps import AppConfig


class ImportsConfig(AppConfig):
    """Imports and the audit of the past."""

    name = "gongkai.imports"
    label = "imports"
    verbose_name = "导入与核查"

    def ready(self) -> None:
        """Register the kinds that come with the software."""
        from gongkai.imports.actions import kinds

        kinds.load()
