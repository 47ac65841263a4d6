"""The project speaks of itself alone, and explains what it offers."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.sources import DOMAINS, GROUND, PACKAGE, ROOT, is_room_file, place, python, texts, tree

# Paths of one machine, and package indexes: everybody has their own.
ELSEWHERE = re.compile(
    r"(?<![\w.~/-])/(?:work|root|home/\w+|mnt|Users)/\w|//(?:[\w.-]+\.)?(?:pypi\.org|pythonhosted\.org|npmjs\.(?:org|com))",
)
THIS_FILE = "test_words.py"


def test_no_machine_and_no_package_index_is_named():
    found = [
        f"{place(path)}:{number}"
        for path in texts()
        if path.name != THIS_FILE
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if ELSEWHERE.search(line)
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("lock", ["base", "dev", "installer"])
def test_locks_name_no_place(lock: str):
    text = (ROOT / "requirements" / f"{lock}.txt").read_text("utf-8")
    assert "==" in text
    assert "://" not in text
    assert "file:" not in text
    assert not re.search(r"^\s*--(?!hash)", text, re.MULTILINE)


def test_what_others_call_is_explained():
    """Ground rooms, every write and every read: purpose, arguments, errors, source."""
    found = [
        f"{place(path, node)} {name}"
        for path in python(PACKAGE)
        if path.relative_to(PACKAGE).parts[0] in GROUND
        or (path.relative_to(PACKAGE).parts[0] in DOMAINS and is_read_or_write(path))
        for name, node in public(tree(path))
        if not ast.get_docstring(node)
    ]
    assert not found, "\n".join(found)


def is_read_or_write(path: Path) -> bool:
    return is_room_file(path, "actions") or is_room_file(path, "queries")


def public(module: ast.Module) -> Iterator[tuple[str, ast.FunctionDef | ast.ClassDef]]:
    """Functions and classes of a module, and the methods of its classes, that are meant for others."""
    for node in module.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            yield node.name, node
            if isinstance(node, ast.ClassDef) and not is_protocol(node):
                for part in node.body:
                    if isinstance(part, ast.FunctionDef) and not part.name.startswith("_") and not overrides(part):
                        yield f"{node.name}.{part.name}", part


def is_protocol(node: ast.ClassDef) -> bool:
    """Whether a class only lists what is expected of others; its own docstring says why."""
    return any(ast.unparse(base).split("[")[0].endswith("Protocol") for base in node.bases)


def overrides(method: ast.FunctionDef) -> bool:
    """Whether a method fills in what its base class has explained, which its decorator or a call to super tells."""
    decorators = {ast.unparse(decorator).split(".")[-1] for decorator in method.decorator_list}
    calls_super = any(isinstance(node, ast.Name) and node.id == "super" for node in ast.walk(method))
    return calls_super or bool(decorators & {"override", "overload", "setter"})
