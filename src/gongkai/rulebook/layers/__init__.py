"""Layers of the rulebook: a later one may be stricter than an earlier one, never laxer."""

from gongkai.rulebook.layers.comparison import compare
from gongkai.rulebook.layers.composing import compose, problems_of_layers, weaknesses
from gongkai.rulebook.layers.laxity import Grade, Laxity
from gongkai.rulebook.layers.strictness import laxities

__all__ = ["Grade", "Laxity", "compare", "compose", "laxities", "problems_of_layers", "weaknesses"]
