"""What must be true for this node to serve; asked at ``/health/`` as page, JSON, text or OpenMetrics."""

import shutil
from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone
from health_check.base import HealthCheck
from health_check.exceptions import ServiceUnavailable, ServiceWarning
from health_check.views import HealthCheckView

from gongkai.duties.queries import version_on, working_calendar

MIN_FREE = 1024**3  # bytes; below this, uploads and the write-ahead log are at risk


@dataclass
class RulebookInForce(HealthCheck):
    """A rulebook is in force today."""

    def run(self) -> None:
        """Raise when there is none."""
        if version_on(timezone.localdate()) is None:
            raise ServiceUnavailable("no rulebook in force")


@dataclass
class HolidaysKnown(HealthCheck):
    """The holiday table reaches today; otherwise working days are guessed."""

    def run(self) -> None:
        """Warn when the table has ended."""
        if working_calendar().horizon < timezone.localdate():
            raise ServiceWarning("the holiday table has ended")


@dataclass
class SpaceLeft(HealthCheck):
    """The data folder has room."""

    def run(self) -> None:
        """Raise when less than a gigabyte is left."""
        if shutil.disk_usage(settings.HOME).free < MIN_FREE:
            raise ServiceUnavailable("less than 1 GB left in the data folder")


health = HealthCheckView.as_view(
    checks=["health_check.checks.Database", RulebookInForce, HolidaysKnown, SpaceLeft],
)
