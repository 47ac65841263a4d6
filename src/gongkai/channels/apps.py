"""Application configuration."""

from django.apps import AppConfig


class ChannelsConfig(AppConfig):
    """See the room's docstring."""

    name = "gongkai.channels"
    label = "channels"
    verbose_name = "渠道和载体"
