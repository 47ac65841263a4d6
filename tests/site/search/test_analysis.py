import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.site.search.analysis import Tokens, compact, fold, fold_with_offsets, phrases
from gongkai.site.search.grams import CommonGrams, choose_grams
from gongkai.site.search.query import understand
from gongkai.site.search.snippets import excerpt, marked, pattern


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
    assert Tokens("预算。执行").pairs.split() == ["预", "预算", "算", "执", "执行", "行"]
    assert compact("硬\n换行") == "硬换行", "a wrapped line does not part a word"
    assert compact("一段\r\n\r\n二段") == "一段\n二段"


def test_common_strings_become_tokens_where_they_stand() -> None:
    common = choose_grams(["各级人民政府应当。第12条的"] * 30)
    assert "人民政" in common
    assert "人民政府" in common
    assert not any("1" in gram for gram in common.strings)
    assert {"人民政", "民政府", "人民政府"} == common.within(compact("县人民政府"))
    assert common.within(compact("人民。政府")) == set()
    assert len(choose_grams(["罕见的词"])) == 0


@given(st.text("甲乙丙𠀀\0", max_size=40))
def test_common_strings_are_found_exactly(text: str) -> None:
    common = CommonGrams(["甲乙丙", "甲甲甲甲", "丙丙乙", "乙甲乙甲"])
    assert common.within(text) == {gram for gram in common.strings if gram in text}


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
