"""Opening tables: encodings, delimiters, sheets, headers, and everything that must be refused or told."""

import datetime as dt
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from gongkai.intake.limits import Limits
from gongkai.intake.tables import Table, Unreadable, column_letter, open_table, recognise

VOCABULARY = {"title": ("标题", "title"), "issued": ("成文日期", "issued_on"), "number": ("文号", "document_number")}
PLAIN = "标题,成文日期,文号\n关于春耕的通知,2020-03-01,农发〔2020〕1号\n\n关于秋收的通知,2020-09-01,农发〔2020〕2号\n"


def cells(table: Table) -> list[tuple[int, list[object]]]:
    return [(row.number, list(row.cells)) for row in table.rows()]


def workbook(fill: Callable[[xlsxwriter.Workbook], None], options: dict[str, object] | None = None) -> bytes:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True} | (options or {}))
    fill(book)
    book.close()
    return buffer.getvalue()


def codes(table: Table) -> set[str]:
    return {notice.code for notice in table.notices}


def refusal(origin: bytes | Path, **options: object) -> str:
    with pytest.raises(Unreadable) as caught:
        list(open_table(origin, **options).rows())  # type: ignore[arg-type]
    assert caught.value.objection.zh != caught.value.objection.en
    return caught.value.objection.code


@pytest.mark.parametrize(
    ("encoding", "seen"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("gb18030", "gb18030"),
        ("gbk", "gb18030"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
    ],
)
def test_usual_encodings_are_told_apart(encoding: str, seen: str) -> None:
    table = open_table((PLAIN * 3).encode(encoding), vocabulary=VOCABULARY)
    assert table.encoding == seen
    assert table.headers == ("标题", "成文日期", "文号")
    assert cells(table)[0] == (2, ["关于春耕的通知", "2020-03-01", "农发〔2020〕1号"])


def test_traditional_chinese_is_not_taken_for_gb18030() -> None:
    text = "標題,日期\n" + "關於縣政府資訊公開與檔案應用辦法之公告,2020-01-01\n" * 30
    table = open_table(text.encode("big5"))
    assert table.encoding in {"big5", "cp950"}
    assert table.headers == ("標題", "日期")


def test_damaged_utf8_is_refused_with_its_line() -> None:
    damaged = PLAIN.encode().replace("秋".encode(), b"\xe7\xa7")
    with pytest.raises(Unreadable) as caught:
        open_table(damaged)
    assert caught.value.objection.code == "encoding"
    assert caught.value.objection.row == 4


def test_an_encoding_given_is_checked() -> None:
    assert refusal(PLAIN.encode("gb18030"), encoding="utf-8") == "encoding"
    assert refusal(PLAIN.encode(), encoding="klingon") == "encoding"


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_delimiters_are_found(delimiter: str) -> None:
    table = open_table(PLAIN.replace(",", delimiter).encode())
    assert table.delimiter == delimiter
    assert len(table.headers) == 3


def test_the_declaration_of_a_delimiter_is_not_a_row_of_data() -> None:
    table = open_table(b"sep=;\n" + PLAIN.replace(",", ";").encode())
    assert table.headers == ("标题", "成文日期", "文号")
    assert cells(table)[0][0] == 3


def test_rows_keep_the_number_a_person_sees() -> None:
    assert [number for number, _ in cells(open_table(PLAIN.encode()))] == [2, 4]


def test_rows_can_be_gone_through_again() -> None:
    table = open_table(PLAIN.encode())
    assert cells(table) == cells(table) != []


def test_quotes_that_do_not_pair_are_refused() -> None:
    assert refusal(b'a,b\n1,"two\n3,4\n') == "quotes"


def test_titles_above_the_header_are_passed_over() -> None:
    table = open_table(f"某县文件目录,,\n填报单位：办公室,,\n{PLAIN}".encode(), vocabulary=VOCABULARY)
    assert table.header_row == 3
    assert codes(table) == {"rows_above_header"}
    assert cells(table)[0][0] == 4


def test_json_lines_take_their_keys_as_columns() -> None:
    text = json.dumps({"title": "甲", "n": 1}) + "\n\n" + json.dumps({"title": "乙", "more": [1]}) + "\n"
    table = open_table(text.encode())
    assert table.headers == ("title", "n", "more")
    assert cells(table) == [(1, ["甲", 1, None]), (3, ["乙", None, "[1]"])]


@pytest.mark.parametrize("text", ['{"a": 1}\n[1]\n', '{"a": 1}\n{"a": \n', "{}\n"])
def test_broken_json_lines_are_refused(text: str) -> None:
    assert refusal(text.encode()) == "json"


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "empty.csv").touch()
    assert refusal(tmp_path / "empty.csv") == "empty"
    assert refusal(b"") == "empty"
    assert refusal(b"\n\n") == "no_rows"


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path / "absent.csv") == "not_found"
    assert refusal(tmp_path) == "not_a_file"


def test_a_two_gigabyte_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.csv"
    with path.open("wb") as stream:
        stream.truncate(2 * 1024**3)
    assert refusal(path) == "too_large"


