"""`./run`: set up, fill an empty database with the demo district, serve."""

import os
import socket
import subprocess
import sys

from bootstrap import ensure_environment
from terminal import ROOT, VENV, give_up

HELP = """Usage: ./run [setup | help | COMMAND … | OPTIONS]

  ./run                 set up, load the demo district if the database is empty, serve on http://127.0.0.1:8000
  ./run --port 8001     the same on another port (--host likewise)
  ./run setup           only set up; afterwards .venv/bin/gongkai works
  ./run COMMAND …       set up, then gongkai COMMAND …, for example ./run doctor

The environment lives in .venv/, everything Gongkai stores in var/. Settings come from environment variables.
"""


def main(arguments: list[str]) -> None:
    """Do what `./run` was asked for.

    Args:
        arguments: what follows `./run`.
    """
    if arguments and arguments[0] in {"help", "--help", "-h"}:
        print(HELP, end="")
        return
    serving = not arguments or arguments[0].startswith("-")
    if serving:
        port = _option(arguments, "--port", "8000")
        if not port.isdecimal():
            give_up(f"--port wants a number, not {port!r}. 端口应为数字。")
        _refuse_busy_port(_option(arguments, "--host", "127.0.0.1"), int(port))
    ensure_environment(dev=False)
    if arguments == ["setup"]:
        return
    gongkai = str(VENV / "bin" / "gongkai")
    if serving:
        demo = subprocess.run([gongkai, "demo", "--if-empty"], cwd=ROOT, check=False)
        if demo.returncode:
            raise SystemExit(demo.returncode)
        arguments = ["serve", *arguments]
    os.chdir(ROOT)
    sys.stdout.flush()
    os.execv(gongkai, [gongkai, *arguments])


def _option(arguments: list[str], name: str, default: str) -> str:
    """The value of `--name value` or `--name=value`."""
    for position, argument in enumerate(arguments):
        if argument.startswith(f"{name}="):
            return argument.partition("=")[2]
        if argument == name and position + 1 < len(arguments):
            return arguments[position + 1]
    return default


def _refuse_busy_port(host: str, port: int) -> None:
    """Say so before minutes of setting up, not after."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            give_up(
                f"Cannot listen on {host}:{port}: {error.strerror}. Another Gongkai may be running there; "
                f"use another port: ./run --port {port + 1}\n"
                f"端口 {port} 无法使用，请换一个：./run --port {port + 1}"
            )


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except KeyboardInterrupt:
        raise SystemExit(130) from None
