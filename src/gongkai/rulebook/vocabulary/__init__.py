"""The closed lists of the field, each value with its Chinese and English label."""

from gongkai.rulebook.vocabulary.documents import Attribute, Genre, Topic, Validity
from gongkai.rulebook.vocabulary.duties import (
    AnchorScope,
    Audience,
    BasisKind,
    Category,
    Channel,
    ElementType,
    Layer,
    Level,
    Mode,
    ReportedPeriod,
    Retention,
    ReviewKind,
    StageOfProcess,
)
from gongkai.rulebook.vocabulary.labelled import Labelled
from gongkai.rulebook.vocabulary.units import UnitFunction, UnitKind

__all__ = [
    "AnchorScope",
    "Attribute",
    "Audience",
    "BasisKind",
    "Category",
    "Channel",
    "ElementType",
    "Genre",
    "Labelled",
    "Layer",
    "Level",
    "Mode",
    "ReportedPeriod",
    "Retention",
    "ReviewKind",
    "StageOfProcess",
    "Topic",
    "UnitFunction",
    "UnitKind",
    "Validity",
]
