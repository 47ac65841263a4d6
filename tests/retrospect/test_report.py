"""The audit from files to files, and the command that runs it."""

import csv
import datetime as dt
import os
from pathlib import Path

import pytest
import xlsxwriter
from lxml import html
from typer import Typer
from typer.testing import CliRunner

from gongkai.retrospect.command import audit
from gongkai.retrospect.report import AuditOptions, audit_files, run_audit
from gongkai.retrospect.report.charts import Column, stacked_columns
from gongkai.retrospect.report.summary import summarise

REAL = Path(os.environ.get("GONGKAI_REAL_DATA", Path(__file__).parents[3] / "shared" / "data"))
TODAY = dt.date(2024, 3, 1)
TEXT = """标题,文号,成文日期,发布日期,网址
某县人民政府关于春耕的通知,某政发〔2022〕1号,2022-01-04,2022-01-10,https://example.org/1
某县人民政府关于防汛的通知,某政发[2022]第04号,2022年3月1日,2022.6.1,javascript:alert(1)
某县人民政府关于防汛的通知,某政发〔2022〕4号,2022-03-01,2022-03-02,
某县人民政府关于<b>道路</b>的通知,某政发〔2022〕6号,2022-05-05,2022-05-01,
某县人民政府关于学校的通知,某政发五号,2022-05-05,,
某县人民政府关于卫生的通知,,2007-05-08,2007-05-09,
某县人民政府关于将来的通知,某政发〔2022〕7号,2022-05-05,2031-05-05,
某县人民政府关于名单的通知,某政发〔2022〕6号,去年,2022-05-06,
"""
COLUMNS = {
    "series.csv": "series,year,seen,missing,duplicates,largest,estimated_total,public_share",
    "gaps.csv": "series,year,number",
    "timeliness.csv": "title,document_number,issued_on,published_on,days,limit,unit,verdict",
    "unparsed.csv": "row,document_number,reason",
}


def made_up(folder: Path, text: str = TEXT, name: str = "documents.csv", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_text(text, encoding=encoding)
    return path


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))


def test_the_files_have_exactly_their_columns_and_content(tmp_path: Path) -> None:
    assert run_audit([made_up(tmp_path)], tmp_path / "out", AuditOptions(), on=TODAY) == 0
    out = tmp_path / "out"
    assert {path.name for path in out.iterdir()} == {"report.html", *COLUMNS}
    for name, header in COLUMNS.items():
        assert (out / name).read_bytes().split(b"\n")[0].decode() == header
    assert read(out / "series.csv") == [
        {
            "series": "某政发",
            "year": "2022",
            "seen": "4",
            "missing": "3",
            "duplicates": "2",
            "largest": "7",
            "estimated_total": "7.75",
            "public_share": "51.61",
        }
    ]
    assert [row["number"] for row in read(out / "gaps.csv")] == ["2", "3", "5"]
    rows = read(out / "timeliness.csv")
    assert [(row["days"], row["limit"], row["unit"], row["verdict"]) for row in rows] == [
        ("4", "20", "working_days", "on_time"),
        ("64", "20", "working_days", "late"),
        ("1", "20", "working_days", "on_time"),
        ("-1", "20", "working_days", "impossible"),
        ("", "20", "working_days", "unknown"),
        ("1", "", "working_days", "unknown"),
        ("3287", "20", "calendar_days", "impossible"),
        ("", "", "", "unknown"),
    ]
    assert [(row["row"], row["document_number"]) for row in read(out / "unparsed.csv")] == [
        ("6", "某政发五号"),
        ("7", ""),
    ]


def test_the_page_is_self_contained_and_in_both_languages(tmp_path: Path) -> None:
    run_audit([made_up(tmp_path)], tmp_path / "out", AuditOptions(), on=TODAY)
    text = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    page = html.fromstring(text)
    assert not page.xpath("//script | //link | //img | //iframe")
    assert "url(http" not in text
    assert len(page.xpath("//svg[@role='img']")) >= 2
    assert not [link for link in page.xpath("//a/@href") if not link.startswith(("#", "https://example.org/"))]
    names = set(page.xpath("//@id"))
    assert {link[1:] for link in page.xpath("//a/@href") if link.startswith("#")} <= names
    assert len(page.xpath("//@id")) == len(names)
    zh, en = (" ".join(page.xpath(f"//p[@class='lead']/span[@class='{language}']//text()")) for language in "ze")
    assert "缺 3 个编号" in zh
    assert "3 numbers in between are missing" in en
    assert "关于<b>道路</b>的通知" in " ".join(page.xpath("//td//text()"))


