"""公开内容（要素） split into elements."""

import re
from typing import Final

_CIRCLED: Final = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_ITEM: Final = re.compile(
    rf"(?:(?<=[\s;；。，、,:：])|^)(?:[（(]?(?:\d{{1,2}}|[一二三四五六七八九十]{{1,3}})(?:[)）]|[.．、](?!\d))|[{_CIRCLED}]|[●◆▪■•·※○★\-—](?=\S))\s*",
    re.MULTILINE,
)
_INLINE: Final = re.compile(
    rf"(?<=[\u4e00-\u9fff”》)）])(?=(?:\d{{1,2}}[.．、](?!\d)|[（(]\d{{1,2}}[)）]|[{_CIRCLED}●]))"
)
_LINES: Final = re.compile(r"\n+|[;；](?![^（(]*[)）])")
_ENDS: Final = " \t\n\u3000;；。，,、"
_LONGEST: Final = 300


def split_elements(text: str) -> tuple[str, ...]:
    """Return the elements a cell of 公开内容 lists: numbered items, bullets, lines, or parts between semicolons.

    Arguments: text, verbatim. Words before the first number belong to no element unless nothing else is there.
    """
    spaced = _INLINE.sub("\n", text)
    starts = list(_ITEM.finditer(spaced))
    if len(starts) >= 2:
        ends = [*(found.start() for found in starts[1:]), len(spaced)]
        parts = [spaced[found.end() : end] for found, end in zip(starts, ends, strict=True)]
    else:
        plain = _ITEM.sub("", spaced, count=1) if starts and starts[0].start() == 0 else spaced
        parts = _LINES.split(plain)
    named = (re.sub(r"\s+", " ", part).strip(_ENDS) for part in parts)
    return tuple(dict.fromkeys(name[:_LONGEST] for name in named if name))
