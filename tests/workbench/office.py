"""A district with the demonstration layers' rulebook, people by role, and browsers logged in as them."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from django.test import Client
from django.utils import timezone

from gongkai.duties.actions import FulfilmentFacts, expand_periods, fulfil, install_rulebook
from gongkai.duties.models import Obligation
from gongkai.journal.actors import SYSTEM
from gongkai.rulebook.objections import Objection
from gongkai.units.actions import create_unit
from gongkai.units.models import Person, RoleGrant, Unit
from gongkai.units.roles import Role
from tests.duties.rules import rulebook

PASSWORD = "correct horse battery 7"
BEGAN = date(2020, 1, 1)


@dataclass
class Office:
    """Five units, one of each role where it is asked for, one year of obligations of which a few are met."""

    units: dict[str, Unit]
    clients: dict[str, Client] = field(default_factory=dict)

    def person(self, role: str, unit: str) -> Person:
        person, made = Person.objects.get_or_create(username=f"{role}-{unit}", defaults={"name": f"{role} {unit}"})
        if made:
            person.set_password(PASSWORD)
            person.save()
            RoleGrant.objects.create(person=person, unit=self.units[unit], role=role, starts_on=BEGAN)
        return Person.objects.get(pk=person.pk)

    def client(self, role: str, unit: str) -> Client:
        client = Client()
        client.force_login(self.person(role, unit), backend="django.contrib.auth.backends.ModelBackend")
        return client

    @property
    def staff(self) -> Client:
        return self.client(Role.OFFICE_STAFF, "district")

    def owed(self, code: str, unit: str) -> Obligation:
        rows = Obligation.objects.filter(duty__code=code, unit=self.units[unit], state="open").order_by("due_on")
        found = rows.first()
        assert found is not None
        return found


def build() -> Office:
    today = timezone.localdate()
    begins = today.replace(month=1, day=1) - timedelta(days=365)
    units: dict[str, Unit] = {}
    for number, (code, name, kind, parent) in enumerate(
        [
            ("district", "明川区", "district_government", None), ("finance", "财政局", "district_department", "district"),
            ("town", "柳溪镇", "township", "district"), ("village", "石桥村", "village", "town"),
            ("hamlet", "小河村", "village", "town"),
        ]
    ):  # fmt: skip
        units[code] = create_unit(
            actor=SYSTEM, code=code, name=name, kind=kind, region_code="990101", order=number,
            parent=units[parent] if parent else None,
        )  # fmt: skip
    pack = rulebook(effective_from=begins.isoformat())
    install_rulebook(pack, actor=SYSTEM, title="第一版", effective_from=begins, at=datetime(2025, 1, 1, tzinfo=UTC))
    expand_periods(until=today + timedelta(days=40), actor=SYSTEM)
    for number, one in enumerate(
        Obligation.objects.filter(duty__code="monthly", unit=units["village"], due_on__lt=today)
    ):
        wrong = [Objection("x", "缺少合计", "no total")] if number % 3 == 0 else []
        at = datetime.combine(one.due_on, datetime.min.time(), tzinfo=UTC) - timedelta(days=1)
        fulfil([one], FulfilmentFacts(number + 1, at, content_reasons=wrong), actor=SYSTEM)
    return Office(units)
