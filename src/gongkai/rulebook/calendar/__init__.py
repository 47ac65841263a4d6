"""Working days and calendar days: different types, one calendar of the State Council's days off."""

from gongkai.rulebook.calendar.amounts import AMOUNTS, Amount, CalendarDays, Days, Hours, WorkingDays
from gongkai.rulebook.calendar.table import HolidayRun, HolidayTable, official_table
from gongkai.rulebook.calendar.working import CalendarRangeError, WorkingCalendar, official_calendar

__all__ = [
    "AMOUNTS",
    "Amount",
    "CalendarDays",
    "CalendarRangeError",
    "Days",
    "HolidayRun",
    "HolidayTable",
    "Hours",
    "WorkingCalendar",
    "WorkingDays",
    "official_calendar",
    "official_table",
]
