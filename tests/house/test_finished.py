"""Nothing is left half-done, nothing only pretends."""

import ast
import re

from tests.house.sources import PACKAGE, ROOT, place, python, texts, tree

# Written apart, so that this file does not find itself.
MARKS = re.compile(rf"\b({'|'.join(['TO' + 'DO', 'FIX' + 'ME', 'XX' + 'X', 'raise NotImplemented' + 'Error'])})\b")
TEST_MODE = re.compile(r"PYTEST_|\bTESTING\b|IS_TEST|[\"']pytest[\"'] in sys\.")
ASSERTING = re.compile(r"assert|check|expect|raises|warns|axe|refuse|must", re.IGNORECASE)


def test_no_unfinished_marks():
    found = [
        f"{place(path)}:{number}"
        for path in texts()
        if path.name != "pyproject.toml"  # names the rule that refuses them
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if MARKS.search(line)
    ]
    assert not found, "\n".join(found)


def test_no_stubs():
    """A body of nothing but `...` or `pass` belongs in a protocol, an overload or an abstract method."""
    found = [
        f"{place(path, node)} {node.name}"
        for path in python(PACKAGE, ROOT / "scripts")
        for node, declared in functions(tree(path))
        if not declared and is_empty(node)
    ]
    assert not found, "\n".join(found)


def test_the_product_does_not_know_that_it_is_tested():
    assert [place(path) for path in python(PACKAGE) if TEST_MODE.search(path.read_text("utf-8"))] == []


def test_every_test_asserts_something():
    found = [
        f"{place(path, node)} {node.name}"
        for path in python(ROOT / "tests")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_") and not asserts(node)
    ]
    assert not found, "\n".join(found)


def functions(module: ast.Module) -> list[tuple[ast.FunctionDef, bool]]:
    """Each function, and whether it only declares what others do."""
    found = []
    for parent in ast.walk(module):
        bases = {ast.unparse(base).split("[")[0] for base in getattr(parent, "bases", [])}
        for node in ast.iter_child_nodes(parent):
            if isinstance(node, ast.FunctionDef):
                decorators = {ast.unparse(decorator).split(".")[-1] for decorator in node.decorator_list}
                declared = bool({"overload", "abstractmethod"} & decorators) or any(
                    base.endswith("Protocol") for base in bases
                )
                found.append((node, declared))
    return found


def is_empty(node: ast.FunctionDef) -> bool:
    body = node.body[1:] if ast.get_docstring(node) else node.body
    return all(
        isinstance(part, ast.Pass)
        or (isinstance(part, ast.Expr) and isinstance(part.value, ast.Constant) and part.value.value is ...)
        for part in body
    )


def asserts(test: ast.FunctionDef) -> bool:
    return any(
        isinstance(node, ast.Assert) or (isinstance(node, ast.Call) and ASSERTING.search(ast.unparse(node.func)))
        for node in ast.walk(test)
    )
