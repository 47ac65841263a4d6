"""Every cited article exists in the cited version of the law (needs the law collection, which is not in the repository)."""

import os
import re
import tarfile
from pathlib import Path, PurePosixPath

import pytest

from gongkai.rulebook.packs import builtin_packs

DATA = Path(os.environ.get("GONGKAI_REAL_DATA", Path(__file__).parents[3] / "shared" / "data"))
ARCHIVE = DATA / "laws.tar.xz"
BASES = {basis.id: basis for pack in builtin_packs() for basis in pack.bases if basis.text}
CITED = sorted(
    {
        (ref.ref, ref.article)
        for pack in builtin_packs()
        for duty in pack.duties
        for ref in duty.bases
        if ref.ref in BASES and ref.article
    }
)
DIGITS = "零一二三四五六七八九"

pytestmark = pytest.mark.skipif(not ARCHIVE.exists(), reason=f"no law collection at {ARCHIVE}; set GONGKAI_REAL_DATA")


@pytest.fixture(scope="module")
def laws():
    """The texts of the register, stem to text after the history of promulgation."""
    wanted = {basis.text for basis in BASES.values()}
    found = {}
    with tarfile.open(ARCHIVE) as archive:
        for member in archive:
            stem = PurePosixPath(member.name).name.removesuffix(".md")
            if stem in wanted:
                found[stem] = archive.extractfile(member).read().decode("utf-8").split("<!-- INFO END -->")[-1]
    return found


def numeral(number):
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    words = DIGITS[hundreds] + "百" if hundreds else ""
    if tens:
        words += ("" if tens == 1 and not hundreds else DIGITS[tens]) + "十"
    elif hundreds and ones:
        words += "零"
    return words + (DIGITS[ones] if ones or not number else "")


def article(text, number):
    found = re.search(
        rf"(?m)^[#\s　]*第{numeral(number)}条[\s　](.*(?:\n(?![#\s　]*第[一二三四五六七八九十百零]+[条章节]).*)*)", text
    )
    return found and found[1]


def test_every_text_of_the_register_is_in_the_collection(laws):
    assert set(laws) == {basis.text for basis in BASES.values()}


@pytest.mark.parametrize(("basis", "cited"), CITED, ids=str)
def test_the_cited_article_paragraph_or_item_exists(laws, basis, cited):
    number, part = re.fullmatch(r"(\d+)(?:\((.+)\))?", cited).groups()
    text = article(laws[BASES[basis].text], int(number))
    assert text, f"{BASES[basis].title} has no article {number}"
    if part:
        numbered = part if not part.isdigit() else numeral(int(part))
        paragraphs = [line for line in text.splitlines() if line.strip()]
        item = f"({numbered})" in text or f"（{numbered}）" in text
        assert item or (part.isdigit() and int(part) <= len(paragraphs)), text


@pytest.mark.parametrize(
    ("number", "words"), [(7, "七"), (10, "十"), (20, "二十"), (62, "六十二"), (101, "一百零一"), (118, "一百一十八")]
)
def test_articles_are_counted_in_chinese(number, words):
    assert numeral(number) == words


def test_an_article_beyond_the_end_is_not_found(laws):
    assert article(laws["政府信息公开条例(2019-04-03)"], 99) is None
