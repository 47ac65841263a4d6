"""The texts of laws, to see whether a cited article is there in that version."""

import re
import tarfile
from functools import lru_cache
from pathlib import Path, PurePosixPath

_DIGITS = "零一二三四五六七八九"
_HEADING = re.compile(
    r"(?m)^\s*(?:#+\s*)?\**(第[零一二三四五六七八九十百千]+条(?:之[一二三四五六七八九十]+)?)\**(?=[\s　：:]|$)"
)
_CITED = re.compile(r"(?P<article>\d+)(?:-(?P<after>\d+))?(?P<items>(?:[(（].*[)）])*)")
_PARAGRAPH = re.compile(r"[(（]([^)）]*)[)）]")


class LawTexts:
    """A collection of law texts, one Markdown file for each version, named by its stem.

    Arguments: path, a folder or a .tar.xz of one. Raises FileNotFoundError.
    """

    def __init__(self, path: Path) -> None:
        if path.is_dir():
            self._texts = {file.stem: file for file in path.rglob("*.md")}
            self._read: dict[str, str] = {}
        else:
            self._texts = {}
            self._read = dict(_archive(path))

    def __contains__(self, stem: str) -> bool:
        return stem in self._texts or stem in self._read

    def articles(self, stem: str) -> dict[str, str]:
        """Return article number (第二十条) to text of one version. Raises KeyError."""
        return _articles(self._text(stem))

    def has_article(self, stem: str, cited: str) -> bool:
        """Tell whether a version of a text has an article, with the item if one is cited.

        Arguments: stem of the file; cited, as printed in the rulebook: ``20``, ``20(8)``, ``48(2)``, ``24,30``.
        """
        articles = self.articles(stem)
        return all(_there(one.strip(), articles) for one in re.split(r"[,，、;；]", cited) if one.strip())

    def _text(self, stem: str) -> str:
        if stem not in self._read:
            self._read[stem] = self._texts[stem].read_text("utf-8")
        return self._read[stem]


@lru_cache(maxsize=64)
def _articles(text: str) -> dict[str, str]:
    body = text.rsplit("<!-- INFO END -->", maxsplit=1)[-1]
    parts = _HEADING.split(body)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def _archive(path: Path) -> list[tuple[str, str]]:
    with tarfile.open(path) as archive:
        members = [member for member in archive if member.isfile() and member.name.endswith(".md")]
        found = ((PurePosixPath(member.name).stem, archive.extractfile(member)) for member in members)
        return [(stem, file.read().decode("utf-8")) for stem, file in found if file is not None]


def _there(cited: str, articles: dict[str, str]) -> bool:
    found = _CITED.fullmatch(cited.removeprefix("第").removesuffix("条"))
    if found is None:
        return not {cited, f"第{cited}条"}.isdisjoint(articles)
    name = f"第{chinese(int(found['article']))}条" + (f"之{chinese(int(found['after']))}" if found["after"] else "")
    text = articles.get(name)
    return text is not None and all(_item(item, text) for item in _PARAGRAPH.findall(found["items"]))


def _item(item: str, text: str) -> bool:
    """Look for an item, （八）, or count a paragraph (款): a number may be meant either way."""
    if not item.isdecimal():
        return item in text
    marks = (f"（{chinese(int(item))}）", f"({chinese(int(item))})")
    paragraphs = [line for line in text.splitlines() if line.strip() and not line.strip().startswith(("(", "（", "#"))]
    return any(mark in text for mark in marks) or int(item) <= len(paragraphs)


def chinese(number: int) -> str:
    """Return a number below ten thousand in Chinese numerals as laws write them: 八, 十, 二十一, 一百零五."""
    if number < 10:
        return _DIGITS[number]
    if number < 20:
        return "十" + (_DIGITS[number % 10] if number % 10 else "")
    words, rest, gap = "", number, False
    for value, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, rest = divmod(rest, value)
        if digit:
            words += ("零" if gap else "") + _DIGITS[digit] + unit
            gap = False
        else:
            gap = bool(words)
    return words
