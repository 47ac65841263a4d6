"""A department, a village, their people, a rulebook, and shorthand for the way to publication."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from gongkai.disclosures import actions
from gongkai.disclosures.models import Disclosure, ReviewStep
from gongkai.duties.models import Duty, RulebookText, RulebookVersion
from gongkai.rulebook.model import Rulebook
from gongkai.units.models import Person, RoleGrant, Unit
from gongkai.units.roles import Role
from tests.disclosures.rules import PACK

NOW = datetime(2026, 3, 10, 2, 0, tzinfo=UTC)  # a Tuesday, ten in the morning in Shanghai
TODAY = date(2026, 3, 10)
BODY = {"body": "<p>本单位就有关事项公开如下。</p>"}


@pytest.fixture(autouse=True)
def _own_store(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rooms above subscribe to events; their pages are their own tests' affair."""
    monkeypatch.setattr("gongkai.journal.events._subscribers", {})


def later(**amount: int) -> datetime:
    return NOW + timedelta(**amount)


@dataclass
class District:
    """What most tests stand on."""

    finance: Unit
    health: Unit
    village: Unit

    def person(self, name: str, role: Role, unit: Unit) -> Person:
        person, _ = Person.objects.get_or_create(username=f"{name}@{unit.code}", defaults={"name": name})
        RoleGrant.objects.get_or_create(person=person, unit=unit, role=role, starts_on=date(2020, 1, 1))
        return Person.objects.get(pk=person.pk)  # without remembered rights

    @property
    def clerk(self) -> Person:
        return self.person("clerk", Role.CLERK, self.finance)

    @property
    def other_clerk(self) -> Person:
        return self.person("other", Role.CLERK, self.finance)

    @property
    def leader(self) -> Person:
        return self.person("leader", Role.UNIT_LEADER, self.finance)

    @property
    def in_charge(self) -> Person:
        return self.person("charge", Role.LEADER_IN_CHARGE, self.finance)

    @property
    def secrecy(self) -> Person:
        return self.person("secrecy", Role.SECRECY_REVIEWER, self.finance)

    @property
    def office(self) -> Person:
        return self.person("office", Role.OFFICE_STAFF, self.finance)

    @property
    def stranger(self) -> Person:
        return self.person("stranger", Role.CLERK, self.health)

    def duty(self, code: str) -> Duty:
        return Duty.objects.get(code=code)

    def draft(
        self,
        code: str = "plain",
        values: Mapping[str, Any] | None = None,
        *,
        unit: Unit | None = None,
        by: Person | None = None,
    ) -> Disclosure:
        """A complete draft."""
        unit = unit or self.finance
        by = by or (self.clerk if unit == self.finance else self.person("clerk", Role.CLERK, unit))
        disclosure = actions.start(unit, self.duty(code), actor=by, at=NOW, title=f"关于{code}事项的公开")
        metadata = {"produced_on": TODAY.isoformat()}
        saved = actions.save_draft(disclosure, BODY if values is None else values, metadata, 0, actor=by, at=NOW)
        return saved.disclosure

    def submitted(self, code: str = "plain", **more: Any) -> Disclosure:
        draft = self.draft(code, **more)
        by = Person.objects.get(pk=draft.created_by_id)
        return actions.submit(draft, actor=by, at=NOW)

    def published(self, code: str = "plain", *, at: datetime = NOW, **more: Any) -> Disclosure:
        """Published; for duties without reviews."""
        submitted = self.submitted(code, **more)
        return actions.publish(submitted, actor=Person.objects.get(pk=submitted.created_by_id), at=at)


def pending(disclosure: Disclosure) -> ReviewStep:
    return ReviewStep.objects.get(revision_id=disclosure.submitted_id, state=ReviewStep.State.PENDING)


def make_unit(code: str, name: str, kind: str, *, uscc: str | None = None, parent: Unit | None = None) -> Unit:
    unit = Unit.objects.create(code=code, name=name, kind=kind, region_code="990101", uscc=uscc, parent=parent)
    unit.path = f"{parent.path if parent else ''}{unit.pk}/"
    unit.save()
    return unit


def make_rulebook(
    pack: Mapping[str, Any] = PACK, number: int = 1, effective_from: date = date(2020, 1, 1)
) -> RulebookVersion:
    rulebook = Rulebook.from_json({"packs": [pack]})
    version = RulebookVersion.objects.create(
        number=number, title="测试目录", effective_from=effective_from, digest=f"{number:064}", installed_at=NOW
    )
    RulebookText.objects.create(version=version, content=rulebook.to_json())
    for order, one in enumerate(rulebook.duties):
        Duty.objects.update_or_create(
            code=one.id,
            defaults={
                "title": one.title.zh, "level1": one.matter.level1.zh, "category": one.category.value, "version": version,
                "audience": one.audience.value, "mode": one.mode.value, "order": order,
            },
        )  # fmt: skip
    return version


@pytest.fixture
def rulebook(db: None) -> RulebookVersion:
    from gongkai.duties.queries import rulebooks

    rulebooks._composed.cache_clear()
    rulebooks._defined.cache_clear()
    return make_rulebook()


@pytest.fixture
def district(rulebook: RulebookVersion) -> District:
    return District(
        finance=make_unit("finance", "明川区财政局", "district_department", uscc="11990101MB0000001A"),
        health=make_unit("health", "明川区卫生健康局", "district_department"),
        village=make_unit("east-village", "东村", "village"),
    )


@pytest.fixture
def refused() -> Callable[..., list[str]]:
    """Call an action that must refuse; answers with the codes of its objections."""
    from gongkai.journal.refusals import Refused

    def call(action: Callable[..., Any], *args: Any, **kwargs: Any) -> list[str]:
        with pytest.raises(Refused) as caught:
            action(*args, **kwargs)
        return [one.code for one in caught.value.objections]

    return call
