"""A file or bytes, opened as often as needed, checked for size before the first read."""

import io
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from gongkai.intake.limits import MEGABYTE, Limits
from gongkai.intake.trouble import Unreadable


@dataclass(frozen=True, slots=True)
class Source:
    """Where bytes come from.

    Arguments: origin, a path or the bytes themselves; name, the file name shown to people.
    """

    origin: Path | bytes
    name: str

    @property
    def size(self) -> int:
        """Size in bytes."""
        return len(self.origin) if isinstance(self.origin, bytes) else self.origin.stat().st_size

    def open(self) -> BinaryIO:
        """Open for reading from the beginning."""
        return io.BytesIO(self.origin) if isinstance(self.origin, bytes) else self.origin.open("rb")

    def head(self, count: int) -> bytes:
        """Return the first bytes."""
        with self.open() as stream:
            return stream.read(count)


def admit(origin: Path | str | bytes, name: str | None, limits: Limits) -> Source:
    """Return a source that is there, not empty and not too large.

    Raises: Unreadable, before anything of the content is read.
    """
    if isinstance(origin, bytes):
        source = Source(origin, name or "upload")
    else:
        path = Path(origin)
        source = Source(path, name or path.name)
        if not path.exists():
            raise Unreadable("not_found", f"找不到文件：{source.name}", f"The file does not exist: {source.name}")
        if not path.is_file():
            raise Unreadable("not_a_file", f"不是文件：{source.name}", f"This is not a file: {source.name}")
    try:
        size = source.size
        if size:
            source.head(1)
    except OSError as error:
        raise Unreadable(
            "not_readable",
            f"无法打开文件 {source.name}，请检查读取权限。",
            f"The file {source.name} cannot be opened; check its permissions.",
        ) from error
    if size == 0:
        raise Unreadable("empty", f"文件是空的：{source.name}", f"The file is empty: {source.name}")
    if size > limits.file_bytes:
        most = limits.file_bytes // MEGABYTE
        raise Unreadable(
            "too_large",
            f"文件 {source.name} 有 {size // MEGABYTE} MB，上限为 {most} MB；请按年份或单位拆分后再导入。",
            f"The file {source.name} has {size // MEGABYTE} MB, the limit is {most} MB; split it by year or unit.",
        )
    return source
