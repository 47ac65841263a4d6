"""Sending notices outside: mail, WeCom, DingTalk, Feishu. Queued, so that no request waits for another server."""

from datetime import timedelta
from urllib.parse import quote, urlsplit

import apprise
import structlog
from django.conf import settings
from django.utils import timezone
from django_tasks import task

from gongkai.duties.actions import expand_periods
from gongkai.journal.actors import SYSTEM
from gongkai.workbench.queries.sending import notices_to_send
from gongkai.workbench.webhooks import channel

log = structlog.get_logger(__name__)
HORIZON = timedelta(days=62)  # how far ahead periods are raised, as the worker does every day
MAIL = {"smtp": "mailto", "smtps": "mailtos"}


def mail_url(server: str, sender: str, address: str) -> str:
    """The address under which the library sends mail to one person through the district's server; empty without one.

    Args:
        server: ``smtp://user:password@host:port``.
        sender: from whom.
        address: to whom.
    """
    parts = urlsplit(server)
    if parts.scheme not in MAIL or not address:
        return ""
    return f"{MAIL[parts.scheme]}://{parts.netloc}?from={quote(sender)}&to={quote(address)}"


@task()
def send_notices(keys: list[int]) -> int:
    """Send notices to the channels of the people they are for, and to the district's own channels once each.

    Args:
        keys: of the notices.

    Returns:
        How many messages were accepted.
    """
    accepted = 0
    district: dict[str, tuple[str, str]] = {}
    for notice in notices_to_send(keys):
        person = notice.person
        title, body = notice.text(person.language), f"{settings.SITE['base_url']}{notice.path}"
        urls = [*person.notify_urls, mail_url(settings.EMAIL_URL, settings.DEFAULT_FROM_EMAIL, person.email)]
        accepted += _send([url for url in urls if url], title, body)
        district.setdefault(notice.key, (notice.zh, body))
    for title, body in district.values() if settings.NOTIFY_URLS else ():
        accepted += _send(settings.NOTIFY_URLS, title, body)
    return accepted


def _send(urls: list[str], title: str, body: str) -> int:
    sender = apprise.Apprise()
    known = [url for url in urls if sender.add(channel(url) or url)]
    if not known:
        return 0
    if not sender.notify(title=title, body=body):
        log.warning("notice_not_sent", channels=len(known))
        return 0
    return len(known)


@task()
def raise_periods() -> int:
    """Raise what a new version asks for within the horizon; the worker does the same every day.

    Returns:
        The number of obligations raised.
    """
    return expand_periods(until=timezone.localdate() + HORIZON, actor=SYSTEM)
