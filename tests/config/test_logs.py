"""Logs say what happened, not that nothing did."""

import logging

import pytest

from gongkai.config.logs import configure


@pytest.fixture(autouse=True)
def _as_before() -> object:
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    yield None
    root.handlers = handlers
    root.setLevel(level)


def test_the_queue_does_not_report_every_second_that_it_is_empty(capsys: pytest.CaptureFixture[str]) -> None:
    configure("INFO")
    logging.getLogger("django_tasks_db").info("No more tasks to run")
    assert capsys.readouterr().err == ""
    logging.getLogger("django_tasks_db").warning("a task failed")
    logging.getLogger("gongkai.journal").info("published")
    said = capsys.readouterr().err
    assert "a task failed" in said
    assert "published" in said
