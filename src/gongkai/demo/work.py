"""One disclosure from the first line to the photograph of the board, each step by the person entitled to it."""

import random
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from gongkai.channels.actions import give_evidence
from gongkai.channels.models import Board
from gongkai.channels.photographs import examine
from gongkai.demo.accounts import ACCOUNTS
from gongkai.demo.papers import carries_paper, paper
from gongkai.demo.people import Staff
from gongkai.demo.photos import board_photo
from gongkai.demo.queries import steps_of
from gongkai.disclosures.actions import attach, cast_vote, decide, publish, save_draft, start, submit
from gongkai.disclosures.models import Disclosure
from gongkai.disclosures.uploads import prepare
from gongkai.duties.models import Duty, Obligation
from gongkai.duties.queries import definition, version_on
from gongkai.rulebook import model
from gongkai.rulebook.samples import Occasion, incomplete, recipes, sample
from gongkai.rulebook.vocabulary import ReviewKind
from gongkai.units.models import Person, Unit
from gongkai.units.roles import Role

SHANGHAI = ZoneInfo("Asia/Shanghai")
_REVIEWER = {
    ReviewKind.UNIT_LEADER: Role.UNIT_LEADER,
    ReviewKind.LEADER_IN_CHARGE: Role.LEADER_IN_CHARGE,
    ReviewKind.VILLAGE_SUPERVISION: Role.VILLAGE_SUPERVISOR,
    ReviewKind.DELIBERATION: Role.DELIBERATION_MEMBER,
}
_BOARD_CHANNELS = ("notice_board", "service_centre", "on_site", "reading_point", "convenience_station")


def moment(day: date, hour: int, minute: int = 0) -> datetime:
    """An instant of the district's working day."""
    return datetime.combine(day, time(hour, minute), SHANGHAI)


@dataclass(frozen=True)
class Plan:
    """One disclosure to make.

    Args:
        unit: who publishes.
        duty: what.
        day: the day of publication.
        obligations: tasks it answers; none for duties an event starts.
        gaps: leave a required element out and say why.
        until: how far it gets: ``draft``, ``submitted``, ``returned`` or ``published``.
        posted: whether the boards are photographed too.
        event: the day of the event that starts the clock, where there are no tasks.
    """

    unit: Unit
    duty: Duty
    day: date
    obligations: tuple[Obligation, ...] = ()
    gaps: bool = False
    until: str = "published"
    posted: bool = True
    event: date | None = None


