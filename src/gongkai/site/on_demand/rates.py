"""公开率: the district, every unit, every duty, every month; each figure with the list behind it."""

from datetime import date, datetime

from django.db.models import QuerySet
from django.http import Http404

from gongkai.duties import queries as duty_queries
from gongkai.duties.models import Obligation
from gongkai.site import addresses
from gongkai.site.actions import Made
from gongkai.site.build import words
from gongkai.site.build.frames import crumbs, frame, page_data
from gongkai.site.build.owed import aspects, overall, owed, row
from gongkai.site.charts import Point, rate_by_month
from gongkai.site.on_demand import duties, units
from gongkai.site.on_demand.making import made, today
from gongkai.site.pages.common import Choice, Owed, Pager
from gongkai.site.pages.frame import Language, Link, address
from gongkai.site.pages.rates import RatesPage, RateTable
from gongkai.site.pages.rendering import translator
from gongkai.site.queries import directory, figures
from gongkai.site.queries.figures import PER_PAGE, Span

WORST, NEWEST = 15, 20
OVERVIEWS = ("/rates/units/", "/rates/duties/")  # what they count is the whole district's


def span_of(key: str, on: date) -> Span:
    """The span of a key such as ``2026`` or ``2026-10``; without one, the current year."""
    if not key:
        return figures.year_of(on)
    try:
        first = date.fromisoformat(f"{key}-01" if len(key) == len("2026-10") else f"{key}-01-01")
    except ValueError:
        raise Http404 from None
    span = figures.month_of(first) if "-" in key else figures.year_of(first)
    # Only years in which something was owed have boards; otherwise addresses could be made up without end.
    if first.year != on.year and not owed_in(first.year):
        raise Http404
    return span


def owed_in(year: int) -> bool:
    """Whether anything fell due in a year."""
    return year > 0 and figures.obligations(figures.year_of(date(year, 1, 1))).exists()


def _name(span: Span, language: Language) -> str:
    if "-" in span.key:
        return words.month_name(span.start.year, span.start.month, language)
    return f"{span.key}年" if language == "zh" else span.key


