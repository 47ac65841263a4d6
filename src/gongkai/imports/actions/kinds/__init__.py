"""Kinds of imports: one mechanism, on which every kind of record registers without new plumbing."""

from importlib import import_module

_OWN = ("documents", "sites", "units", "people", "tables")


def load() -> None:
    """Register the kinds that come with the software."""
    for name in _OWN:
        import_module(f"gongkai.imports.actions.kinds.{name}")
