"""The report as one self-contained page in both languages, without script."""

from collections.abc import Iterable, Sequence
from importlib import resources
from typing import Any

import minijinja

from gongkai.retrospect.continuity import SeriesTotal, SeriesYear, ranges
from gongkai.retrospect.limits import publication_limits
from gongkai.retrospect.report.audit import Audit
from gongkai.retrospect.report.charts import Column, stacked_columns
from gongkai.retrospect.report.summary import Summary, summarise
from gongkai.retrospect.timeliness import Reason, Spread, Timing, Verdict, spread_by, worst, year_of
from gongkai.rulebook.calendar import WorkingDays, official_calendar
from gongkai.rulebook.text import Text

CHARTED_SERIES = 8
MATRIX_YEARS = 16
LISTED = 50
LISTED_SERIES = 100
LISTED_WORST = 20
_LEAST_OF_AN_ISSUER = 5
# Upper ends of the classes of working days; the limit of 20 is one of them.
_CLASSES = (5, 10, 15, 20, 30, 40, 60, 120)
_REASONS = {
    "before_issue": Text("发布早于成文", "published before issued"),
    "future": Text("日期在将来", "in the future"),
}
_FIELDS = {
    "title": Text("标题", "title"),
    "issued_on": Text("成文日期", "date of issue"),
    "published_on": Text("发布日期", "date of publication"),
    "document_number": Text("文号", "document number"),
    "issuer": Text("发文机关", "issuing body"),
    "url": Text("网址", "address"),
}


def report_html(audit: Audit) -> str:
    """Return the report of an audit as HTML."""
    summary = summarise(audit)
    environment = minijinja.Environment(
        loader=_template, undefined_behavior="strict", trim_blocks=True, lstrip_blocks=True
    )
    environment.add_filter("count", lambda value: f"{value:,.0f}")
    environment.add_filter("percent", lambda value: "—" if value is None else f"{value:.1f}%")
    environment.add_filter("runs", _runs)
    environment.add_filter("plural", lambda value, one, many: one if value == 1 else many)
    return environment.render_template("report.html", **_context(audit, summary))


def _template(name: str) -> str:
    return resources.files("gongkai.retrospect.report").joinpath("templates", name).read_text(encoding="utf-8")


def _context(audit: Audit, summary: Summary) -> dict[str, Any]:
    charted = [total for total in summary.totals if len(total.years) > 1][:CHARTED_SERIES]
    calendar = official_calendar()
    unread = [document for document in audit.unparsed if document.number.printed.strip()]
    unnumbered = [document for document in audit.unparsed if not document.number.printed.strip()]
    return {
        "on": audit.on,
        "files": [collection.file for collection in audit.collections],
        "summary": summary,
        "late": summary.overall.counts[Verdict.LATE],
        "on_time": summary.overall.counts[Verdict.ON_TIME],
        "unknown": summary.overall.counts[Verdict.UNKNOWN],
        "without_limit": sum(timing.reason is Reason.NO_LIMIT for timing in audit.timings),
        "limits": publication_limits(),
        "first_limit": publication_limits()[0],
        "charts": [(total, _series_chart(total)) for total in charted],
        "charted": [total.series for total in charted],
        "matrix_years": _matrix_years(summary),
        "matrix": [(total, {row.year: row for row in total.years}) for total in charted],
        "series": _listed_series(summary),
        "gaps": sorted((total for total in summary.totals if total.missing), key=lambda total: -total.missing)[
            :LISTED_SERIES
        ],
        "gaps_total": sum(1 for total in summary.totals if total.missing),
        "listed_series": LISTED_SERIES,
        "years_chart": _years_chart([group for group in spread_by(audit.timings, year_of) if group.name]),
        "by_year": spread_by(audit.timings, year_of),
        "by_issuer": _by_issuer(audit.timings),
        "classes_chart": _classes_chart(audit.timings),
        "classes": _classes(audit.timings),
        "worst": worst(audit.timings, LISTED_WORST),
        "impossible": summary.impossible[:LISTED],
        "reasons": _REASONS,
        "clashes": summary.clashes[:LISTED],
        "unread": unread[:LISTED],
        "unread_total": len(unread),
        "unnumbered": unnumbered[:LISTED],
        "unnumbered_total": len(unnumbered),
        "odd_dates": [(c.file, odd) for c in audit.collections for odd in c.odd_dates][:LISTED],
        "collections": audit.collections,
        "fields": _FIELDS,
        "calendar_years": (min(calendar.table.years), calendar.horizon.year),
        "listed": LISTED,
    }