class Board:
    """One board: what it is about, in which language, on which day.

    Args:
        language: of the interface.
        at: now.
        base: its address without a period.
        chosen: the obligations it counts, of all times.
        period: key of the span; empty for the current year.
        scope: what it and its lists show; they go when that changes.
    """

    def __init__(
        self,
        language: Language,
        at: datetime,
        base: str,
        chosen: QuerySet[Obligation],
        period: str,
        *,
        scope: str = "rates",
    ) -> None:
        self.scope = scope
        self.language, self.at, self.base, self.period = language, at, base, period
        self.on = today(at)
        self.span = span_of(period, self.on)
        self.every = chosen
        self.chosen = duty_queries.due_within(chosen, self.span.start, self.span.end)
        self.t = translator(language)

    @property
    def path(self) -> str:
        """The address without the language."""
        return f"{self.base}{self.period}/" if self.period else self.base

    def months(self) -> tuple[RateTable, str]:
        """The table of months of the span's year and its picture."""
        year = figures.year_of(self.span.start)
        rows = figures.by_month(duty_queries.due_within(self.every, year.start, min(year.end, self.on)), self.on)
        table = RateTable(
            self.t("按月"),
            self.t("月份"),
            tuple(
                row(
                    words.month_name(day.year, day.month, self.language),
                    address(self.language, f"{self.base}{day:%Y-%m}/"),
                    given,
                )
                for day, given in rows
            ),
        )
        points = [
            Point(f"{day.month}月" if self.language == "zh" else words.MONTHS[day.month - 1], given.share)
            for day, given in rows
        ]
        return table, rate_by_month(points, title=self.t("{year} 年各月公开率").format(year=year.key))

    def periods(self) -> tuple[Choice, ...]:
        """The year of the span with its months so far, and the years around it."""
        here, year = self.span.key, self.span.start.year

        def whole(wanted: int) -> Choice:
            this = wanted == self.on.year
            path = self.base if this else f"{self.base}{wanted}/"
            return Choice(
                self.t("今年以来") if this else str(wanted), address(self.language, path), current=here == str(wanted)
            )

        last = self.on.month if year == self.on.year else 12
        months = (f"{year}-{month:02}" for month in range(last, 0, -1))
        return (
            *((whole(year + 1),) if year < self.on.year else ()),
            whole(year),
            *(Choice(key, address(self.language, f"{self.base}{key}/"), current=key == here) for key in months),
            *((whole(year - 1),) if owed_in(year - 1) else ()),
        )

    def list_of(self, figure: str) -> str:
        """The address of the whole list behind a figure."""
        root = addresses.RATES if self.base in OVERVIEWS else self.base
        period = f"{self.period}/" if self.period else ""
        return address(self.language, f"{root}{period}list/{figure}/")

    def newest(self) -> tuple[Owed, ...]:
        """The newest of the obligations behind the figures."""
        shown = list(figures.behind(self.chosen)[:NEWEST])
        return owed(shown, figures.public_addresses(shown), self.language, self.on)

    def page(
        self,
        heading: str,
        *,
        tables: tuple[RateTable, ...],
        crumb: tuple[Link, ...] = (),
        with_list: bool = False,
    ) -> Made:
        """The page of the board."""
        given = figures.rate(self.chosen, self.on)
        lists = {figure: self.list_of(figure) for figure in figures.FIGURES}
        months, chart = self.months()
        title = self.title(heading)
        way = crumbs(self.language, *self.above(crumb), Link(title))
        context = RatesPage(
            frame=frame(
                self.language, self.path, title, "rates", crumbs=way, json_ld=page_data(self.language, self.path, title, way),
                description=self.t("公开率及其分子、分母和清单。"),
            ),
            heading=title,
            lead=self.t("已到期的应公开事项中，内容、程序、时间、形式四项都合规的占多少。"),
            overall=overall(given),
            key=overall(figures.key_rate(self.chosen, self.on)),
            aspects=aspects(given, self.language, lists),
            late=given.missing,
            late_label=self.t("到期未公开"),
            waiting=given.coming,
            tables=(*tables, months),
            as_of=words.minute(self.at),
            chart=chart,
            views=self.views(),
            periods=self.periods(),
            owed=self.newest() if with_list else (),
            owed_heading=self.t("清单") if with_list else "",
            lists=lists,
        )  # fmt: skip
        return made(context, self.scope, self.at, daily=True)

    def title(self, heading: str) -> str:
        """The heading with the span."""
        return f"{heading} · {_name(self.span, self.language)}"

    def above(self, crumb: tuple[Link, ...]) -> tuple[Link, ...]:
        """The way to the board."""
        if self.base == addresses.RATES:
            return crumb
        return (Link(self.t("公开率"), address(self.language, addresses.RATES)), *crumb)

    def views(self) -> tuple[Choice, ...]:
        """District, units, duties, overdue."""
        entries = (
            (self.t("全区"), addresses.RATES), (self.t("按单位"), "/rates/units/"),
            (self.t("按事项"), "/rates/duties/"), (self.t("逾期未公开"), addresses.OVERDUE),
        )  # fmt: skip
        return tuple(Choice(word, address(self.language, path), current=path == self.base) for word, path in entries)

    def unit_table(self, limit: int | None = None) -> RateTable:
        """Rates of the units, the worst first."""
        rates = figures.by_unit(self.chosen, self.on)
        known = directory.units_by_key(list(rates))
        keys = list(rates)
        order = [keys[position] for position in duty_queries.worst([rates[key] for key in keys])][:limit]
        rows = tuple(
            row(
                units.label(known[key], self.language),
                address(self.language, f"/rates/units/{known[key].code}/"),
                rates[key],
            )
            for key in order
        )
        more = ("/rates/units/", self.t("全部单位")) if limit else ("", "")
        return RateTable(
            self.t("按单位（从低到高）"),
            self.t("单位"),
            rows,
            *(address(self.language, more[0]) if more[0] else "", more[1]),
        )

    def duty_table(self, limit: int | None = None) -> RateTable:
        """Rates of the duties, the worst first."""
        rates = figures.by_duty(self.chosen, self.on)
        known = directory.duties_by_key(list(rates))
        keys = list(rates)
        order = [keys[position] for position in duty_queries.worst([rates[key] for key in keys])][:limit]
        rows = tuple(
            row(
                known[key].title_en if self.language == "en" and known[key].title_en else known[key].title,
                address(self.language, f"/rates/duties/{known[key].code}/"),
                rates[key],
                self.t("重点") if known[key].is_key else "",
            )
            for key in order
        )
        more = ("/rates/duties/", self.t("全部事项")) if limit else ("", "")
        return RateTable(
            self.t("按事项（从低到高）"),
            self.t("事项"),
            rows,
            *(address(self.language, more[0]) if more[0] else "", more[1]),
        )


