"""Units and duties as the public site lists them."""

from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet

from gongkai.duties import queries as duties
from gongkai.duties.models import Duty
from gongkai.rulebook import model
from gongkai.units import queries as units
from gongkai.units.models import Unit


def active_units(on: date) -> Sequence[Unit]:
    """The units in existence on a day, in order."""
    return list(units.active(on).order_by("order", "code"))


def unit(code: str) -> Unit | None:
    """A unit by its code; closed ones keep their page."""
    return units.for_public().filter(code=code).first()


def ancestors(one: Unit) -> Sequence[Unit]:
    """The units above, from the root down."""
    return units.ancestors(one)


def children(one: Unit, on: date) -> Sequence[Unit]:
    """The units directly below that still exist."""
    return list(units.active(on).filter(parent=one).order_by("order", "code"))


def duties_listed() -> QuerySet[Duty]:
    """Every duty, in the order of the catalogue."""
    return duties.duties().order_by("order", "code")


def duties_in_force(on: date) -> Sequence[Duty]:
    """The duties of the catalogue in force."""
    return list(duties.duties_in_force(on).select_related("version").order_by("order", "code"))


def duty(code: str) -> Duty | None:
    """A duty by its code."""
    return duties.duties().filter(code=code).first()


def rulebook(on: date) -> model.Rulebook | None:
    """The rulebook in force."""
    return duties.rulebook_on(on)


def units_by_key(keys: Sequence[int]) -> dict[int, Unit]:
    """Units by key."""
    return units.for_public().in_bulk(list(keys))


def duties_by_key(keys: Sequence[int]) -> dict[int, Duty]:
    """Duties by key."""
    return duties.duties().in_bulk(list(keys))


def last_definition(one: Duty) -> model.Duty:
    """The duty as the last version that held it worded it.

    Raises:
        LookupError: no version holds it.
    """
    for version in duties.versions().filter(number__lte=one.version.number):
        for definition in duties.composed(version).duties:
            if definition.id == one.code:
                return definition
    raise LookupError(one.code)
