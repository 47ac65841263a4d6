"""Every write to the rulebook in force, obligations and their verdicts."""

from gongkai.duties.actions.aligning import align_unit
from gongkai.duties.actions.closing import pass_obligations
from gongkai.duties.actions.exemptions import decide_exemption, request_exemption
from gongkai.duties.actions.expansion import expand_periods, recompute_due_dates
from gongkai.duties.actions.fulfilment import (
    FulfilmentFacts,
    evidence_seen,
    fulfil,
    rebuild_verdicts,
    remedied,
    unfulfil,
    window_broken,
)
from gongkai.duties.actions.occurrences import cancel_occurrence, record_occurrence
from gongkai.duties.actions.proposals import discard_proposal, install_proposal, propose_rulebook
from gongkai.duties.actions.rulebooks import bring_into_force, install_builtin_rulebook, install_rulebook

__all__ = [
    "FulfilmentFacts",
    "align_unit",
    "bring_into_force",
    "cancel_occurrence",
    "decide_exemption",
    "discard_proposal",
    "evidence_seen",
    "expand_periods",
    "fulfil",
    "install_builtin_rulebook",
    "install_proposal",
    "install_rulebook",
    "pass_obligations",
    "propose_rulebook",
    "rebuild_verdicts",
    "recompute_due_dates",
    "record_occurrence",
    "remedied",
    "request_exemption",
    "unfulfil",
    "window_broken",
]
