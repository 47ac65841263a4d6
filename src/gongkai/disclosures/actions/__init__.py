"""Every write to disclosures: drafting, files, submission, review, publication, correction, withdrawal."""

from gongkai.disclosures.actions.correcting import correct, supersede
from gongkai.disclosures.actions.deciding import cast_vote, decide, reconsider
from gongkai.disclosures.actions.drafts import discard, link_obligations, recall, start, undo_discard
from gongkai.disclosures.actions.files import attach, detach, keep_file
from gongkai.disclosures.actions.grounds import record_ground
from gongkai.disclosures.actions.imports import import_docx, import_table, import_workbook
from gongkai.disclosures.actions.publishing import publish, schedule, unschedule
from gongkai.disclosures.actions.saving import Saved, save_draft
from gongkai.disclosures.actions.submission import submit
from gongkai.disclosures.actions.withdrawing import withdraw

__all__ = [
    "Saved",
    "attach",
    "cast_vote",
    "correct",
    "decide",
    "detach",
    "discard",
    "import_docx",
    "import_table",
    "import_workbook",
    "keep_file",
    "link_obligations",
    "publish",
    "recall",
    "reconsider",
    "record_ground",
    "save_draft",
    "schedule",
    "start",
    "submit",
    "supersede",
    "undo_discard",
    "unschedule",
    "withdraw",
]
