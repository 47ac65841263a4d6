"""Tables of the duties room."""

from gongkai.duties.models.obligations import Exemption, Fulfilment, Obligation, Occurrence
from gongkai.duties.models.rulebooks import Duty, RulebookProposal, RulebookText, RulebookVersion

__all__ = [
    "Duty",
    "Exemption",
    "Fulfilment",
    "Obligation",
    "Occurrence",
    "RulebookProposal",
    "RulebookText",
    "RulebookVersion",
]
