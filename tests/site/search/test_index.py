import json
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from gongkai.site.search import (
    IndexOutdated,
    IndexUnusable,
    RebuildRunning,
    SearchDocument,
    SearchIndex,
    SearchRequest,
    rebuild,
    search,
)

from .conftest import STOCK, record

spawn = multiprocessing.get_context("spawn")


def titles(index: SearchIndex, text: str) -> set[str]:
    return {hit.document.title for hit in search(index, SearchRequest(text=text, page_size=50)).hits}


def test_add_replace_remove(index: SearchIndex) -> None:
    index.replace(record(1, "改过的标题"))
    index.remove(2)
    index.remove(999)
    assert index.commit()
    assert len(index) == len(STOCK) - 1
    assert titles(index, "改过的标题") == {"改过的标题"}
    assert titles(index, "沟门峪村") == set()
    assert not index.commit(), "nothing waits"


def test_another_reader_finds_a_record_within_a_second(index: SearchIndex, tmp_path: Path) -> None:
    reader = SearchIndex.open(tmp_path / "search")
    assert titles(reader, "梧州路改造") == set()
    began = time.monotonic()
    index.replace(record(77, "梧州路改造"))
    index.commit()
    assert titles(reader, "梧州路改造") == {"梧州路改造"}
    assert time.monotonic() - began < 1


def test_an_index_of_another_version_refuses(tmp_path: Path) -> None:
    SearchIndex.open(tmp_path)
    current = tmp_path / "CURRENT"
    current.write_text(json.dumps({**json.loads(current.read_text()), "stamp": "0"}))
    with pytest.raises(IndexOutdated, match="重建"):
        SearchIndex.open(tmp_path)
    assert rebuild(tmp_path, STOCK) == len(STOCK)
    assert len(SearchIndex.open(tmp_path)) == len(STOCK)


@pytest.mark.parametrize("damage", ["meta.json", "grams.json", "CURRENT"])
def test_a_damaged_index_refuses_and_is_rebuilt(tmp_path: Path, damage: str) -> None:
    rebuild(tmp_path, STOCK)
    next(tmp_path.rglob(damage)).write_text("{")
    with pytest.raises(IndexUnusable):
        SearchIndex.open(tmp_path)
    rebuild(tmp_path, STOCK)
    assert len(SearchIndex.open(tmp_path)) == len(STOCK)


def test_a_rebuild_that_fails_leaves_the_old_index(index: SearchIndex, tmp_path: Path) -> None:
    def failing() -> Iterator[SearchDocument]:
        yield record(50, "半途")
        raise OSError("database gone")

    with pytest.raises(OSError, match="gone"):
        index.rebuild(failing())
    assert len(SearchIndex.open(tmp_path / "search")) == len(STOCK)
    index.replace(record(51, "照常写入"))
    index.commit()
    assert titles(index, "照常写入") == {"照常写入"}
    index.rebuild(STOCK)
    assert len(list((tmp_path / "search").glob("g0*"))) == 1, "nothing unfinished remains"


def test_changes_during_a_rebuild_are_found_at_once_and_carried_over(index: SearchIndex) -> None:
    def while_writing() -> Iterator[SearchDocument]:
        yield from STOCK
        index.replace(record(60, "重建期间发布"))
        index.remove(1)
        index.commit()
        assert titles(index, "重建期间发布") == {"重建期间发布"}
        with pytest.raises(RebuildRunning):
            index.rebuild([])

    index.rebuild(while_writing())
    assert titles(index, "重建期间发布") == {"重建期间发布"}
    assert len(index) == len(STOCK)


def _rebuild_forever(path: Path, started: "multiprocessing.synchronize.Event") -> None:
    def endless() -> Iterator[SearchDocument]:
        for number in range(10_000_000):
            if number == 3_000:
                started.set()
            yield record(number, f"第{number}号")

    rebuild(path, endless())


def test_a_killed_rebuild_leaves_the_old_index(index: SearchIndex, tmp_path: Path) -> None:
    started = spawn.Event()
    process = spawn.Process(target=_rebuild_forever, args=(tmp_path / "search", started))
    process.start()
    assert started.wait(60)
    assert process.pid
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    again = SearchIndex.open(tmp_path / "search")
    assert len(again) == len(STOCK)
    again.replace(record(70, "继续发布"))
    again.commit()
    again.rebuild(STOCK)
    assert len(again) == len(STOCK)


def _write(path: Path, first: int, count: int) -> None:
    index = SearchIndex.open(path)
    for number in range(first, first + count):
        index.replace(record(number, f"并发{number}"))
        index.commit()


def test_several_writing_processes_lose_nothing(index: SearchIndex, tmp_path: Path) -> None:
    processes = [spawn.Process(target=_write, args=(tmp_path / "search", 1000 * n, 15)) for n in (1, 2, 3)]
    for process in processes:
        process.start()
    while any(process.is_alive() for process in processes):
        search(index, SearchRequest(text="并发"))
        time.sleep(0.02)
    for process in processes:
        process.join()
        assert process.exitcode == 0
    assert len(index) == len(STOCK) + 45
    assert not list((tmp_path / "search" / "inbox").iterdir())


def test_threads_share_an_index(index: SearchIndex) -> None:
    failures: list[BaseException] = []

    def work(first: int) -> None:
        try:
            for number in range(first, first + 5):
                index.replace(record(number, f"线程{number}"))
                index.commit()
                search(index, SearchRequest(text="线程"))
        except BaseException as error:  # noqa: BLE001 - carried to the main thread
            failures.append(error)

    threads = [threading.Thread(target=work, args=(100 * n,)) for n in range(1, 5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert search(index, SearchRequest(text="线程")).total == 20


def test_an_unreadable_change_does_not_block_the_rest(
    index: SearchIndex, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "search" / "inbox" / "0000000000000000.json").write_text('{"id": 1, "document": "{}"}')
    index.replace(record(80, "后来的"))
    index.commit()
    assert titles(index, "后来的") == {"后来的"}
    assert "unreadable" in caplog.text
