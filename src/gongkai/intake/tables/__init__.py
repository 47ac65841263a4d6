"""Tables that people bring: read, recognised, checked, and turned into records (one mechanism for every kind)."""

from gongkai.intake.limits import DEFAULT_LIMITS, Limits
from gongkai.intake.tables.columns import Recognition, Vocabulary, recognise
from gongkai.intake.tables.dryrun import DryRun, GoodRow, dry_run, write_rejects
from gongkai.intake.tables.model import Cell, Row, Sheet, Table, column_letter
from gongkai.intake.tables.opening import open_table
from gongkai.intake.tables.records import (
    ColumnSpec,
    Doubt,
    RecordKind,
    record_kind,
    record_kinds,
    register,
)
from gongkai.intake.tables.template import template_xlsx
from gongkai.intake.tables.validation import Problem, Report
from gongkai.intake.tables.values import ValueRefused
from gongkai.intake.trouble import Unreadable
from gongkai.rulebook.text import Text

__all__ = [
    "DEFAULT_LIMITS",
    "Cell",
    "ColumnSpec",
    "Doubt",
    "DryRun",
    "GoodRow",
    "Limits",
    "Problem",
    "Recognition",
    "RecordKind",
    "Report",
    "Row",
    "Sheet",
    "Table",
    "Text",
    "Unreadable",
    "ValueRefused",
    "Vocabulary",
    "column_letter",
    "dry_run",
    "open_table",
    "recognise",
    "record_kind",
    "record_kinds",
    "register",
    "template_xlsx",
    "write_rejects",
]
