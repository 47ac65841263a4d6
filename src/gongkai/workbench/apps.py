"""Application configuration."""

from django.apps import AppConfig


class WorkbenchConfig(AppConfig):
    """The staff face."""

    name = "gongkai.workbench"
    label = "workbench"
    verbose_name = "工作台"

    def ready(self) -> None:
        """Follow what people should be told of."""
        from gongkai.workbench import notifying

        notifying.connect()
