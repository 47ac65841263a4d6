"""Tables of the imports room."""

from gongkai.imports.models.history import HistoricalSequence, Redirect
from gongkai.imports.models.past import GapExplanation, LearntRule
from gongkai.imports.models.runs import ColumnMemory, ImportedRow, ImportRun

__all__ = [
    "ColumnMemory",
    "GapExplanation",
    "HistoricalSequence",
    "ImportRun",
    "ImportedRow",
    "LearntRule",
    "Redirect",
]
