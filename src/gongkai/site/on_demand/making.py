"""How a page rendered on demand is labelled and how long it may be kept."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from gongkai.site.actions import Made
from gongkai.site.build.words import SHANGHAI
from gongkai.site.pages.rendering import Context, render


def today(at: datetime) -> date:
    """The day in Asia/Shanghai."""
    return timezone.localdate(at, SHANGHAI)


def midnight_after(at: datetime) -> int:
    """The next midnight in Asia/Shanghai, in seconds since 1970."""
    tomorrow = today(at) + timedelta(days=1)
    return int(datetime(tomorrow.year, tomorrow.month, tomorrow.day, tzinfo=SHANGHAI).timestamp())


def made(context: Context, scope: str, at: datetime, *, daily: bool = False, status: int = 200) -> Made:
    """The page of a context.

    Args:
        context: its frame names address and language.
        scope: what it shows; it goes when that changes.
        at: when it was rendered.
        daily: it shows the day, so it goes at midnight.
        status: of the answer.
    """
    frame = context.frame
    return Made(
        path=f"{frame.prefix}{frame.path}",
        body=render(context),
        scope=scope,
        modified=at,
        language=frame.language,
        status=status,
        lazy=True,
        valid_until=midnight_after(at) if daily else None,
    )
