"""A duty's timing in words, each with an example that anybody can count after."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from gongkai.duties.queries import working_calendar
from gongkai.rulebook.calendar import CalendarDays, Hours
from gongkai.rulebook.model import Duty, Rulebook
from gongkai.rulebook.text import Text
from gongkai.rulebook.timing import (
    Before,
    ByDate,
    Clause,
    Periodic,
    PeriodKind,
    Permanent,
    Posted,
    RealTime,
    WithdrawWithin,
    Within,
    due,
    period_of,
    posting_window,
)
from gongkai.workbench.views.shared import language


def in_words(duty: Duty, rulebook: Rulebook, today: date) -> list[tuple[str, str]]:
    """Each limit of a duty as a sentence and as a worked example that begins today."""
    return [
        (_sentence(clause, rulebook), "；".join(_example(clause, rulebook, today))) for clause in duty.effective_timing
    ]


def _event(name: str, rulebook: Rulebook) -> Text:
    anchor = rulebook.anchor(name)
    return anchor.title if anchor else Text("信息形成之日" if name == "formed" else name, "the day it was formed")


def _sentence(clause: Clause, rulebook: Rulebook) -> str:
    match clause:
        case Within():
            said = _("“%(event)s”起 %(amount)s内公开") % _counted(clause, rulebook)
        case WithdrawWithin():
            said = _("“%(event)s”起 %(amount)s内撤下") % _counted(clause, rulebook)
        case Before():
            said = _("“%(event)s”前至少 %(amount)s公开") % _counted(clause, rulebook)
        case Posted():
            said = _("张贴满 %(amount)s") % {"amount": _amount(clause.amount)}
        case Periodic():
            said = _("%(period)s公开一次") % {"period": clause.period.label.text(language())}
        case ByDate():
            said = _("每年 %(month)s 月 %(day)s 日前公开") % {"month": clause.month, "day": clause.day}
        case Permanent():
            said = _("长期公开，随时可查")
        case RealTime():
            said = _("及时公开；规则没有写明天数，不计逾期")
        case _unknown:
            said = str(clause)
    return said


def _counted(clause: Within | Before | WithdrawWithin, rulebook: Rulebook) -> dict[str, str]:
    return {"event": _event(clause.anchor, rulebook).text(language()), "amount": _amount(clause.amount)}


def _amount(amount: object) -> str:
    number = getattr(amount, "n", 0)
    if isinstance(amount, Hours):
        return _("%(n)s 小时") % {"n": number}
    return (_("%(n)s 个自然日") if isinstance(amount, CalendarDays) else _("%(n)s 个工作日")) % {"n": number}


def _example(clause: Clause, rulebook: Rulebook, today: date) -> Iterator[str]:
    calendar = working_calendar()
    if isinstance(clause, Within | Before | WithdrawWithin):
        found = due(clause, today, calendar, _event(clause.anchor, rulebook))
    elif isinstance(clause, Periodic | ByDate):
        kind = clause.period if isinstance(clause, Periodic) else PeriodKind.YEAR
        found = due(clause, period_of(kind, today), calendar)
    elif isinstance(clause, Posted):
        yield posting_window(clause, today, calendar).arithmetic.text(language())
        return
    else:
        return
    if found is not None:
        yield found.arithmetic.text(language())
