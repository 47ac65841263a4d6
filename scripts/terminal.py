"""Words to the person at the terminal, and the one way the scripts start other programs."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"


def say(text: str) -> None:
    """Tell where things stand; on standard error, so that a command's own output stays clean."""
    print(text, file=sys.stderr, flush=True)


def give_up(text: str) -> NoReturn:
    """End with a message that says what to do."""
    say(text)
    raise SystemExit(1)


def in_ci() -> bool:
    """Whether nothing may be skipped silently."""
    return os.environ.get("CI", "").lower() in {"1", "true", "yes"}


@contextmanager
def step(title: str) -> Iterator[None]:
    """Announce a step and say how long it took."""
    say(f"→ {title}")
    started = time.monotonic()
    yield
    say(f"  {time.monotonic() - started:.1f} s")


def quietly(command: Sequence[str | Path], environment: Mapping[str, str] | None = None) -> tuple[bool, str]:
    """Run a program without showing its output.

    Returns:
        Whether it succeeded, and what it said.
    """
    try:
        done = subprocess.run(
            [str(part) for part in command],
            cwd=ROOT,
            env={**os.environ, **(environment or {})},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            check=False,
        )
    except OSError as error:
        return False, str(error)
    return done.returncode == 0, done.stdout


def last_lines(output: str, count: int = 12) -> str:
    """The end of a program's output, indented, where the reason of a failure usually stands."""
    return "\n".join(f"    {line}" for line in output.strip().splitlines()[-count:])
