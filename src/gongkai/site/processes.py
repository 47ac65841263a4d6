"""The beginning of a process that helps to render. Nothing here may import models: Django is not set up yet."""

import os


def begin() -> None:
    """Set up Django with the settings of the process that started this one."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.config.settings")
    from django import setup  # noqa: PLC0415 in the new process only

    setup()
