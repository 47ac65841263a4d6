"""Documents of the past as records: exports of old sites are taken as they are."""

import datetime as dt
import os
from pathlib import Path

import pytest

from gongkai.intake.documents import DOCUMENTS, USUAL_NAMES
from gongkai.intake.tables import dry_run, open_table, template_xlsx
from gongkai.intake.tables.columns import key

REAL = Path(os.environ.get("GONGKAI_REAL_DATA", Path(__file__).parents[3] / "shared" / "data"))


def test_an_export_of_an_old_site_is_taken_as_it_is() -> None:
    text = (
        "索引号\t信息名称\t文号\t生成日期\t公开日期\t发布机构\t栏目\t链接\n"
        "A-1\t关于春耕的通知\t某政发[2020]5号\t2020年3月1日\t2020.3.9\t某县政府\t通知公告\thttps://example.org/1\n"
        "A-2\t\t无\t20年3月1日\t\t\t\thttps://example.org/1\n"
    )
    run = dry_run(DOCUMENTS, open_table(text.encode("gb18030"), vocabulary=DOCUMENTS.vocabulary))
    (row,) = run.good_rows()
    assert row.values["document_number"] == "某政发[2020]5号"
    assert (row.values["issued_on"], row.values["published_on"]) == (dt.date(2020, 3, 1), dt.date(2020, 3, 9))
    assert row.key == ("https://example.org/1",)
    assert [problem.column for problem in run.report.problems] == ["信息名称", "生成日期"]


def test_no_usual_name_means_two_columns() -> None:
    names = [key(name) for usual in USUAL_NAMES.values() for name in usual]
    assert {name for name in names if names.count(name) > 1} == set()
    assert {column.id for column in DOCUMENTS.columns} == set(USUAL_NAMES)


def test_the_template_is_recognised() -> None:
    table = open_table(template_xlsx(DOCUMENTS), vocabulary=DOCUMENTS.vocabulary)
    assert set(dry_run(DOCUMENTS, table).columns.mapping) == set(USUAL_NAMES)


@pytest.mark.parametrize(("name", "rows"), [("state-council-documents.csv", 5_781), ("guangdong-documents.csv", 4_678)])
def test_the_real_documents_pass_the_dry_run(name: str, rows: int) -> None:
    if not (REAL / name).exists():
        pytest.skip(f"real data not present: {name}")
    run = dry_run(DOCUMENTS, open_table(REAL / name, vocabulary=DOCUMENTS.vocabulary))
    assert run.report.rows == rows
    assert run.report.good + run.report.bad == rows
    assert run.report.bad <= rows // 100