class Office:
    """Carries out plans with the staff and boards of the district."""

    def __init__(
        self, staff: dict[int, Staff], secrecy: Person, boards: dict[int, dict[str, Board]], seed: int
    ) -> None:
        self.staff, self.secrecy, self.boards, self.seed = staff, secrecy, boards, seed

    def carry_out(self, plan: Plan) -> Disclosure:
        """Do everything a plan asks, through the actions, at the planned instants.

        Raises:
            Refused: a recipe and its duty have grown apart.
        """
        staff = self.staff[plan.unit.pk]
        clerk = staff.one(Role.CLERK)
        begun = plan.day - timedelta(days=2)
        disclosure = start(plan.unit, plan.duty, plan.obligations, actor=clerk, at=moment(begun, 9))
        text = definition(plan.duty, plan.unit, disclosure.version)
        values = self._values(text, plan)
        produced = min(plan.event or plan.day, plan.day - timedelta(days=2))
        metadata: dict[str, object] = {"produced_on": produced.isoformat()}
        if plan.event is not None:
            metadata["occurred"] = f"{plan.event.isoformat()} 08:30"
        if plan.until == "draft":
            values = incomplete(text, values, self.seed)
        saved = save_draft(disclosure, values, metadata, disclosure.saves, actor=clerk, at=moment(begun, 9, 40))
        if plan.until == "draft":
            return saved.disclosure
        if carries_paper(plan.unit.code, text, plan.day):
            written = paper(plan.unit.name, text, plan.day)
            attach(
                saved.disclosure, prepare(written, f"{text.title.zh}情况说明.docx"), actor=clerk, at=moment(begun, 10)
            )
        submitted = submit(
            saved.disclosure, actor=clerk, at=moment(plan.day - timedelta(days=1), 10),
            gaps_reason="相关材料尚在核对，先公开已有部分" if plan.gaps else "",
        )  # fmt: skip
        if plan.until == "submitted":
            return submitted
        if plan.until == "returned":
            return self._send_back(submitted, plan.day)
        self.review(submitted, plan.day - timedelta(days=1))
        submitted.refresh_from_db()
        published = publish(submitted, actor=clerk, at=moment(plan.day, 10, 30))
        if plan.posted:
            self._post(published, text, clerk, plan.day)
        return published

    def _send_back(self, disclosure: Disclosure, day: date) -> Disclosure:
        """Return it at its first step where one person decides that step; else it waits."""
        step = next(iter(steps_of(disclosure)), None)
        staff = self.staff[disclosure.unit_id]
        if step is not None and step.kind == ReviewKind.UNIT_REVIEW:
            reviewer = staff.all(Role.CLERK)[1]
        elif step is not None and step.kind in {ReviewKind.UNIT_LEADER, ReviewKind.LEADER_IN_CHARGE}:
            reviewer = staff.one(_REVIEWER[ReviewKind(step.kind)])
        else:
            return disclosure
        decide(step, "returned", "请核对金额合计，并补充经办人说明。", actor=reviewer, at=moment(day, 8))
        disclosure.refresh_from_db()
        return disclosure

    def _values(self, text: model.Duty, plan: Plan) -> dict[str, object]:
        period = plan.obligations[0].period_key if plan.obligations else None
        occasion = Occasion(plan.unit.name, plan.event or plan.day - timedelta(days=3), period or None, self.seed)
        values = dict(sample(text, occasion, recipes().get(text.id, {})))
        return incomplete(text, values, self.seed) if plan.gaps else values

    def review(self, disclosure: Disclosure, day: date, before: ReviewKind | None = None) -> None:
        """Decide the steps of the submitted revision, each by somebody entitled: all of them, or those before a kind."""
        staff = self.staff[disclosure.unit_id]
        for hour, step in enumerate(steps_of(disclosure), start=14):
            at = moment(day, min(hour, 20))
            step.refresh_from_db()
            kind = ReviewKind(step.kind)
            if kind == before:
                return
            if kind in {ReviewKind.VILLAGE_SUPERVISION, ReviewKind.DELIBERATION}:
                members = staff.all(_REVIEWER[kind])
                for member in members:
                    cast_vote(step, "for", actor=member, at=at)
                decide(step, "approved", "符合规定，同意公开", actor=members[0], at=at)
            elif kind == ReviewKind.SECRECY:
                decide(
                    step, "approved", "经审查不涉密", attribute=disclosure.mode, basis="保守国家秘密法第三十五条",
                    actor=self.secrecy, at=at,
                )  # fmt: skip
            elif kind == ReviewKind.UNIT_REVIEW:
                decide(step, "approved", "内容属实", actor=staff.all(Role.CLERK)[1], at=at)
            else:
                decide(step, "approved", "同意", actor=staff.one(_REVIEWER[kind]), at=at)

    def _post(self, disclosure: Disclosure, text: model.Duty, clerk: Person, day: date) -> None:
        boards = self.boards.get(disclosure.unit_id, {})
        for channel in text.channels.required:
            if channel == "website":
                continue
            at = moment(day, 16)
            board = boards.get(str(channel))
            if channel in _BOARD_CHANNELS and board is not None:
                photo = examine(board_photo(f"{disclosure.pk}|{channel}"), "board.jpg")
                give_evidence(disclosure, str(channel), actor=clerk, shown_on=day, at=at, board=board, photo=photo)
            else:
                give_evidence(
                    disclosure, str(channel), actor=clerk, shown_on=day, at=at, place=f"{disclosure.unit.label}办公楼",
                    note=f"{day:%m月%d日}已公开，存档备查",
                )  # fmt: skip


def temperament(unit: Unit, seed: int) -> str:
    """How a unit works: ``good``, ``late``, ``careless`` or ``idle``; the same for the same seed.

    The unit of the demo clerk is late now and then, so that its tasks show every state.
    """
    if unit.code == ACCOUNTS[0].unit:
        return "late"
    chance = random.Random(f"temper|{seed}|{unit.code}").random()
    if chance < 0.62:
        return "good"
    if chance < 0.78:
        return "late"
    return "careless" if chance < 0.9 else "idle"


__all__ = ["Office", "Plan", "moment", "temperament", "version_on"]
