"""Catalogues read whatever was done to their tables."""

import random

import pytest

from gongkai.intake.catalogue import CatalogueRow, Role, read_catalogue
from gongkai.intake.catalogue.headers import role_of
from gongkai.intake.catalogue.marks import channel_marks, mark, spread
from gongkai.intake.limits import Limits
from gongkai.intake.trouble import Unreadable
from gongkai.rulebook.vocabulary import Channel, Level
from tests.intake.catalogue.books import HEAD1, HEAD2, MERGES, ROWS, book, page


def codes(data: bytes) -> set[str]:
    return {finding.code for finding in read_catalogue(data).findings}


def check(rows: tuple[CatalogueRow, ...]) -> None:
    """What a person reads in ROWS."""
    assert [row.matter for row in rows] == [
        ("政府预算", "收支总表"),
        ("政府预算", "政府性基金预算"),
        ("低保审核", "审核信息"),
    ]
    assert {row.text(Role.BASIS) for row in rows[:2]} == {"《中华人民共和国预算法》第十四条"}
    assert {row.text(Role.TIMING) for row in rows[:2]} == {"人大批准后20日内"}
    assert [row.levels for row in rows] == [(Level.COUNTY,), (Level.COUNTY,), (Level.TOWNSHIP, Level.VILLAGE)]
    assert [bool(row.text(Role.AUDIENCE_PUBLIC)) for row in rows] == [True, True, False]
    assert [row.text(Role.AUDIENCE_SPECIFIC) for row in rows] == ["", "", "◆村民"]
    assert [row.text(Role.MODE_PROACTIVE) for row in rows] == ["√"] * 3
    assert {row.field for row in rows} == {"财政预决算"}
    boxes = channel_marks(rows[2].text(Role.CHANNELS))
    assert [(box.channel, box.required) for box in boxes] == [(Channel.NOTICE_BOARD, True), (Channel.WEBSITE, False)]


FORMS = {
    "workbook": book(),
    "merged downwards": book(down=[(3, 1, 4, 1)]),
    "merged marks": book([ROWS[0], ["2", *ROWS[1][1:8], "√", "", "√", "", "√", ""], ROWS[2]], down=[(3, 8, 4, 8), (3, 12, 4, 12)]),
    "header not merged": book(merges=[]),
    "sheet without a name": book(sheet="Sheet1"),
    "page": page(),
    "page in pieces": page(cut=True),
    "page in gb18030": page().decode().replace("utf-8", "gb2312").encode("gb18030"),
    "header printed again": book([*ROWS[:2], HEAD1, HEAD2, ROWS[2]]),
    "blank rows and a note": book([ROWS[0], [], ROWS[1], [""] * 14, ROWS[2], ["备注：本目录由县政府办公室负责解释"]]),
    "spaces inside words": book(head=([" ".join(cell) for cell in HEAD1], ["　".join(cell) for cell in HEAD2])),
}  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_the_same_catalogue_is_read_from_every_form(form: str) -> None:
    check(read_catalogue(FORMS[form]).rows)


def test_rows_of_a_group_merged_over_a_page_break_stay_together() -> None:
    data = page([[*ROWS[0]], ["2", *ROWS[1][1:]]], cut=True)
    assert [row.text(Role.LEVEL1) for row in read_catalogue(data).rows] == ["政府预算", "政府预算"]


def test_third_level_and_local_columns_are_kept() -> None:
    head = [
        [
            "序号",
            "一级事项",
            "二级事项",
            "三级事项",
            "公开内容",
            "公开依据",
            "公开时限",
            "责任主体",
            "责任股室",
            "咨询电话",
            "公开渠道",
            "五公开",
        ]
    ]
    rows = [
        [
            "1",
            "甲",
            "乙",
            "丙",
            "内容",
            "《办法》",
            "实时",
            "县财政局",
            "预算股",
            "0999-1234567",
            "■政府网站",
            "决策公开",
        ]
    ]
    catalogue = read_catalogue(book(rows, head=head, merges=[]))
    (row,) = catalogue.rows
    assert row.matter == ("甲", "乙", "丙")
    assert row.extras == (("责任股室", "预算股"), ("咨询电话", "0999-1234567"), ("五公开", "决策公开"))
    found = {finding.code for finding in catalogue.findings}
    assert {"catalogue.no_levels", "catalogue.local_columns", "catalogue.mode", "catalogue.audience"} <= found


