"""YAML as packs use it: dates stay text, ``04`` stays text, a key written twice is an error."""

import re
from collections.abc import Hashable
from typing import Any

import yaml


class PackLoader(yaml.CSafeLoader):
    """The safe loader with only null, true/false, plain decimal integers and decimals recognised."""

    yaml_implicit_resolvers: dict[str, Any] = {}

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:  # noqa: FBT001, FBT002
        """Build a mapping, refusing a key written twice."""
        seen: set[Hashable] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node)
            if key in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"the key “{key}” is written twice", key_node.start_mark
                )
            seen.add(key)
        return super().construct_mapping(node, deep)


for _tag, _pattern, _first in (
    ("null", r"~|null|Null|NULL|", [*"~nN", ""]),
    ("bool", r"true|True|false|False", [*"tTfF"]),
    ("int", r"-?(?:0|[1-9][0-9]*)", [*"-0123456789"]),
    ("float", r"-?(?:0|[1-9][0-9]*)\.[0-9]+", [*"-0123456789"]),
):
    PackLoader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(rf"^(?:{_pattern})$"), _first)


def read_yaml(text: str) -> Any:
    """Read a YAML (or JSON) text. Raises yaml.YAMLError with line and column."""
    return yaml.load(text, PackLoader)  # noqa: S506 (a safe loader)
