"""Loading Django for a command."""

import os


def name_settings() -> None:
    """Let the project's settings be read, without loading Django's apps."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.config.settings")


def load() -> None:
    """Set up Django with the project's settings; calling it twice changes nothing."""
    name_settings()
    from django import setup

    setup()
