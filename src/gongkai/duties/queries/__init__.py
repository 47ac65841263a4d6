"""Every read of the rulebook in force, obligations and rates."""

from gongkai.duties.queries.matrix import Cell, Matrix, matrix
from gongkai.duties.queries.obligations import (
    Tasks,
    behind,
    exemptions_visible_to,
    for_occurrence,
    for_public,
    may_decide,
    occurrences_visible_to,
    tasks,
    visible_to,
)
from gongkai.duties.queries.rates import Rate, due_by, due_within, rate, rates_by, rates_by_month, total, worst
from gongkai.duties.queries.rulebooks import (
    composed,
    definition,
    digest_of,
    duties,
    duties_in_force,
    rulebook_on,
    version_on,
    versions,
    working_calendar,
)

__all__ = [
    "Cell",
    "Matrix",
    "Rate",
    "Tasks",
    "behind",
    "composed",
    "definition",
    "digest_of",
    "due_by",
    "due_within",
    "duties",
    "duties_in_force",
    "exemptions_visible_to",
    "for_occurrence",
    "for_public",
    "matrix",
    "may_decide",
    "occurrences_visible_to",
    "rate",
    "rates_by",
    "rates_by_month",
    "rulebook_on",
    "tasks",
    "total",
    "version_on",
    "versions",
    "visible_to",
    "working_calendar",
    "worst",
]