def test_attention_names_what_to_look_at(tmp_path: Path) -> None:
    outcome = summarise(audit_files([made_up(tmp_path)], AuditOptions(), on=TODAY))
    words = [item.words.zh for item in outcome.attention]
    assert any("1 份文件超过法定期限" in sentence and "64个工作日" in sentence for sentence in words)
    assert any("2 份文件的日期不可能成立（发布早于成文 1 份，日期在将来 1 份）" in sentence for sentence in words)
    assert any(sentence.startswith("1 个文号被不同标题") for sentence in words)
    assert any(sentence.startswith("1 个文号看不懂") for sentence in words)
    assert any(sentence.startswith("1 个日期看不懂") for sentence in words)
    assert len(outcome.recorded_twice) == 1


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (TEXT, "gb18030"),
        (TEXT, "utf-16"),
        (TEXT.replace(",", "\t"), "utf-8-sig"),
        ("某县文件目录,,,,\n" + TEXT, "utf-8"),
    ],
)
def test_files_of_every_make_give_the_same_audit(tmp_path: Path, text: str, encoding: str) -> None:
    assert run_audit([made_up(tmp_path, text, encoding=encoding)], tmp_path / "out", AuditOptions(), on=TODAY) == 0
    assert read(tmp_path / "out" / "series.csv")[0]["seen"] == "4"


def test_a_district_with_many_series_gets_a_page_of_bounded_size(tmp_path: Path) -> None:
    codes = [f"某{first}{second}发" for first in "甲乙丙丁戊己庚辛壬癸" for second in "子丑寅卯辰巳午未申酉戌亥"]
    lines = [
        f"通知,{code}〔{year}〕{number}号,{year}-01-04,{year}-01-10"
        for code in codes
        for year in (2021, 2022)
        for number in (2, 90, 400)
    ]
    path = made_up(tmp_path, "标题,文号,成文日期,发布日期\n" + "\n".join(lines))
    assert run_audit([path], tmp_path / "out", AuditOptions(), on=TODAY) == 0
    assert len(read(tmp_path / "out" / "series.csv")) == 240
    page = html.fromstring((tmp_path / "out" / "report.html").read_text(encoding="utf-8"))
    links = {link[1:] for link in page.xpath("//a/@href") if link.startswith("#")}
    assert links <= set(page.xpath("//@id"))
    assert "只列出文件最多的 100 个系列，全部 120 个见 series.csv。" in page.xpath("//p/span[@class='z']/text()")
    assert len(page.xpath("//ol[@class='attention']/li")) < 20


def test_a_workbook_is_audited(tmp_path: Path) -> None:
    path = tmp_path / "documents.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet("说明").write(0, 0, "请先阅读")
        sheet = book.add_worksheet("目录")
        for row, line in enumerate(csv.reader(TEXT.splitlines())):
            sheet.write_row(row, 0, line)
    assert run_audit([path], tmp_path / "out", AuditOptions(), on=TODAY) == 0
    assert read(tmp_path / "out" / "series.csv")[0]["missing"] == "3"


def test_numbers_spoilt_by_the_spreadsheet_say_so(tmp_path: Path) -> None:
    path = tmp_path / "documents.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["标题", "文号"])
        sheet.write_row(1, 0, ["=1+1", 1.2e17])
        sheet.write_string(2, 0, "=cmd()")
    assert run_audit([path], tmp_path / "out", AuditOptions(), on=TODAY) == 0
    first, second = read(tmp_path / "out" / "unparsed.csv")
    assert "1.2E+17" in first["reason"]
    assert second["document_number"] == ""
    assert read(tmp_path / "out" / "timeliness.csv")[1]["title"] == "'=cmd()"


def test_several_files_are_one_audit_and_unread_rows_name_their_file(tmp_path: Path) -> None:
    files = [made_up(tmp_path), made_up(tmp_path, "文号,标题\n某政发〔2022〕2号,甲\n坏,乙\n", "more.csv")]
    assert run_audit(files, tmp_path / "out", AuditOptions(), on=TODAY) == 0
    assert [row["number"] for row in read(tmp_path / "out" / "gaps.csv")] == ["3", "5"]
    unparsed = read(tmp_path / "out" / "unparsed.csv")
    assert [row["row"] for row in unparsed] == ["6", "7", "3"]
    assert unparsed[2]["reason"].startswith("more.csv: ")


