"""Document numbers: every form seen in practice, and every reason for refusing one."""

import csv
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rulebook.document_numbers import DocumentNumber, Kind, Mark, parse

REAL = Path(os.environ.get("GONGKAI_REAL_DATA", Path(__file__).parents[3] / "shared" / "data"))
NONE: set[Mark] = set()


@pytest.mark.parametrize(
    ("printed", "canonical", "marks"),
    [
        ("国办发〔2020〕5号", "国办发〔2020〕5号", NONE),
        ("国发[2020]5号", "国发〔2020〕5号", {Mark.BRACKETS}),
        ("国发［2020］5号", "国发〔2020〕5号", {Mark.BRACKETS}),
        ("国发【2020】5号", "国发〔2020〕5号", {Mark.BRACKETS}),
        ("国发(2020)5号", "国发〔2020〕5号", {Mark.BRACKETS}),
        ("国发（2020）5号", "国发〔2020〕5号", {Mark.BRACKETS}),
        ("国发〈2020〉5号", "国发〔2020〕5号", {Mark.BRACKETS}),
        ("国发〔2020]5号", "国发〔2020〕5号", {Mark.BRACKETS}),
        ("国 发 〔 2020 〕 5 号", "国发〔2020〕5号", {Mark.SPACES}),
        ("国发〔２０２０〕５号", "国发〔2020〕5号", {Mark.FULL_WIDTH}),
        ("国发〔2020〕第005号", "国发〔2020〕5号", {Mark.ORDINAL, Mark.LEADING_ZERO}),
        ("国发〔2020〕5", "国发〔2020〕5号", {Mark.MISSING_HAO}),
        ("国发〔2020年〕5号", "国发〔2020〕5号", NONE),
        ("国发〔2020〕5号文", "国发〔2020〕5号", NONE),
        ("国办发明电〔2022〕16号", "国办发明电〔2022〕16号", NONE),
        ("国海管字〔2015〕16号", "国海管字〔2015〕16号", NONE),
        ("粤办函〔2023〕267号", "粤办函〔2023〕267号", NONE),
        ("控方案的通知粤府〔2020〕71号", "粤府〔2020〕71号", {Mark.SURROUNDING_TEXT}),
        ("《关于安全的通知》（国发〔2020〕5号）", "国发〔2020〕5号", {Mark.SURROUNDING_TEXT, Mark.BRACKETS}),
        ("文号：国发〔2020〕5号", "国发〔2020〕5号", {Mark.SURROUNDING_TEXT}),
        ("中华人民共和国国务院令 第711号", "国务院令第711号", {Mark.SPACES}),
        ("中华人民共和国主席令第七十五号", "主席令第75号", {Mark.CHINESE_NUMERALS}),
        ("主席令第一百零一号", "主席令第101号", {Mark.CHINESE_NUMERALS}),
        ("国发〔二〇二〇〕五号", "国发〔2020〕5号", {Mark.CHINESE_NUMERALS}),
        ("国务院第711号令", "国务院令第711号", NONE),
        ("财政部2020年第13号公告", "财政部公告〔2020〕13号", NONE),
        ("广东省人民政府令（第300号）", "广东省人民政府令第300号", {Mark.BRACKETS}),
        ("财政部令〔2020〕第5号", "财政部令〔2020〕5号", {Mark.ORDINAL}),
        ("国家税务总局公告 2018 年第 3 号", "国家税务总局公告〔2018〕3号", {Mark.SPACES}),
        ("(84)国发字第5号", "国发字〔1984〕5号", {Mark.YEAR_FIRST, Mark.TWO_DIGIT_YEAR, Mark.ORDINAL, Mark.BRACKETS}),
        ("国发2020-5号", "国发〔2020〕5号", {Mark.NO_BRACKETS}),
        ("国发2020 5号", "国发〔2020〕5号", {Mark.NO_BRACKETS, Mark.SPACES}),
        ("国发〔20205号", "国发〔2020〕5号", {Mark.MISSING_BRACKET}),
        ("国发2020〕5号", "国发〔2020〕5号", {Mark.MISSING_BRACKET}),
        ("国函〔2020〕98—100号", "国函〔2020〕98号、国函〔2020〕99号、国函〔2020〕100号", {Mark.RANGE}),
        ("国函〔2020〕98号至第99号", "国函〔2020〕98号、国函〔2020〕99号", {Mark.RANGE}),
        ("国函〔2020〕98、99号", "国函〔2020〕98号、国函〔2020〕99号", {Mark.SEVERAL}),
        ("国发〔2020〕5-1号", "国发〔2020〕5号", {Mark.SUB_NUMBER}),
        ("教基〔2010〕1号 财教〔2010〕2号", "教基〔2010〕1号、财教〔2010〕2号", {Mark.SEVERAL, Mark.SPACES}),
        ("教基〔2010〕1号和财教〔2010〕2号", "教基〔2010〕1号、财教〔2010〕2号", {Mark.SEVERAL}),
    ],
)
def test_every_form_is_read_into_the_standard_one(printed: str, canonical: str, marks: set[Mark]) -> None:
    """A printed number gives the canonical number and says what was unusual."""
    parsed = parse(printed)
    assert parsed.objection is None
    assert parsed.canonical == canonical
    assert parsed.marks == marks


