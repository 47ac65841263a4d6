"""Percentages are rounded down, shares without a denominator are said to have none, the worst come first."""

import pytest

from gongkai.duties.queries import Cell, Rate, matrix, total, worst
from gongkai.duties.queries import for_public as obligations
from tests.duties.conftest import TODAY


@pytest.mark.parametrize(
    ("conforming", "due", "shown"),
    [(0, 0, "–"), (1, 3, "33.3%"), (999, 1000, "99.9%"), (9999, 10000, "99.9%"), (2, 2, "100.0%")],
)
def test_percent_never_rounds_up(conforming: int, due: int, shown: str) -> None:
    assert Rate(due=due, conforming=conforming).percent() == shown
    assert Cell(due=due, conforming=conforming).percent() == shown


def test_share_and_order() -> None:
    rates = [Rate(), Rate(due=4, conforming=4), Rate(due=4, conforming=1), Rate(due=4, conforming=1, missing=2)]
    assert [one.share for one in rates] == [None, 100.0, 25.0, 25.0]
    assert worst(rates) == [3, 2, 1, 0]
    assert total(rates) == Rate(due=12, conforming=6, missing=2)
    assert Rate(due=3, time=1).percent("time") == "33.3%"


def test_an_empty_matrix_has_an_empty_total(db: None) -> None:
    assert matrix(obligations(), [], [], start=TODAY, end=TODAY, on=TODAY).total == Cell()
