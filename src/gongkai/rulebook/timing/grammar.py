"""Reading the time-limit grammar: ``W P B F D RT PERM WDR`` joined with ``+``."""

import re
import unicodedata
from calendar import monthrange
from functools import lru_cache

from gongkai.rulebook.calendar.amounts import AMOUNTS, Amount, CalendarDays, Days, Hours, WorkingDays
from gongkai.rulebook.objections import Objection
from gongkai.rulebook.timing.clauses import (
    WEEKDAYS,
    AfterEnd,
    AfterStart,
    Before,
    ByDate,
    Clause,
    DayOfFirstMonth,
    OnMonthDay,
    OnWeekday,
    PeriodDue,
    Periodic,
    PeriodKind,
    Permanent,
    Posted,
    RealTime,
    Timing,
    WithdrawWithin,
    Within,
)

_CLAUSE = re.compile(r"(?P<head>[A-Z]+)(?:\((?P<body>[^()]*)\))?")
_SLUG = re.compile(r"[a-z][a-z0-9_]*")
_OFFSET = re.compile(r"(?P<start>start)?\+(?P<n>\d{1,4})(?P<unit>WD|CD)")
_NTH = re.compile(r"(?P<day>\d{1,2})(?:st|nd|rd|th)(?:_of_first_month)?")
_MONTH_DAY = re.compile(r"(\d{2})-(\d{2})")
_LEAP_YEAR = 2024
_MOST = 9999


class TimingError(ValueError):
    """A time limit that cannot be read; ``objection`` says why in both languages."""

    def __init__(self, text: str, zh: str, en: str) -> None:
        self.objection = Objection("timing.unreadable", f"时限“{text}”无法识别：{zh}", f"Time limit “{text}”: {en}")
        super().__init__(self.objection.en)


@lru_cache(maxsize=4096)
def parse(text: str) -> Timing:
    """Read a time limit.

    Arguments: text, for example ``W(20,CD,npc_approved)`` or ``W(10,WD,obtained)+P(7,WD)``; spaces and full-width
    punctuation do not matter. Raises TimingError. Source: the catalogue's 公开时限 column as coded in the rulebook.
    """
    tidy = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    parts = re.split(r"\+(?![^()]*\))", tidy) if tidy else []
    if not parts or not all(parts):
        raise TimingError(text, "为空或“+”前后缺少内容", "empty, or nothing beside a “+”")
    clauses = tuple(_clause(part, text) for part in parts)
    if len(set(clauses)) != len(clauses):
        raise TimingError(text, "同一时限重复", "the same limit twice")
    return Timing(clauses)


def _clause(part: str, text: str) -> Clause:
    found = _CLAUSE.fullmatch(part)
    if found is None:
        raise TimingError(text, f"“{part}”不是时限写法", f"“{part}” is not a clause")
    head, body = found["head"], found["body"]
    if head in {"RT", "PERM"}:
        if body is not None:
            raise TimingError(text, f"{head}不带参数", f"{head} takes no arguments")
        return RealTime() if head == "RT" else Permanent()
    arguments = [] if body is None else body.split(",")
    match head, len(arguments):
        case "W", 3:
            return Within(_amount(arguments, text), _anchor(arguments[2], text))
        case "B", 3:
            return Before(_amount(arguments, text), _anchor(arguments[2], text))
        case "WDR", 3:
            return WithdrawWithin(_amount(arguments, text), _anchor(arguments[2], text))
        case "P", 2:
            return Posted(_days(arguments, text))
        case "F", 1 | 2:
            return Periodic(_period(arguments[0], text), _by(arguments[1], text) if len(arguments) > 1 else None)
        case "D", 1:
            month, day = _month_day(arguments[0], text)
            return ByDate(month, day)
        case _:
            raise TimingError(
                text,
                f"“{part}”：应为 W(n,WD|CD|H,事件)、P(n,WD|CD)、B(n,WD|CD|H,事件)、F(期间[,时点])、D(月-日)、"
                "RT、PERM、WDR(n,单位,事件)",
                f"“{part}”: expected W(n,WD|CD|H,anchor), P(n,WD|CD), B(n,WD|CD|H,event), F(period[,due]), D(mm-dd), "
                "RT, PERM or WDR(n,unit,event)",
            )


def _amount(arguments: list[str], text: str) -> Amount:
    number, unit = arguments[0], arguments[1]
    if not number.isdecimal() or not 1 <= int(number) <= _MOST:
        raise TimingError(text, f"“{number}”应为1到9999的整数", f"“{number}” must be a whole number from 1 to 9999")
    if unit not in AMOUNTS:
        raise TimingError(text, f"单位“{unit}”应为WD、CD或H", f"unit “{unit}” must be WD, CD or H")
    return AMOUNTS[unit](int(number))


def _days(arguments: list[str], text: str) -> Days:
    amount = _amount(arguments, text)
    if isinstance(amount, Hours):
        raise TimingError(text, "公示期以日计，不以小时计", "a posting window is counted in days, not hours")
    return amount


def _anchor(name: str, text: str) -> str:
    if not _SLUG.fullmatch(name):
        raise TimingError(text, f"事件“{name}”应为小写字母、数字和下划线", f"anchor “{name}” must be a lower-case name")
    return name


def _period(name: str, text: str) -> PeriodKind:
    if name not in PeriodKind.codes():
        raise TimingError(text, f"期间“{name}”不存在", f"no period “{name}”; use {', '.join(PeriodKind.codes())}")
    return PeriodKind(name)


def _month_day(value: str, text: str) -> tuple[int, int]:
    found = _MONTH_DAY.fullmatch(value)
    if found:
        month, day = int(found[1]), int(found[2])
        if 1 <= month <= 12 and 1 <= day <= monthrange(_LEAP_YEAR, month)[1]:
            return month, day
    raise TimingError(text, f"“{value}”不是月-日", f"“{value}” is not a month and day (mm-dd)")


def _by(value: str, text: str) -> PeriodDue:
    if value in WEEKDAYS:
        return OnWeekday(WEEKDAYS.index(value))
    if found := _OFFSET.fullmatch(value):
        days: Days = WorkingDays(int(found["n"])) if found["unit"] == "WD" else CalendarDays(int(found["n"]))
        return AfterStart(days) if found["start"] else AfterEnd(days)
    if (found := _NTH.fullmatch(value)) and 1 <= int(found["day"]) <= 31:
        return DayOfFirstMonth(int(found["day"]))
    if _MONTH_DAY.fullmatch(value):
        return OnMonthDay(*_month_day(value, text))
    raise TimingError(
        text,
        f"“{value}”应为“20th”（次期首月20日）、“+5CD”、“start+10WD”、“03-31”或“wed”",
        f"“{value}” must be like 20th (of the first month after), +5CD, start+10WD, 03-31 or wed",
    )
