"""The files the laws of the house speak about."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "gongkai"
GROUND = ("rulebook", "documents", "intake", "retrospect")
DOMAINS = ("journal", "units", "duties", "disclosures", "channels")

_NOT_OURS = {".git", ".venv", "var", "node_modules", "__pycache__", ".hypothesis", "dist", "migrations"}
_TEXT = {
    ".py",
    ".html",
    ".css",
    ".js",
    ".typ",
    ".md",
    ".yaml",
    ".yml",
    ".toml",
    ".json",
    ".txt",
    ".xml",
    ".jinja",
    ".sql",
}


@cache
def texts() -> tuple[Path, ...]:
    """Every text file of the project, without what tools have made."""
    return tuple(
        path
        for path in sorted(ROOT.rglob("*"))
        if path.is_file()
        and not _NOT_OURS & set(path.relative_to(ROOT).parts)
        and not any(part.endswith("_cache") for part in path.parts)
        and (path.suffix in _TEXT or (not path.suffix and _is_script(path)))
    )


def python(*folders: Path) -> Iterator[Path]:
    """Python files of some folders, migrations left out."""
    for path in texts():
        if path.suffix == ".py" and any(path.is_relative_to(folder) for folder in folders):
            yield path


@cache
def tree(path: Path) -> ast.Module:
    """What a Python file says."""
    return ast.parse(path.read_text("utf-8"), filename=str(path))


def place(path: Path, node: ast.AST | None = None) -> str:
    """Where something stands, as editors understand it."""
    line = f":{getattr(node, 'lineno', 1)}" if node is not None else ""
    return f"{path.relative_to(ROOT)}{line}"


def is_room_file(path: Path, name: str) -> bool:
    """Whether a file is `name.py` of a room, or lies in its package `name/`."""
    return path.is_relative_to(PACKAGE) and name in path.relative_to(PACKAGE).with_suffix("").parts[1:]


def _is_script(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(2) == b"#!"
