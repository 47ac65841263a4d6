"""A year of the demo district: the plans of every unit in the order of their days, carried out one after another."""

import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import structlog

from gongkai.demo.desks import lay_out
from gongkai.demo.queries import overdue, owed, rows_of
from gongkai.demo.work import Office, Plan, moment, temperament
from gongkai.disclosures.actions import correct, publish, record_ground, save_draft, submit, withdraw
from gongkai.disclosures.models import Disclosure
from gongkai.disclosures.windows import is_running
from gongkai.duties.actions import decide_exemption, record_occurrence, request_exemption
from gongkai.duties.expansion import own_start_anchors, withdraw_anchors
from gongkai.duties.models import Obligation
from gongkai.duties.queries import composed, rulebook_on, version_on
from gongkai.duties.queries.raising import grounds
from gongkai.journal.actors import SYSTEM
from gongkai.journal.refusals import Refused
from gongkai.rulebook.samples import recipes
from gongkai.units.models import Unit
from gongkai.units.roles import Role

log = structlog.get_logger(__name__)
SOON = timedelta(days=9)

# What the district as a whole recorded this year: anchor, unit, month and day, title.
EVENTS = (
    ("npc_approved", "district", (3, 12), "区人民代表大会批准{year}年预算"),
    ("finance_replied", "finance", (3, 30), "区财政局批复{year}年部门预算"),
    ("dept_replied", "education", (4, 10), "区教育局批复所属单位{year}年预算"),
    ("dept_replied", "health", (4, 13), "区卫生健康局批复所属单位{year}年预算"),
    ("township_npc_approved", "liuxi", (3, 5), "柳溪镇人民代表大会批准{year}年预算"),
    ("accounts_approved", "district", (7, 28), "区人大常委会批准上年决算"),
    ("accounts_replied", "finance", (8, 10), "区财政局批复部门决算（{year}年）"),
    ("term_start", "district", (9, 1), "{year}年秋季学期开学"),
)


