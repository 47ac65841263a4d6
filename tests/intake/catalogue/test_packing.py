"""Catalogue to duties and back: nothing lost, everything recognised that can be."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai.intake.catalogue import Catalogue, CatalogueRow, Role, read_catalogue, read_timing, to_pack
from gongkai.intake.catalogue.bases import Register, citations
from gongkai.intake.catalogue.elements import split_elements
from gongkai.intake.catalogue.fields import category_of, field_of
from gongkai.intake.catalogue.subjects import units_of
from gongkai.intake.catalogue.tables import table
from gongkai.rulebook.exporting import export_catalogue
from gongkai.rulebook.lint import Severity, lint
from gongkai.rulebook.model import Override, Rulebook
from gongkai.rulebook.packs import builtin_packs, compose, load_pack
from gongkai.rulebook.text import Text
from gongkai.rulebook.vocabulary import Audience, Level, Mode
from tests.intake.catalogue.books import ROWS, book, page

ON = date(2026, 1, 1)
EXAMPLES = [
    (text, timing) for group in ("posted", "limits") for row in table("timing")[group] for text, timing in row["examples"].items()
]  # fmt: skip


@pytest.mark.parametrize(("text", "timing"), EXAMPLES)
def test_every_example_of_the_timing_table(text: str, timing: str) -> None:
    found = read_timing(text)
    assert (str(found.timing), found.unknown) == (timing, ())


JOINED = [
    ("收到评标报告之日起3日内公示，公示期不得少于3日", "W(3,CD,report_received)+P(3,CD)"),
    ("制定或获取信息之日起10个工作日内；公示7个工作日", "W(10,WD,obtained)+P(7,WD)"),
    ("1.长期公开；2.20个工作日内", "PERM+W(20,WD,formed_or_changed)"),
    ("信息形成或者变更之日起２０个工作日内（法律、法规另有规定的，从其规定）", "W(20,WD,formed_or_changed)"),
    ("信息形成之日起20个工作日内；其中行政许可、行政处罚事项应自作出行政决定之日起7个工作日内公开", "W(20,WD,formed_or_changed)+W(7,WD,decided)"),
    ("自 信息 形成 或者 变更 之日起 20 个 工作日 内", "W(20,WD,formed_or_changed)"),
    ("", "RT"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "timing"), JOINED)
def test_several_limits_in_one_cell(text: str, timing: str) -> None:
    assert str(read_timing(text).timing) == timing


@pytest.mark.parametrize("text", ["看情况的某个月份", "项目开工前三个月内", "0个工作日内", "99999日"])
def test_a_limit_nobody_can_count_is_said(text: str) -> None:
    found = read_timing(text)
    assert str(found.timing) == "RT"
    assert found.unknown


ELEMENTS = [
    ("1.甲；2.乙；3.丙。", ("甲", "乙", "丙")),
    ("1.甲\n2.乙", ("甲", "乙")),
    ("（1）甲（2）乙", ("甲", "乙")),
    ("①甲②乙③丙", ("甲", "乙", "丙")),
    ("一、甲\n二、乙", ("甲", "乙")),
    ("●甲\n●乙", ("甲", "乙")),
    ("甲\n乙", ("甲", "乙")),
    ("甲；乙；丙", ("甲", "乙", "丙")),
    ("事项名称、简述、材料", ("事项名称、简述、材料",)),
    ("1.只有一项", ("只有一项",)),
    ("补助标准3.5万元；2.5万元", ("补助标准3.5万元", "2.5万元")),
    ("1、甲；1、甲", ("甲",)),
    ("", ()),
    (" \n；", ()),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), ELEMENTS)
def test_elements_are_split(text: str, expected: tuple[str, ...]) -> None:
    assert split_elements(text) == expected


def register() -> Register:
    return Register([basis for pack in builtin_packs() for basis in pack.bases], ON)


BASES = [
    ("《中华人民共和国预算法》第十四条", [("budget-law-2018", "14")]),
    ("《预算法》第14条", [("budget-law-2018", "14")]),
    ("《中华人民共和国政府信息公开条例》第二十条第八项", [("ogi-regulation-2019", "20(8)")]),
    ("《政府信息公开条例》（国务院令第711号）第十九条、第二十条", [("ogi-regulation-2019", "19"), ("ogi-regulation-2019", "20")]),
    ("《社会救助暂行办法》(国务院令第649号)", [("social-assistance-2019", None)]),
    ("财预〔2016〕143号", [("budget-disclosure-2016", None)]),
    ("《地方预决算公开操作规程》（财预[2016]143号）", [("budget-disclosure-2016", None)]),
    ("1.《预算法》；2.《政府信息公开条例》", [("budget-law-2018", None), ("ogi-regulation-2019", None)]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), BASES)
def test_bases_are_recognised(text: str, expected: list[tuple[str, str | None]]) -> None:
    found = list(citations(text, register()))
    assert [(citation.ref.ref, citation.ref.article) for citation in found] == expected
    assert all(citation.known for citation in found)


def test_unknown_bases_are_kept_unverified_once() -> None:
    known = register()
    found = list(
        citations("《临河县公开办法》（临政发〔2020〕3号）第五条；《临河县公开办法》（临政发〔2020〕3号）第六条", known)
    )
    assert [citation.ref.article for citation in found] == ["5", "6"]
    (basis,) = known.new.values()
    assert (basis.title, basis.number, basis.verified) == ("临河县公开办法", "临政发〔2020〕3号", False)


def test_a_text_that_no_longer_binds_is_said() -> None:
    draft = to_pack(
        read_catalogue(book([[*ROWS[0][:4], "《政府信息公开条例》（国务院令第492号）", *ROWS[0][5:]]])),
        pack="x",
        effective_from=ON,
    )
    assert "basis.replaced" in {finding.code for finding in draft.findings}


SUBJECTS = [
    ("县财政局", ["district_department"], ["finance"]), ("临河县民政局", ["district_department"], ["civil_affairs"]),
    ("各乡镇人民政府、街道办事处", ["township", "subdistrict"], []), ("村委会", ["village"], []),
    ("县人民政府", ["district_government"], []), ("各预算部门", ["district_department"], []),
    ("县民政局、各乡镇人民政府（街道办事处）", ["district_department", "township", "subdistrict"], []),
    ("县政府办公室", ["district_department"], ["government_office"]), ("中小学校", ["school"], []),
    ("县卫生健康局", ["district_department"], ["health"]), ("县住建局", ["district_department"], ["housing"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kinds", "functions"), SUBJECTS)
def test_subjects_become_units(text: str, kinds: list[str], functions: list[str]) -> None:
    units, recognised = units_of(text, ())
    assert recognised
    assert sorted(units.kinds) == sorted(kinds)
    assert list(units.functions) == functions


def test_an_unknown_subject_is_told_from_the_levels() -> None:
    units, recognised = units_of("某某服务队", (Level.VILLAGE,))
    assert not recognised
    assert [kind.value for kind in units.kinds] == ["village", "community"]


@pytest.mark.parametrize(
    ("name", "field"),
    [("财政预决算", "财政预决算"), ("03财政预决算领域", "财政预决算"), ("卫生健康", "医疗卫生"), ("Sheet1", None), ("公开目录", None), ("事权", None),
     ("农村集体土地征收", "征地补偿"), ("气象", "气象")],
)  # fmt: skip
def test_fields_by_their_names(name: str, field: str | None) -> None:
    assert field_of(name) == field
    assert category_of(field).value


def test_duties_say_what_the_rows_say() -> None:
    draft = to_pack(read_catalogue(book()), pack="linhe-finance", effective_from=ON, title=Text("临河"))
    first, second, third = draft.pack.duties
    assert (first.title.zh, str(first.timing), first.timing_text) == (
        "收支总表",
        "W(20,CD,npc_approved)",
        "人大批准后20日内",
    )
    assert [element.title.zh for element in first.elements] == ["一般公共预算收入表", "一般公共预算支出表"]
    assert [element.title.zh for element in second.elements] == ["收入表", "支出表"]
    assert (first.bases[0].ref, first.bases[0].article) == ("budget-law-2018", "14")
    assert (third.audience, third.mode) == (Audience.AFFECTED, Mode.PROACTIVE)
    assert str(third.timing) == "W(10,WD,obtained)+P(7,WD)"
    assert [channel.value for channel in third.channels.required] == ["notice_board"]
    assert {duty.category.value for duty in draft.pack.duties} == {"finance"}
    assert load_pack(draft.yaml) == draft.pack
    whole = compose([*builtin_packs(), draft.pack])
    mine = {duty.id for duty in draft.pack.duties}
    assert not [one for one in lint(whole, ON) if one.severity is Severity.ERROR and one.where in mine]


def test_ids_stay_when_rows_move() -> None:
    one = to_pack(read_catalogue(book()), pack="x", effective_from=ON).pack
    other = to_pack(
        read_catalogue(page([ROWS[2], ROWS[0], ["2", "政府预算", *ROWS[1][2:]]])), pack="x", effective_from=ON
    ).pack
    assert {duty.id for duty in one.duties} == {duty.id for duty in other.duties}


def test_printed_words_end_when_a_layer_changes_what_they_say() -> None:
    duty = to_pack(read_catalogue(book()), pack="x", effective_from=ON).pack.duties[0]
    assert "channels" in {cell.column for cell in duty.printed}
    changed = Override(duty.id, Text("因"), set=(("channels", {"required": ["gazette"]}),)).apply(duty)
    assert "channels" not in {cell.column for cell in changed.printed}
    assert "content" in {cell.column for cell in changed.printed}


def back(catalogue: Catalogue) -> Catalogue:
    """Catalogue → pack → YAML → pack → workbook → catalogue."""
    draft = to_pack(catalogue, pack="round", effective_from=ON)
    again = load_pack(draft.yaml)
    return read_catalogue(export_catalogue(Rulebook((again,)), title=catalogue.title))


def comparable(rows: tuple[CatalogueRow, ...]) -> list[tuple[object, ...]]:
    return sorted((row.field or "", row.cells, row.extras) for row in rows)


@pytest.mark.parametrize("data", [book(), page(), page(cut=True)])
def test_examples_come_back_whole(data: bytes) -> None:
    catalogue = read_catalogue(data)
    assert comparable(back(catalogue).rows) == comparable(catalogue.rows)
    assert back(catalogue).title == catalogue.title


def test_the_base_catalogue_is_read_back_whole() -> None:
    rulebook = compose(builtin_packs())
    catalogue = read_catalogue(export_catalogue(rulebook))
    assert len(catalogue.rows) == len(rulebook.duties)
    assert comparable(back(catalogue).rows) == comparable(catalogue.rows)
    known = {duty.field for duty in rulebook.duties if duty.field}
    assert {row.field for row in catalogue.rows if row.field} == known


HAN = "公开信息政府预算村民低保名单表格标准依据办法条例局科室乡镇县国发令号第条日内工作个年月（）《》、，。；：0123456789.-/〔〕 \n　■□√=+@'\""
WORDS = st.text(HAN, min_size=0, max_size=40)
NAMED = st.text("甲乙丙丁戊己庚辛壬癸预算低保事项=@（）、", min_size=1, max_size=12)
CELL = {
    Role.NUMBER: st.integers(1, 99).map(str),
    Role.LEVEL1: NAMED,
    Role.LEVEL2: NAMED | st.just(""),
    Role.LEVEL3: NAMED | st.just(""),
    Role.CONTENT: WORDS,
    Role.BASIS: WORDS | st.sampled_from(["《预算法》第十四条", "国办发〔2019〕54号", "《无名办法》"]),
    Role.TIMING: WORDS | st.sampled_from([text for text, _ in EXAMPLES]),
    Role.SUBJECT: WORDS,
    Role.CHANNELS: WORDS | st.sampled_from(["■政府网站 □政府公报", "政府网站、公示栏"]),
    Role.AUDIENCE_PUBLIC: st.sampled_from(["√", ""]),
    Role.AUDIENCE_SPECIFIC: st.sampled_from(["√", "", "本村村民"]),
    Role.MODE_PROACTIVE: st.sampled_from(["√", ""]),
    Role.MODE_REQUEST: st.sampled_from(["√", "", "√（部分）"]),
    Role.LEVEL_COUNTY: st.sampled_from(["√", ""]),
    Role.LEVEL_TOWNSHIP: st.sampled_from(["√", ""]),
    Role.LEVEL_VILLAGE: st.sampled_from(["√", ""]),
}
TITLES = {
    Role.NUMBER: "序号", Role.LEVEL1: "一级事项", Role.LEVEL2: "二级事项", Role.LEVEL3: "三级事项", Role.CONTENT: "公开内容（要素）",
    Role.BASIS: "公开依据", Role.TIMING: "公开时限", Role.SUBJECT: "公开主体", Role.CHANNELS: "公开渠道和载体",
    Role.AUDIENCE_PUBLIC: "全社会", Role.AUDIENCE_SPECIFIC: "特定群体", Role.MODE_PROACTIVE: "主动", Role.MODE_REQUEST: "依申请",
    Role.LEVEL_COUNTY: "县级", Role.LEVEL_TOWNSHIP: "乡级", Role.LEVEL_VILLAGE: "村级",
}  # fmt: skip
LOCAL = ["责任股室", "咨询电话", "五公开"]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.tuples(st.fixed_dictionaries(CELL), st.tuples(WORDS, WORDS, WORDS)), min_size=1, max_size=5),
    st.sampled_from(["财政预决算", "气象", "Sheet1", "社会救助领域"]),
)
def test_any_catalogue_comes_back_whole(rows: list[tuple[dict[Role, str], tuple[str, ...]]], sheet: str) -> None:
    data = book(
        [[*(cells[role] for role in TITLES), *extras] for cells, extras in rows],
        head=[[*TITLES.values(), *LOCAL]],
        merges=[],
        sheet=sheet,
        title="",
    )
    catalogue = read_catalogue(data)
    assert comparable(back(catalogue).rows) == comparable(catalogue.rows)
