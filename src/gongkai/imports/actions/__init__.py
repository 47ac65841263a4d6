"""Every write to imports, explanations of gaps and learnt rules."""

from gongkai.imports.actions.catalogues import propose_catalogue
from gongkai.imports.actions.checking import begin_check, choose_columns, failed, note_progress, report_check, take_up
from gongkai.imports.actions.ending import cancel, undo
from gongkai.imports.actions.gaps import decide_gap, explain_gaps
from gongkai.imports.actions.meeting import match_again
from gongkai.imports.actions.receiving import start_import
from gongkai.imports.actions.rules import correct_match, forget_rule
from gongkai.imports.actions.taking import Already, begin_taking, finish, take_chunk

__all__ = [
    "Already",
    "begin_check",
    "begin_taking",
    "cancel",
    "choose_columns",
    "correct_match",
    "decide_gap",
    "explain_gaps",
    "failed",
    "finish",
    "forget_rule",
    "match_again",
    "note_progress",
    "propose_catalogue",
    "report_check",
    "start_import",
    "take_chunk",
    "take_up",
    "undo",
]
