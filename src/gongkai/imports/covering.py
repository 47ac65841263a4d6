"""The real 公开率 of an imported past: what the rulebook would have asked, and which documents would have met it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from gongkai.duties.expansion import STANDING_KEY, is_standing, periodic_clauses, periods
from gongkai.duties.models import RulebookVersion
from gongkai.duties.queries import composed, version_on, working_calendar
from gongkai.imports import queries
from gongkai.imports.queries.past import past_document, with_printed
from gongkai.journal.actors import Actor
from gongkai.retrospect.coverage import Coverage, Match, Owed, cover
from gongkai.rulebook.timing import due
from gongkai.units.models import Unit
from gongkai.units.queries import visible_to


@dataclass(frozen=True)
class Past:
    """The coverage of a span of the past.

    Args:
        coverage: obligations with their documents.
        first: the first year.
        last: the last year.
        version: the rulebook it is measured by.
    """

    coverage: Coverage
    first: int
    last: int
    version: RulebookVersion


def owed(
    units: Iterable[Unit], version: RulebookVersion, first: date, last: date, *, language: str = "zh"
) -> Iterator[Owed]:
    """What the rulebook as it stands asks of units in a span: every period, and what must always be reachable.

    What an event raises is left out: nobody recorded the events of the past, so they have no denominator.
    """
    rulebook, calendar = composed(version), working_calendar()
    for unit in units:
        name = unit.name_en if language == "en" and unit.name_en else unit.label
        for duty in rulebook.duties_for(unit.facts(), max(last, version.effective_from)):
            common = Owed(unit.code, duty.id, name, duty.title.text(language), key=duty.key)
            if is_standing(duty):
                yield replace(common, period=STANDING_KEY)
                continue
            for clause in periodic_clauses(duty):
                for period in periods(clause, first, last):
                    if period.starts_on < first or period.ends_on > last:
                        continue
                    limit = due(clause, period, calendar)
                    day = limit.date if limit else None
                    yield replace(common, period=period.key, starts_on=period.starts_on, due_on=day)


def past(
    actor: Actor, *, on: date, first: int | None = None, last: int | None = None, language: str = "zh"
) -> Past | None:
    """The coverage of what was imported for units the actor may see; ``None`` without a rulebook or documents.

    Args:
        actor: who asks.
        on: today; the span ends there at the latest.
        first: first year; that of the oldest document, at most ten years back, when not given.
        last: last year.
        language: of the names of units and duties.
    """
    version = version_on(on)
    rows = list(with_printed(queries.imported_for(actor)).defer("values", "pending").order_by("pk"))
    if version is None or not rows:
        return None
    years = [one.published_on.year for one in rows if one.published_on]
    ends = min(last or on.year, on.year)
    begins = min(max(first or max(min(years), on.year - 10), 1990), ends)
    until = min(date(ends, 12, 31), on)
    # A document's duty is what it was filed under, by the rules or by a person's word.
    matches = [Match(past_document(one), one.duty.code, 0, ()) for one in rows]
    units = visible_to(actor).filter(pk__in={one.unit_id for one in rows})
    return Past(
        cover(owed(units, version, date(begins, 1, 1), until, language=language), matches), begins, ends, version
    )
