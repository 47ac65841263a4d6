"""Corrections become rules."""

import datetime as dt
import re
from dataclasses import dataclass

from gongkai.retrospect.coverage.matching import Match
from gongkai.retrospect.coverage.rules import MatchField, MatchRule

# A person's word outweighs every hit of the rulebook together; for documents alike it outweighs any single one.
THIS_TITLE = 1_000
ALIKE = 160
_VARYING = re.compile(r"\d+|[一二三四五六七八九十〇]+(?=[、季月批期次号])")
_SHORTEST = 4


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person decided on a match.

    Arguments: match, as it was; duty, the right one, or None when the document serves none; by, shown name of the
    person's post or unit (no personal data); on, the day.
    """

    match: Match
    duty: str | None
    by: str
    on: dt.date


def learn(correction: Correction) -> tuple[MatchRule, ...]:
    """Return the rules that follow from a correction: for this title, and for titles that differ in numbers only.

    A duty that was wrongly chosen gets the same rules with a negative weight.
    """
    document = correction.match.document
    source = f"{correction.by} {correction.on.isoformat()}"
    title = document.title.strip()
    exact = f"^{re.escape(title)}$"
    alike = _alike(title)
    rules = []
    if correction.duty is not None:
        rules.append(MatchRule(correction.duty, MatchField.TITLE, exact, THIS_TITLE, source))
        if alike:
            rules.append(MatchRule(correction.duty, MatchField.TITLE, alike, ALIKE, source))
    wrong = correction.match.duty
    if wrong is not None and wrong != correction.duty:
        rules.append(MatchRule(wrong, MatchField.TITLE, exact, -THIS_TITLE, source))
        if alike:
            rules.append(MatchRule(wrong, MatchField.TITLE, alike, -ALIKE, source))
    return tuple(rules)


def _alike(title: str) -> str | None:
    """The pattern of titles that differ in years and numbers only; None when there is nothing that varies."""
    parts = _VARYING.split(title)
    if len(parts) == 1 or sum(map(len, parts)) < _SHORTEST:
        return None
    return "^" + r"[\d一二三四五六七八九十〇]+".join(map(re.escape, parts)) + "$"
