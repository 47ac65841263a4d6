"""``gongkai worker``: queued tasks, and what the clock brings: scheduled publication, new periods, reminders."""

import os
import signal
import threading
import time
from datetime import timedelta

import typer

from gongkai.commands import django

TICK = 20.0  # seconds between looks at the clock


def worker(
    once: bool = typer.Option(False, "--once", help="处理完当前任务后退出 · stop when nothing is waiting"),
    nice: int = typer.Option(0, help="让出处理器的程度，0 至 19 · how far others go first, 0 to 19", min=0, max=19),
) -> None:
    """运行后台任务。Run queued tasks and timed work until stopped."""
    os.nice(nice)
    django.load()
    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    last_day = None
    while True:
        last_day = _tick(last_day)
        _drain()
        if once or stop.wait(1.0):
            return


_next_tick = 0.0


def _tick(last_day: object) -> object:
    global _next_tick  # noqa: PLW0603 one worker per process
    if time.monotonic() < _next_tick:
        return last_day
    _next_tick = time.monotonic() + TICK
    import structlog
    from django.db import close_old_connections
    from django.utils import timezone

    from gongkai.config import statistics
    from gongkai.disclosures.scheduled import publish_due
    from gongkai.duties.actions import bring_into_force, expand_periods, recompute_due_dates
    from gongkai.imports.tasks import resume_stalled
    from gongkai.journal.actors import SYSTEM
    from gongkai.site.indexing import mend
    from gongkai.workbench.notifying import remind

    close_old_connections()
    log = structlog.get_logger(__name__)
    now = timezone.now()
    today = timezone.localdate(now)
    work = [("publish_due", lambda: publish_due(now)), ("resume_imports", resume_stalled), ("mend_search_index", mend)]
    if today != last_day:
        work += [
            ("bring_into_force", lambda: bring_into_force(on=today, actor=SYSTEM)),
            ("expand_periods", lambda: expand_periods(until=today + timedelta(days=62), actor=SYSTEM)),
            ("recompute_due_dates", lambda: recompute_due_dates(actor=SYSTEM)),
            ("remind", lambda: remind(on=today, actor=SYSTEM)),
            ("statistics", statistics.gather),
        ]
    for name, run in work:
        try:
            run()
        except Exception:
            log.exception("timed_work_failed", work=name)
            return last_day  # the day's work is tried again at the next tick
    return today


def _drain() -> None:
    """Run the queued tasks until none is ready."""
    from django_tasks_db.management.commands.db_worker import Worker

    Worker(
        queue_names=["default"], interval=0, batch=True, backend_name="default", startup_delay=False, max_tasks=None,
        worker_id="gongkai", excluded_queue_names=[],
    ).run()  # fmt: skip
