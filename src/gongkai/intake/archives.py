"""Folders, .zip and .tar archives, gone through without trusting them."""

import io
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from gongkai.intake.limits import DEFAULT_LIMITS, MEGABYTE, Limits
from gongkai.intake.source import admit
from gongkai.intake.trouble import Unreadable

_WORTH_A_RATIO = MEGABYTE
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Member:
    """One file: its relative path with forward slashes, its size in bytes, and how to read it."""

    path: PurePosixPath
    size: int
    read: Callable[[], bytes] = field(repr=False)


@contextmanager
def members(
    origin: Path | str | bytes, limits: Limits = DEFAULT_LIMITS, name: str | None = None
) -> Iterator[Iterator[Member]]:
    """Open a folder or an archive and hand out its files one by one, sorted as stored.

    Arguments: origin, a folder, a .zip or a .tar (.gz, .bz2, .xz), or the bytes of one; limits, the caps; name, shown.
    A member must be read before the next one is asked for.
    Raises: Unreadable, before the first member is handed out, when any member has an absolute path or leaves its
    folder, is a link or a device, is encrypted, or when the whole exceeds the limits.
    """
    if not isinstance(origin, bytes) and Path(origin).is_dir():
        yield _folder(Path(origin), limits)
        return
    source = admit(origin, name, limits)
    with source.open() as stream:
        if source.head(4) in {b"PK\x03\x04", b"PK\x05\x06"}:
            check_zip(stream, source.name, limits)
            with zipfile.ZipFile(stream) as archive:
                yield _zip(archive, source.name)
            return
        _check_tar(stream, source.name, limits)
        stream.seek(0)
        with tarfile.open(fileobj=stream, mode="r:*") as tar:
            yield _tar(tar)


def safe_path(path: str, archive: str) -> PurePosixPath:
    """Return the path of a member.

    Raises: Unreadable, when it is absolute, names a drive, leaves the folder, or holds control characters.
    """
    slashed = path.replace("\\", "/")
    pure = PurePosixPath(slashed)
    drive = len(slashed) > 1 and slashed[1] == ":"
    if not slashed or slashed.startswith("/") or drive or ".." in pure.parts or any(ord(mark) < 32 for mark in slashed):
        shown = path.encode("unicode_escape").decode("ascii") if any(ord(mark) < 32 for mark in path) else path
        raise Unreadable(
            "unsafe_path",
            f"{archive} 里有不安全的路径“{shown[:120]}”（绝对路径或上级目录），整个压缩包未读取。",
            f"{archive} holds the unsafe path “{shown[:120]}” (absolute, or leaving its folder); nothing was read.",
        )
    return pure


def check_zip(stream: BinaryIO, name: str, limits: Limits) -> None:
    """Check a .zip (also .xlsx, .docx) by its directory and by unfolding it once into nothing.

    Raises: Unreadable, for a damaged, encrypted or unsafe archive, or one that unfolds beyond the limits.
    """
    try:
        with zipfile.ZipFile(stream) as archive:
            entries = archive.infolist()
            _check_count(len(entries), name, limits)
            _check_total(sum(entry.file_size for entry in entries), name, limits)
            for entry in entries:
                safe_path(entry.filename, name)
                if entry.flag_bits & 1:
                    raise _refused("encrypted", name, "设有密码", "it is encrypted")
                if stat.S_ISLNK(entry.external_attr >> 16):
                    raise _refused("link", name, "含有链接", "it holds links")
                large = entry.file_size > _WORTH_A_RATIO
                if large and entry.file_size > limits.ratio * max(entry.compress_size, 1):
                    raise _bomb(name)
            for entry in entries:
                _unfold(archive, entry, name)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, ValueError) as error:
        raise _refused("damaged", name, "不是完好的压缩文件", "it is not a sound archive") from error


def _unfold(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str) -> None:
    # A directory may lie about sizes; the checksum over the declared length does not.
    total = 0
    with archive.open(entry) as member:
        while chunk := member.read(_CHUNK):
            total += len(chunk)
            if total > entry.file_size:
                raise _bomb(name)


def _check_tar(stream: BinaryIO, name: str, limits: Limits) -> None:
    total = count = 0
    try:
        with tarfile.open(fileobj=stream, mode="r:*") as archive:
            for entry in archive:
                safe_path(entry.name.removeprefix("./") or ".", name)
                if not (entry.isfile() or entry.isdir()):
                    raise _refused("link", name, "含有链接或设备文件", "it holds links or devices")
                count += 1
                total += entry.size
                _check_count(count, name, limits)
                _check_total(total, name, limits)
    except (tarfile.TarError, EOFError, OSError, zlib.error) as error:
        raise _refused(
            "damaged", name, "不是完好的 .zip 或 .tar 压缩文件", "it is not a sound .zip or .tar archive"
        ) from error


def _folder(root: Path, limits: Limits) -> Iterator[Member]:
    total = 0
    for count, path in enumerate(sorted(root.rglob("*")), 1):
        _check_count(count, root.name, limits)
        # A link may point outside of what was handed over.
        if path.is_symlink() or not path.is_file() or not path.resolve().is_relative_to(root.resolve()):
            continue
        size = path.stat().st_size
        total += size
        _check_total(total, root.name, limits)
        yield Member(PurePosixPath(path.relative_to(root).as_posix()), size, path.read_bytes)


def _zip(archive: zipfile.ZipFile, name: str) -> Iterator[Member]:
    for entry in archive.infolist():
        if not entry.is_dir():
            path = safe_path(_spelled(entry), name)
            yield Member(path, entry.file_size, lambda entry=entry: archive.read(entry))  # type: ignore[misc]


def _spelled(entry: zipfile.ZipInfo) -> str:
    """Chinese Windows writes names in GB18030 without saying so; Python reads them as cp437."""
    if entry.flag_bits & 0x800:
        return entry.filename
    try:
        raw = entry.filename.encode("cp437")
    except UnicodeEncodeError:
        return entry.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return entry.filename


def _tar(archive: tarfile.TarFile) -> Iterator[Member]:
    for entry in archive:
        if entry.isfile():
            path = PurePosixPath(entry.name.removeprefix("./"))
            yield Member(path, entry.size, lambda entry=entry: _content(archive, entry))  # type: ignore[misc]


def _content(archive: tarfile.TarFile, entry: tarfile.TarInfo) -> bytes:
    stream = archive.extractfile(entry) or io.BytesIO()
    with stream:
        return stream.read()


def _check_count(count: int, name: str, limits: Limits) -> None:
    if count > limits.members:
        raise _refused(
            "too_many_members",
            name,
            f"里面的文件超过 {limits.members:,} 个",
            f"it holds more than {limits.members:,} files",
        )


def _check_total(total: int, name: str, limits: Limits) -> None:
    if total > limits.expanded_bytes:
        raise _bomb(name)


def _bomb(name: str) -> Unreadable:
    return _refused("bomb", name, "解开后过大，疑似压缩炸弹", "it unfolds to far too much (a zip bomb?)")


def _refused(code: str, name: str, zh: str, en: str) -> Unreadable:
    return Unreadable(code, f"{name} 不能读取：{zh}。", f"{name} cannot be read: {en}.")