def district(language: Language, at: datetime, period: str = "") -> Made:
    """The whole district."""
    board = Board(language, at, addresses.RATES, figures.obligations(), period)
    tables = (board.unit_table(WORST), board.duty_table(WORST))
    return board.page(board.t("全区公开率"), tables=tables)


def all_units(language: Language, at: datetime, period: str = "") -> Made:
    """Every unit."""
    board = Board(language, at, "/rates/units/", figures.obligations(), period)
    return board.page(board.t("各单位公开率"), tables=(board.unit_table(),))


def all_duties(language: Language, at: datetime, period: str = "") -> Made:
    """Every duty."""
    board = Board(language, at, "/rates/duties/", figures.obligations(), period)
    return board.page(board.t("各事项公开率"), tables=(board.duty_table(),))


def unit_board(language: Language, at: datetime, code: str, period: str) -> tuple[Board, str, Link]:
    """The board of a unit with the units below it: the board, its heading, its unit."""
    unit = units.found(code)
    chosen = figures.of_unit_and_below(figures.obligations(), unit)
    board = Board(language, at, f"/rates/units/{code}/", chosen, period, scope=f"unit:{unit.pk}")
    label = units.label(unit, language)
    return board, f"{label} · {board.t('公开率')}", Link(label, address(language, addresses.unit(code)))


def duty_board(language: Language, at: datetime, code: str, period: str) -> tuple[Board, str, Link]:
    """The board of a duty: the board, its heading, its duty."""
    duty = duties.found(code)
    chosen = figures.obligations().filter(duty=duty)
    board = Board(language, at, f"/rates/duties/{code}/", chosen, period, scope=f"duty:{duty.pk}")
    title = duties.name(duty, language)
    return board, f"{title} · {board.t('公开率')}", Link(title, address(language, addresses.duty(code)))


def of_unit(language: Language, at: datetime, code: str, period: str = "") -> Made:
    """A unit with the units below it, and the list."""
    board, heading, link = unit_board(language, at, code, period)
    unit = units.found(code)
    below = (board.unit_table(),) if directory.children(unit, board.on) else ()
    return board.page(heading, tables=below, crumb=(link,), with_list=True)


def of_duty(language: Language, at: datetime, code: str, period: str = "") -> Made:
    """A duty: who complies, who is late, and the list."""
    board, heading, link = duty_board(language, at, code, period)
    return board.page(heading, tables=(board.unit_table(),), crumb=(link,), with_list=True)


def overdue(language: Language, at: datetime, number: int = 1) -> Made:
    """Everything past its date with nothing published."""
    on = today(at)
    t = translator(language)
    rows = figures.overdue(on)
    total = rows.count()
    last = max((total - 1) // PER_PAGE + 1, 1)
    if not 1 <= number <= last:
        raise Http404
    shown = list(rows[(number - 1) * PER_PAGE : number * PER_PAGE])
    board = Board(language, at, addresses.OVERDUE, figures.obligations(), "")
    given = figures.rate(board.chosen, on)
    title = t("逾期未公开")

    def at_page(wanted: int) -> str:
        return address(language, addresses.OVERDUE if wanted == 1 else f"{addresses.OVERDUE}{wanted}/")

    context = RatesPage(
        frame=frame(
            language, addresses.OVERDUE if number == 1 else f"{addresses.OVERDUE}{number}/", title, "rates",
            crumbs=crumbs(language, Link(t("公开率"), address(language, addresses.RATES)), Link(title)), index=number == 1,
        ),
        heading=title,
        lead=t("已过截止日、至今没有公开的事项，重点事项和逾期最久的在前。"),
        overall=overall(given),
        key=overall(figures.key_rate(board.chosen, on)),
        aspects=aspects(given, language),
        late=total,
        late_label=title,
        waiting=given.coming,
        tables=(),
        as_of=words.minute(at),
        views=board.views(),
        owed=owed(shown, {}, language, on),
        owed_heading=t("清单"),
        pager=Pager(number, older=at_page(number + 1) if number < last else "", newer=at_page(number - 1) if number > 1 else "", last=last, total=total),
    )  # fmt: skip
    return made(context, "rates", at, daily=True)
