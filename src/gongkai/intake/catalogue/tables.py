"""The data tables of this room, read once."""

import re
import unicodedata
from functools import lru_cache
from importlib.resources import files
from typing import Any

from gongkai.rulebook.loading import read_yaml

_SPACES = re.compile(r"[\s\u200b-\u200f\u2060\ufeff]+")


@lru_cache(maxsize=16)
def table(name: str) -> dict[str, Any]:
    """Return one data table by its file name without ending."""
    data: dict[str, Any] = read_yaml(files("gongkai.intake.catalogue").joinpath(f"data/{name}.yaml").read_text("utf-8"))
    return data


def levelled(text: str) -> str:
    """Return a text in half width without any space, for comparison only."""
    return _SPACES.sub("", unicodedata.normalize("NFKC", text))
