"""What is wrong with a table, row by row, with what to do about it."""

from collections import Counter
from dataclasses import dataclass, field

from gongkai.rulebook.objections import Objection
from gongkai.rulebook.text import Text

MOST_KEPT = 10_000


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem: row and column as the spreadsheet shows them (row None: the whole file), what, and what to do."""

    row: int | None
    column: str | None
    what: Text
    remedy: Text

    def text(self, language: str) -> str:
        """Return the whole as one sentence."""
        english = language.lower().startswith("en")
        places = []
        if self.row is not None:
            places.append(f"row {self.row}" if english else f"第 {self.row} 行")
        if self.column:
            places.append(f"“{self.column}”")
        place = ", ".join(places) if english else "".join(places)
        joint, stop = (": ", "; ") if english else ("：", "；")
        return (place + joint if place else "") + self.what.text(language) + stop + self.remedy.text(language)


@dataclass(slots=True)
class Report:
    """The outcome of a dry run.

    Attributes: rows, read; good and bad, of them; problems, the first 10,000 in the order of rows; total, of all
    problems; by_column, how many in each; notices, about the file; fatal, whether nothing can be imported (a required
    column is missing).
    """

    rows: int = 0
    good: int = 0
    bad: int = 0
    total: int = 0
    fatal: bool = False
    problems: list[Problem] = field(default_factory=list)
    by_column: Counter[str] = field(default_factory=Counter)
    notices: tuple[Objection, ...] = ()

    def add(self, problem: Problem) -> None:
        """Count a problem, and keep it while there is room."""
        self.total += 1
        self.by_column[problem.column or ""] += 1
        if len(self.problems) < MOST_KEPT:
            self.problems.append(problem)

    def summary(self) -> Text:
        """Return the outcome in one sentence."""
        if self.fatal:
            return Text("不能导入：" + self.problems[0].what.zh, "Cannot be imported: " + self.problems[0].what.en)
        return Text(
            f"共 {self.rows:,} 行，可导入 {self.good:,} 行，有问题 {self.bad:,} 行（{self.total:,} 处）",
            f"{self.rows:,} rows: {self.good:,} can be imported, {self.bad:,} have problems ({self.total:,} in all)",
        )
