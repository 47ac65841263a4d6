"""CEL, exact over decimals."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rulebook.checks import ExpressionError, compile_expression, exposed
from gongkai.rulebook.packs import builtin_packs

VALUES = exposed(
    {
        "a": Decimal("0.1"),
        "b": Decimal("0.2"),
        "c": Decimal("0.3"),
        "lines": [{"item": "x", "income": Decimal("1.10")}, {"item": "y", "income": Decimal("2.20")}, {"item": "y"}],
        "from_on": "2026-01-01",
        "until": "2026-01-31",
        "note": "说明",
        "yes": True,
    }
)


@pytest.mark.parametrize(
    "source",
    [
        "a + b == c",
        "0.1 + 0.2 == 0.3",
        "2 * a == b",
        "0.5 * b == a",
        "c / a == 3",
        "-a < 0",
        "sum(column(lines, 'income')) == 3.3",
        "sum([]) == 0",
        "size(column(lines, 'income')) == 2",
        "count(lines) == 3",
        "lines.exists(l, l.item == 'x')",
        "lines.filter(l, l.item == 'y').size() == 2",
        "sum(lines.filter(l, has(l.income)).map(l, 2 * l.income)) == 6.6",
        "lines[1].income == 2.2",
        "days(from_on, until) == 30",
        "from_on < until",
        "!has(missing)",
        "!(has(missing) && missing == 'x')",
        "yes && note != ''",
        "a == 0 || c / a > 1",
        "round(1.005, 2) == 1.01",
        "int(2.9) == 2",
        "abs(a - c) == b",
        "greatest([a, c, b]) == c && least([a, c]) == a",
        "unique(column(lines, 'income')) && !unique(column(lines, 'item'))",
        "decimal('0.10') == a",
        "note in ['说明', '其他'] ? true : false",
    ],
)
def test_expressions_hold(source):
    assert compile_expression(source).evaluate(VALUES) is True


@pytest.mark.parametrize("source", ["a +", "a / 0 > 1", "missing > 1", "a", "nothing(a)", "note > 1"])
def test_what_cannot_be_evaluated_says_so(source):
    with pytest.raises(ExpressionError):
        compile_expression(source).evaluate(VALUES)


@given(st.lists(st.decimals(-(10**9), 10**9, places=2), max_size=30))
def test_sums_of_cents_are_exact(amounts):
    values = exposed({"rows": [{"m": amount} for amount in amounts], "total": sum(amounts, Decimal(0))})
    assert compile_expression("sum(column(rows, 'm')) == total").evaluate(values)
    assert not compile_expression("sum(column(rows, 'm')) == total + 0.01").evaluate(values)


def test_names_needed_and_asked_about():
    expression = compile_expression("lines.all(l, l.a < b) && (!has(c) || c > sum(column(lines, 'a')))")
    assert expression.names == {"lines", "b", "c"}
    assert expression.optional == {"c"}
    assert expression.calls == {"sum", "column"}


def test_every_check_of_the_built_in_packs_compiles():
    checks = [check.cel for pack in builtin_packs() for duty in pack.duties for check in duty.checks]
    assert len(checks) > 100
    for cel in checks:
        assert compile_expression(cel).names
