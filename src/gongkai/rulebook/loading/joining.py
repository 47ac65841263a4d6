"""A pack written in several files: their heads, registers and lists joined into one."""

from collections.abc import Mapping
from typing import Any

from gongkai.rulebook.loading.problems import Problem

LISTS = ("duties", "overrides")
REGISTERS = ("bases", "anchors")


def joined(parts: Mapping[str, Any]) -> tuple[Any, dict[tuple[str, int], str], list[Problem]]:
    """Join the files of one pack.

    Arguments: parts, file name to content. Returns the whole, the file every entry of a list came from, and the
    clashes: a key given in two files, or a file that is no mapping.
    """
    if len(parts) == 1:
        return next(iter(parts.values())), {}, []
    whole: dict[str, Any] = {}
    origins: dict[tuple[str, int], str] = {}
    clashes = []
    for file, part in parts.items():
        if not isinstance(part, dict):
            clashes.append(Problem(file, None, "", "文件内容不是键值结构", "the file is not a mapping"))
            continue
        for key, value in part.items():
            if key in LISTS and isinstance(value, list):
                entries = whole.setdefault(key, [])
                origins |= {(key, len(entries) + number): file for number in range(len(value))}
                entries += value
            elif key in REGISTERS and isinstance(value, dict):
                register = whole.setdefault(key, {})
                clashes += [_twice(file, f"{key}.{name}") for name in value if name in register]
                register |= value
            elif key in whole:
                clashes.append(_twice(file, str(key)))
            else:
                whole[key] = value
    return whole, origins, clashes


def _twice(file: str, key: str) -> Problem:
    return Problem(file, None, key, "另一个文件已经给出", "another file of the pack gives this already")
