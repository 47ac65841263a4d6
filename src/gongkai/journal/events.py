"""Names of what happens, their sentences for timelines, and who reacts.

A room declares its events once (``SUBMITTED = declare("disclosure_submitted", zh=…, en=…)``). Subscribers run inside
the transaction that raised the event; slow work is enqueued by them on commit.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

_OPTIONAL: Final = re.compile(r"\[([^\[\]]*)\]")
_PLACE: Final = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class EventKind:
    """One kind of happening.

    Args:
        name: stable identifier, stored in the audit trail.
        zh: Chinese sentence with ``{…}`` places filled from the details; a part in square brackets is left out where
            none of its places is filled.
        en: English sentence likewise.
    """

    name: str
    zh: str
    en: str

    def sentence(self, details: dict[str, Any], language: str = "zh") -> str:
        """The happening in words; a place that the details do not fill stays empty."""
        template = self.en if language.startswith("en") else self.zh

        def kept(part: re.Match[str]) -> str:
            return part[1] if any(details.get(name) for name in _PLACE.findall(part[1])) else ""

        return _OPTIONAL.sub(kept, template).format_map(_Places(details))


class _Places(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return ""


@dataclass(frozen=True)
class Event:
    """One happening, as subscribers see it: ``subject`` is the model instance it happened to."""

    kind: EventKind
    subject: Any
    actor: Any
    at: Any
    unit: Any
    details: dict[str, Any]


Subscriber = Callable[[Event], None]

_kinds: dict[str, EventKind] = {}
_subscribers: dict[str, list[Subscriber]] = {}


def declare(name: str, *, zh: str, en: str) -> EventKind:
    """Declare an event kind; a name may be declared once.

    Raises:
        ValueError: the name is taken by a different declaration.
    """
    kind = EventKind(name, zh, en)
    if _kinds.setdefault(name, kind) != kind:
        msg = f"event {name} is already declared differently"
        raise ValueError(msg)
    return kind


def kind_named(name: str) -> EventKind:
    """The declared kind; an unknown name (from an older release) yields a kind that shows just the name."""
    return _kinds.get(name) or EventKind(name, name, name)


def all_kinds() -> tuple[EventKind, ...]:
    """Every declared kind, by name."""
    return tuple(_kinds[name] for name in sorted(_kinds))


def subscribe(kind: EventKind, subscriber: Subscriber) -> None:
    """Call ``subscriber`` inside the transaction whenever ``kind`` happens; subscribing twice changes nothing."""
    subscribers = _subscribers.setdefault(kind.name, [])
    if subscriber not in subscribers:
        subscribers.append(subscriber)


def publish(event: Event) -> None:
    """Run the subscribers of the event's kind in the order they subscribed; an exception undoes the transaction."""
    for subscriber in _subscribers.get(event.kind.name, ()):
        subscriber(event)
