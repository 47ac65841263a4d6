"""Giving notices and having read them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from gongkai.journal.actions import action
from gongkai.journal.actors import Actor
from gongkai.workbench.models import Notice
from gongkai.workbench.queries.sending import reachable
from gongkai.workbench.tasks import send_notices


@dataclass(frozen=True)
class Words:
    """What a notice says.

    Args:
        key: tells it from every other notice.
        zh: in Chinese.
        en: in English.
        path: where it leads, ``/workbench/…``.
    """

    key: str
    zh: str
    en: str
    path: str


@action
def give_notices(words: Mapping[int, Words], *, actor: Actor, at: datetime) -> int:
    """Give each person a notice; one that was given before is not given again. Channels outside follow on commit.

    Args:
        words: person key to what is said.
        actor: who caused it; nobody is told of what they did themselves.
        at: the instant.

    Returns:
        The number of new notices.
    """
    wanted = {person: one for person, one in words.items() if person != actor.pk}
    known = set(
        Notice.objects.filter(person__in=list(wanted), key__in={one.key for one in wanted.values()}).values_list(
            "person_id", "key"
        )
    )
    fresh = [
        Notice(person_id=person, key=one.key, zh=one.zh[:300], en=one.en[:300], path=one.path, at=at)
        for person, one in wanted.items()
        if (person, one.key) not in known
    ]
    made = Notice.objects.bulk_create(fresh)
    if made and reachable(one.person_id for one in made):
        keys = [one.pk for one in made]
        transaction.on_commit(lambda: send_notices.enqueue(keys))
    return len(made)


@action
def read_notices(notices: Iterable[Notice], *, actor: Actor, at: datetime) -> int:
    """Mark one's own notices as read; those of others are left alone.

    Returns:
        The number marked.
    """
    keys = [one.pk for one in notices]
    return Notice.objects.filter(pk__in=keys, person_id=actor.pk or 0, read_at__isnull=True).update(read_at=at)
