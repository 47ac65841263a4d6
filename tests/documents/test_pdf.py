"""Posters: complete, tagged, embedded, and harmless whatever the data says."""

import dataclasses
import io
import re
from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from gongkai.documents import files
from gongkai.documents.pdf import (
    PosterColumn,
    PosterData,
    PosterTable,
    PosterText,
    TemplateError,
    compile_pdf,
    poster,
    unprintable,
)
from gongkai.documents.pdf.glyphs import printable
from gongkai.documents.pdf.layout import column_groups, display_width, table_layout

MILLIMETRE = 72 / 25.4


def sample(rows: int = 30, **changes: object) -> PosterData:
    columns = (PosterColumn("序号", True), PosterColumn("项目名称"), PosterColumn("金额（元）", True))
    cells = tuple((str(n), f"道路硬化工程第{n}标段", f"{n * 1234567:,}.00") for n in range(1, rows + 1))
    data = PosterData(
        title="2026年第二季度村级财务收支公开表", unit="柳林镇长堤村村民委员会",
        page_url="https://gongkai.example.gov.cn/d/2026-00001.html", index_number="11330000MB0000000X/2026-00001",
        published_on=date(2026, 7, 8), posted_from=date(2026, 7, 8), posted_until=date(2026, 8, 8),
        supervision_phone="0571-88001234", filing_number="备〔2026〕1号",
        elements=(PosterText("说明", "第一段。\n第二段。https://gongkai.example.gov.cn/very/long/address/of-a-page/2026-07.html"), PosterTable("收支明细", columns, cells)),
    )  # fmt: skip
    return dataclasses.replace(data, **changes)