def _listed_series(summary: Summary) -> list[SeriesTotal]:
    """The series with the most documents, and those the reader is sent to."""
    places = {item.place for item in summary.attention}
    return [
        total for rank, total in enumerate(summary.totals) if rank < LISTED_SERIES or f"series-{total.series}" in places
    ]


def _runs(numbers: Iterable[int]) -> str:
    return "、".join(str(first) if first == last else f"{first}–{last}" for first, last in ranges(numbers))


def _matrix_years(summary: Summary) -> list[int]:
    """The years shown, the newest first: on a phone only the first few are in view."""
    last = summary.last_year
    return [] if last is None else list(range(last, max(summary.first_year or last, last - MATRIX_YEARS + 1) - 1, -1))


def _series_chart(total: SeriesTotal) -> str:
    years = {row.year: row for row in total.years if row.year is not None}
    columns = [_series_column(year, years.get(year)) for year in range(min(years), max(years) + 1)] if years else []
    return stacked_columns(
        columns, f"{total.series}：各年公开与推算未见的份数 · documents found and estimated unseen by year"
    )


def _series_column(year: int, row: SeriesYear | None) -> Column:
    if row is None:
        return Column(str(year), (), f"{year}")
    unseen = row.estimated_total - row.seen
    return Column(
        str(year),
        (("seen", row.seen), ("unseen", unseen)),
        f"{row.series} {year}：见到 {row.seen}，推算 {row.estimated_total:.0f}，{row.public_share:.1f}%",
    )


def _years_chart(groups: Sequence[Spread]) -> str:
    order = (Verdict.ON_TIME, Verdict.LATE, Verdict.IMPOSSIBLE, Verdict.UNKNOWN)
    columns = [
        Column(
            group.name,
            tuple((verdict.value, group.counts[verdict]) for verdict in order),
            f"{group.name}：按时 {group.counts[Verdict.ON_TIME]}，超期 {group.counts[Verdict.LATE]}，"
            f"日期不可能 {group.counts[Verdict.IMPOSSIBLE]}，无法判断 {group.counts[Verdict.UNKNOWN]}",
        )
        for group in groups
    ]
    return stacked_columns(columns, "各年成文文件的公开是否按时 · timeliness of publication by year of issue")


def _by_issuer(timings: Sequence[Timing]) -> list[Spread]:
    groups = spread_by(timings, lambda timing: timing.document.issuer)
    telling = [group for group in groups if group.judged >= _LEAST_OF_AN_ISSUER]
    return sorted(telling, key=lambda group: (group.share or 0, -group.judged))[:LISTED]


def _classes(timings: Sequence[Timing]) -> list[tuple[str, int, bool]]:
    """Counts of judged documents by working days: the class, how many, and whether it lies beyond the limit."""
    judged = [
        timing.days.n
        for timing in timings
        if timing.verdict in {Verdict.ON_TIME, Verdict.LATE} and isinstance(timing.days, WorkingDays)
    ]
    limit = publication_limits()[-1].days.n
    rows, low = [], 0
    for high in _CLASSES:
        rows.append((f"{low}–{high}", sum(low <= days <= high for days in judged), high > limit))
        low = high + 1
    return [*rows, (f"{low}+", sum(days >= low for days in judged), True)]


def _classes_chart(timings: Sequence[Timing]) -> str:
    columns = [
        Column(label, (("late" if beyond else "on_time", count),), f"{label}：{count}")
        for label, count, beyond in _classes(timings)
    ]
    return stacked_columns(columns, "从成文到公开的工作日数分布 · working days from issue to publication")
