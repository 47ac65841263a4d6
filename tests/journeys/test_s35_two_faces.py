"""S35: a public information site and an internal one. Only the public face can stand on the internet."""

import os
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.district import COMMAND, District


@pytest.fixture
def public_node(live: District) -> Iterator[str]:
    """A second node on the same data that serves the public face alone."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {**os.environ, "GONGKAI_HOME": str(live.home), "GONGKAI_FACES": "public", "GONGKAI_DEMO": "0"}
    server = subprocess.Popen(
        [COMMAND, "serve", "--port", str(port), "--workers", "1", "--no-worker"],
        env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    address = f"http://127.0.0.1:{port}"
    for _attempt in range(150):
        try:
            urllib.request.urlopen(f"{address}/robots.txt", timeout=2).read()
            break
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.2)
    yield address
    server.terminate()
    server.wait(timeout=15)


def status(address: str) -> int:
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


def test_the_public_node_has_no_staff_door_and_the_internal_one_asks_who_is_there(public_node: str, desk: Page) -> None:
    assert status(f"{public_node}/") == 200
    assert status(f"{public_node}/units/liuxi/") == 200
    for hidden in ("/workbench/", "/accounts/login/", "/internal/", "/accounts/2fa/"):
        assert status(f"{public_node}{hidden}") == 404, hidden
    desk.goto("/workbench/")
    expect(desk.locator("#id_login")).to_be_visible()


def test_staff_reach_the_public_site_from_the_workbench_and_back(desk: Page) -> None:
    desk.goto("/accounts/login/")
    desk.fill("#id_login", "clerk")
    desk.fill("#id_password", "Mingchuan-2026")
    desk.locator("form[action*=login] button").last.click()
    desk.wait_for_url("**/workbench/**")
    desk.get_by_role("link", name="公开网站").click()
    expect(desk.locator("h1")).to_contain_text("该公开的")
