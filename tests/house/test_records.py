"""Records are reached where reads and writes live, and nowhere else."""

import ast
from pathlib import Path

from tests.house.sources import DOMAINS, PACKAGE, is_room_file, place, python, tree

WHERE_RECORDS_LIVE = ("models", "managers", "queries", "actions", "migrations")


def test_managers_are_used_only_in_models_queries_and_actions():
    found = [
        place(path, node)
        for path in python(PACKAGE)
        if not any(is_room_file(path, name) for name in WHERE_RECORDS_LIVE)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and node.attr in {"objects", "_default_manager", "_base_manager"}
        if ast.unparse(node.value) not in of_libraries(tree(path))
    ]
    assert not found, "\n".join(found)


def of_libraries(module: ast.Module) -> set[str]:
    """Names a file has from libraries, whose records are the libraries' affair."""
    imports = [node for node in ast.walk(module) if isinstance(node, ast.ImportFrom)]
    return {
        name.asname or name.name
        for node in imports
        if not (node.module or "").startswith("gongkai")
        for name in node.names
    }


def test_every_write_is_an_action():
    """Without the decorator a write would be neither atomic nor attributed."""
    found = [
        f"{place(path, node)} {node.name}"
        for room in DOMAINS
        if room != "journal"  # where the decorator itself is made
        for path in python(PACKAGE / room)
        if is_room_file(path, "actions")
        for node in tree(path).body
        if isinstance(node, ast.FunctionDef)
        and node.name in offered(path)
        and "action" not in {ast.unparse(decorator).split("(")[0] for decorator in node.decorator_list}
    ]
    assert not found, "\n".join(found)


def offered(path: Path) -> set[str]:
    """What a room offers as its writes: all public names of `actions.py`, or what the package `actions` exports."""
    folder = path.parent
    while folder.name != "actions" and folder != PACKAGE:
        folder = folder.parent
    if folder == PACKAGE:
        return {node.name for node in tree(path).body if isinstance(node, ast.FunctionDef) and node.name[0] != "_"}
    return {
        name.name
        for node in tree(folder / "__init__.py").body
        if isinstance(node, ast.ImportFrom)
        for name in node.names
    }
