"""Catalogue coverage: which duties the documents of the past meet, and which obligations no document meets."""

from gongkai.retrospect.coverage.learning import Correction, learn
from gongkai.retrospect.coverage.matching import Match, Matcher, PastDocument, Reason
from gongkai.retrospect.coverage.obligations import Coverage, CoverageLine, Owed, Rate, Status, cover
from gongkai.retrospect.coverage.rules import MatchField, MatchRule, rules_of_duties
from gongkai.retrospect.coverage.sheets import coverage_xlsx
from gongkai.retrospect.coverage.words import coverage_docx

__all__ = [
    "Correction",
    "Coverage",
    "CoverageLine",
    "Match",
    "MatchField",
    "MatchRule",
    "Matcher",
    "Owed",
    "PastDocument",
    "Rate",
    "Reason",
    "Status",
    "cover",
    "coverage_docx",
    "coverage_xlsx",
    "learn",
    "rules_of_duties",
]
