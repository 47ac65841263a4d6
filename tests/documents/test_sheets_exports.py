"""Tables to take away."""

import csv
import io
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from gongkai.documents.sheets import ExportColumn, table_csv, table_xlsx
from tests.documents import builders as b

COLUMNS = [ExportColumn("项目"), ExportColumn("金额", "money"), ExportColumn("日期", "date"), "备注"]
ROWS = [["道路", Decimal("1234567.89"), date(2026, 7, 8), None], ["水渠", 0, None, "=1+1"]]


def rows_of(data: bytes) -> list[list[str]]:
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_csv() -> None:
    assert rows_of(table_csv(COLUMNS, ROWS)) == [
        ["项目", "金额", "日期", "备注"], ["道路", "1234567.89", "2026-07-08", ""], ["水渠", "0", "", "'=1+1"]]  # fmt: skip
    assert b"\r\n" in table_csv(COLUMNS, ROWS)


@pytest.mark.parametrize(
    "text", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1+1", "\n=1", '="x"']
)
def test_formulas_are_disarmed_in_csv(text: str) -> None:
    (_, (cell,)) = rows_of(table_csv(["a"], [[text]]))
    assert cell.startswith("'")


@pytest.mark.parametrize("text", ["-12.50", "+86", "-1,234.5", "-5%", "正文", "a=b", "2026-07-08"])
def test_plain_cells_stay_as_they_are(text: str) -> None:
    assert rows_of(table_csv(["a"], [[text]]))[1] == [text]


@given(st.lists(st.lists(st.text(max_size=30), min_size=2, max_size=2), max_size=6))
def test_no_cell_of_a_csv_begins_like_a_formula(rows: list[list[str]]) -> None:
    for row in rows_of(table_csv(["a", "b"], rows))[1:]:
        for cell in row:
            assert not cell.lstrip().startswith(("=", "@"))


def test_xlsx_keeps_types_and_never_writes_formulas() -> None:
    data = table_xlsx(COLUMNS, ROWS)
    with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
        assert book.get_sheet_by_name("数据").to_python() == [
            ["项目", "金额", "日期", "备注"], ["道路", 1234567.89, date(2026, 7, 8), ""], ["水渠", 0.0, "", "=1+1"]]  # fmt: skip
    sheet = b.part(data, "xl/worksheets/sheet1.xml")
    assert b"<f>" not in sheet
    assert b'state="frozen"' in sheet
    assert b"<autoFilter" in sheet


def test_xlsx_is_exact_where_a_spreadsheet_would_round() -> None:
    cells = [
        [
            "330102199001011234",
            12345678901234567890,
            Decimal("0.1234567890123456789"),
            True,
            "http://a.b/",
            float("nan"),
        ]
    ]
    with CalamineWorkbook.from_filelike(io.BytesIO(table_xlsx(list("abcdef"), cells))) as book:
        row = book.get_sheet_by_name("数据").to_python()[1]
    assert row == ["330102199001011234", "12345678901234567890", "0.1234567890123456789", True, "http://a.b/", "nan"]


def test_instants_and_control_characters() -> None:
    cells = [[datetime(2026, 7, 8, 9, 30, tzinfo=UTC), "a\x00b\x0bc"]]
    columns = [ExportColumn("时间", "datetime"), "文"]
    assert rows_of(table_csv(columns, cells))[1] == ["2026-07-08 09:30+00:00", "abc"]
    with CalamineWorkbook.from_filelike(io.BytesIO(table_xlsx(columns, cells))) as book:
        assert book.get_sheet_by_name("数据").to_python()[1] == [datetime.fromisoformat("2026-07-08T09:30"), "abc"]


def test_empty_tables_and_equal_bytes() -> None:
    assert table_xlsx(COLUMNS, []) == table_xlsx(COLUMNS, [])
    assert rows_of(table_csv(COLUMNS, [])) == [["项目", "金额", "日期", "备注"]]
    with pytest.raises(ValueError, match=r"shorter|longer"):
        table_xlsx(COLUMNS, [["too few"]])
