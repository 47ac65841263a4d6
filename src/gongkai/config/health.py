"""What must be true for this node to serve; asked at ``/health/`` as page, JSON, text or OpenMetrics."""

import shutil
from dataclasses import dataclass

from asgiref.sync import sync_to_async
from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone
from health_check.base import HealthCheck
from health_check.exceptions import ServiceUnavailable, ServiceWarning
from health_check.views import HealthCheckView

from gongkai.duties.queries import version_on, working_calendar

MIN_FREE = 1024**3  # bytes; below this, uploads and the write-ahead log are at risk


class _Check(HealthCheck):
    """Looks in the request's own thread, so that no database connection is left behind in another."""

    async def run(self) -> None:
        """Look."""
        await sync_to_async(self.look)()

    def look(self) -> None:
        """Raise when something is wrong."""
        raise ServiceUnavailable(type(self).__name__)


@dataclass
class DatabaseAnswers(_Check):
    """The database answers."""

    def look(self) -> None:
        """Raise when it does not."""
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1")
        except DatabaseError as error:
            raise ServiceUnavailable("the database does not answer") from error


@dataclass
class RulebookInForce(_Check):
    """A rulebook is in force today."""

    def look(self) -> None:
        """Raise when there is none."""
        if version_on(timezone.localdate()) is None:
            raise ServiceUnavailable("no rulebook in force")


@dataclass
class HolidaysKnown(_Check):
    """The holiday table reaches today; otherwise working days are guessed."""

    def look(self) -> None:
        """Warn when the table has ended."""
        if working_calendar().horizon < timezone.localdate():
            raise ServiceWarning("the holiday table has ended")


@dataclass
class SpaceLeft(_Check):
    """The data folder has room."""

    def look(self) -> None:
        """Raise when less than a gigabyte is left."""
        if shutil.disk_usage(settings.HOME).free < MIN_FREE:
            raise ServiceUnavailable("less than 1 GB left in the data folder")


health = HealthCheckView.as_view(checks=[DatabaseAnswers, RulebookInForce, HolidaysKnown, SpaceLeft])
