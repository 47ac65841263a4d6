"""What the tests need beside Python: a PostgreSQL of their own, a browser, a Chinese font, a Java for the HTML checker."""

import contextlib
import os
import pwd
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from debian import install_packages
from terminal import VENV, last_lines, quietly, say, step

_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# A cluster that lives for one run may lose everything; nothing else about it differs from a real one.
_HURRIED = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


def find_browser() -> Path | None:
    """A Chromium that really starts; Ubuntu's package is a stub that does not, outside snap."""
    named = os.environ.get("GONGKAI_CHROMIUM")
    candidates = [Path(named)] if named else [Path(found) for name in _BROWSERS if (found := shutil.which(name))]
    for program in ("chrome", "headless_shell", "chrome-headless-shell"):
        candidates += sorted(Path.home().glob(f".cache/ms-playwright/chromium*/*/{program}"), reverse=True)
    for candidate in candidates:
        works, said = quietly([candidate, "--version"])
        if works and re.search(r"\d+\.\d+", said):
            return candidate
    return None


def has_chinese_font() -> bool:
    """Whether a page in Chinese shows characters rather than boxes."""
    return bool(quietly(["fc-list", ":lang=zh-cn"])[1].strip()) if shutil.which("fc-list") else False


def has_java() -> bool:
    """Whether a Java starts; on some systems the program only says where to get one."""
    return quietly(["java", "-version"])[0]


def find_postgresql() -> Path | None:
    """The folder of the newest PostgreSQL server programs."""
    installed = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = sorted(installed, key=lambda path: int(path.parts[-3]) if path.parts[-3].isdecimal() else 0)
    if newest:
        return newest[-1].parent
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else None


def ensure_services() -> tuple[Path | None, Path | None]:
    """Find what is there, install what is missing and may be installed.

    Returns:
        The folder of PostgreSQL's programs and the browser, None for what is not to be had.
    """
    wanted = []
    if find_postgresql() is None:
        wanted.append("postgresql")
    if find_browser() is None:
        wanted.append("chromium")
    if not has_chinese_font():
        wanted += ["fontconfig", "fonts-noto-cjk"]
    if not has_java():
        wanted.append("default-jre-headless")
    if wanted and not install_packages(wanted, "the tests"):
        say(
            "  Elsewhere: PostgreSQL 15 or newer, Chromium (or GONGKAI_CHROMIUM=/path/to/it), a Chinese font, Java 11 or newer."
        )
    browser = find_browser()
    if browser is None and "chromium" in wanted:  # Ubuntu's package needs snap, which containers lack
        with step("Asking Playwright for a Chromium of its own"):
            quietly([VENV / "bin" / "playwright", "install", "--with-deps", "chromium"])
        browser = find_browser()
    return find_postgresql(), browser


@contextlib.contextmanager
def private_postgresql(programs: Path) -> Iterator[str]:
    """A PostgreSQL that belongs to this run alone and disappears with it.

    It lives in the system's temporary folder, because the user it must run as (the server refuses root) may be unable to
    enter the checkout.

    Args:
        programs: folder of `initdb` and `postgres`.

    Yields:
        Its address, as a database URL.
    """
    owner = _unprivileged_user()
    home = Path(tempfile.mkdtemp(prefix="gongkai-postgresql-"))
    if owner is not None:
        os.chown(home, owner.pw_uid, owner.pw_gid)
    person = {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []} if owner else {}
    data, port = home / "data", _free_port()
    server = None
    try:
        subprocess.run(
            [programs / "initdb", "-D", data, "-U", "gongkai", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N"],
            cwd=home,
            check=True,
            stdout=subprocess.DEVNULL,
            **person,
        )
        settings = [f"port={port}", "listen_addresses=127.0.0.1", "unix_socket_directories=", *_HURRIED]
        with (home / "log").open("wb") as log:
            server = subprocess.Popen(
                [programs / "postgres", "-D", data, *(part for setting in settings for part in ("-c", setting))],
                cwd=home,
                stdout=log,
                stderr=subprocess.STDOUT,
                # Ctrl-C reaches the whole group; the server must outlive the tests that still use it.
                start_new_session=True,
                **person,
            )
        _wait_until_ready(programs, port, server, home / "log")
        yield f"postgres://gongkai@127.0.0.1:{port}/postgres"
    finally:
        if server is not None and server.poll() is None:
            server.send_signal(signal.SIGINT)  # PostgreSQL's fast shutdown
            try:
                server.wait(timeout=20)
            except subprocess.TimeoutExpired:
                server.kill()
        shutil.rmtree(home, ignore_errors=True)


def _wait_until_ready(programs: Path, port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and server.poll() is None:
        if quietly([programs / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(port)])[0]:
            return
        time.sleep(0.1)
    raise RuntimeError(f"PostgreSQL did not start:\n{last_lines(log.read_text('utf-8', 'replace'))}")


def _unprivileged_user() -> pwd.struct_passwd | None:
    """Whom to run the server as; None when we are not root and run it ourselves."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    raise RuntimeError("PostgreSQL refuses to run as root and there is neither a user postgres nor nobody.")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
