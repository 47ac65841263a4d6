"""Templates made from duties."""

import io
import re

import pytest
from python_calamine import CalamineWorkbook, SheetVisibleEnum

from gongkai.documents import files
from gongkai.documents.sheets import read_filled, template
from tests.documents import builders as b


def open_sheets(data: bytes) -> CalamineWorkbook:
    return CalamineWorkbook.from_filelike(io.BytesIO(data))


@pytest.mark.parametrize(
    ("language", "names"), [("zh", ["填报内容", "收支明细", "审核人员"]), ("en", ["Form", "Lines", "Reviewers"])]
)
def test_one_sheet_for_simple_elements_and_one_a_table(language: str, names: list[str]) -> None:
    data = template(b.duty(), language, version="2026.1")
    with open_sheets(data) as book:
        assert [m.name for m in book.sheets_metadata if m.visible == SheetVisibleEnum.Visible] == names
        keys = dict(book.get_sheet_by_name("_gongkai").to_python())
    assert keys == {"format": "gongkai-sheet/1", "duty": "village-accounts", "version": "2026.1", "language": language}
    facts = files.inspect(data, "template.xlsx")
    assert facts.accepted
    assert facts.cautions == ()


def test_columns_are_typed_and_validated() -> None:
    data = template(b.duty(), "zh")
    sheet = b.part(data, "xl/worksheets/sheet2.xml").decode()
    assert "收支明细" in b.part(data, "xl/workbook.xml").decode()
    assert {"decimal", "date", "list"} <= set(re.findall(r'dataValidation type="(\w+)"', sheet))
    assert "_gongkai_lists!$" in sheet
    assert 'state="frozen"' in sheet
    assert re.search(r'<row r="1"[^>]* hidden="1"', sheet)
    form = b.part(data, "xl/worksheets/sheet1.xml").decode()
    assert "写明收支变化的原因。" in b.part(data, "xl/sharedStrings.xml").decode()
    assert 'prompt="写明收支变化的原因。"' in form


def test_equal_duties_give_equal_bytes() -> None:
    assert template(b.duty(), "zh") == template(b.duty(), "zh")


@pytest.mark.parametrize("title", ["a/b:c*[d]?", "很长的标题" * 20, "_gongkai", "'引号'", "填报内容", "History"])
def test_any_title_makes_a_sheet_name_that_excel_allows(title: str) -> None:
    columns = [{"id": "c", "type": "text", "title": {"zh": "列", "en": "Column"}}]
    element = {"id": "t", "type": "table", "title": {"zh": title, "en": title}, "columns": columns}
    simple = {"id": "s", "type": "text", "title": {"zh": "名", "en": "Name"}}
    duty = b.duty(elements=[simple, element, element | {"id": "u"}])
    with open_sheets(template(duty, "zh")) as book:
        assert len(book.sheet_names) == 5
        assert all(len(name) <= 31 and not re.search(r"[\[\]:*?/\\]", name) for name in book.sheet_names)


def test_an_empty_template_reads_as_nothing() -> None:
    filled = read_filled(b.duty(), template(b.duty(), "zh", version="2026.1"))
    assert filled.objections == ()
    assert filled.values == {"lines": [], "people": []}
    assert (filled.duty, filled.version) == ("village-accounts", "2026.1")


def test_files_are_asked_for_on_the_page() -> None:
    assert "请在网页上上传附件，此处不填。" in b.part(template(b.duty()), "xl/sharedStrings.xml").decode()
