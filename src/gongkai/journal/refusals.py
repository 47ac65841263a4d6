"""Refusing with every reason at once."""

from collections.abc import Iterable

from gongkai.rulebook.objections import Objection

__all__ = ["Objection", "Refused", "objection_when", "refuse_if"]


class Refused(Exception):
    """An action was refused; carries every reason, in words a clerk understands.

    Args:
        objections: all the reasons, in the order they should be shown; never empty.
    """

    def __init__(self, objections: Iterable[Objection]) -> None:
        self.objections: tuple[Objection, ...] = tuple(objections)
        if not self.objections:
            msg = "a refusal needs at least one reason"
            raise ValueError(msg)
        super().__init__("; ".join(objection.zh for objection in self.objections))


def refuse_if(objections: Iterable[Objection | None]) -> None:
    """Raise :class:`Refused` with every objection that is not ``None``; return quietly when there is none."""
    found = [objection for objection in objections if objection is not None]
    if found:
        raise Refused(found)


def objection_when(condition: object, code: str, zh: str, en: str, field: str | None = None) -> Objection | None:
    """The objection when ``condition`` is true, for lists given to :func:`refuse_if`."""
    return Objection(code=code, zh=zh, en=en, field=field) if condition else None
