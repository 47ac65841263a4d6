"""Application configuration."""

from django.apps import AppConfig


class DutiesConfig(AppConfig):
    """See the room's docstring."""

    name = "gongkai.duties"
    label = "duties"
    verbose_name = "公开事项"

    def ready(self) -> None:
        """Follow what happens in the rooms below."""
        from gongkai.duties import subscriptions

        subscriptions.connect()
