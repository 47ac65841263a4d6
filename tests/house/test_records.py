"""Records are reached where reads and writes live, and nowhere else."""

import ast

from tests.house.sources import DOMAINS, PACKAGE, is_room_file, place, python, tree

WHERE_RECORDS_LIVE = ("models", "managers", "queries", "actions", "migrations")


def test_managers_are_used_only_in_models_queries_and_actions():
    found = [
        place(path, node)
        for path in python(PACKAGE)
        if not any(is_room_file(path, name) for name in WHERE_RECORDS_LIVE)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and node.attr in {"objects", "_default_manager", "_base_manager"}
    ]
    assert not found, "\n".join(found)


def test_every_public_function_of_actions_is_an_action():
    """Without the decorator a write would be neither atomic nor attributed."""
    found = [
        f"{place(path, node)} {node.name}"
        for room in DOMAINS
        if room != "journal"  # where the decorator itself is made
        for path in python(PACKAGE / room)
        if is_room_file(path, "actions")
        for node in tree(path).body
        if isinstance(node, ast.FunctionDef)
        and not node.name.startswith("_")
        and not path.stem.startswith("_")
        and "action" not in {ast.unparse(decorator).split("(")[0] for decorator in node.decorator_list}
    ]
    assert not found, "\n".join(found)