def test_columns_with_unusual_names_are_given_by_options(tmp_path: Path) -> None:
    text = TEXT.replace("标题,文号,成文日期,发布日期", "甲,乙,丙,丁")
    path = made_up(tmp_path, text)
    assert run_audit([path], tmp_path / "out", AuditOptions(), on=TODAY, say=[].append) == 2
    assert not (tmp_path / "out").exists()
    columns = {"title": "甲", "document_number": "B", "issued_on": "3", "published_on": "丁"}
    assert run_audit([path], tmp_path / "out", AuditOptions(columns=columns), on=TODAY) == 0
    assert read(tmp_path / "out" / "series.csv")[0]["seen"] == "4"


@pytest.mark.parametrize(
    "content", [b"", b"%PDF-1.4", "标题,文号\n".encode(), b"PK\x03\x04broken", TEXT.encode()[:-400] + b"\xe4\xb8\n"]
)
def test_what_cannot_be_read_is_said_and_nothing_is_written(tmp_path: Path, content: bytes) -> None:
    said: list[str] = []
    (tmp_path / "bad.csv").write_bytes(content)
    good = made_up(tmp_path)
    assert run_audit([good, tmp_path / "bad.csv"], tmp_path / "out", AuditOptions(), on=TODAY, say=said.append) == 2
    assert "bad.csv" in said[0]
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    said: list[str] = []
    blocked = made_up(tmp_path, name="out")
    assert run_audit([made_up(tmp_path)], blocked, AuditOptions(), on=TODAY, say=said.append) == 2
    assert "out" in said[0]


def test_documents_without_any_number_get_a_report(tmp_path: Path) -> None:
    path = made_up(tmp_path, "title,issued_on,published_on\nA,2020-01-02,2020-01-03\n")
    assert run_audit([path], tmp_path / "out", AuditOptions(), on=TODAY) == 0
    assert read(tmp_path / "out" / "series.csv") == []
    assert "没有一个能读懂的文号" in (tmp_path / "out" / "report.html").read_text(encoding="utf-8")


def test_the_command_runs_the_audit_and_exits_as_promised(tmp_path: Path) -> None:
    app = Typer()
    app.command()(audit)
    path = str(made_up(tmp_path))
    good = CliRunner().invoke(app, [path, "--out", str(tmp_path / "out"), "--on", "2024-03-01"])
    assert (good.exit_code, "report.html" in good.output) == (0, True)
    bad = CliRunner().invoke(app, [str(tmp_path / "absent.csv"), "--out", str(tmp_path / "other")])
    assert bad.exit_code == 2
    assert "找不到文件" in bad.stderr
    chosen = CliRunner().invoke(app, [path, "--out", str(tmp_path / "third"), "--document-number", "没有"])
    assert chosen.exit_code == 2


def test_a_chart_says_its_title_and_hides_nothing() -> None:
    chart = html.fromstring(str(stacked_columns([Column("2020", (("seen", 3), ("unseen", 1)), "a<b")], "标题")))
    assert chart.get("aria-label") == "标题"
    seen, unseen = chart.xpath(".//rect")
    assert float(seen.get("height")) == pytest.approx(3 * float(unseen.get("height")), rel=0.01)
    assert chart.xpath(".//title/text()") == ["a<b"]


def test_the_real_documents_are_audited_without_options(tmp_path: Path) -> None:
    files = [REAL / "state-council-documents.csv", REAL / "guangdong-documents.csv"]
    if not all(path.exists() for path in files):
        pytest.skip("real data not present: state-council-documents.csv, guangdong-documents.csv")
    assert run_audit(files, tmp_path, AuditOptions(), on=TODAY) == 0
    timeliness = read(tmp_path / "timeliness.csv")
    assert len(timeliness) == 10_459
    assert {row["verdict"] for row in timeliness} == {"on_time", "late", "impossible", "unknown"}
    assert all(
        row["verdict"] == "unknown"
        for row in timeliness
        if "" < row["issued_on"] < "2008-05-01" and row["published_on"] > row["issued_on"]
    )
    assert len(read(tmp_path / "unparsed.csv")) == 728
