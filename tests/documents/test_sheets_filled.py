"""Filled-in spreadsheets, as people fill them in."""

import io
import random
import time
from collections.abc import Callable
from datetime import date, datetime

import pytest
import xlsxwriter

from gongkai.documents.sheets import read_filled
from tests.documents import builders as b

HEAD = ["#lines.item", "#lines.amount", "#lines.paid_on", "#lines.sort"]
TITLES = ["项目 *", "金额（元） *", "日期", "类型"]
FORM = [["#label", "#value", "#help", "#key"], ["项目", "填写内容", "填写说明"], ["说明 *", "共三笔", "", "#summary"]]


def workbook(sheets: dict[str, list[list[object]]], *, keys: dict[str, str] | None = None, late: Callable | None = None,
             **options: object) -> bytes:  # fmt: skip
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"default_date_format": "yyyy-mm-dd", **options}) as book:
        made = {}
        for name, rows in sheets.items():
            made[name] = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for place, cell in enumerate(row):
                    if cell != "":
                        made[name].write(number, place, cell)
        if late:
            late(book, made)
        if keys is not None:
            sheet = book.add_worksheet("_gongkai")
            for number, pair in enumerate(keys.items()):
                sheet.write_row(number, 0, pair)
    return out.getvalue()


def lines(*rows: list[object], head: list[str] | None = None, **options: object) -> bytes:
    return workbook({"填报内容": FORM, "收支明细": [head or HEAD, TITLES, *rows]}, **options)


def read(data: bytes):
    return read_filled(b.duty(), data)


def test_plain_filling() -> None:
    filled = read(lines(["道路", 12.5, date(2026, 7, 8), "道路"], ["水渠", 3, date(2026, 7, 9), "Water"]))
    assert filled.objections == ()
    assert filled.values["summary"] == "共三笔"
    assert filled.values["lines"] == [
        {"item": "道路", "amount": "12.5", "paid_on": "2026-07-08", "sort": "road"},
        {"item": "水渠", "amount": "3", "paid_on": "2026-07-09", "sort": "water"},
    ]
    assert filled.rows["lines"] == [3, 4]


def test_columns_in_any_order_with_extra_ones_and_blank_rows() -> None:
    head = ["#lines.amount", "", "#lines.item"]
    rows = [head, ["金额", "备注", "项目"], [], [1, "x", "甲"], ["", "", ""], ["\u3000", "", " "], [2, "", "乙"]]
    filled = read(workbook({"填报内容": FORM, "改名的表": rows}))
    assert filled.objections == ()
    assert filled.values["lines"] == [{"item": "甲", "amount": "1"}, {"item": "乙", "amount": "2"}]
    assert filled.rows["lines"] == [4, 7]


def test_without_keys_headings_are_enough() -> None:
    rows = [["柳林镇长堤村收支表"], [], ["金额(元)", "日 期", "项目"], [1, "2026年7月8日", "甲"]]
    filled = read(workbook({"Sheet1": [["说明", "共三笔"], ["审核日期", date(2026, 7, 1)]], "Sheet2": rows}))
    assert filled.objections == ()
    assert filled.values["summary"] == "共三笔"
    assert filled.values["approved_on"] == "2026-07-01"
    assert filled.values["lines"] == [{"item": "甲", "amount": "1", "paid_on": "2026-07-08"}]


@pytest.mark.parametrize("text", ["2026-07-08", "2026/7/8", "2026.7.8", "2026年7月8日", "２０２６年７月８日", "20260708", " 2026-7-8 ",
                                  "2026-07-08 10:00:00", 20260708, 46211, date(2026, 7, 8), datetime.fromisoformat("2026-07-08T09:30")])  # fmt: skip
def test_dates_in_every_dress(text: object) -> None:
    assert read(lines(["甲", 1, text, ""])).values["lines"][0]["paid_on"] == "2026-07-08"


@pytest.mark.parametrize("options", [{"date_1904": True}, {}])
def test_both_epochs(options: dict) -> None:
    serial = 46211 - (1462 if options else 0)
    filled = read(lines(["甲", 1, serial, ""], ["乙", 1, date(2026, 7, 8), ""], **options))
    assert [row["paid_on"] for row in filled.values["lines"]] == ["2026-07-08", "2026-07-08"]


@pytest.mark.parametrize(
    ("cell", "number"),
    [("1,234.50", "1234.50"), ("１２３", "123"), ("¥ 12.5元", "12.5"), ("（12.5）", "-12.5"), (0.1 + 0.2, "0.3"), ("-3", "-3"),
     (1e14, "100000000000000"), ("1 000", "1000"), (-0.5, "-0.5"), ("+7", "7"), ("1，000", "1000"), (0, "0")],
)  # fmt: skip
def test_numbers_in_every_dress(cell: object, number: str) -> None:
    filled = read(lines(["甲", cell, "", ""]))
    assert filled.objections == ()
    assert filled.values["lines"][0]["amount"] == number


@pytest.mark.parametrize(
    ("place", "cell", "code"),
    [(1, "12万元", "cell_number"), (1, "约五千", "cell_number"), (1, True, "cell_number"), (1, "nan", "cell_number"),
     (1, "1e999999", "cell_number"), (2, "七月", "cell_date"), (2, "7/8/2026", "cell_date"), (2, "2026-02-30", "cell_date"),
     (2, 5, "cell_date"), (2, 1e300, "cell_date"), (3, "桥梁", "cell_choice"), (0, 330102199001011234.0, "cell_digits")],
)  # fmt: skip
def test_what_is_not_understood_is_objected_to_with_its_place(place: int, cell: object, code: str) -> None:
    row: list[object] = ["甲", 1, "", ""]
    row[place] = cell
    filled = read(lines(["乙", 2, "", ""], row))
    (told,) = filled.objections
    assert (told.code, told.field, told.row) == (code, "lines", 2)
    assert f"工作表“收支明细”{'ABCD'[place]}4" in told.zh
    assert f"{'ABCD'[place]}4" in told.en
    assert len(filled.values["lines"]) == 2


