"""Every page of the workbench in English."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.journeys.workbench_walk import walk


@pytest.mark.parametrize("language", ["en"])
def test_every_page_of_the_workbench_is_for_everybody(
    visitor: Callable[..., Page], axe: Callable[[Page], None], language: str
) -> None:
    assert walk(visitor, axe, language) == []
