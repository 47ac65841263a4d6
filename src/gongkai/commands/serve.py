"""``gongkai serve``: the embedded server."""

import os
import signal
import socket
import subprocess
import sys

import typer

from gongkai.commands import django

STOPPING = 10  # seconds that processes have to finish what they are doing


def serve(
    host: str = typer.Option("127.0.0.1", help="监听地址 · address to listen on"),
    port: int = typer.Option(8000, help="端口 · port"),
    workers: int = typer.Option(0, help="进程数，0 为自动 · processes, 0 chooses"),
    with_worker: bool = typer.Option(True, "--worker/--no-worker", help="同时运行后台任务 · run background work too"),
) -> None:
    """启动网站和工作台。Serve the public site and the workbench."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            typer.echo(
                f"无法监听 {host}:{port}（{error.strerror}）。端口可能已被占用，可换一个：gongkai serve --port {port + 1}\n"
                f"Cannot listen on {host}:{port}; try: gongkai serve --port {port + 1}",
                err=True,
            )
            raise typer.Exit(1) from error
    django.name_settings()  # the processes that serve load Django, not this one
    from django.conf import settings
    from granian import Granian
    from granian.constants import Interfaces

    # Whoever waits for a page goes before work that nobody waits for, and so does the start itself.
    command = [sys.executable, "-m", "gongkai", "worker", "--nice", "5"]
    background = subprocess.Popen(command, env=os.environ.copy()) if with_worker else None
    announce(host, port)
    try:
        Granian(
            "gongkai.config.server:application",
            address=host,
            port=port,
            interface=Interfaces.WSGI,
            workers=workers or min(4, os.cpu_count() or 1),
            blocking_threads=4,
            websockets=False,
            backpressure=256,
            static_path_mount=[settings.STATIC_ROOT],
            static_path_route=["/static"],
            static_path_expires=3600,
            log_access=False,
            workers_kill_timeout=STOPPING,  # one told to stop while it was still starting would never hear of it
        ).serve()
    finally:
        if background is not None:
            background.send_signal(signal.SIGTERM)
            try:
                background.wait(timeout=STOPPING)
            except subprocess.TimeoutExpired:
                background.kill()  # what it was doing is undone with its transaction and begun again at the next start


def announce(host: str, port: int) -> None:
    """Print where to go, and in a demo district with which accounts."""
    from django.conf import settings

    address = f"http://{host}:{port}"
    typer.echo(f"\n  公开网站 · public site     {address}/")
    typer.echo(f"  工作台   · workbench       {address}/workbench/")
    if settings.DEMO:
        from gongkai.demo.accounts import ACCOUNTS, PASSWORD

        typer.echo(f"\n  演示账号（密码均为 {PASSWORD}） · demo log-ins, all with that password:")
        for account in ACCOUNTS:
            typer.echo(f"    {account.username:<18}{account.zh} · {account.en}")
    typer.echo("\n  Ctrl+C 停止 · stop\n")
