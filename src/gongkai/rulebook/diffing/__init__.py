"""Differences between rulebooks, and what they ask of whom."""

from gongkai.rulebook.diffing.changes import Change, diff, diff_duties
from gongkai.rulebook.diffing.preview import Demand, Preview, UnitPreview, preview

__all__ = ["Change", "Demand", "Preview", "UnitPreview", "diff", "diff_duties", "preview"]
