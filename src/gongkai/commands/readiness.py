"""Whether a start finds everything as the last one left it, told in milliseconds and without loading Django.

``./run`` asks before every start whether tables, static files and a district are there. Looking costs seconds, nearly all
of them for loading Django; so what was seen is remembered, together with everything that could make it untrue.
"""

import hashlib
import sysconfig
from collections.abc import Iterator
from pathlib import Path

from gongkai.config.environment import value

PACKAGE = Path(__file__).resolve().parents[1]
_PARTS = ("*/migrations/*.py", "*/static/**/*")


def remember() -> None:
    """Write down that this installation is set up and holds a district."""
    state = _state()
    if state:
        _stamp().write_text(state, encoding="ascii")


def unchanged() -> bool:
    """Whether nothing has happened since :func:`remember` that would ask for setting up.

    A database that is not a file here is never taken for unchanged: it may have been emptied by others.
    """
    try:
        return _stamp().read_text(encoding="ascii") == _state()
    except OSError:
        return False


def _stamp() -> Path:
    home: Path = value("GONGKAI_HOME")
    return home / "ready.stamp"


def _state() -> str:
    home: Path = value("GONGKAI_HOME")
    database, static = home / "gongkai.sqlite3", home / "static"
    if value("GONGKAI_DATABASE_URL") or not database.exists() or not static.is_dir():
        return ""
    of_database = database.stat()
    facts = [f"{home.resolve()} {of_database.st_dev} {of_database.st_ino}", *_files()]
    return hashlib.sha256("\n".join(facts).encode()).hexdigest()


def _files() -> Iterator[str]:
    """What migrations and static files consist of, those of the libraries by when anything was last installed."""
    found = (path for part in _PARTS for path in PACKAGE.glob(part))
    for path in (Path(sysconfig.get_path("purelib")), *sorted(found)):
        stat = path.stat()
        yield f"{path} {stat.st_size} {stat.st_mtime_ns}"
