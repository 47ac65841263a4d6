"""The rulebook as objects: packs, duties, elements, bases and what surrounds them."""

from gongkai.rulebook.model.bases import Anchor, Basis, BasisRef
from gongkai.rulebook.model.duty import Channels, Duty, Matter, Stage, UnitFacts, UnitSelector
from gongkai.rulebook.model.elements import Check, Column, Element, Field, Option
from gongkai.rulebook.model.pack import Override, Pack, Scope
from gongkai.rulebook.model.printed import PrintedCell
from gongkai.rulebook.model.rulebook import Rulebook
from gongkai.rulebook.model.view import View

__all__ = [
    "Anchor",
    "Basis",
    "BasisRef",
    "Channels",
    "Check",
    "Column",
    "Duty",
    "Element",
    "Field",
    "Matter",
    "Option",
    "Override",
    "Pack",
    "PrintedCell",
    "Rulebook",
    "Scope",
    "Stage",
    "UnitFacts",
    "UnitSelector",
    "View",
]