def test_rows_columns_and_cells_are_capped() -> None:
    assert refusal(b"a,b\n" + b"1,2\n" * 50, limits=Limits(rows=20)) == "too_many_rows"
    assert refusal(b"a," * 30 + b"\n", limits=Limits(columns=20)) == "too_many_columns"
    assert refusal(b"a,b\n1," + b"x" * 200, limits=Limits(cell_characters=100)) == "quotes"


@pytest.mark.parametrize("content", [b"%PDF-1.7 x", b"<html><table></table></html>", b"Rar!\x1a", b"\x89PNG\r\n"])
def test_what_is_no_table_is_named(content: bytes) -> None:
    assert refusal(content) == "not_a_table"


def test_a_damaged_workbook_is_refused() -> None:
    whole = workbook(lambda book: book.add_worksheet().write(0, 0, "标题") and None)
    assert refusal(whole[: len(whole) // 2]) == "damaged"
    assert refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000)) == "damaged"


def fill_plain(sheet: xlsxwriter.workbook.Worksheet, top: int = 0, left: int = 0) -> None:
    for row, line in enumerate(PLAIN.strip().splitlines()):
        for column, text in enumerate(line.split(",") if line else []):
            sheet.write_string(top + row, left + column, text)


def test_the_sheet_with_the_wanted_columns_is_taken() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        book.add_worksheet("说明").write(0, 0, "请先阅读")
        fill_plain(book.add_worksheet("目录"), top=2, left=1)
        book.add_worksheet("底稿").hide()

    content = workbook(fill)
    table = open_table(content, vocabulary=VOCABULARY)
    assert table.sheet == "目录"
    assert table.headers == ("", "标题", "成文日期", "文号")
    assert cells(table)[0] == (4, [None, "关于春耕的通知", "2020-03-01", "农发〔2020〕1号"])
    assert {"other_sheets", "hidden_sheets"} <= codes(table)
    assert refusal(content, sheet="目錄") == "no_such_sheet"
    assert open_table(content, sheet="说明").headers == ("请先阅读",)


def test_a_workbook_without_content_is_refused() -> None:
    assert refusal(workbook(lambda book: book.add_worksheet() and None)) == "no_rows"


def test_hidden_rows_and_columns_and_formulas_are_told() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        fill_plain(sheet)
        sheet.set_row(3, None, None, {"hidden": True})
        sheet.set_column(2, 2, None, None, {"hidden": True})
        sheet.write_string(0, 3, "合计")
        sheet.write_formula(1, 3, "=1+1", None, 2)

    table = open_table(workbook(fill))
    assert {"hidden_rows", "hidden_columns", "formulas"} <= codes(table)
    assert "uncomputed" not in codes(table)
    assert next(notice.zh for notice in table.notices if notice.code == "hidden_rows").endswith("第 4 行")
    assert next(notice.zh for notice in table.notices if notice.code == "hidden_columns").endswith("C")
    assert cells(table)[0][1][3] == 2


def test_formulas_without_saved_values_are_told() -> None:
    content = workbook(lambda book: fill_plain(book.add_worksheet()))
    source, target = zipfile.ZipFile(io.BytesIO(content)), io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
        for item in source.infolist():
            data = source.read(item)
            if item.filename.endswith("sheet1.xml"):
                data = data.replace(b"</row></sheetData>", b'<c r="D4"><f>A1&amp;B1</f></c></row></sheetData>')
            out.writestr(item, data)
    assert {"formulas", "uncomputed"} <= codes(open_table(target.getvalue()))


def test_merged_headers_and_bodies_are_understood() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        sheet.merge_range("A1:D1", "某县政务公开目录")
        sheet.merge_range("A2:A3", "事项")
        sheet.merge_range("B2:C2", "公开时间")
        sheet.merge_range("D2:D3", "文号")
        sheet.write_row("B3", ["成文日期", "发布日期"])
        sheet.merge_range("A4:A5", "春耕")
        sheet.write_row("B4", ["2020-01-01", "2020-01-02", "农发〔2020〕1号"])
        sheet.write_row("B5", ["2020-02-01", "2020-02-02", "农发〔2020〕2号"])

    table = open_table(
        workbook(fill),
        vocabulary={"matter": ("事项",), "issued": ("成文日期",), "published": ("发布日期",), "number": ("文号",)},
    )
    assert table.headers == ("事项", "公开时间 成文日期", "公开时间 发布日期", "文号")
    assert table.header_row == 3
    assert "merged" in codes(table)
    assert cells(table) == [
        (4, ["春耕", "2020-01-01", "2020-01-02", "农发〔2020〕1号"]),
        (5, ["春耕", "2020-02-01", "2020-02-02", "农发〔2020〕2号"]),
    ]


