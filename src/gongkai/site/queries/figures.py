"""Figures of the public boards: rates with numerator and denominator, and the obligations behind them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet

from gongkai.duties import queries as duties
from gongkai.duties.models import Obligation
from gongkai.duties.queries import Rate
from gongkai.rulebook.vocabulary import Audience
from gongkai.site.queries.records import public
from gongkai.units.models import Unit

State = Obligation.State
PER_PAGE = 50
FIGURES = ("due", "conforming", "content", "procedure", "time", "form", "missing")


@dataclass(frozen=True, slots=True)
class Span:
    """The days whose due dates a board counts; ``key`` is ``2026`` or ``2026-10``."""

    key: str
    start: date
    end: date


def year_of(day: date) -> Span:
    """The calendar year of a day."""
    return Span(str(day.year), date(day.year, 1, 1), date(day.year, 12, 31))


def month_of(day: date) -> Span:
    """The month of a day."""
    first = day.replace(day=1)
    return Span(f"{first:%Y-%m}", first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1))


def obligations(span: Span | None = None) -> QuerySet[Obligation]:
    """Everything owed, or what falls due in a span."""
    every = duties.for_public()
    return every if span is None else duties.due_within(every, span.start, span.end)


def of_unit_and_below(chosen: QuerySet[Obligation], unit: Unit) -> QuerySet[Obligation]:
    """Those of a unit and of the units below it, which count in its score."""
    return chosen.filter(unit__path__startswith=unit.path)


@dataclass(frozen=True, slots=True)
class Month:
    """How a month stands."""

    total: int
    published: int
    overdue: int
    waiting: int


def month_figures(on: date) -> Month:
    """What the current month asks: all of it, published, overdue, not due yet."""
    counted = obligations(month_of(on)).exclude(state=State.NOT_APPLICABLE)
    still_open = Q(state=State.OPEN)
    found = counted.aggregate(
        total=Count("pk"),
        overdue=Count("pk", filter=still_open & Q(due_on__lt=on)),
        waiting=Count("pk", filter=still_open & (Q(due_on__gte=on) | Q(due_on__isnull=True))),
    )
    return Month(
        found["total"], found["total"] - found["overdue"] - found["waiting"], found["overdue"], found["waiting"]
    )


def rate(chosen: QuerySet[Obligation], on: date) -> Rate:
    """The rate of a set."""
    return duties.rate(chosen, on=on)


def key_rate(chosen: QuerySet[Obligation], on: date) -> Rate:
    """The rate of its key duties alone."""
    return duties.rate(chosen.filter(is_key=True), on=on)


def by_unit(chosen: QuerySet[Obligation], on: date) -> dict[int, Rate]:
    """Rates of the units themselves, by key."""
    return {
        int(str(key[0])): value for key, value in duties.rates_by(chosen.select_related(None), "unit_id", on=on).items()
    }


def by_duty(chosen: QuerySet[Obligation], on: date) -> dict[int, Rate]:
    """Rates of the duties, by key."""
    return {
        int(str(key[0])): value for key, value in duties.rates_by(chosen.select_related(None), "duty_id", on=on).items()
    }


def by_month(chosen: QuerySet[Obligation], on: date) -> list[tuple[date, Rate]]:
    """Rates by month of the due date, oldest first."""
    return duties.rates_by_month(chosen.select_related(None), on=on)


def overdue(on: date) -> QuerySet[Obligation]:
    """Past their date with nothing published, key duties and the longest overdue first."""
    return obligations().filter(state=State.OPEN, due_on__lt=on).order_by("-is_key", "due_on", "id")


def behind(chosen: QuerySet[Obligation]) -> QuerySet[Obligation]:
    """The list behind a board: open ones first, then by due date."""
    return chosen.order_by("-due_on", "id").select_related("duty", "unit", "fulfilment")


def behind_figure(chosen: QuerySet[Obligation], figure: str, on: date) -> QuerySet[Obligation]:
    """What one figure of a board counts, or what keeps it from being 100 %; the latest due date first.

    Args:
        chosen: the obligations of the board.
        figure: ``due``, ``missing``, or what is due and does not conform: ``conforming`` for any reason, ``content``,
            ``procedure``, ``time``, ``form`` for that one.
        on: the day.
    """
    due = chosen.filter(duties.due_by(on))
    if figure == "missing":
        due = due.filter(state=State.OPEN)
    elif figure != "due":
        good = Q(state=State.ZERO) | Q(**{figure if figure == "conforming" else f"{figure}_ok": True})
        due = due.exclude(good)
    return behind(due)


def public_addresses(owed: Sequence[Obligation]) -> dict[int, str]:
    """Index numbers of the public disclosures that met obligations, by key of the disclosure."""
    keys = [one.disclosure_id for one in owed if one.disclosure_id]
    return {key: number or "" for key, number in public().filter(pk__in=keys).values_list("pk", "index_number")}


def is_public(one: Obligation) -> bool:
    """Whether the content of the duty is for everybody; of others only what is owed is public."""
    return one.duty.audience == Audience.PUBLIC
