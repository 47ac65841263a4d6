"""Building the demo district from nothing."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from gongkai.channels.actions import register_board
from gongkai.channels.models import Board
from gongkai.demo.english import english
from gongkai.demo.people import Population
from gongkai.demo.places import REGION, SIZES, places, rollout, uscc
from gongkai.demo.queries import district_exists
from gongkai.demo.work import Office, moment
from gongkai.demo.year import Year
from gongkai.duties.actions import expand_periods, install_rulebook
from gongkai.duties.queries import version_on
from gongkai.journal.actors import SYSTEM
from gongkai.rulebook.packs import builtin_packs, compose, demo_packs
from gongkai.units.actions import create_unit
from gongkai.units.models import Unit
from gongkai.units.roles import Role

PILOTS = {
    "tiny": frozenset({"shiqiao"}),
    "small": frozenset({"district", "office", "finance", "liuxi", "shiqiao"}),
    "district": frozenset(
        {"district", "office", "finance", "education", "liuxi", "qingshi", "shiqiao", "village-001", "water",
         "first-primary-school", "hospital-1"}
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Built:
    """What was built."""

    units: int
    disclosures: int


def build(size: str, *, today: date, seed: int, progress: Callable[[float], None]) -> Built:
    """Build the district into an empty database.

    Args:
        size: ``tiny`` (a dozen units), ``small`` (about 60) or ``district`` (about 700).
        today: the last day of the year that is played.
        seed: any whole number.
        progress: told the share done, 0 to 1.

    Raises:
        ValueError: the database holds units already.
    """
    if district_exists():
        msg = "the database holds a district already"
        raise ValueError(msg)
    packs = (*builtin_packs(), *demo_packs())
    begins = max(today - timedelta(days=364), *(pack.effective_from for pack in packs))
    chance = random.Random(f"district|{seed}")
    units: dict[str, Unit] = {}
    for number, place in enumerate(places(SIZES[size]), start=1):
        units[place.code] = create_unit(
            actor=SYSTEM, code=place.code, name=place.name, short_name=place.short, name_en=english(place), kind=place.kind,
            parent=units.get(place.parent), functions=list(place.functions), region_code=REGION, order=number,
            uscc=uscc(place, number), address=f"明川区{'人民路青年路新华街滨河路'[number % 4 * 3:number % 4 * 3 + 3]}{number}号",
            office_hours="工作日 9:00—12:00，13:30—17:30", phone=f"0990-555{number:04}", supervision_phone="0990-5550000",
            email=f"{place.code}@mingchuan.example", postcode="990100", responsibilities=f"{place.name}依法履行职责，公开政务信息。",
            obliged_from=rollout(place, begins, today, chance, PILOTS[size]),
        )  # fmt: skip
    if version_on(today) is None:
        install_rulebook(
            compose(packs), actor=SYSTEM, title="明川区政务公开标准目录", effective_from=begins,
            at=moment(begins, 8), note="全国基础目录与明川区本地规定（演示）",
        )  # fmt: skip
    progress(0.02)
    population = Population(units, compose(packs), begins, seed)
    staff = population.settle()
    boards = {unit.pk: _boards(unit, begins) for unit in units.values()}
    progress(0.08)
    secrecy = staff[units["district"].pk].one(Role.SECRECY_REVIEWER)
    year = Year(Office(staff, secrecy, boards, seed), units, PILOTS[size], begins, today, seed)
    expand_periods(until=today + timedelta(days=62), actor=SYSTEM)
    year.events()
    progress(0.1)
    made = year.run(lambda share: progress(0.1 + share * 0.9))
    return Built(len(units), made)


def _boards(unit: Unit, begins: date) -> dict[str, Board]:
    """A board for everybody, a hall where the public is served."""
    made = {
        "notice_board": register_board(
            unit,
            f"{unit.label}公开栏",
            f"{unit.label}门口",
            actor=SYSTEM,
            opened_on=begins,
            kind=Board.Kind.NOTICE_BOARD,
        )
    }
    if unit.level != "village":
        made["service_centre"] = register_board(
            unit,
            f"{unit.label}服务大厅",
            f"{unit.label}一楼",
            actor=SYSTEM,
            opened_on=begins,
            kind=Board.Kind.SERVICE_CENTRE,
        )
    return made
