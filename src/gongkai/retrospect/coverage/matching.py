"""Matching documents to duties, with the reasons."""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

from gongkai.retrospect.coverage.rules import MatchField, MatchRule
from gongkai.rulebook.text import Text

# Two hits in a title's words, or one in a column, are enough; a lone classification is not.
THRESHOLD = 50
_RIVALS = 3


@dataclass(frozen=True, slots=True)
class PastDocument:
    """A document of the past.

    Arguments: id; unit, its code; title; column and classification of the old site; document_number; published_on.
    """

    id: str
    unit: str
    title: str
    column: str = ""
    classification: str = ""
    document_number: str = ""
    published_on: dt.date | None = None

    def field(self, name: MatchField) -> str:
        """Return what a rule looks at."""
        return str(getattr(self, name.value))


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a duty was or was not chosen: the rule, and the words of the document that it found."""

    rule: MatchRule
    found: str

    def words(self) -> Text:
        """Return the reason as a sentence."""
        field = self.rule.field.label
        verb = Text("符合", "matches") if self.rule.weight > 0 else Text("排除", "is excluded by")
        return Text(
            f"{field.zh}中的“{self.found}”{verb.zh}规则 {self.rule.pattern}（{self.rule.weight:+d}，来源：{self.rule.source}）",
            f"“{self.found}” in the {field.en} {verb.en} {self.rule.pattern} ({self.rule.weight:+d}, from {self.rule.source})",
        )


@dataclass(frozen=True, slots=True)
class Match:
    """The outcome for one document.

    Attributes: document; duty, its id, or None when no duty scores enough or two score alike; score; reasons, for and
    against the duty (of the best rival when there is none); rivals, the next best with their scores.
    """

    document: PastDocument
    duty: str | None
    score: int
    reasons: tuple[Reason, ...]
    rivals: tuple[tuple[str, int], ...] = ()

    @property
    def undecided(self) -> bool:
        """Tell whether several duties score alike, so that a person must choose."""
        return self.duty is None and self.score >= THRESHOLD


class Matcher:
    """All rules, ready to be applied.

    Arguments: rules, of the rulebook and learnt from corrections.
    """

    def __init__(self, rules: Iterable[MatchRule]) -> None:
        self._rules = [(rule, re.compile(rule.pattern)) for rule in rules]

    def match(self, document: PastDocument) -> Match:
        """Return the duty a document serves. Of several hits for one duty in one field only the strongest counts."""
        fields = {name: document.field(name) for name in MatchField}
        hits: dict[str, dict[tuple[MatchField, bool], Reason]] = {}
        for rule, pattern in self._rules:
            found = pattern.search(fields[rule.field]) if fields[rule.field] else None
            if found:
                slots = hits.setdefault(rule.duty, {})
                slot = (rule.field, rule.weight > 0)
                if slot not in slots or abs(rule.weight) > abs(slots[slot].rule.weight):
                    slots[slot] = Reason(rule, found.group())
        scores = sorted(
            ((duty, sum(reason.rule.weight for reason in slots.values())) for duty, slots in hits.items()),
            key=lambda item: (-item[1], item[0]),
        )
        if not scores:
            return Match(document, None, 0, ())
        best, score = scores[0]
        reasons = tuple(sorted(hits[best].values(), key=lambda reason: -abs(reason.rule.weight)))
        alone = len(scores) == 1 or scores[1][1] < score
        if score < THRESHOLD or not alone:
            return Match(document, None, score, reasons, tuple(scores[:_RIVALS]))
        return Match(document, best, score, reasons, tuple(scores[1 : 1 + _RIVALS]))

    def match_all(self, documents: Iterable[PastDocument]) -> list[Match]:
        """Return the outcome for each document."""
        return [self.match(document) for document in documents]
