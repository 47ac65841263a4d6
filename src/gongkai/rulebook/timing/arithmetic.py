"""The working that leads to a date, so that anybody can check it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Self

from gongkai.rulebook.calendar import AMOUNTS, Amount, CalendarDays, HolidayRun, Hours, WorkingDays
from gongkai.rulebook.text import Text

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
Moment = date | datetime


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """How a date was reckoned.

    Arguments: label, what the clock starts from; start; amount counted, None where the rule names the date; direction:
    after, before, posted or on; rule, the words of a date the rule names; result; holidays skipped and make_up days
    worked, both only for working days; provisional_after, the last announced day when the count leans on later ones.
    """

    label: Text
    start: Moment
    result: Moment
    direction: str
    amount: Amount | None = None
    rule: Text | None = None
    holidays: tuple[HolidayRun, ...] = ()
    make_up: tuple[date, ...] = ()
    provisional_after: date | None = None

    def text(self, language: str) -> str:
        """Return the working on one line, for example 收到 9-22 → 第 20 个工作日 = 10-24，跨国庆 8 天，9-28、10-11 上班."""
        return self._english() if language.lower().startswith("en") else self._chinese()

    def _chinese(self) -> str:
        years = {self.start.year, self.result.year}

        def said(moment: Moment) -> str:
            day = f"{moment.year}-{moment.month}-{moment.day}" if len(years) > 1 else f"{moment.month}-{moment.day}"
            return f"{day} {moment:%H:%M}" if isinstance(moment, datetime) else day

        step = "" if self.amount is None else _step_zh(self.amount, self.direction)
        parts = [f"{self.label.zh} {said(self.start)} → {self.rule.zh if self.rule else step} = {said(self.result)}"]
        parts += [f"跨{run.name.zh} {run.days} 天" for run in self.holidays]
        if self.make_up:
            parts.append(f"{'、'.join(said(day) for day in self.make_up)} 上班")
        if self.provisional_after:
            parts.append(f"{self.provisional_after.year + 1} 年放假安排尚未公布，日期暂定")
        return "，".join(parts)

    def _english(self) -> str:
        years = {self.start.year, self.result.year}

        def said(moment: Moment) -> str:
            day = f"{moment.day} {_MONTHS[moment.month - 1]}" + (f" {moment.year}" if len(years) > 1 else "")
            return f"{day} {moment:%H:%M}" if isinstance(moment, datetime) else day

        step = "" if self.amount is None else _step_en(self.amount, self.direction)
        rule = (self.rule.en or self.rule.zh) if self.rule else step
        parts = [f"{self.label.text('en')} {said(self.start)} → {rule} = {said(self.result)}"]
        parts += [f"across {run.name.text('en')} ({run.days} day{'s' * (run.days > 1)})" for run in self.holidays]
        if self.make_up:
            parts.append(f"{' and '.join(said(day) for day in self.make_up)} worked")
        if self.provisional_after:
            parts.append(f"provisional: days off of {self.provisional_after.year + 1} are not announced yet")
        return ", ".join(parts)

    def as_json(self) -> dict[str, Any]:
        """Write what ``from_json`` reads."""
        code = next((code for code, kind in AMOUNTS.items() if isinstance(self.amount, kind)), None)
        return {
            "label": self.label.to_json(),
            "start": self.start.isoformat(),
            "result": self.result.isoformat(),
            "direction": self.direction,
            "amount": [self.amount.n, code] if self.amount else None,
            "rule": self.rule and self.rule.to_json(),
            "holidays": [[run.name.to_json(), run.first.isoformat(), run.last.isoformat()] for run in self.holidays],
            "make_up": [day.isoformat() for day in self.make_up],
            "provisional_after": self.provisional_after and self.provisional_after.isoformat(),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Read what ``as_json`` wrote."""
        day = date.fromisoformat
        return cls(
            label=Text.from_json(data["label"]),
            start=_moment(data["start"]),
            result=_moment(data["result"]),
            direction=data["direction"],
            amount=AMOUNTS[data["amount"][1]](data["amount"][0]) if data["amount"] else None,
            rule=Text.from_json(data["rule"]) if data["rule"] else None,
            holidays=tuple(HolidayRun(Text.from_json(name), day(a), day(b)) for name, a, b in data["holidays"]),
            make_up=tuple(day(one) for one in data["make_up"]),
            provisional_after=day(data["provisional_after"]) if data["provisional_after"] else None,
        )


def _moment(text: str) -> Moment:
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


def _step_zh(amount: Amount, direction: str) -> str:
    if direction == "before":
        return f"提前 {amount.n} {_unit_zh(amount)}"
    if direction == "posted":
        return f"公示满 {amount.n} {_unit_zh(amount)}"
    return f"{amount.n} 小时后" if isinstance(amount, Hours) else f"第 {amount.n} {_unit_zh(amount)}"


def _unit_zh(amount: Amount) -> str:
    return {WorkingDays: "个工作日", CalendarDays: "个自然日", Hours: "小时"}[type(amount)]


def _step_en(amount: Amount, direction: str) -> str:
    if direction == "before":
        return f"{amount.en()} before"
    if direction == "posted":
        return f"posted for {amount.en()}"
    if isinstance(amount, Hours):
        return f"{amount.en()} after"
    return f"{amount.n}{_ordinal(amount.n)} {'working' if isinstance(amount, WorkingDays) else 'calendar'} day"


def _ordinal(n: int) -> str:
    return "th" if 10 <= n % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
