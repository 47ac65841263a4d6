"""Files stay small enough to be read in one go."""

import statistics
from pathlib import Path

from tests.house.sources import PACKAGE, ROOT, place, python, texts

LARGEST = 20 * 1024
# Tables and texts, which are looked up rather than read.
DATA = ("requirements", "src/gongkai/rulebook/packs", "src/gongkai/locale", "LICENSE")


def is_data(path: Path) -> bool:
    return any(path.is_relative_to(ROOT / name) for name in DATA) or "data" in path.parts or path.suffix == ".json"


def test_no_file_is_over_20_kb():
    sizes = {place(path): path.stat().st_size for path in texts() if not is_data(path)}
    assert sizes
    assert {name: size for name, size in sizes.items() if size > LARGEST} == {}


def test_most_files_are_short():
    sizes = [path.stat().st_size for path in python(PACKAGE) if path.stat().st_size]
    assert statistics.quantiles(sizes, n=10)[-1] < 15 * 1024
