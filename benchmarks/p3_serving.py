"""P3: serving a public page from the page table, on the embedded server.

The bar: 15,000 requests a second. References in the same run: the same server with an application that answers the same
bytes from memory, and the same server's own static files. Needs ``wrk`` (Debian: wrk). Server and client share the
processors, so every figure is a lower bound; look at the ratio.

Usage: ``python benchmarks/p3_serving.py [--seconds 5] [--connections 32]``
"""

import argparse
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
import zlib
from pathlib import Path

import stock  # first: it chooses the database
from django.db import connection

from gongkai.site.models import Page

MEMORY = """
BODY = open({file!r}, "rb").read()
HEADERS = [("Content-Type", "text/html; charset=utf-8"), ("Content-Encoding", "gzip"), ("Content-Length", str(len(BODY)))]
def application(environ, start_response):
    start_response("200 OK", HEADERS)
    return (BODY,)
"""


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def serve(target: str, port: int, *more: str) -> subprocess.Popen[bytes]:
    """Start granian with the settings of ``gongkai serve``, one process."""
    command = [
        str(Path(sys.executable).with_name("granian")), target, "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port),
        "--workers", "1", "--blocking-threads", "8", "--backpressure", "256", "--no-ws", "--log-level", "error", *more,
    ]  # fmt: skip
    return subprocess.Popen(command, cwd=stock.HOME, env=os.environ | {"PYTHONPATH": str(stock.HOME)})


def load(address: str, seconds: int, connections: int) -> tuple[float, str]:
    """Requests a second and the 99th percentile, by wrk."""
    for _ in range(100):
        try:
            with urllib.request.urlopen(address):  # noqa: S310 our own server
                break
        except OSError:
            time.sleep(0.1)
    command = ["wrk", "-t1", f"-c{connections}", "--latency", "-H", "Accept-Encoding: gzip"]
    subprocess.run([*command, "-d1s", address], check=True, capture_output=True)  # warm
    told = subprocess.run([*command, f"-d{seconds}s", address], check=True, capture_output=True, text=True).stdout
    if failed := re.search(r"Non-2xx.*", told):
        raise SystemExit(failed[0])
    rate, tail = re.search(r"Requests/sec:\s+([\d.]+)", told), re.search(r"99%\s+(\S+)", told)
    if rate is None or tail is None:
        raise SystemExit(told)
    return float(rate[1]), tail[1]


def main() -> None:
    """Measure and print a table in Markdown."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=5)
    parser.add_argument("--connections", type=int, default=32)
    parser.add_argument("--records", type=int, default=20_000)
    chosen = parser.parse_args()
    if shutil.which("wrk") is None:
        raise SystemExit("wrk is not installed")
    people = stock.district()
    [(first, clerk)] = stock.approved(people, 1)
    one = stock.actions.publish(first, actor=clerk, at=stock.LATER)
    template = Page.objects.get(path=one.path)
    Page.objects.bulk_create(  # a table as large as a site's, so that the keyed read is a real one
        Page(path=f"/disclosures/x/2026-{number:05}/", language="zh", content_type=template.content_type, body=template.body,
             etag=template.etag, last_modified=template.last_modified, scope="x")
        for number in range(chosen.records)
    )  # fmt: skip
    body = bytes(template.body)
    connection.close()
    static = stock.HOME / "public"
    static.mkdir()
    (static / "page.html").write_bytes(zlib.decompress(body, 31))
    (stock.HOME / "page.gz").write_bytes(body)
    (stock.HOME / "memory.py").write_text(MEMORY.format(file=str(stock.HOME / "page.gz")))
    settings = ("--static-path-mount", str(static), "--static-path-route", "/public")
    print(f"page {len(body):,} bytes gzip; {os.cpu_count()} processors; load {os.getloadavg()[0]:.1f}\n")
    print("| served by | requests/s | p99 | ratio to memory |")
    print("|---|---|---|---|", flush=True)
    base = 0.0
    for name, target, path in (
        ("granian WSGI, bytes in memory", "memory:application", "/"),
        ("granian static file", "memory:application", "/public/page.html"),
        ("front door, page table", "gongkai.config.server:application", one.path),
    ):
        port = free_port()
        server = serve(target, port, *settings)
        try:
            rate, tail = load(f"http://127.0.0.1:{port}{path}", chosen.seconds, chosen.connections)
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(timeout=10)
        base = base or rate
        print(f"| {name} | {rate:,.0f} | {tail} | {rate / base:.2f} |", flush=True)


if __name__ == "__main__":
    main()
