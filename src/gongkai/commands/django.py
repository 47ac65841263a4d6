"""Loading Django for a command."""

import os


def load() -> None:
    """Set up Django with the project's settings; calling it twice changes nothing."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.config.settings")
    from django import setup

    setup()
