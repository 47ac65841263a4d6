"""The rulebook's own packs, one folder each, and the functions that load and join packs."""

from functools import lru_cache
from pathlib import Path

from gongkai.rulebook.layers import compose
from gongkai.rulebook.loading import PackError, Problem, load_pack
from gongkai.rulebook.model import Pack

__all__ = ["PackError", "Problem", "builtin_packs", "compose", "demo_packs", "load_pack"]


@lru_cache(maxsize=1)
def builtin_packs() -> tuple[Pack, ...]:
    """Return the packs that come with the product, one from each folder here. Raises PackError."""
    here = Path(__file__).parent
    folders = sorted(entry for entry in here.iterdir() if entry.is_dir() and any(entry.glob("*.y*ml")))
    return tuple(load_pack(folder) for folder in folders)


@lru_cache(maxsize=1)
def demo_packs() -> tuple[Pack, ...]:
    """Return the layers of the demonstration district, from its files here. Raises PackError."""
    return tuple(load_pack(path) for path in sorted(Path(__file__).parent.glob("district-demo*.yaml")))
