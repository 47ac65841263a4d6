"""Uploaded files, kept until the import is over: streamed to disk, named by digest."""

import hashlib
import os
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from gongkai.intake.limits import DEFAULT_LIMITS, MEGABYTE
from gongkai.journal.refusals import Objection, refuse_if

MOST_BYTES = DEFAULT_LIMITS.file_bytes
EMPTY = Objection("import.empty", "文件是空的，请重新选择", "The file is empty; choose another", "file")


@dataclass(frozen=True)
class Received:
    """A file on disk: digest, size in bytes, and its name."""

    sha256: str
    size: int
    name: str


def folder() -> Path:
    """Where uploaded files lie."""
    return Path(settings.MEDIA_ROOT) / "imports"


def path_of(sha256: str) -> Path:
    """Where the file of a digest lies."""
    return folder() / sha256


def too_large(size: int) -> Objection:
    """The objection to a file by its size in bytes."""
    most = MOST_BYTES // MEGABYTE
    return Objection(
        "import.size",
        f"文件有 {size // MEGABYTE:,} MB，超过上限 {most} MB，没有读取。请按年份或单位拆分后再上传。",
        f"The file has {size // MEGABYTE:,} MB, more than {most} MB; it was not read. Split it by year or unit.",
        "file",
    )


def receive(chunks: Iterable[bytes], name: str) -> Received:
    """Write a file to disk as it comes in.

    Raises:
        Refused: it is empty, or grows beyond the limit; nothing is left then.
    """
    folder().mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    handle, temporary = tempfile.mkstemp(dir=folder(), prefix=".")
    try:
        with os.fdopen(handle, "wb") as stream:
            for chunk in chunks:
                size += len(chunk)
                refuse_if([too_large(size) if size > MOST_BYTES else None])
                digest.update(chunk)
                stream.write(chunk)
        refuse_if([None if size else EMPTY])
        Path(temporary).replace(path_of(digest.hexdigest()))
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return Received(digest.hexdigest(), size, Path(name.replace("\\", "/")).name[-200:] or "upload")
