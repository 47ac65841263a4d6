"""A village with a board below a township, and a disclosure that must hang for five working days."""

import io
from collections.abc import Callable
from datetime import date

import pytest
from PIL import Image

from gongkai.channels.models import Board
from gongkai.units.models import Person
from gongkai.units.roles import Role
from tests.disclosures.conftest import (  # fixtures of the room below
    District,
    _alone,
    _own_store,
    district,
    refused,
    rulebook,
)

__all__ = ["_alone", "_own_store", "district", "refused", "rulebook"]


@pytest.fixture
def board(district: District) -> Board:
    return Board.objects.create(unit=district.finance, name="一楼公开栏", place="一楼大厅", opened_on=date(2026, 1, 1))


@pytest.fixture
def neighbour(district: District) -> Person:
    return district.person("neighbour", Role.CLERK, district.health)


@pytest.fixture
def photo() -> Callable[..., bytes]:
    """A photograph; the seed makes it another one, the moment is written into it as cameras do."""

    def take(seed: int = 1, taken: str = "", quality: int = 90) -> bytes:
        picture = Image.new("RGB", (320, 240))
        picture.putdata(
            [
                ((x * seed * 7 + y * 3) % 256, (y * seed * 5) % 256, (x * y * seed) % 256)
                for y in range(240)
                for x in range(320)
            ]
        )
        exif = Image.Exif()
        if taken:
            exif[0x0132] = taken
            exif.get_ifd(0x8769)[0x9003] = taken
        out = io.BytesIO()
        picture.save(out, "JPEG", quality=quality, exif=exif)
        return out.getvalue()

    return take
