"""The queue of changes on disk: many processes put, whoever holds the writer's lock takes.

A change is a file, written under another name and renamed, numbered under a lock: complete or absent, and in order.
"""

import fcntl
import json
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from gongkai.site.search.document import SearchDocument

_log = logging.getLogger(__name__)
_DIGITS = 16


@contextmanager
def locked(path: Path, *, wait: bool = True) -> Iterator[bool]:
    """Hold a file's lock, between processes and between threads; the system frees it when a process dies.

    Args:
        path: The file, made when absent.
        wait: Whether to wait for another holder.

    Yields:
        Whether the lock is held; always true when waiting.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            yield False
            return
        yield True
    finally:
        os.close(descriptor)


@dataclass(frozen=True, slots=True)
class Change:
    """One record to remove and, when a document is given, to add anew."""

    id: int
    document: SearchDocument | None


class Spool:
    """The queue in one folder."""

    def __init__(self, folder: Path) -> None:
        self._inbox = folder / "inbox"
        self._replay = folder / "replay"
        self._sequence = folder / "sequence"
        self._inbox.mkdir(parents=True, exist_ok=True)

    def put(self, change: Change) -> None:
        """Append a change.

        Args:
            change: What to do.
        """
        text = json.dumps({"id": change.id, "document": change.document.to_json() if change.document else None})
        with locked(self._sequence) as _, self._sequence.open("r+b", buffering=0) as counter:
            number = int(counter.read(_DIGITS) or b"0") + 1
            counter.seek(0)
            counter.write(b"%0*d" % (_DIGITS, number))  # always as long, in one write: never half a number
            writing = self._inbox / f"{number:0{_DIGITS}d}.part"
            writing.write_text(text, encoding="utf-8")
            writing.rename(writing.with_suffix(".json"))

    def waiting(self, limit: int = 1_000) -> list[Path]:
        """Changes not yet in the index, oldest first.

        Args:
            limit: How many at most.
        """
        return sorted(self._inbox.glob("*.json"))[:limit]

    def read(self, files: list[Path]) -> Iterator[Change]:
        """Read changes.

        Args:
            files: What :meth:`waiting` or :meth:`replayed` gave.
        """
        for file in files:
            try:
                read = json.loads(file.read_text(encoding="utf-8"))
                document = SearchDocument.from_json(read["document"]) if read["document"] else None
                change = Change(int(read["id"]), document)
            except (ValueError, TypeError, KeyError):  # written by another version: only a rebuild can know better
                _log.exception("unreadable change in the search queue: %s", file.name)
                continue
            yield change

    def done(self, files: list[Path]) -> None:
        """Take changes out of the queue; while an index is being rebuilt, keep them for it.

        Args:
            files: Changes that are in the index now.
        """
        for file in files:
            if self._replay.is_dir():
                file.rename(self._replay / file.name)
            else:
                file.unlink()

    def keep_for_rebuild(self) -> None:
        """From now on, keep changes that were done."""
        self.forget_rebuild()
        self._replay.mkdir()

    def replayed(self) -> list[Path]:
        """Changes done since :meth:`keep_for_rebuild`, oldest first."""
        return sorted(self._replay.glob("*.json"))

    def forget_rebuild(self) -> None:
        """Stop keeping changes, and drop those kept."""
        if self._replay.is_dir():
            dropped = self._replay.rename(self._replay.with_suffix(".dropped"))
            for file in dropped.iterdir():
                file.unlink()
            dropped.rmdir()
