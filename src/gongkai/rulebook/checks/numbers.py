"""Decimals inside CEL, so that cents and unit prices are exact."""

from decimal import Decimal
from typing import Any, cast

from celpy import InterpretedRunner, celtypes
from celpy.evaluation import Evaluator, Result
from lark import Tree


class Number(Decimal):
    """A decimal that may also index a list when it is whole."""

    def __index__(self) -> int:
        if self != self.to_integral_value():
            raise TypeError(f"{self} is not a whole number")
        return int(self)


class ExactEvaluator(Evaluator):
    """The library's evaluator with every number written in the expression read as a decimal."""

    def literal(self, tree: Tree[Any]) -> Result:
        """Read a literal; whole, unsigned and floating numbers become decimals."""
        value = super().literal(tree)
        if type(value) in {celtypes.IntType, celtypes.UintType}:
            return Number(int(value))  # type: ignore[return-value]
        if type(value) is celtypes.DoubleType:
            return Number(str(tree.children[0]))  # type: ignore[return-value]
        return cast(Result, value)

    def sub_evaluator(self, ast: Tree[Any]) -> Evaluator:
        """Build the evaluator of a macro's body, exact as well."""
        return ExactEvaluator(ast, activation=self.activation)


class ExactRunner(InterpretedRunner):
    """Runs a program with the exact evaluator."""

    def evaluate(self, context: Any) -> Any:
        """Evaluate over a mapping of names to values."""
        return ExactEvaluator(ast=self.ast, activation=self.new_activation()).evaluate(context)
