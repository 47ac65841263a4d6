"""Processes that help to render. Nothing here may import models: in a new interpreter Django is not set up yet."""

import gc
import multiprocessing
import os
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager

from django.db import connections


def begin() -> None:
    """Set up Django with the settings of the process that started this one."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.config.settings")
    from django import setup  # noqa: PLC0415 in the new process only

    setup()


def _may_fork() -> bool:
    """Whether a copy of this process is safe: no other thread may hold a lock in it, no transaction be open.

    Threads that libraries keep for themselves do no harm: rendering uses none of those libraries.
    """
    return (
        sys.platform == "linux"
        and threading.active_count() == 1
        and not any(one.in_atomic_block for one in connections.all(initialized_only=True))
    )


@contextmanager
def helpers(count: int) -> Iterator[ProcessPoolExecutor]:
    """Processes to hand work to. Where it is safe they are copies that share the memory of this one.

    Args:
        count: how many.
    """
    if not _may_fork():
        with ProcessPoolExecutor(count, mp_context=multiprocessing.get_context("spawn"), initializer=begin) as pool:
            yield pool
        return
    connections.close_all()  # a copy must not share a connection; each opens its own
    gc.collect()
    gc.freeze()  # what exists now is not looked at by the copies' collectors, so its memory stays shared
    try:
        with ProcessPoolExecutor(count, mp_context=multiprocessing.get_context("fork")) as pool:
            yield pool
    finally:
        gc.unfreeze()
