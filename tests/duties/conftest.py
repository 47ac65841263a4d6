"""A district of five units, the rulebook of :mod:`tests.duties.rules` in force from 2026-01-01, and people by role."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest

from gongkai.duties.actions import install_rulebook
from gongkai.duties.models import Duty, Obligation, RulebookVersion
from gongkai.journal.actors import SYSTEM
from gongkai.units.actions import create_unit
from gongkai.units.models import Person, RoleGrant, Unit
from tests.duties.rules import rulebook

NOW = datetime(2026, 3, 10, 2, tzinfo=UTC)
TODAY = date(2026, 3, 10)


@dataclass
class District:
    root: Unit
    finance: Unit
    town: Unit
    village: Unit
    hamlet: Unit
    version: RulebookVersion

    def person(self, role: str, unit: Unit) -> Person:
        person, _ = Person.objects.get_or_create(username=f"{role}@{unit.code}", defaults={"name": role})
        RoleGrant.objects.get_or_create(person=person, unit=unit, role=role, starts_on=date(2020, 1, 1))
        return Person.objects.get(pk=person.pk)

    def owed(self, code: str, unit: Unit | None = None) -> list[Obligation]:
        rows = Obligation.objects.filter(duty__code=code).select_related("unit", "duty").order_by("due_on", "id")
        return list(rows.filter(unit=unit) if unit else rows)

    def duty(self, code: str) -> Duty:
        return Duty.objects.get(code=code)


@pytest.fixture(autouse=True)
def _below_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rooms above subscribe to events; what they do is their own tests' affair."""
    from gongkai.duties import subscriptions

    monkeypatch.setattr("gongkai.journal.events._subscribers", {})
    subscriptions.connect()


@pytest.fixture
def district(db: None) -> District:
    def unit(code: str, kind: str, parent: Unit | None = None) -> Unit:
        return create_unit(actor=SYSTEM, code=code, name=code, kind=kind, region_code="990101", parent=parent)

    root = unit("district", "district_government")
    town = unit("town", "township", root)
    return District(
        root=root, finance=unit("finance", "district_department", root), town=town, village=unit("village", "village", town),
        hamlet=unit("hamlet", "village", town),
        version=install_rulebook(
            rulebook(), actor=SYSTEM, title="第一版", effective_from=date(2026, 1, 1), at=datetime(2026, 1, 1, tzinfo=UTC)
        ),
    )  # fmt: skip
