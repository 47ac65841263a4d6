"""Compiling and evaluating CEL expressions over the values of a duty."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from celpy import Environment, celtypes
from celpy.celparser import CELParseError
from celpy.evaluation import CELEvalError
from lark import Tree

from gongkai.rulebook.checks.functions import FUNCTIONS
from gongkai.rulebook.checks.numbers import ExactRunner, Number

_ROWS = re.compile(r"\s*(?P<table>\w+)\.all\(\s*(?P<row>\w+)\s*,(?P<body>.*)\)\s*", re.DOTALL)
_MACROS = {"all", "exists", "exists_one", "filter", "map"}
_METHODS = _MACROS | {"size", "startsWith", "endsWith", "contains", "matches"}


class ExpressionError(ValueError):
    """An expression that cannot be compiled or evaluated."""


@dataclass(frozen=True)
class Expression:
    """A compiled expression.

    Arguments: source; program; names, the elements it needs; optional, those asked about with has(); calls, the
    functions it calls; columns, table and column pairs it asks for; rows, where it is one rule for every row of a table: table, row variable, rule.
    """

    source: str
    program: Any
    names: frozenset[str]
    optional: frozenset[str]
    calls: frozenset[str]
    columns: tuple[tuple[str, str], ...] = ()
    rows: tuple[str, str, "Expression"] | None = None

    def evaluate(self, values: Mapping[str, Any]) -> bool:
        """Evaluate over converted values. Raises ExpressionError."""
        try:
            result = self.program.evaluate(values)
        except (CELEvalError, ArithmeticError, LookupError, TypeError, ValueError) as error:
            raise ExpressionError(f"{self.source}: {error.args[0] if error.args else error}") from None
        if not isinstance(result, bool | celtypes.BoolType):
            raise ExpressionError(f"{self.source}: the result is not true or false")
        return bool(result)


@lru_cache(maxsize=4096)
def compile_expression(source: str) -> Expression:
    """Compile an expression. Raises ExpressionError with line and column."""
    environment = Environment(runner_class=ExactRunner)
    try:
        tree = environment.compile(source)
    except CELParseError as error:
        raise ExpressionError(f"{source}: {error.args[0]}") from None
    optional = frozenset(
        name for call in tree.find_data("ident_arg") if call.children[0] == "has" for name in _idents(call)
    )
    bound = {name for call in tree.find_data("member_dot_arg") for name in _bound(call)}
    calls = {str(call.children[0]) for call in tree.find_data("ident_arg")} - {"has"}
    calls |= {str(call.children[1]) for call in tree.find_data("member_dot_arg")} - _METHODS
    program = environment.program(tree, functions=FUNCTIONS)
    found = _ROWS.fullmatch(source)
    rows = None
    if found and found["body"].count("(") == found["body"].count(")"):
        try:
            rows = (found["table"], found["row"], compile_expression(found["body"].strip()))
        except ExpressionError:
            rows = None  # the bracket that was cut off belonged elsewhere: the whole is evaluated as it stands
    return Expression(
        source, program, frozenset(_idents(tree)) - bound, optional, frozenset(calls), _columns(tree, source), rows
    )


def _columns(tree: Tree[Any], source: str) -> tuple[tuple[str, str], ...]:
    """Find ``column(table, 'name')`` and, in a macro over a table, ``row.name``."""
    found = re.findall(r"""column\(\s*(\w+)\s*,\s*["'](\w+)["']\s*\)""", source)
    for call in tree.find_data("member_dot_arg"):
        table = call.children[0]
        names = {str(node.children[0]) for node in table.find_data("ident")} if isinstance(table, Tree) else set()
        for variable in _bound(call):
            body = call.children[2]
            dots = body.find_data("member_dot") if isinstance(body, Tree) else ()
            asked = [str(dot.children[1]) for dot in dots if _idents(dot) == {variable}]
            found += [(name, column) for name in names for column in asked if len(names) == 1]
    return tuple(dict.fromkeys(found))


def _idents(tree: Tree[Any]) -> set[str]:
    return {str(node.children[0]) for node in tree.find_data("ident")}


def _bound(call: Tree[Any]) -> set[str]:
    if str(call.children[1]) not in _MACROS or len(call.children) < 3 or not isinstance(call.children[2], Tree):
        return set()
    variable = call.children[2].children[0]
    return _idents(variable) if isinstance(variable, Tree) else set()


def exposed(value: Any) -> Any:
    """Return a value as CEL sees it: numbers exact, dates and texts as strings, tables as lists of rows."""
    if isinstance(value, bool | celtypes.BoolType):
        return celtypes.BoolType(value)
    if isinstance(value, Decimal | int | float):
        return Number(str(value))
    if isinstance(value, str):
        return celtypes.StringType(value)
    if isinstance(value, Mapping):
        return celtypes.MapType({celtypes.StringType(key): exposed(one) for key, one in value.items()})
    if isinstance(value, Sequence):
        return celtypes.ListType([exposed(one) for one in value])
    return value
