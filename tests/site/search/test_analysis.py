from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.site.search.analysis import compact, fold, fold_codes, fold_with_offsets, phrases, to_codes
from gongkai.site.search.grams import NO_GRAMS, CommonGrams, choose_grams
from gongkai.site.search.query import understand
from gongkai.site.search.snippets import excerpt, marked, pattern
from gongkai.site.search.tokens import tokens


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("ＡＢｃ１２３", "abc123"),
        ("財政預算執行", "财政预算执行"),
        ("国办发〔2019〕54号", "国办发 2019 54号"),
        ("二○二六年", "二〇二六年"),
        ("甲，乙。", "甲\n乙\n"),
        ("㎡", "m2"),
        ("\ud800", " "),
    ],
)
def test_folding(written: str, folded: str) -> None:
    assert fold(written) == folded


@given(st.text(), st.text())
def test_folding_knows_no_context(left: str, right: str) -> None:
    assert fold(left + right) == fold(left) + fold(right)


@given(st.text())
def test_offsets_point_into_the_text(text: str) -> None:
    folded, offsets = fold_with_offsets(text)
    assert len(folded) == len(text if offsets is None else offsets)
    assert offsets is None or all(0 <= offset < len(text) for offset in offsets)


def test_units_and_pairs() -> None:
    assert phrases("2019年，A股 1,234万") == [["2019_", "年"], ["a_", "股", "1234_", "万"]]
    assert compact("硬\n换行") == "硬换行", "a wrapped line does not part a word"
    assert compact("一段\r\n\r\n二段") == "一段\n二段"


@given(st.text())
def test_folding_an_array_is_folding(text: str) -> None:
    codes, several = fold_codes(to_codes(text))
    lengthened = dict(several)
    assert "".join(lengthened.get(place) or chr(code) for place, code in enumerate(codes.tolist())) == fold(text)


def within(common: CommonGrams, text: str) -> set[str]:
    marks = {common.mark(gram): gram for gram in common.strings}
    return {marks[mark] for _, found in common.within(to_codes(text)) for mark in found}


def test_common_strings_become_tokens_where_they_stand() -> None:
    common = choose_grams(["各级人民政府应当。第12条的"] * 30)
    assert "人民政" in common
    assert "人民政府" in common
    assert not any("1" in gram for gram in common.strings)
    assert {"人民政", "民政府", "人民政府"} == within(common, compact("县人民政府"))
    assert within(common, compact("人民。政府")) == set()
    assert len(choose_grams(["罕见的词"])) == 0
    assert len(choose_grams([])) == 0


@given(st.text("甲乙丙𠀀\0", max_size=40))
def test_common_strings_are_found_exactly(text: str) -> None:
    common = CommonGrams(["甲乙丙", "甲甲甲甲", "丙丙乙", "乙甲乙甲", "甲甲甲甲乙甲乙甲", "甲甲甲甲甲", "乙甲乙甲乙甲"])
    assert within(common, text) == {gram for gram in common.strings if gram in text}


def pairs_of(text: str) -> list[str]:
    made: list[str] = []
    for stretch in phrases(text):
        units = ["", *stretch, ""]
        made += [left + right for left, right in pairwise(units)]
    return made


written = st.text(
    st.sampled_from(list("甲乙丙預算的１２,，３45ab Ｃ\r\n\n。；㎡⑩½ﬁ…𠀀\0\ud800\ue000_%")) | st.characters(),
    max_size=60,
)


@given(st.lists(st.tuples(written, written), max_size=5))
def test_tokens_of_a_batch_are_those_of_each_text(texts: list[tuple[str, str]]) -> None:
    common = CommonGrams(["甲乙丙", "甲乙丙甲", "预算的"])
    batch = list(tokens(texts, common))
    assert len(batch) == len(texts)
    for (heading, rest), found in zip(texts, batch, strict=True):
        units = [unit for part in (heading, rest) for stretch in phrases(part) for unit in stretch]
        assert found.pairs.split() == pairs_of(heading) + pairs_of(rest)
        assert found.runs.split() == [unit for unit in units if unit.endswith("_")]
        characters = set(found.characters) - {"\n", "\ue000"}
        whole = f"{compact(heading)}\n{compact(rest)}"
        grams = {common.mark(gram) for gram in common.strings if gram in whole}
        assert characters == {unit for unit in units if not unit.endswith("_")} | grams
        of_heading = [unit for stretch in phrases(heading) for unit in stretch]
        heading_grams = {common.mark(gram) for gram in common.strings if gram in compact(heading)}
        assert set(found.heading.split()) == {*pairs_of(heading), *of_heading} | heading_grams


def test_long_runs_are_divided_alike() -> None:
    text = "码" + "a" * 130 + "1，甲" + "9" * 64 + "乙"
    (found,) = tokens([("", text)], NO_GRAMS)
    assert found.pairs.split() == pairs_of(text)
    assert found.runs.split() == ["a" * 64 + "_", "a" * 64 + "_", "aa1_", "9" * 64 + "_"]


@pytest.mark.parametrize(
    ("typed", "wanted", "unwanted"),
    [
        ("财政预算执行情况", ["财政预算", "执行", "情况"], []),
        ("沟门峪村", ["沟门峪村"], []),
        ("北京的教育经费", ["北京", "教育经费"], []),
        ("于和平", ["于和平"], []),
        ("“校外 培训” -国办发〔2019〕54号", ["校外 培训"], ["国办发〔2019〕54号"]),
        ("国办发〔2019〕54号", ["国办发〔2019〕54号"], []),
        ("预算 预算 預算", ["预算"], []),
        ("预算“执行", ["预算", "执行"], []),
    ],
)
def test_understanding(typed: str, wanted: list[str], unwanted: list[str]) -> None:
    words = understand(typed)
    assert [word.shown for word in words.wanted] == wanted
    assert [word.shown for word in words.unwanted] == unwanted


@pytest.mark.parametrize(
    ("typed", "text", "html"),
    [
        ("預算", "财政预算<执行>", "财政<mark>预算</mark>&lt;执行&gt;"),
        ("国办发(2019)54号", "见国办发〔2019〕54号。", "见<mark>国办发〔2019〕54号</mark>。"),
        ("19", "2019年19日", "2019年<mark>19</mark>日"),
        ("换行", "硬换\n行", "硬<mark>换 行</mark>"),
        ("m2", "共㎡", "共<mark>㎡</mark>"),
    ],
)
def test_marking(typed: str, text: str, html: str) -> None:
    assert marked(text, pattern(understand(typed).wanted)) == html


def test_the_excerpt_shows_most_words_and_looks_far() -> None:
    words = pattern(understand("鹦鹉 孔雀").wanted)
    text = "鹦鹉。" + "无关文字" * 3_000 + "鹦鹉与孔雀同笼" + "无关文字" * 100
    assert excerpt(text[10:], words).count("<mark>") == 2
    assert excerpt("没有", words) == ""


@given(st.text(), st.text(max_size=20))
def test_html_is_safe_whatever_the_text(text: str, typed: str) -> None:
    made = marked(text, pattern(understand(typed).wanted))
    assert "<" not in made.replace("<mark>", "").replace("</mark>", "")
    assert made.count("<mark>") == made.count("</mark>")
