"""The file store: bytes under ``ab/cd/<sha256>``, written once, never changed."""

import hashlib
import os
import tempfile
from pathlib import Path

from django.conf import settings


def path_of(sha256: str) -> Path:
    """Where the bytes of a digest lie."""
    return Path(settings.MEDIA_ROOT) / sha256[:2] / sha256[2:4] / sha256


def keep(data: bytes) -> str:
    """Write bytes into the store and return their SHA-256.

    The file appears under its name complete and on disk, or not at all: a killed process leaves at most a nameless
    temporary file. Bytes that are there already are not written again.
    """
    digest = hashlib.sha256(data).hexdigest()
    target = path_of(digest)
    if target.exists() and target.stat().st_size == len(data):
        return digest
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=".")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        Path(temporary).chmod(0o640)
        Path(temporary).replace(target)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return digest


def read(sha256: str) -> bytes:
    """The bytes of a digest.

    Raises:
        FileNotFoundError: the store does not hold them.
    """
    return path_of(sha256).read_bytes()
