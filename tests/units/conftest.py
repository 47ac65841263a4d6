"""A district, two townships and a village; people by role."""

from datetime import date

import pytest

from gongkai.journal.actors import SYSTEM
from gongkai.units.actions import add_person, create_unit, grant_role
from gongkai.units.models import Person, Unit

Tree = dict[str, Unit]


@pytest.fixture
def tree(db: None) -> Tree:
    def unit(code: str, name: str, kind: str, parent: Unit | None = None) -> Unit:
        return create_unit(actor=SYSTEM, code=code, name=name, kind=kind, region_code="990101", parent=parent)

    district = unit("district", "明川区人民政府", "district_government")
    town = unit("liuxi", "柳溪镇人民政府", "township", district)
    return {
        "district": district, "town": town, "village": unit("shiqiao", "石桥村村民委员会", "village", town),
        "other": unit("qingshi", "青石镇人民政府", "township", district),
    }  # fmt: skip


def serving(tree: Tree, unit: str, role: str, name: str = "王安") -> Person:
    """A person with a role at a unit since the beginning of the year."""
    person = Person.objects.filter(username=f"{unit}-{role}-{name}").first()
    if person is None:
        person = add_person(actor=SYSTEM, unit=tree[unit], username=f"{unit}-{role}-{name}", name=name)
        grant_role(person, tree[unit], role, actor=SYSTEM, starts_on=date(2026, 1, 1))
    return Person.objects.get(pk=person.pk)
