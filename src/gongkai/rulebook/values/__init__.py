"""Values of a duty's elements: reading input, canonical form, and every content objection."""

from gongkai.rulebook.values.cleaning import Cleaned, clean
from gongkai.rulebook.values.content import GAPS, objections, visible_length
from gongkai.rulebook.values.dates import parse_date, parse_period
from gongkai.rulebook.values.refusal import Refusal
from gongkai.rulebook.values.scalars import is_blank, parse_scalar

__all__ = [
    "GAPS",
    "Cleaned",
    "Refusal",
    "clean",
    "is_blank",
    "objections",
    "parse_date",
    "parse_period",
    "parse_scalar",
    "visible_length",
]
