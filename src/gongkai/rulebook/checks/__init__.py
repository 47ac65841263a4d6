"""Cross-field checks of a duty, in CEL (Common Expression Language), exact over decimals."""

from gongkai.rulebook.checks.expressions import Expression, ExpressionError, compile_expression, exposed
from gongkai.rulebook.checks.functions import FUNCTIONS
from gongkai.rulebook.checks.running import check_objections

__all__ = ["FUNCTIONS", "Expression", "ExpressionError", "check_objections", "compile_expression", "exposed"]
