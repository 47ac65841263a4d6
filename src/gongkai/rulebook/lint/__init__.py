"""The lint of the rulebook: what keeps it from being law-abiding, reachable and measurable."""

from gongkai.rulebook.lint.findings import Finding, Severity
from gongkai.rulebook.lint.laws import LawTexts
from gongkai.rulebook.lint.linting import lint

__all__ = ["Finding", "LawTexts", "Severity", "lint"]
