"""A department, a village and their people, each with a browser of their own, on one fixed day."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
import time_machine
from django.test import Client
from pytest_django import Settings

from gongkai.channels.models import Board
from gongkai.duties.models import Obligation
from gongkai.duties.queries import rulebooks
from gongkai.units.models import Person
from gongkai.units.roles import Role
from tests.disclosures.conftest import NOW, District, make_rulebook, make_unit

Enter = Callable[[Person], Client]


@pytest.fixture(autouse=True)
def _quiet(settings: Settings, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.MEDIA_ROOT = tmp_path_factory.mktemp("files")
    settings.SECOND_FACTOR_REQUIRED = False
    settings.STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    monkeypatch.setattr("gongkai.journal.events._subscribers", {})  # the pages of the public face are its own affair


@pytest.fixture(autouse=True)
def _on_a_tuesday() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def district(db: None) -> District:
    rulebooks._composed.cache_clear()
    rulebooks._defined.cache_clear()
    make_rulebook()
    return District(
        finance=make_unit("finance", "明川区财政局", "district_department", uscc="11990101MB0000001A"),
        health=make_unit("health", "明川区卫生健康局", "district_department"),
        village=make_unit("east-village", "东村", "village"),
    )


@pytest.fixture
def enter() -> Enter:
    """A browser in which a person is logged in, speaking Chinese."""

    def log_in(person: Person) -> Client:
        client = Client(headers={"accept-language": "zh-hans"})
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return log_in


@pytest.fixture
def clerk(district: District, enter: Enter) -> Client:
    return enter(district.clerk)


@pytest.fixture
def stranger(district: District, enter: Enter) -> Client:
    return enter(district.stranger)


@pytest.fixture
def obligation(district: District) -> Callable[..., Obligation]:
    """An open task of the finance bureau."""

    def make(code: str = "quarter", due: date = date(2026, 3, 12), **more: object) -> Obligation:
        duty = district.duty(code)
        values = {
            "duty": duty, "unit": district.finance, "version": duty.version, "origin": "period", "period_key": f"{due}",
            "title": f"{duty.title}（{due}）", "opens_on": date(2026, 1, 1), "due_on": due,
        }  # fmt: skip
        return Obligation.objects.create(**{**values, **more})

    return make


@pytest.fixture
def board(district: District) -> Board:
    return Board.objects.create(
        unit=district.finance, name="财政局公开栏", place="一楼大厅", opened_on=date(2026, 1, 1)
    )


@pytest.fixture
def office(district: District, enter: Enter) -> Client:
    return enter(district.office)


@pytest.fixture
def leader(district: District, enter: Enter) -> Client:
    return enter(district.leader)


@pytest.fixture
def village_clerk(district: District) -> Person:
    return district.person("clerk", Role.CLERK, district.village)
