"""Cells: what is understood, and what is refused with a remedy."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.intake.tables import values
from gongkai.intake.tables.dates import parse_date
from gongkai.intake.tables.values import ValueRefused

APRIL = dt.date(2019, 4, 3)


@pytest.mark.parametrize(
    "cell",
    [
        "2019年4月3日",
        "2019年04月03日",
        " 2019 年 4 月 3 日 ",
        "2019-4-3",
        "2019-04-03",
        "2019/4/3",
        "2019.04.03",
        "２０１９．０４．０３",
        "20190403",
        "2019-04-03 10:30",
        "2019-04-03T10:30:00+08:00",
        "2019年4月3日 上午10:30",
        "二〇一九年四月三日",
        "二○一九年四月三日",
        "43558",
        43558,
        43558.5,
        20190403,
        dt.date(2019, 4, 3),
        dt.datetime(2019, 4, 3, 8, tzinfo=dt.UTC),
    ],
)
def test_dates_seen_in_practice_are_understood(cell: values.Cell) -> None:
    assert parse_date(cell) == APRIL


@pytest.mark.parametrize(
    "cell",
    [
        "19年4月3日",
        "19-4-3",
        "4/3/19",
        "3/4/2019",
        "2019年4月",
        "2019-02-30",
        "20191332",
        "去年",
        "0",
        12,
        True,
        "1066-10-14",
    ],
)
def test_uncertain_dates_are_refused_with_a_remedy(cell: values.Cell) -> None:
    with pytest.raises(ValueRefused) as caught:
        parse_date(cell)
    assert "2019-04-03" in caught.value.remedy.zh


@given(st.dates(dt.date(1950, 1, 1), dt.date(2099, 12, 31)))
def test_every_form_of_a_day_gives_that_day(day: dt.date) -> None:
    serial = (day - dt.date(1899, 12, 30)).days
    for cell in (f"{day.year}年{day.month}月{day.day}日", day.isoformat(), f"{day:%Y%m%d}", serial, f"{day:%Y.%m.%d}"):
        assert parse_date(cell) == day


@given(st.text(max_size=20))
def test_no_text_breaks_the_reader_of_dates(cell: str) -> None:
    outcome: object
    try:
        outcome = parse_date(cell)
    except ValueRefused as refused:
        outcome = refused.what.zh
    assert outcome
    assert isinstance(outcome, dt.date | str)


@pytest.mark.parametrize(
    ("cell", "seen"), [(123.0, "123"), (12.5, "12.5"), (" 甲 ", "甲"), ("'=1+1", "=1+1"), (True, "是")]
)
def test_text_is_what_a_person_reads(cell: values.Cell, seen: str) -> None:
    assert values.text()(cell) == seen


CELLS = st.one_of(
    st.none(),
    st.text(max_size=40),
    st.text(alphabet="0123456789.,-+E万元年月日/: ", max_size=40),
    st.integers(),
    st.integers(10**300, 10**400),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
)
PARSERS = {
    "text": values.text(longest=20, pattern=r"\w+", example="a"),
    "date": values.date(),
    "document number": values.document_number(),
    "money": values.money(),
    "number": values.number(places=3, least=0, most=100),
    "integer": values.integer(),
    "boolean": values.boolean(),
    "choice": values.choice({"a": ("甲",)}),
    "several": values.several(values.integer()),
}


@pytest.mark.parametrize("name", PARSERS)
@given(CELLS)
def test_every_parser_gives_a_value_or_refuses_any_cell(name: str, cell: values.Cell) -> None:
    try:
        outcome = PARSERS[name](cell)
    except ValueRefused as refused:
        outcome = refused.remedy.zh
    assert outcome is not None


def test_whole_numbers_of_any_length_stay_exact() -> None:
    assert values.text()(110101199003070000) == "110101199003070000"
    with pytest.raises(ValueRefused):
        values.money()("9" * 30)


@pytest.mark.parametrize("cell", [1.2e17, 110101199003070000.0, "1.2E+17", "3.20106E+17", "#REF!", "甲\ufffd"])
def test_rounded_numbers_and_errors_are_refused_as_text(cell: values.Cell) -> None:
    with pytest.raises(ValueRefused):
        values.text()(cell)


def test_text_has_a_length_and_a_pattern() -> None:
    with pytest.raises(ValueRefused):
        values.text(longest=3)("一二三四")
    code = values.text(pattern=r"\d{6}", example="990101")
    assert code("990101") == "990101"
    with pytest.raises(ValueRefused) as caught:
        code("99010")
    assert "990101" in caught.value.remedy.zh


@pytest.mark.parametrize(
    ("cell", "seen"),
    [("1,234.50", "1234.50"), ("￥12", "12"), ("1.5万元", "15000.0"), ("１２元", "12"), (0.1, "0.1"), (7, "7")],
)
def test_amounts_are_exact_yuan(cell: values.Cell, seen: str) -> None:
    assert values.money()(cell) == Decimal(seen)


@pytest.mark.parametrize("cell", ["十二", "1,23", "12.345", "-1", "", "."])
def test_what_is_no_amount_is_refused(cell: values.Cell) -> None:
    with pytest.raises(ValueRefused):
        values.money()(cell)


def test_whole_numbers_choices_lists_and_yes_no() -> None:
    assert values.integer(least=1)("1,200") == 1200
    with pytest.raises(ValueRefused):
        values.integer()("1.5")
    kind = values.choice({"village": ("村", "行政村"), "school": ("学校",)})
    assert kind(" 行政 村") == "village"
    assert kind("SCHOOL") == "school"
    with pytest.raises(ValueRefused) as caught:
        kind("工厂")
    assert caught.value.remedy.zh == "可填：村、学校"
    assert values.boolean()("√") is True
    assert values.boolean()("否") is False
    with pytest.raises(ValueRefused):
        values.boolean()("也许")
    assert values.several(values.text())("甲、乙；丙\n丁") == ("甲", "乙", "丙", "丁")
    assert values.document_number()("国发[2020]第05号") == "国发〔2020〕5号"
    with pytest.raises(ValueRefused):
        values.document_number()("国发五号")


@pytest.mark.parametrize("cell", ["-", "+", "元", "-万元", "."])
def test_a_sign_or_a_unit_alone_is_no_number(cell: str) -> None:
    with pytest.raises(ValueRefused) as caught:
        PARSERS["integer"](cell)
    assert "只填数字" in caught.value.remedy.zh
