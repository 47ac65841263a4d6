"""An uploaded archive as a folder, unpacked once after it has been found safe."""

import shutil
import tempfile
from pathlib import Path

from gongkai.intake.archives import members


def unpacked(archive: Path) -> Path:
    """The folder an archive was unpacked to; it lies beside the archive and appears complete or not at all.

    Raises:
        Unreadable: the archive is unsafe, damaged or too large; nothing is left then.
    """
    folder = archive.with_name(f"{archive.name}.d")
    if folder.is_dir():
        return folder
    temporary = Path(tempfile.mkdtemp(dir=archive.parent, prefix="."))
    try:
        with members(archive) as found:
            for member in found:
                target = temporary / member.path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(member.read())
        temporary.replace(folder)
    except BaseException:
        shutil.rmtree(temporary, ignore_errors=True)
        raise
    return folder


def forget(archive: Path) -> None:
    """Remove what was unpacked."""
    shutil.rmtree(archive.with_name(f"{archive.name}.d"), ignore_errors=True)
