"""What changed between two contents, in words a reviewer reads: codes of closed lists become their labels."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from gongkai.disclosures import diff
from gongkai.disclosures.stages import FIELD, METADATA
from gongkai.rulebook import model
from gongkai.rulebook.vocabulary import Attribute, Genre, Topic, Validity
from gongkai.rulebook.vocabulary.labelled import Labelled
from gongkai.workbench.views.shared import language

_LISTS: Final[Mapping[str, type[Labelled]]] = {
    "topic": Topic, "genre": Genre, "mode": Attribute, "validity": Validity,
}  # fmt: skip
_RETENTION: Final = {"permanent": ("永久", "Permanent")}


def changes_of(definition: model.Duty, before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[diff.Change, ...]:
    """Everything that can differ, metadata first; their ids begin with the mark that their inputs carry.

    Args:
        definition: the duty whose elements are compared.
        before: the older content; empty compares with nothing.
        after: the newer content.
    """
    changes = diff.between(definition, before, after, language())
    head, body = changes[: len(METADATA)], changes[len(METADATA) :]
    return (*(_readable(one) for one in head), *body)


def _readable(change: diff.Change) -> diff.Change:
    labelled = replace(change, id=FIELD + change.id)
    if change.id in _LISTS or change.id == "retention":
        return replace(
            labelled, before=_label(change.id, change.before), after=_label(change.id, change.after), parts=()
        )
    return labelled


def _label(name: str, code: str) -> str:
    if name == "retention":
        return _RETENTION[code][language() == "en"] if code in _RETENTION else code
    vocabulary = _LISTS[name]
    return vocabulary(code).label.text(language()) if code in vocabulary.codes() else code
