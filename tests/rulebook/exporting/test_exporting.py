"""The official spreadsheet and YAML."""

from io import BytesIO

from python_calamine import CalamineWorkbook

from gongkai.rulebook.exporting import catalogue_rows, export_catalogue, export_pack
from gongkai.rulebook.packs import builtin_packs, compose, load_pack
from tests.rulebook.conftest import DUTY
from tests.rulebook.layers.test_layers import pack


def test_yaml_gives_the_same_pack_back():
    for one in builtin_packs():
        assert load_pack(export_pack(one)) == one


def test_the_ten_columns():
    row = next(catalogue_rows(compose([pack()]).duties, compose([pack()])))
    assert row.cells == (
        "1",
        "政府预算",
        "收支总表",
        "1.说明\n2.收支表\n3.收入合计\n4.批准日期\n5.占比\n6.类别\n7.扫描件",
        "《条例》第20(7)条",
        "W(20,CD,npc_approved)",
        "区县部门",
        "■政府网站\n□政府公报",
        "√",
        "",
        "√",
        "",
        "",
        "",
        "",
    )


def test_what_nobody_has_read_is_marked():
    unread = {"ogi-regulation-2019": {"title": "条例", "kind": "law", "verified": False}}
    rulebook = compose([pack(duties=[DUTY | {"verified": False}], bases=unread)])
    cells = next(catalogue_rows(rulebook.duties, rulebook)).cells
    assert cells[4] == "《条例》第20(7)条（待核实）"
    assert cells[5].endswith("（待核实）")


def test_a_part_that_is_no_article_is_not_called_one():
    duty = DUTY | {"bases": [{"ref": "ogi-regulation-2019", "article": "财务收支"}]}
    rulebook = compose([pack(duties=[duty])])
    assert next(catalogue_rows(rulebook.duties, rulebook)).cells[4] == "《条例》财务收支"


def test_the_spreadsheet_has_merged_heads_and_one_sheet_a_field():
    rulebook = compose(builtin_packs())
    data = export_catalogue(rulebook)
    assert data == export_catalogue(rulebook)
    book = CalamineWorkbook.from_filelike(BytesIO(data))
    rows = sum(len(book.get_sheet_by_name(name).to_python()) - 3 for name in book.sheet_names)
    assert rows == len(rulebook.duties)
    head = book.get_sheet_by_name(book.sheet_names[0])
    assert head.to_python()[1][:9] == [
        "序号", "公开事项", "", "公开内容（要素）", "公开依据", "公开时限", "公开主体", "公开渠道和载体", "公开对象",
    ]  # fmt: skip
    assert ((1, 1), (1, 2)) in head.merged_cell_ranges
    assert len(head.merged_cell_ranges) >= 11
