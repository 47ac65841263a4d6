"""What a reader should learn first: the figures at the top and what needs attention."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gongkai.retrospect.continuity import Repeat, SeriesTotal, SeriesYear, by_series
from gongkai.retrospect.report.audit import Audit
from gongkai.retrospect.timeliness import Reason, Spread, Timing, Verdict, spread, worst
from gongkai.rulebook.text import Text

RECENT_YEARS = 5
# A series with fewer estimated numbers in the years looked at says nothing about habits.
_TELLING_TOTAL = 30
_LOW_SHARE = 80.0
_LISTED_SERIES = 5
_LISTED_LEAPS = 10


@dataclass(frozen=True, slots=True)
class Attention:
    """One thing to look at first: its sentence and the place in the report."""

    words: Text
    place: str


@dataclass(frozen=True, slots=True)
class Recent:
    """The last full years of an audit together: from first to last, numbers seen and estimated."""

    first: int
    last: int
    seen: int
    estimated: float

    @property
    def share(self) -> float | None:
        """Share of the estimated total seen, in percent."""
        return 100 * self.seen / self.estimated if self.estimated else None


@dataclass(frozen=True, slots=True)
class Summary:
    """The figures of an audit.

    Attributes: documents; numbered, those with a readable number; totals, the series with the most documents first;
    seen, missing and estimated over all series; overall, the timing of all documents; clashes, numbers that different
    documents carry; recorded_twice, numbers of one document recorded several times; attention; first_year and
    last_year of the numbered documents; full_year, the last one that is complete in the data; recent, the five years up
    to it.
    """

    documents: int
    numbered: int
    totals: tuple[SeriesTotal, ...]
    seen: int
    missing: int
    estimated: float
    overall: Spread
    clashes: tuple[Repeat, ...]
    recorded_twice: tuple[Repeat, ...]
    impossible: tuple[Timing, ...]
    attention: tuple[Attention, ...]
    first_year: int | None
    last_year: int | None
    full_year: int | None
    recent: Recent | None

    @property
    def share(self) -> float | None:
        """Share of the estimated total seen, in percent."""
        return 100 * self.seen / self.estimated if self.estimated else None


def summarise(audit: Audit) -> Summary:
    """Return the figures of an audit."""
    totals = tuple(by_series(audit.series))
    repeats = [repeat for row in audit.series for repeat in row.repeats]
    clashes = tuple(repeat for repeat in repeats if not repeat.alike)
    impossible = tuple(timing for timing in audit.timings if timing.verdict is Verdict.IMPOSSIBLE)
    years = [row.year for row in audit.series if row.year is not None]
    full_year = _full_year(audit)
    overall = spread("", audit.timings)
    found = [
        *_low_series(totals, full_year),
        *_leaps(audit.series),
        *_late(audit, overall),
        *_impossible(impossible),
        *_clashes(clashes),
        *_unread(audit),
    ]
    return Summary(
        documents=len(audit.documents),
        numbered=sum(1 for document in audit.documents if document.number.numbers),
        totals=totals,
        seen=sum(total.seen for total in totals),
        missing=sum(total.missing for total in totals),
        estimated=sum(total.estimated_total for total in totals),
        overall=overall,
        clashes=clashes,
        recorded_twice=tuple(repeat for repeat in repeats if repeat.alike),
        impossible=impossible,
        attention=tuple(found),
        first_year=min(years, default=None),
        last_year=max(years, default=None),
        full_year=full_year,
        recent=_recent(audit.series, full_year),
    )


def _recent(rows: Sequence[SeriesYear], full_year: int | None) -> Recent | None:
    if full_year is None:
        return None
    first = full_year - RECENT_YEARS + 1
    years = [row for row in rows if row.year is not None and first <= row.year <= full_year]
    if not years:
        return None
    return Recent(first, full_year, sum(row.seen for row in years), sum(row.estimated_total for row in years))


def _full_year(audit: Audit) -> int | None:
    """The last year whose documents can all have appeared: the year before the newest date in the data."""
    dates = [
        date
        for document in audit.documents
        for date in (document.issued_on, document.published_on)
        if date and date <= audit.on
    ]
    if not dates:
        return None
    newest = max(dates)
    return newest.year if (newest.month, newest.day) == (12, 31) else newest.year - 1


def _low_series(totals: Sequence[SeriesTotal], full_year: int | None) -> Iterator[Attention]:
    if full_year is None:
        return
    first = full_year - RECENT_YEARS + 1
    recent = []
    for total in totals:
        years = [row for row in total.years if row.year is not None and first <= row.year <= full_year]
        group = SeriesTotal(total.series, tuple(years))
        if years and group.estimated_total >= _TELLING_TOTAL and group.public_share < _LOW_SHARE:
            recent.append(group)
    for group in sorted(recent, key=lambda group: group.public_share)[:_LISTED_SERIES]:
        yield Attention(
            Text(
                f"{group.series}：{first}—{full_year} 年推算约 {group.estimated_total:,.0f} 份，只见到 {group.seen:,} 份"
                f"（{group.public_share:.0f}%），缺 {group.missing:,} 个编号",
                f"{group.series}: of about {group.estimated_total:,.0f} documents of {first}–{full_year} only "
                f"{group.seen:,} were found ({group.public_share:.0f}%); {group.missing:,} numbers are missing",
            ),
            f"series-{group.series}",
        )


def _leaps(rows: Sequence[SeriesYear]) -> Iterator[Attention]:
    leaps = sorted((row for row in rows if row.leap), key=lambda row: -len(row.missing))
    for row in leaps[:_LISTED_LEAPS]:
        yield Attention(
            Text(
                f"{row.series}〔{row.year}〕{row.largest}号远大于同年其他编号，可能是录入错误，会使缺号虚增",
                f"{row.series}〔{row.year}〕{row.largest}号 stands far above all others of its year: probably a "
                "misprint, which inflates the gaps",
            ),
            f"series-{row.series}",
        )


def _late(audit: Audit, overall: Spread) -> Iterator[Attention]:
    late = overall.counts[Verdict.LATE]
    if late:
        slowest = worst(audit.timings, 1)[0]
        days = slowest.days
        yield Attention(
            Text(
                f"{late:,} 份文件超过法定期限才公开；最慢的一份用了 {days.zh() if days else ''}",
                f"{late:,} documents were published after the limit; the slowest took {days.en() if days else ''}",
            ),
            "late",
        )


def _impossible(impossible: Sequence[Timing]) -> Iterator[Attention]:
    if impossible:
        future = sum(1 for timing in impossible if timing.reason is Reason.FUTURE)
        yield Attention(
            Text(
                f"{len(impossible):,} 份文件的日期不可能成立（发布早于成文 {len(impossible) - future} 份，日期在将来 {future} 份）",
                f"{len(impossible):,} documents have impossible dates (published before issued: "
                f"{len(impossible) - future}, in the future: {future})",
            ),
            "impossible",
        )


def _clashes(clashes: Sequence[Repeat]) -> Iterator[Attention]:
    if clashes:
        yield Attention(
            Text(
                f"{len(clashes):,} 个文号被不同标题的文件共用",
                f"{len(clashes):,} numbers are carried by documents with different titles",
            ),
            "repeats",
        )


def _unread(audit: Audit) -> Iterator[Attention]:
    reasons = audit.unparsed_reasons
    empty = reasons["empty"]
    odd = reasons.total() - empty
    if odd:
        yield Attention(
            Text(f"{odd:,} 个文号看不懂，逐条列出", f"{odd:,} document numbers cannot be read; each is listed"),
            "unparsed",
        )
    if empty:
        yield Attention(Text(f"{empty:,} 份文件没有文号", f"{empty:,} documents carry no number"), "unparsed")
    dates = sum(len(collection.odd_dates) for collection in audit.collections)
    if dates:
        yield Attention(
            Text(f"{dates:,} 个日期看不懂，按没有日期处理", f"{dates:,} dates cannot be read and count as missing"),
            "unparsed",
        )
