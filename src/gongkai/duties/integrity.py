"""Whether the stored verdicts follow from the stored facts."""

from django.db import transaction

from gongkai.duties.judging import judge_obligations


def verdicts_out_of_line() -> int:
    """How many obligations a full rebuild would change; nothing is changed."""
    with transaction.atomic():
        changed = judge_obligations()
        transaction.set_rollback(True)
    return changed