@pytest.mark.parametrize(
    ("printed", "code"),
    [
        ("", "empty"),
        (None, "empty"),
        (" 无 ", "empty"),
        ("关于安全的通知", "no_digits"),
        ("国发〔2020〕号", "no_number"),
        ("〔2020〕5号", "no_series"),
        ("第5号", "no_series"),
        ("国发5号", "no_year"),
        ("国发五号", "no_year"),
        ("国发〔2020〕5号" * 60, "too_long"),
        ("国发20205号", "ambiguous"),
        ("国发〔202〕5号", "year_impossible"),
        ("国发〔1890〕5号", "year_impossible"),
        ("国发〔20〕5号", "year_impossible"),
        ("粤府〔2020〕1234567号", "number_impossible"),
        ("粤府〔2020〕0号", "number_impossible"),
        ("粤府〔2020〕1至3000号", "number_impossible"),
    ],
)
def test_what_cannot_be_read_says_why(printed: str | None, code: str) -> None:
    """A refused number has no numbers and a reason in both languages."""
    parsed = parse(printed)
    assert parsed.numbers == ()
    assert parsed.objection is not None
    assert parsed.objection.code == code
    assert parsed.objection.zh != parsed.objection.en


@pytest.mark.parametrize(
    ("printed", "kind"),
    [
        ("国发〔2020〕5号", Kind.ISSUED),
        ("国办函〔2020〕5号", Kind.LETTER),
        ("国务院令第711号", Kind.ORDER),
        ("国办发明电〔2020〕5号", Kind.TELEGRAM),
        ("财政部公告2020年第5号", Kind.ANNOUNCEMENT),
    ],
)
def test_the_kind_follows_the_code(printed: str, kind: Kind) -> None:
    """The family of a series is told by its ending."""
    assert parse(printed).numbers[0].kind is kind


@given(
    st.text(alphabet="国粤府办发函教基字京政", min_size=1, max_size=6).filter(lambda code: code != "字"),
    st.integers(1949, 2100),
    st.integers(1, 99_999),
)
def test_the_canonical_form_reads_back_as_itself(series: str, year: int, serial: int) -> None:
    """Reading the canonical form changes nothing."""
    number = DocumentNumber(series, year, serial)
    assert parse(number.canonical).numbers == (number,)


@given(st.text(max_size=60))
def test_no_text_breaks_the_reader(text: str) -> None:
    """Any text gives numbers or a reason, never both, never neither."""
    parsed = parse(text)
    assert bool(parsed.numbers) != bool(parsed.objection)


@pytest.mark.parametrize("name", ["state-council-documents.csv", "guangdong-documents.csv"])
def test_every_number_of_the_real_data_is_read(name: str) -> None:
    """All printed numbers of the real collections are understood."""
    path = REAL / name
    if not path.exists():
        pytest.skip(f"real data not present: {name}")
    with path.open(encoding="utf-8-sig", newline="") as source:
        printed = [row["document_number"] for row in csv.DictReader(source)]
    refused = [text for text in printed if text and parse(text).objection]
    assert len(printed) > 4_000
    assert refused == []
