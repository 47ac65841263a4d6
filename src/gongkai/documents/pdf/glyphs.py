"""Characters that the faces can draw, and what becomes of those that they cannot."""

import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import Final

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from justmytype_intl_cjk import get_font_pack  # type: ignore[import-untyped]

FACES: Final = ("notosanssc", "notosansjp", "notosanstc", "notosanskr")
"""Simplified Chinese first; the others only lend the characters that it lacks, such as 𠮷."""

_LONG_WORD: Final = re.compile(r"[!-~]{25,}")
_BREAK_AFTER: Final = re.compile(r"(?<=[/?&=._\-])(?=[!-~])|(?<=[!-~]{24})(?=[!-~])")


def font_directories() -> list[Path]:
    """Return the directories of the faces that the font package ships."""
    (root,) = get_font_pack().get_font_directories()
    return [root / "ofl" / face for face in FACES]


@cache
def _drawable() -> frozenset[int]:
    found: set[int] = set()
    for directory in font_directories():
        for path in directory.glob("*.ttf"):
            with TTFont(path, lazy=True) as font:
                found |= set(font.getBestCmap() or {})
    return frozenset(found)


def _invisible(character: str) -> bool:
    # Format and control characters and variation selectors: a printed page loses nothing with them. Private-use
    # characters are not among them: old systems kept rare names there.
    return unicodedata.category(character) in {"Cf", "Cc", "Cs"} or "\ufe00" <= character <= "\ufe0f"


def unprintable(text: str) -> tuple[str, ...]:
    """Return the characters of a text that no shipped face can draw, each once, in order of appearance."""
    drawable = _drawable()
    return tuple(dict.fromkeys(c for c in text if ord(c) not in drawable and not c.isspace() and not _invisible(c)))


def printable(text: str, *, breakable: bool = False) -> str:
    """Return a text that can be drawn completely.

    A character that no face has is written as its code point, 〔U+2B81C〕, so that a name is never silently shorter
    than it is. Control and format characters go. With breakable=True long words such as addresses get zero-width spaces
    where a line may break; templates must set them by `say`, which keeps them out of the copied text.
    """
    drawable = _drawable()
    out = []
    for character in text:
        if ord(character) in drawable and not _invisible(character):
            out.append(character)
        elif character.isspace():
            out.append(" ")
        elif not _invisible(character):
            out.append(f"〔U+{ord(character):04X}〕")
    whole = "".join(out)
    return _LONG_WORD.sub(lambda found: _BREAK_AFTER.sub("\u200b", found.group()), whole) if breakable else whole
