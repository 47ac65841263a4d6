"""Fictional people of the demo district: everybody whom the review chains need, and the demo log-ins."""

import random
from datetime import date

from gongkai.demo.accounts import ACCOUNTS, PASSWORD
from gongkai.journal.actors import SYSTEM
from gongkai.rulebook.model import Rulebook
from gongkai.rulebook.vocabulary import ReviewKind
from gongkai.units.actions import add_person, fill_post, grant_role
from gongkai.units.models import Person, Unit
from gongkai.units.roles import Role

_SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
_GIVEN = (
    "国平",
    "建华",
    "秀英",
    "志强",
    "桂兰",
    "文博",
    "晓燕",
    "春生",
    "丽萍",
    "永康",
    "思远",
    "雅琴",
    "大勇",
    "小满",
    "立秋",
)
_TITLES = {
    "district_government": "区长", "district_department": "局长", "township": "镇长", "subdistrict": "主任", "farm": "场长",
    "village": "村委会主任", "community": "居委会主任", "school": "校长", "kindergarten": "园长", "health_centre": "院长",
    "hospital": "院长", "office": "主任", "leading_group": "组长",
}  # fmt: skip
BODIES = {ReviewKind.DELIBERATION: Role.DELIBERATION_MEMBER, ReviewKind.VILLAGE_SUPERVISION: Role.VILLAGE_SUPERVISOR}
MEMBERS = 3  # of a deliberating or supervising body, the fewest that can decide


class Staff:
    """Who works at a unit, by role."""

    def __init__(self) -> None:
        self.by_role: dict[Role, list[Person]] = {}

    def add(self, role: Role, person: Person) -> None:
        """Remember a person in a role."""
        self.by_role.setdefault(role, []).append(person)

    def one(self, role: Role) -> Person:
        """The first person in a role."""
        return self.by_role[role][0]

    def all(self, role: Role) -> list[Person]:
        """Everybody in a role."""
        return self.by_role.get(role, [])


class Population:
    """Makes the people of the district, deterministically."""

    def __init__(self, units: dict[str, Unit], rulebook: Rulebook, begins: date, seed: int) -> None:
        self.units = units
        self.rulebook = rulebook
        self.begins = begins
        self.chance = random.Random(f"people|{seed}")
        self.staff: dict[int, Staff] = {}
        self._number = 0

    def settle(self) -> dict[int, Staff]:
        """Register everybody; returns the staff of each unit by the unit's key."""
        for account in ACCOUNTS:
            person = self._person(self.units[account.unit], Role(account.role), account.username, account.name)
            person.set_password(PASSWORD)
            person.save(update_fields=["password"])
        for unit in self.units.values():
            self._staff(unit)
        return self.staff

    def _name(self) -> str:
        return self.chance.choice(_SURNAMES) + self.chance.choice(_GIVEN)

    def _person(self, unit: Unit, role: Role, username: str = "", name: str = "") -> Person:
        self._number += 1
        person = add_person(
            actor=SYSTEM, unit=unit, username=username or f"{unit.code}-{self._number:05}", name=name or self._name()
        )
        grant_role(person, unit, role, actor=SYSTEM, starts_on=self.begins)
        self.staff.setdefault(unit.pk, Staff()).add(role, person)
        return person

    def _staff(self, unit: Unit) -> None:
        known = self.staff.setdefault(unit.pk, Staff())
        wanted = {Role.CLERK: 2, Role.UNIT_LEADER: 1, Role.LEADER_IN_CHARGE: 1}
        reviews = {kind for duty in self.rulebook.duties_for(unit.facts(), self.begins) for kind in duty.reviews}
        wanted |= {role: MEMBERS for kind, role in BODIES.items() if kind in reviews}
        for role, number in wanted.items():
            for _missing in range(number - len(known.all(role))):
                self._person(unit, role)
        leader = known.one(Role.UNIT_LEADER)
        fill_post(
            unit, _TITLES.get(unit.kind, "负责人"), actor=SYSTEM, starts_on=self.begins, person=leader,
            holder_name=leader.name, responsibility="主持全面工作，负责政务公开", rank=1,
        )  # fmt: skip
        deputy = known.one(Role.LEADER_IN_CHARGE)
        fill_post(
            unit, "分管政务公开负责人", actor=SYSTEM, starts_on=self.begins, person=deputy, holder_name=deputy.name,
            responsibility="分管政务公开", rank=2,
        )  # fmt: skip
