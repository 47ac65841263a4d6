"""Every record that holds what is asked is found, and no other, whatever way the index takes to it."""

import random
from pathlib import Path

import pytest

from gongkai.site.search import SearchDocument, SearchIndex, SearchRequest, builder, search
from gongkai.site.search.analysis import compact

from .conftest import record

# So few characters that every string is common, and a rare one for words that are not.
LETTERS = "甲乙丙" * 6 + "丁。"


@pytest.fixture(scope="module")
def stock() -> list[SearchDocument]:
    chance = random.Random(3)

    def text(length: int) -> str:
        return "".join(chance.choices(LETTERS, k=length))

    return [record(number, text(chance.randint(0, 6)), body=text(chance.randint(1, 60))) for number in range(400)]


@pytest.fixture(scope="module")
def crowded(stock: list[SearchDocument], tmp_path_factory: pytest.TempPathFactory) -> SearchIndex:
    folder: Path = tmp_path_factory.mktemp("crowded")
    index = SearchIndex.open(folder)
    index.rebuild(stock)
    for changed in stock[:20]:
        index.replace(changed)  # a second segment, and deleted records in the first
    index.commit()
    return index


def all_pages(index: SearchIndex, text: str) -> list[int]:
    found: list[int] = []
    for page in range(1, 50):
        answer = search(index, SearchRequest(text=text, page=page, page_size=17, with_facets=False))
        found += [hit.document.id for hit in answer.hits]
        if page >= answer.pages:
            assert answer.total == len(found)
            return found
    raise AssertionError


@pytest.mark.parametrize("many_titles", [0, 5_000])
def test_words_of_every_length_are_found_exactly(
    crowded: SearchIndex, stock: list[SearchDocument], many_titles: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(builder, "_MANY_TITLES", many_titles)
    chance = random.Random(many_titles)
    wholes = {document.id: compact(f"{document.title}。{document.body}") for document in stock}
    asked = 0
    for number in range(150):
        words = set()
        for _ in range(1 + number % 3):
            whole = chance.choice(list(wholes.values()))
            start = chance.randrange(len(whole))
            word = whole[start : start + chance.randint(1, 10)].split("\n")[0]
            if word:
                words.add(word)
        if not words:
            continue
        asked += 1
        found = all_pages(crowded, " ".join(f"“{word}”" for word in words))
        expected = {key for key, whole in wholes.items() if all(word in whole for word in words)}
        assert len(found) == len(set(found)), words
        assert set(found) == expected, words
    assert asked > 100


def test_this_stock_takes_every_way(crowded: SearchIndex) -> None:
    common = crowded.reading()[2]
    assert {len(gram) for gram in common.strings} >= {3, 4, 5}


def test_common_words_are_ordered_by_title_then_date(tmp_path: Path) -> None:
    index = SearchIndex.open(tmp_path)
    bodies = [record(number, "其他", body="甲乙与丙甲") for number in range(10)]
    index.rebuild([record(90, "甲乙", body="丙甲"), *bodies, record(91, "甲乙和丙甲")])
    assert all_pages(index, "“甲乙” “丙甲”") == [91, 90, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0]
