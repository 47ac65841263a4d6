"""The event that starts a duty's clock, as far as the unit itself records it."""

from gongkai.disclosures.models import Disclosure
from gongkai.disclosures.stages import FIELD
from gongkai.duties.expansion import start_anchors
from gongkai.duties.queries import composed
from gongkai.rulebook import model
from gongkai.rulebook.calendar import Hours
from gongkai.rulebook.objections import Objection
from gongkai.rulebook.timing import Before, Within
from gongkai.rulebook.vocabulary import AnchorScope


def own_anchor(disclosure: Disclosure, definition: model.Duty) -> str | None:
    """The event of the duty's timing that the unit itself records; ``None`` when others record it or none is needed."""
    anchors = composed(disclosure.version).anchors
    for name in start_anchors(definition):
        anchor = anchors.get(name)
        if anchor is None or anchor.scope == AnchorScope.UNIT:
            return name
    return None


def anchor_title(disclosure: Disclosure, name: str) -> tuple[str, str]:
    """The event in words, Chinese and English."""
    anchor = composed(disclosure.version).anchors.get(name)
    return (
        (anchor.title.zh, anchor.title.text("en")) if anchor else ("信息形成之日", "the day the information was formed")
    )


def _counts(definition: model.Duty, name: str) -> tuple[bool, bool]:
    """Whether the limit runs before the event, and whether it is counted in hours."""
    clauses = [one for one in definition.effective_timing if isinstance(one, Within | Before) and one.anchor == name]
    return any(isinstance(one, Before) for one in clauses), any(isinstance(one.amount, Hours) for one in clauses)


def starting_objections(disclosure: Disclosure, definition: model.Duty) -> list[Objection]:
    """What is missing to record the event: its date when it lies ahead, its time when hours count.

    For limits that run after the event the date of signature stands in for a date not given.
    """
    name = own_anchor(disclosure, definition)
    if name is None:
        return []
    before, hours = _counts(definition, name)
    zh, en = anchor_title(disclosure, name)
    if hours and disclosure.occurred_at is None:
        return [
            Objection(
                "occurred.time", f"请填写“{zh}”的日期和时刻", f"Give the date and time of: {en}", f"{FIELD}occurred"
            )
        ]
    if before and disclosure.occurred_on is None:
        return [Objection("occurred.date", f"请填写“{zh}”的日期", f"Give the date of: {en}", f"{FIELD}occurred")]
    return []
