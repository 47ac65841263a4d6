"""A running district for journeys: the demo data, served by the real server in a process of its own."""

import contextlib
import fcntl
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

COMMAND = Path(sys.executable).with_name("gongkai")


@dataclass(frozen=True)
class District:
    """A district one can visit."""

    url: str
    home: Path
    settings: Mapping[str, str] = field(default_factory=dict)

    def gongkai(self, *arguments: str) -> str:
        """Run the command `gongkai` for this district and return what it printed."""
        return command(self.home, *arguments, **self.settings)

    def log(self) -> str:
        """What the server has written so far."""
        return (self.home / "server.log").read_text("utf-8", "replace")


def command(home: Path, *arguments: str, **settings: str) -> str:
    """Run `gongkai` with its data in `home`; a failure shows its output. Settings by their names in the environment."""
    done = subprocess.run(
        [COMMAND, *arguments],
        env={**_environment(home), **settings},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"gongkai {' '.join(arguments)} failed:\n{done.stdout}"
    return done.stdout


def demo_home(shared: Path) -> Path:
    """The data of a demo district, made once for all test processes; copy it, never change it."""
    home = shared / "demo-district"
    with (shared / "demo-district.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (home / "made").exists():
            shutil.rmtree(home, ignore_errors=True)
            home.mkdir()
            command(home, "demo")
            (home / "made").touch()
    return home


@contextlib.contextmanager
def serving(home: Path, *, host: str = "127.0.0.1", **settings: str) -> Iterator[District]:
    """Serve the district in `home` on a free port of the loopback, as an operator would.

    Visitors come by the name `host`; settings by their names in the environment.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    url = f"http://{host}:{port}"
    with (home / "server.log").open("wb") as log:
        server = subprocess.Popen(
            [COMMAND, "serve", "--host", "127.0.0.1", "--port", str(port)],
            env={**_environment(home), "GONGKAI_BASE_URL": url, **settings},
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    district = District(url, home, settings)
    try:
        _wait(district, server)
        yield district
    finally:
        server.terminate()
        try:
            server.wait(timeout=15)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _wait(district: District, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        assert server.poll() is None, f"the server ended early:\n{district.log()}"
        try:
            with urllib.request.urlopen(district.url, timeout=15):
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"the server did not answer within 60 s:\n{district.log()}")


def _environment(home: Path) -> dict[str, str]:
    own = {"GONGKAI_HOME": str(home), "GONGKAI_DEMO": "true", "GONGKAI_SECOND_FACTOR": "false"}
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GONGKAI_")}
    return {**kept, **own}