def words(pdf: bytes) -> str:
    return re.sub(r"\s", "", "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages))


@pytest.mark.parametrize(("paper", "size"), [("a4", (210, 297)), ("a3", (297, 420))])
def test_a_poster_says_everything(paper: str, size: tuple[int, int]) -> None:
    pdf = poster(sample(), paper)
    reader = PdfReader(io.BytesIO(pdf))
    box = reader.pages[0].mediabox
    assert (round(box.width / MILLIMETRE), round(box.height / MILLIMETRE)) == size
    said = words(pdf)
    for word in ("2026年第二季度村级财务收支公开表", "柳林镇长堤村村民委员会", "11330000MB0000000X/2026-00001", "2026-07-08至2026-08-08",
                 "0571-88001234", "备〔2026〕1号", "扫码查看网上原文", "第一段。", "https://gongkai.example.gov.cn/very/long/address/of-a-page/2026-07.html", "道路硬化工程第30标段"):  # fmt: skip
        assert word in said, word
    assert f"共{len(reader.pages)}页" in said
    assert files.inspect(pdf, "poster.pdf").accepted


def test_it_is_tagged_and_its_faces_are_subsets() -> None:
    reader = PdfReader(io.BytesIO(poster(sample(), "a3")))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"].startswith("zh")
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_object().get_data()
    fonts = reader.pages[0]["/Resources"]["/Font"].values()
    for font in fonts:
        assert re.match(r"/[A-Z]{6}\+", font.get_object()["/BaseFont"])
        descriptor = font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"]
        assert {"/FontFile2", "/FontFile3"} & set(descriptor)


def test_long_tables_flow_on_with_their_heading() -> None:
    reader = PdfReader(io.BytesIO(poster(sample(rows=300), "a3")))
    assert len(reader.pages) > 5
    for page in reader.pages:
        assert "金额（元）" in page.extract_text().replace(" ", "")
    assert "道路硬化工程第300标段" in words(poster(sample(rows=300), "a3"))


def test_wide_tables_turn_the_page_and_shrink() -> None:
    columns = tuple(PosterColumn(f"第{n}月（元）", True) for n in range(1, 13))
    table = PosterTable("分月", columns, (tuple("1,234,567.00" for _ in columns),))
    layout = table_layout(table, "a3")
    assert layout.wide
    assert 0.68 <= layout.scale < 1
    box = PdfReader(io.BytesIO(poster(sample(elements=(table,)), "a3"))).pages[0].mediabox
    assert box.width > box.height


def test_tables_too_wide_for_the_paper_are_continued_below() -> None:
    columns = (PosterColumn("村名"), *(PosterColumn(f"指标{n}（元）", True) for n in range(1, 31)))
    table = PosterTable("指标", columns, (("长堤村", *(f"{n},234,567.00" for n in range(1, 31))),))
    groups = column_groups(table, "a3")
    assert len(groups) > 1
    assert all(group[0] == 0 for group in groups)
    assert sorted({place for group in groups for place in group}) == list(range(31))
    said = words(poster(sample(elements=(table,)), "a3"))
    assert f"指标（1/{len(groups)}）" in said
    assert said.count("长堤村") >= len(groups)
    assert all(f"{n},234,567.00" in said for n in range(1, 31))


MARKUP = ["#panic()", "*a* _b_ $x$", "= 题", '#include "/etc/passwd"', "]#[", "\\u{41}", "@ref <label>", "// c", "`a`", '"quoted"', "a\\"]  # fmt: skip


@pytest.mark.parametrize("text", MARKUP)
def test_data_is_never_markup(text: str) -> None:
    table = PosterTable(text, (PosterColumn(text),), ((text,),))
    pdf = poster(sample(title=text, unit=text, elements=(PosterText(text, text), table)), "a4")
    assert words(pdf).count(re.sub(r"\s", "", text)) >= 5


def test_rare_characters_do_not_vanish() -> None:
    assert unprintable("𠮷田䶮堃") == ()
    assert unprintable("甲\U0002b821\U0002b821乙\ue000") == ("\U0002b821", "\ue000")
    assert printable("王\U0002b821") == "王〔U+2B821〕"
    said = words(poster(sample(unit="𠮷田䶮\U0002b821"), "a4"))
    assert "𠮷田䶮〔U+2B821〕" in said


def test_invisible_characters_go_and_long_words_may_break() -> None:
    assert printable("a\u200d\ufe0f\x07b\tc") == "ab c"
    address = "https://example.gov.cn/" + "a" * 100
    assert printable(address, breakable=True).replace("\u200b", "") == address
    assert max(map(len, printable(address, breakable=True).split("\u200b"))) <= 25


@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_can_be_set(title: str, cell: str) -> None:
    table = PosterTable(cell, (PosterColumn(title),), ((cell,),))
    assert poster(sample(title=title, elements=(PosterText(cell, title), table)), "a4").startswith(b"%PDF")


def test_long_words_are_broken_and_not_clipped() -> None:
    pages = PdfReader(io.BytesIO(poster(sample(elements=(PosterText("题", "a" * 300),)), "a4"))).pages
    runs = [line.count("a") for line in pages[0].extract_text().splitlines() if line.startswith("aaaa")]
    assert sum(runs) == 300
    assert max(runs) <= 100


def test_equal_data_gives_equal_bytes() -> None:
    assert poster(sample(), "a3") == poster(sample(), "a3")
    assert poster(sample(), "a3") != poster(sample(title="另一题"), "a3")


def test_empty_parts_are_left_out() -> None:
    said = words(poster(sample(elements=(), filing_number="", supervision_phone="", posted_until=None), "a4"))
    assert "监督电话" not in said
    assert "备案号" not in said
    assert "2026-07-08起长期" in said
    table = PosterTable("空表", (PosterColumn("甲"),), ())
    assert "空表" in words(poster(sample(elements=(table,)), "a4"))


def test_in_english() -> None:
    said = words(poster(sample(language="en", title="Village accounts"), "a3"))
    assert "Indexnumber:11330000MB0000000X/2026-00001" in said
    assert "Page1of" in said


def test_faults_of_templates_are_told(tmp_path) -> None:
    (tmp_path / "broken.typ").write_text("#nonsense()", "utf-8")
    with pytest.raises(TemplateError, match="nonsense"):
        compile_pdf("broken", {}, at=datetime(2026, 7, 8, tzinfo=UTC), directory=tmp_path)


def test_width_counts_chinese_twice_as_wide() -> None:
    assert display_width("公开") == 2
    assert display_width("ab") < 1.3