@dataclass
class Year:
    """Plans and carries out a year.

    Args:
        office: does the work.
        units: by code.
        pilots: codes of units that work the whole year; the others joined at their ``obliged_from``.
        begins: first day.
        today: last day.
        seed: any whole number; the same seed gives the same district.
    """

    office: Office
    units: dict[str, Unit]
    pilots: frozenset[str]
    begins: date
    today: date
    seed: int

    def events(self) -> None:
        """Record the events of the district."""
        for anchor, code, (month, day), title in EVENTS:
            on = date(self.begins.year, month, day)
            if self.begins <= on <= self.today and code in self.units:
                record_occurrence(
                    anchor, self.units[code], actor=SYSTEM, occurred_on=on, title=title.format(year=on.year),
                    at=moment(on, 9),
                )  # fmt: skip

    def run(self, progress: Callable[[float], None]) -> int:
        """Carry out every plan in the order of days; returns how many disclosures were made."""
        plans = sorted(self._plans(), key=lambda plan: (plan.day, plan.unit.pk, plan.duty.pk))
        made: list[Disclosure] = []
        for number, plan in enumerate(plans):
            try:
                made.append(self.office.carry_out(plan))
            except Refused as refused:
                log.warning(
                    "demo_plan_refused", duty=plan.duty.code, unit=plan.unit.code, until=plan.until,
                    reasons=[one.code for one in refused.objections],
                )  # fmt: skip
            progress((number + 1) / len(plans))
        self._exempt()
        self._afterwards([one for one in made if one.state == Disclosure.State.PUBLISHED])
        return len(made) + len(lay_out(self.office, self.units, self.today))

    def _plans(self) -> Iterator[Plan]:
        known = recipes()
        for obligation in owed(self.today + SOON, self.today):
            if obligation.duty.code in known and (plan := self._answer(obligation)) is not None:
                yield plan
        for unit in self.units.values():
            yield from self._unprompted(unit, known.keys())

    def _answer(self, obligation: Obligation) -> Plan | None:
        chance = random.Random(
            f"answer|{self.seed}|{obligation.unit.code}|{obligation.duty.code}|{obligation.opens_on}"
        )
        temper, luck, due = temperament(obligation.unit, self.seed), chance.random(), obligation.due_on
        if due is None or (temper == "idle" and luck < 0.75) or (temper == "careless" and luck < 0.12):
            return None
        late = luck < {"good": 0.04, "late": 0.45, "careless": 0.2, "idle": 0.5}[temper]
        day = due + timedelta(days=chance.randint(1, 12)) if late else due - timedelta(days=chance.randint(0, 6))
        day = max(day, obligation.opens_on + timedelta(days=3))
        until = "published"
        if day > self.today:
            day, until = self.today, chance.choice(("draft", "submitted", "returned", "nothing"))
        if until == "nothing":
            return None
        return Plan(
            obligation.unit, obligation.duty, day, (obligation,), until=until,
            gaps=temper == "careless" and chance.random() < 0.3,
            posted=chance.random() < {"good": 0.97, "late": 0.9, "careless": 0.6, "idle": 0.4}[temper],
        )  # fmt: skip

    def _unprompted(self, unit: Unit, known: Iterable[str]) -> Iterator[Plan]:
        """Duties that an event at the unit itself starts: a handful of events a year."""
        version = version_on(self.today)
        if version is None:
            return
        chance = random.Random(f"events|{self.seed}|{unit.code}")
        rows = rows_of(known)
        begins = max(self.begins, unit.obliged_from or self.begins)
        rulebook = composed(version)
        choices = [
            duty for duty in rulebook.duties_for(unit.facts(), self.today)
            if duty.id in rows and own_start_anchors(rulebook, duty)
        ]  # fmt: skip
        chance.shuffle(choices)
        span = (self.today - begins).days
        for duty in choices[: 12 if unit.code in self.pilots else 1]:
            event = begins + timedelta(days=chance.randint(0, max(span - 3, 1)))
            ahead = -7 if duty.effective_timing.anchors and str(duty.timing).startswith("B") else 1
            day = event + timedelta(days=ahead * chance.randint(1, 4) if ahead > 0 else -12)
            late = temperament(unit, self.seed) != "good" and chance.random() < 0.3
            day += timedelta(days=25 if late else 0)
            if begins + timedelta(days=2) < day <= self.today:
                yield Plan(unit, rows[duty.id], day, event=event, posted=chance.random() < 0.9)

    def _exempt(self) -> None:
        """Zero reports and "not applicable": some approved, some refused, some waiting."""
        office = self.office.staff[self.units["district"].pk].one(Role.OFFICE_STAFF)
        for number, obligation in enumerate(overdue(self.today)[:240:8]):
            staff = self.office.staff[obligation.unit_id]
            kind = "zero" if number % 3 else "not_applicable"
            reason = "本期没有发生该项业务，特此零报告" if kind == "zero" else "本单位没有这项职能"
            at = moment(obligation.due_on or self.today, 15)
            exemption = request_exemption(obligation, kind, reason, actor=staff.one(Role.CLERK), at=at)
            if number % 5 == 4:
                continue
            decider = staff.one(Role.UNIT_LEADER) if kind == "zero" else office
            approve = number % 4 != 3
            decide_exemption(
                exemption,
                approve=approve,
                opinion="" if approve else "请核实后补充公开",
                actor=decider,
                at=at + timedelta(days=1),
            )

    def _afterwards(self, published: list[Disclosure]) -> None:
        """A few corrections and withdrawals, so that versions and tombstones exist."""
        for disclosure in published[7:400:55]:
            clerk = self.office.staff[disclosure.unit_id].one(Role.CLERK)
            day = min(self.today, (disclosure.published_on or self.today) + timedelta(days=6))
            working = correct(disclosure, "更正一处笔误", actor=clerk, at=moment(day, 9))
            working = save_draft(
                working,
                {},
                {"summary": "已更正一处笔误，其余内容不变。"},
                working.saves,
                actor=clerk,
                at=moment(day, 9, 20),
            ).disclosure
            working = submit(working, actor=clerk, at=moment(day, 10), note="更正一处笔误")
            self.office.review(working, day)
            working.refresh_from_db()
            publish(working, actor=clerk, at=moment(day, 21))
        for number, disclosure in enumerate(published[20:500:140]):
            clerk = self.office.staff[disclosure.unit_id].one(Role.CLERK)
            kind, reason = (("annulled", "原决定已被撤销"), ("privacy", "含有应当隐去的个人信息，将另行公开"))[
                number % 2
            ]
            day = min(self.today, (disclosure.published_on or self.today) + timedelta(days=20))
            withdraw(disclosure, kind, reason, "行政处罚法第四十八条", actor=clerk, at=moment(day, 11))
        self._annul(published)

    def _annul(self, published: list[Disclosure]) -> None:
        """A record whose decision was annulled waits to be put right; a second one, if there is one, came down in time."""
        rulebook = rulebook_on(self.today)
        known = {duty.id for duty in rulebook.duties if withdraw_anchors(duty)} if rulebook else set()
        yesterday = self.today - timedelta(days=1)
        standing = []
        for one in reversed(published):
            early = one.published_on is not None and one.published_on < yesterday - timedelta(days=7)
            if one.duty.code in known and early:
                one.refresh_from_db(fields=["state"])
                if one.state == Disclosure.State.PUBLISHED and not is_running(one, yesterday):
                    standing.append(one)
            if len(standing) == 2:
                break
        for number, one in enumerate(standing):
            clerk = self.office.staff[one.unit_id].one(Role.CLERK)
            day = yesterday - timedelta(days=5 * number)
            event = next(iter(grounds(one.duty, one.unit, day)), None)
            if event is None:
                continue
            at = moment(day, 10)
            record_ground(one, event.id, "复议决定撤销", occurred_on=day, occurred_at=at, actor=clerk, at=at)
            if number:
                withdraw(one, "annulled", "原决定已被撤销", "行政复议决定书", actor=clerk, at=at + timedelta(days=2))