@pytest.mark.parametrize("epoch", [False, True])
def test_both_epochs_give_the_same_day(epoch: bool) -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["标题", "成文日期"])
        sheet.write_string(1, 0, "甲")
        sheet.write_datetime(1, 1, dt.date(2019, 4, 3), book.add_format({"num_format": "yyyy-mm-dd"}))

    table = open_table(workbook(fill, {"date_1904": epoch}))
    value = cells(table)[0][1][1]
    assert isinstance(value, dt.date)
    assert (value.year, value.month, value.day) == (2019, 4, 3)


def test_a_workbook_that_is_a_bomb_is_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", bytes(300 * 1024 * 1024))
    assert len(buffer.getvalue()) < 400_000
    assert refusal(buffer.getvalue()) == "bomb"


def test_a_cell_far_away_is_refused_before_memory_is_taken() -> None:
    def far(row: int, column: int) -> bytes:
        def fill(book: xlsxwriter.Workbook) -> None:
            sheet = book.add_worksheet()
            sheet.write(0, 0, "甲")
            sheet.write(row, column, "乙")

        return workbook(fill)

    assert refusal(far(1_048_575, 16_383)) == "too_many_columns"
    assert refusal(far(1_048_575, 3)) == "too_many_rows"
    assert refusal(far(900_000, 900)) == "too_spread"


def test_a_binary_workbook_is_refused_with_advice() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("xl/workbook.bin", b"x")
    assert refusal(buffer.getvalue()) == "not_a_table"


OLD = (Path(__file__).parent / "data" / "old.xls").read_bytes()


def test_an_old_workbook_is_read() -> None:
    table = open_table(OLD, vocabulary=VOCABULARY)
    assert table.sheet == "目录"
    assert table.headers == ("标题", "成文日期", "文号")
    assert cells(table) == [
        (2, ["甲", dt.date(2019, 4, 3), 1.2e17]),
        (3, ["合并", None, "x"]),
        (4, ["合并", None, "y"]),
    ]
    assert codes(table) == {"hidden_sheets", "merged"}


def test_an_old_workbook_that_reaches_too_far_is_refused_before_memory_is_taken() -> None:
    label = b"\xfd\x00\x0a\x00" + (3).to_bytes(2, "little") + (2).to_bytes(2, "little")
    assert OLD.count(label) == 1
    assert refusal(OLD.replace(label, label[:4] + b"\xff\xff\xff\x00")) == "too_spread"


def test_an_encrypted_old_workbook_is_refused() -> None:
    # The record after the first one (BOF, 16 bytes of data) becomes FILEPASS.
    place = OLD.index(b"\x09\x08\x10\x00") + 20
    assert refusal(OLD[:place] + b"\x2f\x00" + OLD[place + 2 :]) == "password"


def open_document(rows: str) -> bytes:
    content = (
        '<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
        f'<table:table table:name="表">{rows}</table:table></office:spreadsheet></office:body></office:document-content>'
    )
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        '<manifest:file-entry manifest:full-path="/" '
        'manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>'
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest)
    return buffer.getvalue()


def open_cell(text: str, repeated: int = 1) -> str:
    return (
        f'<table:table-cell office:value-type="string" table:number-columns-repeated="{repeated}">'
        f"<text:p>{text}</text:p></table:table-cell>"
    )


def test_an_open_document_sheet_is_read() -> None:
    table = open_table(
        open_document(
            f"<table:table-row>{open_cell('标题')}<table:table-cell table:number-columns-repeated='16383'/></table:table-row>"
            f'<table:table-row table:visibility="collapse">{open_cell("甲")}</table:table-row>'
            '<table:table-row table:number-rows-repeated="1048574"><table:table-cell/></table:table-row>'
        )
    )
    assert table.headers == ("标题",)
    assert cells(table) == [(2, ["甲"])]
    assert "hidden_rows" in codes(table)


def test_an_open_document_that_unfolds_too_far_is_refused() -> None:
    row = "<table:table-row table:number-rows-repeated='{}'>{}</table:table-row>"
    assert refusal(open_document(row.format(900_000, open_cell("甲", 900)))) == "too_spread"
    assert refusal(open_document(row.format(2_000_000, open_cell("甲")))) == "too_many_rows"
    assert refusal(open_document("<table:table-row>")) == "damaged"


def test_columns_are_recognised_by_usual_names_and_overrides() -> None:
    headers = ["序号", "标 题（必填）", "Issued On", "发文字号", "文号"]
    found = recognise(headers, VOCABULARY | {"number": ("文号", "发文字号")})
    assert found.mapping == {"title": 1, "issued": 2, "number": 4}
    assert found.rivals == {"number": ("发文字号",)}
    assert found.unused == ("序号", "发文字号")
    chosen = recognise(headers, VOCABULARY, {"number": "发文字号", "title": "A"})
    assert chosen.mapping["number"] == 3
    assert chosen.mapping["title"] == 0
    assert recognise(headers, VOCABULARY, chosen.remember()).mapping == chosen.mapping
    with pytest.raises(Unreadable):
        recognise(headers, VOCABULARY, {"number": "没有的列"})


def test_columns_have_the_letters_of_spreadsheets() -> None:
    assert [column_letter(index) for index in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