def test_formulas_give_their_cached_results_and_errors_are_named() -> None:
    def formulas(book, made) -> None:
        sheet = made["收支明细"]
        sheet.write(2, 0, "甲")
        sheet.write_formula(2, 1, "=1+1", None, 2)
        sheet.write(3, 0, "乙")
        sheet.write_formula(3, 1, "=1/0", None, "#DIV/0!")
        sheet.write(4, 0, "丙")
        sheet.write_formula(4, 1, "=A1", None, "")

    data = lines(late=formulas)
    uncalculated = b.with_part(data, "xl/worksheets/sheet2.xml", b"<f>1+1</f><v>2</v>", b"<f>1+1</f>")
    filled = read(data)
    assert filled.values["lines"][0] == {"item": "甲", "amount": "2"}
    assert [(told.code, told.row) for told in filled.objections if told.code == "cell_error"] == [("cell_error", 2)]
    assert ("cell_uncalculated", 1) in [(told.code, told.row) for told in read(uncalculated).objections]


def test_merged_cells_are_objected_to() -> None:
    def merge(book, made) -> None:
        made["收支明细"].merge_range(2, 0, 4, 0, "道路")
        made["收支明细"].write_column(2, 1, [1, 2, 3])

    (told,) = read(lines(late=merge)).objections
    assert told.code == "cells_merged"
    assert "A3:A5" in told.zh


def test_missing_sheets_and_columns_are_objected_to() -> None:
    assert [told.code for told in read(workbook({"别的": [["x"]]})).objections] == ["sheet_missing", "sheet_missing"]
    filled = read(
        workbook({"填报内容": FORM, "收支明细": [["#lines.item", "#lines.sort"], ["项目", "类型"], ["甲", ""]]})
    )
    assert [(told.code, told.field) for told in filled.objections] == [("column_missing", "lines")]
    assert "金额" in filled.objections[0].zh


def test_a_form_for_another_duty_is_refused() -> None:
    (told,) = read(lines(["甲", 1, "", ""], keys={"duty": "another"})).objections
    assert told.code == "sheet_other_duty"


def test_hidden_sheets_rows_and_columns_are_read() -> None:
    def hide(book, made) -> None:
        made["收支明细"].set_row(2, None, None, {"hidden": True})
        made["收支明细"].set_column(0, 0, None, None, {"hidden": True})
        made["收支明细"].hide()

    assert read(lines(["甲", 1, "", ""], late=hide)).values["lines"] == [{"item": "甲", "amount": "1"}]


def test_simple_values_of_every_type() -> None:
    rows = [*FORM, ["合计", "1,200元", "", "#total"], ["占比", "5%", "", "#share"], ["是否审计", "√", "", "#audited"],
            ["类别", "支出", "", "#kind"], ["审核日期", date(2026, 7, 1), "", "#approved_on"], ["扫描件", "x", "", "#scan"]]  # fmt: skip
    filled = read(workbook({"填报内容": rows, "收支明细": [HEAD, TITLES]}))
    assert filled.objections == ()
    assert filled.values == {"summary": "共三笔", "total": "1200", "share": "5", "audited": True, "kind": "cost",
                             "approved_on": "2026-07-01", "lines": []}  # fmt: skip


def test_choices_that_take_several_values() -> None:
    element = {"id": "k", "type": "choice", "multiple": True, "title": {"zh": "方式", "en": "Ways"},
               "options": [{"value": "a", "zh": "网站", "en": "Site"}, {"value": "b", "zh": "公示栏", "en": "Board"}]}  # fmt: skip
    filled = read_filled(b.duty(elements=[element]), workbook({"Sheet1": [["方式", "网站、公示栏"]]}))
    assert filled.values == {"k": ["a", "b"]}


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b.docx_bytes(), b.xlsx_bytes()[:900], b.pdf_bytes(), b"a,b\n"])
def test_other_files_are_refused(data: bytes) -> None:
    filled = read(data)
    assert filled.objections
    assert filled.values == {}


def test_damage_inside_never_raises() -> None:
    data = lines(["甲", 1, date(2026, 7, 8), "道路"])
    chance = random.Random(3)
    for _ in range(150):
        broken = bytearray(data)
        for _ in range(chance.randint(1, 12)):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        filled = read(bytes(broken))
        assert filled.values or filled.objections
    for name in ("xl/worksheets/sheet2.xml", "xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml"):
        content = b.part(data, name)
        for _ in range(40):
            at = chance.randrange(len(content))
            cut = content[:at] + bytes([chance.randrange(32, 127)]) + content[at + chance.randint(0, 30) :]
            filled = read(b.repacked(data, {name: cut}))
            assert filled.values or filled.objections


def test_objections_are_counted() -> None:
    filled = read(lines(*[["甲", "很多", "", ""] for _ in range(900)]))
    assert len(filled.objections) == 500
    assert len(filled.values["lines"]) == 900


def test_a_large_sheet_is_read_in_time() -> None:
    rows = [[f"项目{n}", n * 1.5, date(2026, 7, 8), "道路"] for n in range(20_000)]
    data = lines(*rows)
    began = time.monotonic()
    assert len(read(data).values["lines"]) == 20_000
    assert time.monotonic() - began < 15
