"""Reading what clerks type and paste, and objecting to what is wrong or missing."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rulebook.model import Field
from gongkai.rulebook.text import Text
from gongkai.rulebook.timing import SHANGHAI
from gongkai.rulebook.values import GAPS, Refusal, clean, objections, parse_date, parse_period, parse_scalar
from gongkai.rulebook.vocabulary import ElementType

YUAN = Field("amount", ElementType.MONEY, Text("金额"), unit="元")
WAN = Field("amount", ElementType.MONEY, Text("金额"), unit="万元")
NUMBER = Field("area", ElementType.NUMBER, Text("面积"), unit="亩")


@pytest.mark.parametrize(
    ("text", "field", "expected"),
    [
        ("1234.5", YUAN, "1234.50"),
        ("１，２３４．５６", YUAN, "1234.56"),
        ("1,234,567.89", YUAN, "1234567.89"),
        ("￥1,234元", YUAN, "1234.00"),
        ("12.5万元", YUAN, "125000.00"),
        ("12.5", WAN, "125000.00"),
        ("12.5元", WAN, "12.50"),
        ("1.2亿元", YUAN, "120000000.00"),
        ("-3", YUAN, "-3.00"),
        ("(3.10)", YUAN, "-3.10"),
        (" 1 000 ", NUMBER, "1000"),
        ("3.50亩", NUMBER, "3.5"),
        (1200, NUMBER, "1200"),
        (0.1, NUMBER, "0.1"),
        (Decimal("1E+2"), NUMBER, "100"),
        ("-0", NUMBER, "0"),
    ],
)
def test_numbers_as_people_write_them(text, field, expected):
    assert parse_scalar(text, field) == expected


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("abc", "value.number"),
        ("1,23", "value.number"),
        ("1.2.3", "value.number"),
        ("NaN", "value.number"),
        ("Infinity", "value.number"),
        ("", "value.number"),
        ("约100", "value.number"),
        ("3.60426E+17", "value.scientific"),
        ("1.005", "value.decimals"),
    ],
)
def test_numbers_that_are_none(text, code):
    with pytest.raises(Refusal) as caught:
        parse_scalar(text, YUAN)
    assert caught.value.code == code
    assert text in caught.value.zh


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=2))
def test_money_survives_being_formatted_with_separators(amount):
    assert Decimal(parse_scalar(f"{amount:,.2f}", YUAN)) == amount
    assert parse_scalar(parse_scalar(f"{amount:,.2f}", YUAN), YUAN) == parse_scalar(f"{amount:.2f}", YUAN)


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-01",
        "2026/3/1",
        "2026.3.1",
        "2026年3月1日",
        "２０２６年３月１日",
        "20260301",
        "2026-03-01 00:00:00",
        "二〇二六年三月一日",
        "2026 年 3 月 1 日",
        date(2026, 3, 1),
        datetime(2026, 3, 1, 8, tzinfo=SHANGHAI),
    ],
)
def test_dates_as_people_write_them(text):
    assert parse_date(text) == "2026-03-01"


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_every_date_in_words_of_either_kind(day):
    assert parse_date(f"{day.year}年{day.month}月{day.day}日") == day.isoformat()
    numerals = "〇一二三四五六七八九"
    year = "".join(numerals[int(digit)] for digit in str(day.year))
    assert parse_date(f"{year}年{_chinese(day.month)}月{_chinese(day.day)}日") == day.isoformat()


def _chinese(n: int) -> str:
    tens, ones = divmod(n, 10)
    words = " 一二三四五六七八九"
    return (("" if tens == 1 else words[tens]) + "十" if tens else "") + (words[ones] if ones else "")


@pytest.mark.parametrize("text", ["2026-02-30", "2026年13月1日", "46082", "昨天", "0026-01-01", "2026-3"])
def test_dates_that_are_none(text):
    with pytest.raises(Refusal, match=r"2026-03-01"):
        parse_date(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026年第三季度", "2026Q3"),
        ("2026Q3", "2026Q3"),
        ("2026年3季度", "2026Q3"),
        ("2026年上半年", "2026H1"),
        ("2026年9月", "2026-09"),
        ("2026-09", "2026-09"),
        ("2026年度", "2026"),
        ("2025-2026学年第二学期", "2025-2026-2"),
        ("2026年1月1日至2026年3月31日", "2026-01-01/2026-03-31"),
        ("2026年1月1日至3月31日", "2026-01-01/2026-03-31"),
        ("2026-01-01/2026-03-31", "2026-01-01/2026-03-31"),
    ],
)
def test_periods(text, expected):
    assert parse_period(text) == expected
    assert parse_period(expected) == expected


@pytest.mark.parametrize("text", ["去年", "2026-13", "2026-03-31/2026-01-01"])
def test_periods_that_are_none(text):
    with pytest.raises(Refusal):
        parse_period(text)


def test_cells_pasted_from_a_spreadsheet(duty):
    pasted = '项目\t收入（元）\t支出\n"税收\n收入"\t1,000.50\t0.05\n\t\t\n非税收入\t２００\t0.01\n'
    cleaned = clean(duty, {"lines": pasted}, complete=False)
    assert cleaned.objections == ()
    assert cleaned.values["lines"] == [
        {"item": "税收\n收入", "income": "1000.50", "spent": "500.00"},
        {"item": "非税收入", "income": "200.00", "spent": "100.00"},
    ]


def test_pasted_cells_without_a_header_and_in_another_order(duty):
    plain = clean(duty, {"lines": "税收收入\t5\t0.0001"}, complete=False)
    assert plain.values["lines"] == [{"item": "税收收入", "income": "5.00", "spent": "1.00"}]
    turned = clean(duty, {"lines": "收入\t项目\n5\t税收收入"}, complete=False)
    assert turned.values["lines"] == [{"item": "税收收入", "income": "5.00"}]


def test_a_bad_cell_names_its_row_and_column(duty):
    cleaned = clean(duty, {"lines": "a\t1\t1\nb\t壹\t1\nc\t1\t1\t多出来的"}, complete=False)
    assert "lines" not in cleaned.values
    assert [(one.code, one.field, one.row) for one in cleaned.objections] == [
        ("value.columns", "lines", 3),
        ("value.number", "lines", 2),
    ]
    assert cleaned.objections[1].zh == "“收支表”第2行“收入”：“壹”不是数字，请填写如 1234.56"


def test_choices_by_label_in_either_language(duty):
    assert clean(duty, {"kind": "甲类"}, complete=False).values == {"kind": "a"}
    assert clean(duty, {"kind": "Class B"}, complete=False).values == {"kind": "b"}
    assert clean(duty, {"kind": "丙类"}, complete=False).objections[0].code == "value.choice"


def test_an_unfinished_draft_is_accepted_and_a_finished_one_is_told_everything_at_once(duty):
    assert clean(duty, {"total_income": ""}, complete=False).objections == ()
    cleaned = clean(duty, {"summary": "无", "share": "120%", "approved_on": "x"}, complete=True)
    assert [(one.code, one.field) for one in cleaned.objections] == [
        ("value.date", "approved_on"),
        ("value.placeholder", "summary"),
        ("value.required", "lines"),
        ("value.required", "total_income"),
        ("value.too_large", "share"),
    ]
    assert all(one.zh and one.en for one in cleaned.objections)


def test_good_content_meets_no_objection(duty, good):
    assert objections(duty, good) == ()
    assert clean(duty, good, complete=True).values["total_income"] == "0.30"


def test_cents_are_exact(duty, good):
    good["total_income"] = "0.31"
    found = objections(duty, good)
    assert [(one.code, one.field) for one in found] == [("check.balances", "total_income")]
    assert found[0].text("zh") == "收入合计与明细不符"


def test_a_rule_for_every_row_names_the_row(duty, good):
    good["lines"][1]["spent"] = "0.21"
    assert [(one.code, one.row) for one in objections(duty, good)] == [("check.covered", 2)]


def test_empty_cells_and_thin_content(duty, good):
    good["lines"][0].pop("item")
    good["summary"] = "<p> 很 短 </p>"
    found = objections(duty, good)
    assert [(one.code, one.field, one.row) for one in found] == [
        ("value.too_short", "summary", None),
        ("value.required", "lines", 1),
    ]
    assert found[0].zh == "“说明”内容太少（2字，至少10字），请写具体"
    assert {one.code for one in found} <= GAPS


def test_an_attachment_fills_a_file_element(duty_data, good):
    from gongkai.rulebook.model import Duty

    duty_data["elements"][-1]["required"] = True
    duty = Duty.from_json(duty_data)
    assert [one.field for one in objections(duty, good)] == ["scan"]
    assert objections(duty, good, ("scan",)) == ()


@given(st.text(max_size=40))
def test_no_input_breaks_the_reader(text):
    from gongkai.rulebook.model import Duty
    from tests.rulebook.conftest import DUTY

    duty = Duty.from_json(DUTY)
    raw = {element.id: text for element in duty.elements}
    cleaned = clean(duty, raw, complete=True)
    again = clean(duty, cleaned.values, complete=False)
    assert again.values == cleaned.values
