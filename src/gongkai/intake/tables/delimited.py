"""CSV and other delimited text, streamed."""

import csv
import io
import itertools
from collections import Counter
from collections.abc import Iterator

from gongkai.intake.limits import Limits
from gongkai.intake.source import Source
from gongkai.intake.tables.encoding import detect
from gongkai.intake.tables.model import Row
from gongkai.intake.trouble import Unreadable

_DELIMITERS = (",", "\t", ";", "|", "，")
_SAMPLE_CHARACTERS = 1 << 16


class Delimited:
    """A delimited text file whose encoding and delimiter are known.

    Arguments: source, the file; encoding and delimiter, where a person chose them; limits, the caps.
    Raises: Unreadable, when the encoding cannot be told or the text is broken.
    """

    def __init__(self, source: Source, limits: Limits, encoding: str | None, delimiter: str | None) -> None:
        self.source = source
        self.limits = limits
        self.encoding = detect(source, encoding)
        with self._text() as text:
            sample = text.read(_SAMPLE_CHARACTERS)
        self.declares = sample[:4].lower() == "sep=" and len(sample) > 4
        self.delimiter = delimiter or (sample[4] if self.declares else _delimiter(sample))

    def _text(self) -> io.TextIOWrapper:
        return io.TextIOWrapper(self.source.open(), encoding=self.encoding, newline="")

    def rows(self) -> Iterator[Row]:
        """Go through all rows, the header included; a blank line is a row, as in a spreadsheet."""
        previous = csv.field_size_limit(self.limits.cell_characters)
        with self._text() as text:
            reader = csv.reader(text, delimiter=self.delimiter, strict=True)
            try:
                for number in itertools.count(1):
                    cells = next(reader, None)
                    if cells is None:
                        return
                    if number == 1 and self.declares:
                        continue
                    self._check(number, cells)
                    yield Row(number, cells)
            except csv.Error as error:
                raise Unreadable(
                    "quotes",
                    f"{self.source.name} 第 {reader.line_num} 行附近的引号不成对，无法分列；请检查该行的双引号。",
                    f"Near line {reader.line_num} of {self.source.name} the quotes do not pair ({error}); check them.",
                    row=reader.line_num,
                ) from error
            finally:
                csv.field_size_limit(previous)

    def _check(self, number: int, cells: list[str]) -> None:
        if number > self.limits.rows:
            raise too_many_rows(self.source, self.limits)
        if len(cells) > self.limits.columns:
            raise too_many_columns(self.source, self.limits, number)


def too_many_rows(source: Source, limits: Limits) -> Unreadable:
    """Return the refusal of a table with too many rows."""
    return Unreadable(
        "too_many_rows",
        f"{source.name} 超过 {limits.rows:,} 行；请拆分后再导入。",
        f"{source.name} has more than {limits.rows:,} rows; split it.",
    )


def too_many_columns(source: Source, limits: Limits, row: int) -> Unreadable:
    """Return the refusal of a table with too many columns."""
    return Unreadable(
        "too_many_columns",
        f"{source.name} 第 {row} 行超过 {limits.columns:,} 列；请检查分隔符，或删去多余的列。",
        f"Row {row} of {source.name} has more than {limits.columns:,} columns; check the delimiter.",
        row=row,
    )


def _delimiter(sample: str) -> str:
    """The delimiter that splits most of the first lines into the same number of parts, at least two."""
    lines = sample.splitlines()[:50]
    best, most = ",", 0.0
    for candidate in _DELIMITERS:
        counts = Counter(_outside_quotes(line, candidate) for line in lines if line.strip())
        counts.pop(0, None)
        if counts:
            count, times = counts.most_common(1)[0]
            score = times + min(count, 20) / 100
            if score > most:
                best, most = candidate, score
    return best


def _outside_quotes(line: str, delimiter: str) -> int:
    return sum(part.count(delimiter) for part in line.split('"')[::2])