def test_every_channel_in_a_column_of_its_own() -> None:
    head = [["序号", "公开事项", "公开内容", "公开依据", "公开渠道和载体", "", "", "公开主体"],
            ["", "", "", "", "政府网站", "图书馆", "其他", ""]]  # fmt: skip
    rows = [["1", "甲", "内容", "《办法》", "√", "", "明白纸", "县财政局"]]
    catalogue = read_catalogue(book(rows, head=head, merges=[(1, 4, 1, 6)]))
    boxes = channel_marks(catalogue.rows[0].text(Role.CHANNELS))
    assert [(box.channel, box.required) for box in boxes] == [
        (Channel.WEBSITE, True), (Channel.READING_POINT, False), (Channel.NEWSPAPER, True),
    ]  # fmt: skip


def test_audience_mode_and_level_said_in_words() -> None:
    head = [["序号", "公开事项", "公开内容", "公开依据", "公开时限", "公开对象", "公开方式", "公开层级"]]
    rows = [["1", "甲", "内容", "《办法》", "实时", "特定群体：本村村民", "■主动 □依申请", "县级、乡级"]]
    (row,) = read_catalogue(book(rows, head=head, merges=[])).rows
    assert row.text(Role.AUDIENCE_SPECIFIC) == "特定群体：本村村民"
    assert (row.text(Role.MODE_PROACTIVE), row.text(Role.MODE_REQUEST)) == ("√", "")
    assert row.levels == (Level.COUNTY, Level.TOWNSHIP)


MARKS = [(sign, "√") for sign in "■▄◆▉√☑✔●★▲"] + [(" √ ", "√"), ("是", "√"), ("Y", "√"), ("√√", "√")] + [
    (sign, "") for sign in ("□", "口", "○", "◇", "☐", "", " ", "否", "×", "/", "—", "-", "　")
] + [("本村村民", "本村村民"), ("√（申请人）", "√（申请人）")]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), MARKS)
def test_marks_of_every_shape(text: str, expected: str) -> None:
    assert mark(text) == expected


CHANNELS = [
    ("■政府网站□政府公报", [("website", True), ("gazette", False)]),
    ("■政府网站■两微一端\n□广播电视", [("website", True), ("social_media", True), ("broadcast", False)]),
    ("▄政府网站 口政府公报 口发布会/听证会", [("website", True), ("gazette", False), ("press_conference", False)]),
    ("政府网站、村公示栏", [("website", True), ("notice_board", True)]),
    ("政府网站", [("website", True)]),
    ("√ 政府网站", [("website", True)]),
    ("■ 政 府 网 站", [("website", True)]),
    ("■入户/现场", [("on_site", True)]),
    ("■社区/企事业单位/村公示栏（电子屏）", [("notice_board", True)]),
    ("□政府网站 ■其他：门牌", [("website", False), ("other", True)]),
    ("■政府信息公开平台", [("website", True)]),
    ("■国家档案馆 ■图书馆", [("reading_point", True), ("reading_point", True)]),
    ("■办税服务厅", [("service_centre", True)]),
    ("", []),
    ("□", []),
    ("公示栏(出口处)", [("notice_board", True)]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CHANNELS)
def test_boxes_of_channels(text: str, expected: list[tuple[str, bool]]) -> None:
    assert [(box.channel.value, box.required) for box in channel_marks(text)] == expected


COLUMNS = [
    ("序 号", "number"), ("公开内容（要素）", "content"), ("公开内容(要素)", "content"), ("公开　依据", "basis"), ("公开要素", "content"),
    ("公开时限", "timing"), ("公开主体", "subject"), ("责任主体", "subject"), ("公开渠道和载体", "channels"),
    ("公开渠道及载体", "channels"), ("一级事项", "level1"), ("二级公开事项", "level2"), ("三级事项", "level3"), ("全社会", "audience_public"),
    ("特定群众", "audience_specific"), ("特定人群（请写明）", "audience_specific"), ("主动", "mode_proactive"),
    ("依申请公开", "mode_request"), ("县级", "level_county"), ("区级", "level_county"), ("县（区）级", "level_county"),
    ("乡镇级", "level_township"), ("镇（街）级", "level_township"), ("村级", "level_village"), ("乡、村级", "level_both"),
    ("乡（村）级", "level_both"), ("责任股室", ""), ("咨询电话", ""), ("监督电话", ""), ("依据的效力位阶", ""), ("文本形式", ""),
]  # fmt: skip


@pytest.mark.parametrize(("name", "role"), COLUMNS)
def test_columns_by_their_usual_names(name: str, role: str) -> None:
    assert role_of(name) == role


def test_words_for_marks() -> None:
    assert spread("levels", "村（社区）")[0] == {Role.LEVEL_VILLAGE: "√"}
    assert spread("mode", "依申请公开")[0] == {Role.MODE_REQUEST: "√"}
    assert spread("audience", "全社会")[0] == {Role.AUDIENCE_PUBLIC: "√"}
    assert spread("mode", "待定") == ({}, False)


FINDINGS = [
    ([["1", "同上", *ROWS[0][2:]]], "catalogue.ditto"),
    ([[*ROWS[0][:4], "", *ROWS[0][5:]], ROWS[2]], "catalogue.blank"),
    ([[*ROWS[0][:4], "", *ROWS[0][5:]]], "catalogue.no_column"),
    ([ROWS[0], ROWS[0]], "catalogue.twice"),
    ([[*ROWS[0][:7], "■飞鸽传书", *ROWS[0][8:]]], "catalogue.channel"),
    ([[*ROWS[0][:10], "√", "√", "√", ""]], "catalogue.mode"),
    ([[*ROWS[0][:8], "", "", *ROWS[0][10:]]], "catalogue.audience"),
    ([ROWS[0][:12]], "catalogue.no_levels"),
    ([ROWS[0], ["附：填报说明"]], "catalogue.note"),
    ([ROWS[0], ["9", "", "", "", "", "实时"]], "catalogue.empty_row"),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "code"), FINDINGS)
