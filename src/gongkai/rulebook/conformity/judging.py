"""The verdict on an obligation: content, procedure, time and form, each with every reason."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from gongkai.rulebook.calendar import WorkingCalendar, official_calendar
from gongkai.rulebook.conformity.facts import Decision, Facts, ReviewDone
from gongkai.rulebook.model import Duty
from gongkai.rulebook.objections import Objection
from gongkai.rulebook.timing import Permanent, Posted, local_day, posting_window
from gongkai.rulebook.vocabulary import Channel, ReviewKind


@dataclass(frozen=True, slots=True)
class Aspect:
    """One of the four conformities.

    Arguments: ok, None while nothing can be said; reasons against it, all of them.
    """

    ok: bool | None
    reasons: tuple[Objection, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """The four conformities of an obligation.

    Arguments: content; procedure; time; form; exempt, whether it was approved as not applicable or as a zero report.
    """

    content: Aspect
    procedure: Aspect
    time: Aspect
    form: Aspect
    exempt: bool = False

    @property
    def conforming(self) -> bool | None:
        """Whether all four hold; False as soon as one does not; None while open or where exempt."""
        answers = [aspect.ok for aspect in (self.content, self.procedure, self.time, self.form)]
        if False in answers:
            return False
        return None if None in answers else True

    @property
    def reasons(self) -> tuple[Objection, ...]:
        """Every reason against it."""
        aspects = (self.content, self.procedure, self.time, self.form)
        return tuple(reason for aspect in aspects for reason in aspect.reasons)


_OPEN = Aspect(None)


def judge(duty: Duty, facts: Facts, on: date, calendar: WorkingCalendar | None = None) -> Verdict:
    """Judge an obligation.

    Arguments: duty as it bound the unit; facts; on, today; calendar, for a posting window whose end the facts do not
    give, by default the announced one. Source: 按规定的内容、程序、时间和形式公开; 条例 Art 26.
    """
    if facts.not_applicable or facts.zero_report:
        return Verdict(_OPEN, _OPEN, _OPEN, _OPEN, exempt=True)
    if facts.published_on is None:
        return Verdict(_OPEN, _OPEN, _unpublished(facts, on), _OPEN)
    return Verdict(
        _aspect(facts.content_objections),
        _aspect(_procedure(duty, facts)),
        _aspect(_time(duty, facts, calendar)),
        _aspect(_form(duty, facts)),
    )


def _aspect(reasons: Iterator[Objection] | tuple[Objection, ...]) -> Aspect:
    found = tuple(reasons)
    return Aspect(not found, found)


def _unpublished(facts: Facts, on: date) -> Aspect:
    if facts.due_on is None or on <= facts.due_on:
        return _OPEN
    days = (on - facts.due_on).days
    zh, en = f"应于 {facts.due_on} 前公开，已逾期 {days} 天", f"due by {facts.due_on}, {days} days overdue"
    return Aspect(False, (Objection("time.overdue", zh, en),))


def _time(duty: Duty, facts: Facts, calendar: WorkingCalendar | None) -> Iterator[Objection]:
    published = facts.published_on
    if facts.historical:
        yield Objection(
            "time.historical", "历史资料导入，无法证明按时公开", "imported; cannot be shown to have been in time"
        )
    if facts.due_at is not None and facts.published_at is not None:
        if facts.published_at > facts.due_at:
            zh = f"应于 {facts.due_at:%Y-%m-%d %H:%M} 前公开，实际为 {facts.published_at.astimezone(facts.due_at.tzinfo):%Y-%m-%d %H:%M}"
            en = f"due by {facts.due_at:%Y-%m-%d %H:%M}, published later"
            yield Objection("time.late", zh, en)
    elif facts.due_on is not None and published is not None and published > facts.due_on:
        days = (published - facts.due_on).days
        zh, en = f"应于 {facts.due_on} 前公开，迟了 {days} 天", f"due by {facts.due_on}, {days} days late"
        yield Objection("time.late", zh, en)
    until = _until(duty, facts, calendar)
    if facts.window_broken:
        yield Objection("time.window", "公示期内曾无法查看", "it could not be seen all through its posting window")
    elif facts.taken_down is not None and until is not None and local_day(facts.taken_down) <= until:
        zh = f"公示应至 {until} 日终，{local_day(facts.taken_down)} 已撤下"
        en = f"to stay posted to the end of {until}, taken down on {local_day(facts.taken_down)}"
        yield Objection("time.window", zh, en)
    if facts.taken_down is not None and duty.effective_timing.of(Permanent):
        yield Objection("time.permanent", "应长期公开，现已撤下", "must stay public for good, but was taken down")


def _until(duty: Duty, facts: Facts, calendar: WorkingCalendar | None) -> date | None:
    if facts.posted_until is not None:
        return facts.posted_until
    start = facts.posted_from or facts.published_on
    windows = duty.effective_timing.of(Posted)
    if start is None or not windows:
        return None
    reckoned = calendar or official_calendar()
    return max(posting_window(clause, start, reckoned).until for clause in windows)


def _form(duty: Duty, facts: Facts) -> Iterator[Objection]:
    required = [channel.value for channel in duty.channels.required]
    for channel in required if facts.required_channels is None else facts.required_channels:
        if channel not in facts.evidenced_channels:
            label = Channel(channel).label
            zh, en = f"没有在“{label.zh}”公开的凭证", f"no evidence of publication on: {label.en}"
            yield Objection("form.channel", zh, en, channel)


def _procedure(duty: Duty, facts: Facts) -> Iterator[Objection]:
    last: dict[str, ReviewDone] = {}
    for review in sorted(facts.reviews, key=lambda one: (one.order, one.decided_at)):
        last[review.kind] = review
    done = [last[kind.value] for kind in duty.reviews if kind.value in last]
    for kind in duty.reviews:
        if kind.value in last:
            yield from _one(kind, last[kind.value], facts)
        else:
            yield _about(kind, "missing", "缺少“{}”", "missing: {}")
    for earlier, later in pairwise(done):
        if later.decided_at < earlier.decided_at:
            yield _about(ReviewKind(later.kind), "order", "“{}”先于前一环节", "{} came before the review it follows")


def _one(kind: ReviewKind, review: ReviewDone, facts: Facts) -> Iterator[Objection]:
    if review.decision != Decision.APPROVED:
        yield _about(kind, "refused", "“{}”没有同意", "not approved in: {}")
    if not review.entitled:
        yield _about(kind, "not_entitled", "“{}”由无权人员作出", "decided by a person not entitled: {}")
    published = facts.published_on
    late = published is not None and local_day(review.decided_at) > published
    if facts.published_at is not None:
        late = review.decided_at > facts.published_at
    if late:
        yield _about(kind, "after_publication", "“{}”在公开之后才作出", "decided only after publication: {}")


def _about(kind: ReviewKind, code: str, zh: str, en: str) -> Objection:
    return Objection(f"procedure.{code}", zh.format(kind.label.zh), en.format(kind.label.en), kind.value)
