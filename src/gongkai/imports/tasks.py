"""Queued work: checking, taking, and taking up what a killed process left."""

from django.utils import timezone
from django_tasks import task

from gongkai.imports import actions, queries, working
from gongkai.imports.models import ImportRun
from gongkai.journal.actors import SYSTEM


@task()
def check_file(key: int) -> None:
    """Check the file of a run."""
    working.check(key, timezone.now())


@task()
def take_rows(key: int) -> None:
    """Take the good rows of a run."""
    working.take(key, timezone.now())


def resume_stalled() -> int:
    """Queue again what a killed process left; called from time to time by the worker. Returns how many."""
    now = timezone.now()
    runs = list(queries.stalled(now))
    for run in runs:
        # The beat moves on, so that the next look does not queue it a second time.
        if actions.take_up(run, actor=SYSTEM, at=now):
            (take_rows if run.state == ImportRun.State.TAKING else check_file).enqueue(run.pk)
    return len(runs)
