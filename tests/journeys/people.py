"""People of the demo district at work: everybody of a unit can log in, and disclosures can be brought to a point."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass

from playwright.sync_api import Page

from gongkai.demo.accounts import PASSWORD
from tests.journeys.district import District

_STAFF = """
import json, sys
from gongkai.units.models import RoleGrant
found = {}
for grant in RoleGrant.objects.filter(unit__code=sys.argv[1], ends_on=None).select_related("person").order_by("pk"):
    grant.person.set_password(sys.argv[2])
    grant.person.save(update_fields=["password"])
    found.setdefault(grant.role, []).append(grant.person.username)
print(json.dumps(found))
"""
_READY = """
import json, sys
from django.utils import timezone
from gongkai.disclosures import actions
from gongkai.disclosures.models import ReviewStep
from gongkai.duties.models import Duty
from gongkai.duties.queries import definition
from gongkai.rulebook.samples import Occasion, recipes, sample
from gongkai.units.models import RoleGrant, Unit

unit, duty = Unit.objects.get(code=sys.argv[1]), Duty.objects.get(code=sys.argv[2])
people = {}
for grant in RoleGrant.objects.filter(unit=unit, ends_on=None).select_related("person").order_by("pk"):
    people.setdefault(grant.role, []).append(grant.person)
clerk, now = people["clerk"][0], timezone.now()
today = timezone.localdate()
draft = actions.start(unit, duty, actor=clerk, at=now)
text = definition(duty, unit, draft.version)
values = dict(sample(text, Occasion(unit.name, today, None, 7), recipes().get(text.id, {})))
saved = actions.save_draft(draft, values, {"produced_on": today.isoformat(), "occurred": f"{today} 00:00"}, 0, actor=clerk, at=now)
one = actions.submit(saved.disclosure, actor=clerk, at=now)
reviewers = {"unit_review": "leader_in_charge", "unit_leader": "unit_leader"}
bodies = {"village_supervision": "village_supervisor", "deliberation": "deliberation_member"}
for step in ReviewStep.objects.filter(revision=one.submitted).order_by("order"):
    step.refresh_from_db()
    if step.kind in bodies:
        for member in people[bodies[step.kind]]:
            actions.cast_vote(step, "for", actor=member, at=now)
        actions.decide(step, "approved", actor=people[bodies[step.kind]][0], at=now)
    else:
        actions.decide(step, "approved", actor=people[reviewers[step.kind]][0], at=now)
print(json.dumps({"key": one.pk, "title": one.title}))
"""


@dataclass(frozen=True)
class Ready:
    """A disclosure that every reviewer approved and that waits for publication."""

    key: int
    title: str


def staff(district: District, unit: str) -> dict[str, list[str]]:
    """User names of a unit by role; all of them may log in with the demo password from now on."""
    found: dict[str, list[str]] = json.loads(_run(district, _STAFF, unit, PASSWORD))
    return found


def approved(district: District, unit: str, duty: str) -> Ready:
    """A disclosure with sample content, reviewed by those entitled."""
    return Ready(**json.loads(_run(district, _READY, unit, duty)))


def log_in(page: Page, username: str) -> Page:
    """Log in and arrive at the first screen."""
    page.goto("/accounts/login/")
    page.locator("#id_login").fill(username)
    page.locator("#id_password").fill(PASSWORD)
    page.locator("form.form button.primary").click()
    page.wait_for_url("**/workbench/")
    return page


def _run(district: District, code: str, *arguments: str) -> str:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GONGKAI_")}
    done = subprocess.run(
        [sys.executable, "-c", f"import django; django.setup()\n{code}", *arguments],
        env={**kept, "GONGKAI_HOME": str(district.home), "DJANGO_SETTINGS_MODULE": "gongkai.config.settings"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout.strip().splitlines()[-1]
