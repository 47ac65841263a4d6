"""■ and □ and all that people put in their place."""

import re
from functools import lru_cache
from typing import Final

from gongkai.intake.catalogue.model import MARK, ChannelMark, Role
from gongkai.intake.catalogue.tables import levelled, table
from gongkai.rulebook.vocabulary import Channel

FULL: Final = "■▄◆▉√☑✔✓●★▲█▇▊▋▌▆▅☒✅⬛◼◾▪\uf0fe\uf052\uf06e"
EMPTY: Final = "□○◇☐▢◻◽▫⬜\uf0a8\uf06f"
_FILLED = re.compile(rf"[{FULL}]")
_YES: Final = frozenset({"是", "有", "y", "yes", "v", "r", "对", "1", "✓"})
_NO: Final = frozenset({"否", "无", "n", "no", "×", "x", "-", "—", "--", "——", "/", "\\", "0", "口", "不"})
_SEPARATORS = re.compile(r"[、，,；;\n]+|(?<=[\u4e00-\u9fff）)])[ \u3000]+(?=[\u4e00-\u9fff])")


def mark(text: str) -> str:
    """Return “√” for a mark of any shape, nothing for an empty one, and any other words as they are."""
    plain = levelled(text)
    if not plain or plain.lower() in _NO or all(sign in EMPTY + "口" for sign in plain):
        return ""
    if plain.lower() in _YES or all(sign in FULL for sign in plain):
        return MARK
    return text


@lru_cache(maxsize=1)
def _kinds() -> tuple[tuple[Channel, re.Pattern[str]], ...]:
    return tuple((Channel(row["channel"]), re.compile(row["like"])) for row in table("channels")["channels"])


@lru_cache(maxsize=4096)
def channel_of(label: str) -> tuple[Channel, bool]:
    """Return the channel a label names, and whether it was recognised; others are “other”."""
    plain = levelled(label)
    for channel, like in _kinds():
        if like.search(plain):
            return channel, True
    return Channel.OTHER, False


def channel_marks(text: str) -> tuple[ChannelMark, ...]:
    """Return the boxes of a cell of 公开渠道和载体.

    Arguments: text, for example “■政府网站 □政府公报”; without any box every name is required; the character 口 is a
    box where a name of a channel follows.
    """
    boxed = re.sub(
        r"(?:(?<=\s)|^|(?<=[\u4e00-\u9fff）)、，；]))口(?=\s*(?:" + _BEGINNINGS + "))", "□", text, flags=re.MULTILINE
    )
    pieces = re.split(rf"([{FULL}{EMPTY}]+)", boxed)
    if len(pieces) == 1:
        names = (piece.strip(" \u3000.。") for piece in _SEPARATORS.split(text))
        return tuple(_named(name, required=True) for name in names if name)
    found = [_named(name, required=True) for name in map(_label, _SEPARATORS.split(pieces[0])) if name]
    for box, label in zip(pieces[1::2], pieces[2::2], strict=True):
        name = _label(label)
        if name:
            found.append(_named(name, required=bool(_FILLED.search(box))))
    return tuple(found)


_BEGINNINGS: Final = "政府|两微|发布|听证|广播|纸质|公开|政务|便民|入户|现场|社区|村|精准|其他|其它|网站|微|公示|企事业|电视|报|图书|档案|办"


def _label(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip(" \u3000、，,；;.。:：")


def _named(label: str, *, required: bool) -> ChannelMark:
    channel, known = channel_of(label)
    return ChannelMark(label, channel, required, known)


_OPTIONS: Final = {
    "audience": ((Role.AUDIENCE_PUBLIC, r"全社会|社会公众|公众|^社会$"), (Role.AUDIENCE_SPECIFIC, r"特定|特殊|群[体众]|对象|当事人|申请人|村民|成员")),
    "mode": ((Role.MODE_PROACTIVE, r"主动"), (Role.MODE_REQUEST, r"申请")),
    "levels": (
        (Role.LEVEL_COUNTY, r"县|区(?!域)|市|旗"),
        (Role.LEVEL_TOWNSHIP, r"乡|镇|街"),
        (Role.LEVEL_VILLAGE, r"村|社区|居"),
    ),
}  # fmt: skip


def spread(kind: str, text: str) -> tuple[dict[Role, str], bool]:
    """Return the cells of the usual columns for one cell that says all of them in words.

    Arguments: kind, audience, mode or levels; text, for example “■主动 □依申请” or “县级、乡级”. The second value tells
    whether anything was understood.
    """
    pieces = re.split(rf"([{FULL}{EMPTY}]+)", text)
    said = [pieces[0]] if len(pieces) == 1 else []
    for box, label in zip(pieces[1::2], pieces[2::2], strict=True):
        if _FILLED.search(box):
            said.append(label)
    found: dict[Role, str] = {}
    for words in said:
        plain = levelled(words)
        for role, like in _OPTIONS[kind]:
            if re.search(like, plain if kind != "levels" else plain.replace("社区", "村")):
                found.setdefault(role, MARK)
    # Whoever the specific group is must not be lost.
    if Role.AUDIENCE_SPECIFIC in found and not re.fullmatch(
        r"[■□√]*(?:全社会)?[■□√、,/]*特[定殊]群[体众]", levelled(text)
    ):
        found[Role.AUDIENCE_SPECIFIC] = text
    return found, bool(found)
