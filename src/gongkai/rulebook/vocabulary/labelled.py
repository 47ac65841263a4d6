"""An enumeration whose members carry their label in both languages."""

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from typing import Self

from gongkai.rulebook.text import Text


class Labelled(StrEnum):
    """A closed list: each member is its code as a string, with ``label`` for people."""

    label: Text

    def __new__(cls, value: str, zh: str = "", en: str = "") -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = Text(zh, en)
        return member

    @classmethod
    @cache
    def codes(cls) -> tuple[str, ...]:
        """Return every code in the order of the list."""
        return tuple(member.value for member in cls)

    @classmethod
    def labels(cls) -> Mapping[str, Text]:
        """Return code to label, in the order of the list."""
        return {member.value: member.label for member in cls}
