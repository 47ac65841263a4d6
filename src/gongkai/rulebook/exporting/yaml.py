"""Packs written back as YAML that the loader reads."""

from typing import Any

import yaml

from gongkai.rulebook.model import Pack


class _Dumper(yaml.SafeDumper):
    """Indents lists below their key, and never uses anchors."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: FBT001, FBT002
        """Indent list entries."""
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:
        """Write every value in full."""
        return True


def export_pack(pack: Pack) -> str:
    """Return a pack as YAML; ``load_pack`` gives the same pack back."""
    return yaml.dump(pack.to_json(), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=120)
