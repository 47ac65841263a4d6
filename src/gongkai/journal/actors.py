"""Who may act: a person, or the system itself."""

from dataclasses import dataclass
from typing import Protocol


class Actor(Protocol):
    """Whoever performs an action. A person of ``units`` satisfies it, and so does :data:`SYSTEM`."""

    @property
    def pk(self) -> int | None:
        """The person's key; ``None`` for the system."""

    @property
    def display_name(self) -> str:
        """The name shown in timelines and the audit trail."""


@dataclass(frozen=True)
class SystemActor:
    """The software acting by itself: expansion of periods, scheduled publication, imports by command."""

    pk: None = None
    display_name: str = "系统"
    is_active: bool = True
    is_authenticated: bool = True


SYSTEM = SystemActor()