def test_what_is_wrong_is_found(rows: list[list[str]], code: str) -> None:
    if code == "catalogue.empty_row":
        rows = [ROWS[0][:1] + [""] * 2 + ROWS[0][3:], *rows]
    assert code in codes(book(rows))


def test_a_catalogue_without_faults_has_no_findings() -> None:
    assert codes(book([ROWS[0]])) == set()


MALFORMED = {
    "empty": b"", "space": b" ", "zeros": b"\x00" * 200, "text": "公开目录".encode(), "one line": b"a,b,c", "pdf": b"%PDF-1.7 x",
    "zip": b"PK\x03\x04 broken", "ole": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 broken", "gzip": b"\x1f\x8b\x08", "rar": b"Rar!\x1a",
    "png": b"\x89PNG\r\n", "html without table": b"<html><body><p>x</p></body></html>", "empty html": b"<html>",
    "empty table": b"<table></table>", "deep": b"<table>" + b"<div>" * 5000, "header alone": book([]),
    "other table": book([["1", "2", "3"]], head=[["姓名", "性别", "年龄"]], merges=[]),
    "title alone": book([], head=[], merges=[]), "no header": book(ROWS, head=[], merges=[]),
    "two columns": book([["1", "x"]], head=[["序号", "公开事项"]], merges=[]),
    "header and blank rows": book([[""] * 14] * 5), "header and notes": book([["备注：无"]]),
    "span bomb": b"<table><tr><td rowspan=99999999999 colspan=999999>x</td></tr></table>",
    "json": b'{"a": 1}\n', "xml": b"<?xml version='1.0'?><a/>", "entities": b"<!DOCTYPE a [<!ENTITY x 'y'>]><table>&x;</table>",
    "truncated": book()[:-300], "half": book()[: len(book()) // 2], "mark only": b"\xef\xbb\xbf", "utf-16 mark": b"\xff\xfe",
}  # fmt: skip


@pytest.mark.parametrize("name", MALFORMED)
def test_what_is_no_catalogue_is_refused_with_a_reason(name: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read_catalogue(MALFORMED[name], name="目录.xlsx")
    assert caught.value.objection.zh
    assert caught.value.objection.en


@pytest.mark.parametrize("seed", range(40))
def test_damaged_bytes_are_refused_or_read_never_worse(seed: int) -> None:
    chance = random.Random(seed)
    data = bytearray(book() if seed % 2 else page())
    for _ in range(12):
        data[chance.randrange(len(data))] = chance.randrange(256)
    said = []
    try:
        said = [row.matter for row in read_catalogue(bytes(data)).rows]
    except Unreadable as refusal:
        said = [refusal.objection.zh, refusal.objection.en]
    assert all(said)


def test_too_many_rows_are_refused() -> None:
    with pytest.raises(Unreadable):
        read_catalogue(book(), limits=Limits(rows=2))


def test_a_line_across_the_table_is_a_note() -> None:
    assert "catalogue.note" in codes(book([ROWS[0], ["一、政府预算"] * 14]))
    assert len(read_catalogue(book(merges=MERGES)).columns) == 14
