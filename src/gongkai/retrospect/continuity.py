"""Continuity of document numbers (文号断号): which numbered documents never appeared."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gongkai.retrospect.documents import Document
from gongkai.rulebook.document_numbers import DocumentNumber

# A number that stands so far above the next is rather a misprint than the last of its year.
_LEAP_FACTOR = 3
_LEAP_LEAST = 30


@dataclass(frozen=True, slots=True)
class Repeat:
    """One number that several documents carry; alike, whether they all have the same title."""

    number: DocumentNumber
    documents: tuple[Document, ...]

    @property
    def alike(self) -> bool:
        """Tell whether all the documents have one title: the same document recorded several times."""
        return len({"".join(document.title.split()) for document in self.documents}) == 1


@dataclass(frozen=True, slots=True)
class SeriesYear:
    """One series in one year.

    Attributes: series; year, None where numbers run through the years; seen, distinct numbers (k); largest (m); first,
    the number counting starts from (1, or the smallest seen where year is None); missing, the numbers between that
    were not seen; repeats, numbers that occur more than once; leap, whether the largest looks like a misprint.
    """

    series: str
    year: int | None
    seen: int
    largest: int
    first: int
    missing: tuple[int, ...]
    repeats: tuple[Repeat, ...]
    leap: bool

    @property
    def gaps(self) -> tuple[DocumentNumber, ...]:
        """The missing numbers as document numbers, to be explained one by one."""
        return tuple(DocumentNumber(self.series, self.year, number) for number in self.missing)

    @property
    def duplicates(self) -> int:
        """How many documents carry a number that another already has."""
        return sum(len(repeat.documents) - 1 for repeat in self.repeats)

    @property
    def estimated_total(self) -> float:
        """The estimated count of numbers given out, m + m/k − 1."""
        return estimated_total(self.largest - self.first + 1, self.seen)

    @property
    def public_share(self) -> float:
        """The share of numbers seen in the estimated total, in percent."""
        return 100 * self.seen / self.estimated_total


def estimated_total(largest: int, seen: int) -> float:
    """Return the estimate m + m/k − 1 of a total from the largest number and the count of distinct numbers seen.

    Arguments: largest (m), at least 1; seen (k), between 1 and m.
    Source: the minimum-variance unbiased estimator of a discrete uniform maximum, as used by Brussee, "Mitigating
    Missingness in Analysing Chinese Policy", The China Quarterly, 2024.
    """
    return largest + largest / seen - 1


def continuity(documents: Iterable[Document]) -> list[SeriesYear]:
    """Return every series and year that occurs, sorted; a document with several numbers counts for each of them."""
    found: dict[tuple[str, int | None], dict[int, list[Document]]] = defaultdict(lambda: defaultdict(list))
    for document in documents:
        for number in document.number.numbers:
            found[number.series, number.year][number.number].append(document)
    return [
        _series_year(series, year, found[series, year])
        for series, year in sorted(found, key=lambda key: (key[0], key[1] or 0))
    ]


@dataclass(frozen=True, slots=True)
class SeriesTotal:
    """One series over all its years."""

    series: str
    years: tuple[SeriesYear, ...]

    @property
    def seen(self) -> int:
        """Distinct numbers seen."""
        return sum(row.seen for row in self.years)

    @property
    def missing(self) -> int:
        """Numbers between the first and the largest that were not seen."""
        return sum(len(row.missing) for row in self.years)

    @property
    def estimated_total(self) -> float:
        """Sum of the yearly estimates."""
        return sum(row.estimated_total for row in self.years)

    @property
    def public_share(self) -> float:
        """The share seen, in percent."""
        return 100 * self.seen / self.estimated_total


def by_series(rows: Sequence[SeriesYear]) -> list[SeriesTotal]:
    """Return the series, those with the most documents first."""
    groups: dict[str, list[SeriesYear]] = defaultdict(list)
    for row in rows:
        groups[row.series].append(row)
    totals = [SeriesTotal(name, tuple(group)) for name, group in groups.items()]
    return sorted(totals, key=lambda total: (-total.seen, total.series))


def _series_year(series: str, year: int | None, numbers: dict[int, list[Document]]) -> SeriesYear:
    ordered = sorted(numbers)
    first = 1 if year is not None else ordered[0]
    largest = ordered[-1]
    return SeriesYear(
        series=series,
        year=year,
        seen=len(ordered),
        largest=largest,
        first=first,
        missing=tuple(number for number in range(first, largest + 1) if number not in numbers),
        repeats=tuple(
            Repeat(DocumentNumber(series, year, number), tuple(numbers[number]))
            for number in ordered
            if len(numbers[number]) > 1
        ),
        leap=len(ordered) > 2 and largest > _LEAP_FACTOR * ordered[-2] and largest > ordered[-2] + _LEAP_LEAST,
    )


def ranges(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Return numbers as runs: 1, 2, 3, 7 → (1, 3), (7, 7)."""
    runs: list[tuple[int, int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs
