"""What the tests of the public face stand on."""

from pathlib import Path

import pytest

from tests.site.world import World, make_world


@pytest.fixture(autouse=True)
def _own_folders(settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.SEARCH_INDEX = tmp_path / "search"


@pytest.fixture
def world(db) -> World:
    from gongkai.duties.queries import rulebooks

    rulebooks._composed.cache_clear()
    rulebooks._defined.cache_clear()
    return make_world()
