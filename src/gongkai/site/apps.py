"""Application configuration."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    """The public face."""

    name = "gongkai.site"
    label = "site"
    verbose_name = "公开网站"

    def ready(self) -> None:
        """Follow what happens in the rooms below."""
        from gongkai.site import subscriptions

        subscriptions.connect()
