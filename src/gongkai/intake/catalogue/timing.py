"""公开时限 in words into the time-limit grammar, by patterns kept as data."""

import re
from dataclasses import dataclass
from functools import lru_cache

from gongkai.intake.catalogue.tables import levelled, table
from gongkai.rulebook.document_numbers.spelling import chinese_numeral
from gongkai.rulebook.timing import Timing, TimingError, parse

_NUMBER = r"(?<![\d一二两三四五六七八九十])(?P<n>\d{1,3}|[一二两三四五六七八九十]{1,4})"
_UNIT = r"(?P<d>个?工作日|个?自然日|日|天|个?小时)"
_MACROS = {
    "{n}": _NUMBER, "{d}": _UNIT, "{n2}": _NUMBER.replace("<n>", "<n2>"), "{d2}": _UNIT.replace("<d>", "<d2>"),
    "{m}": r"(?P<m>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])",
}  # fmt: skip
_SENTENCES = re.compile(
    r"[;；。\n]+|(?<=\d)[.．](?=\D)|(?:^|(?<=[\s;；。]))[（(]?\d{1,2}[)）.、．](?=[\u4e00-\u9fff]|\d+个?(?:工作)?[日天])"
)
_LONGEST = 2_000
_SAYS_WHEN = re.compile(r"[日天时月季年期]|及时|随时|周")


@dataclass(frozen=True, slots=True)
class ReadTiming:
    """What was understood: timing; unknown, the sentences that name a time nobody knows."""

    timing: Timing
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Pattern:
    like: re.Pattern[str]
    timing: str

    def clause(self, found: re.Match[str]) -> str:
        groups = found.groupdict()
        text = self.timing
        amount = groups.get("n") or groups.get("n2")
        if amount:
            number = _value(amount)
            ordinal = {1: "1st", 2: "2nd", 3: "3rd", 21: "21st", 22: "22nd", 23: "23rd", 31: "31st"}
            text = text.replace("{n}th", ordinal.get(number, f"{number}th"))
            text = text.replace("{n}", f"{number:02}" if "{m}" in text else str(number))
        if month := groups.get("m"):
            text = text.replace("{m}", f"{_value(month):02}")
        if unit := groups.get("d") or groups.get("d2"):
            text = text.replace("{d}", "WD" if "工作日" in unit else "H" if "小时" in unit else "CD")
        return text


def _value(text: str) -> int:
    return int(text) if text.isdecimal() else chinese_numeral(text.replace("两", "二"))


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[_Pattern, ...], tuple[_Pattern, ...]]:
    def made(group: str) -> tuple[_Pattern, ...]:
        patterns = []
        for row in table("timing")[group]:
            like = row["like"]
            for macro, expression in _MACROS.items():
                like = like.replace(macro, expression)
            patterns.append(_Pattern(re.compile(like), row["timing"]))
        return tuple(patterns)

    return made("posted"), made("limits")


def read_timing(text: str) -> ReadTiming:
    """Return the limits that a cell of 公开时限 names; ``RT`` where there is nothing that can be counted.

    Arguments: text, verbatim. A sentence that names a time but fits no pattern is listed as unknown.
    """
    clauses: list[str] = []
    unknown: list[str] = []
    for sentence in _SENTENCES.split(text[:_LONGEST]):
        plain = levelled(sentence or "").strip("，,、:：")
        if not plain:
            continue
        found = _sentence(plain)
        if found:
            clauses += [clause for clause in found if clause not in clauses]
        elif _SAYS_WHEN.search(plain):
            unknown.append(sentence.strip())
    counted = [clause for clause in clauses if clause != "RT"] or clauses
    try:
        return ReadTiming(parse("+".join(counted)) if counted else parse("RT"), tuple(unknown))
    except TimingError:
        return ReadTiming(parse("RT"), (text,))


def _sentence(plain: str) -> list[str]:
    posted, limits = _patterns()
    clauses: list[str] = []
    rest = plain
    for pattern in posted:
        while (found := pattern.like.search(rest)) is not None:
            clauses.append(pattern.clause(found))
            rest = rest[: found.start()] + "，" + rest[found.end() :]
    for pattern in limits:
        found = pattern.like.search(rest.strip("，,"))
        if found is not None:
            clauses.insert(0, pattern.clause(found))
            break
    # «实时» beside a number adds nothing that can be counted.
    return [clause for clause in clauses if clause != "RT" or len(clauses) == 1] if clauses else []
