"""A browser in front of a running district."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.journeys import axe as accessibility
from tests.journeys.district import District, demo_home, serving

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}
LOCALES = {"zh": "zh-CN", "en": "en-GB"}
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Where the browser is: named in GONGKAI_CHROMIUM, installed in the system, or Playwright's own."""
    # Playwright keeps an event loop running in this process, which Django would take for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    found = os.environ.get("GONGKAI_CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None and not list(Path.home().glob(".cache/ms-playwright/chromium*")):
        pytest.skip("no Chromium: install the package chromium, or name one in GONGKAI_CHROMIUM")
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []  # Chromium's sandbox refuses root
    arguments: dict[str, Any] = {"args": [*sandbox, "--disable-dev-shm-usage"]}
    return {**arguments, "executable_path": found} if found else arguments


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of a freshly made demo district; copy it, never change it."""
    base = tmp_path_factory.getbasetemp()
    return demo_home(base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base)


@pytest.fixture(scope="module")
def live(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[District]:
    """The demo district, served for the tests of one file, which may change it as they like."""
    home = tmp_path_factory.mktemp("district") / "home"
    shutil.copytree(demo, home)
    with serving(home) as district:
        yield district


@pytest.fixture
def language() -> str:
    """Language the visitor prefers; a test for both says `@pytest.mark.parametrize("language", ["zh", "en"])`."""
    return "zh"


@pytest.fixture
def visitor(new_context: Callable[..., BrowserContext], live: District, language: str) -> Callable[..., Page]:
    """Opens a page of somebody who has nothing in common with the others: `visitor(width=…, height=…)`."""

    def arrive(**viewport: int) -> Page:
        return new_context(
            base_url=live.url,
            viewport=viewport or DESK,
            locale=LOCALES[language],
            timezone_id="Asia/Shanghai",
            reduced_motion="reduce",
        ).new_page()

    return arrive


@pytest.fixture
def desk(visitor: Callable[..., Page]) -> Page:
    """A page on a desk, 1280 px wide."""
    return visitor(**DESK)


@pytest.fixture
def phone(visitor: Callable[..., Page]) -> Page:
    """A page on a telephone, 390 px wide."""
    return visitor(**PHONE)


@pytest.fixture
def axe() -> Callable[..., None]:
    """`axe(page)` asserts that axe-core finds nothing against WCAG 2.2 AA."""
    return accessibility.check
