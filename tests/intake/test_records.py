"""The one import mechanism: kinds register, a dry run judges, bad rows go back, templates come out."""

import csv
import io
from collections.abc import Iterator

import pytest

from gongkai.intake.tables import (
    ColumnSpec,
    Doubt,
    RecordKind,
    Text,
    dry_run,
    open_table,
    record_kind,
    record_kinds,
    register,
    template_xlsx,
    values,
    write_rejects,
)
from gongkai.intake.tables.records import Values


def opens_before_it_closes(row: Values) -> Iterator[Doubt]:
    if row["closes"] < row["opens"]:  # type: ignore[operator]
        yield Doubt("closes", Text("早于开始日期", "before it opens"), Text("核对两个日期", "check both dates"))


POSTS = RecordKind(
    id="posts",
    title=Text("招聘岗位", "Posts"),
    columns=(
        ColumnSpec(
            "code",
            Text("岗位代码", "Code"),
            values.text(pattern=r"\d{4}", example="0101"),
            required=True,
            example="0101",
        ),
        ColumnSpec(
            "opens", Text("报名开始", "Opens"), values.date(), names=("开始日期",), required=True, example="2026-03-01"
        ),
        ColumnSpec(
            "closes", Text("报名截止", "Closes"), values.date(), required=True, help=Text("含当日", "inclusive")
        ),
        ColumnSpec(
            "kind",
            Text("类别", "Kind"),
            values.choice({"teacher": ("教师",), "doctor": ("医生",)}),
            choices=("教师", "医生"),
        ),
    ),
    check=opens_before_it_closes,
    key=("code",),
)
TEXT = """岗位代码,开始日期,报名截止,类别
0101,2026-03-01,2026-03-10,教师
0102,26-3-1,,工厂
0103,2026-03-10,2026-03-01,
0101,2026-03-01,2026-03-10,医生
0104,2026年3月1日,2026/3/10,
"""


def test_a_dry_run_says_row_column_what_and_remedy() -> None:
    run = dry_run(POSTS, open_table(TEXT.encode(), vocabulary=POSTS.vocabulary))
    assert (run.report.rows, run.report.good, run.report.bad, run.report.total) == (5, 2, 3, 5)
    assert [(problem.row, problem.column) for problem in run.report.problems] == [
        (3, "开始日期"),
        (3, "报名截止"),
        (3, "类别"),
        (4, "报名截止"),
        (5, None),
    ]
    assert run.report.problems[2].text("zh") == "第 3 行“类别”：没有“工厂”这个选项；可填：教师、医生"
    assert run.report.problems[3].text("en") == "row 4, “报名截止”: before it opens; check both dates"
    assert "第 2 行重复" in run.report.problems[4].what.zh
    assert run.report.summary().zh == "共 5 行，可导入 2 行，有问题 3 行（5 处）"


def test_good_rows_come_out_typed_and_can_be_resumed() -> None:
    run = dry_run(POSTS, open_table(TEXT.encode(), vocabulary=POSTS.vocabulary))
    rows = list(run.good_rows())
    assert [(row.number, row.key) for row in rows] == [(2, ("0101",)), (6, ("0104",))]
    assert rows[0].values["kind"] == "teacher"
    assert "kind" not in rows[1].values
    assert [row.number for row in run.good_rows(after=2)] == [6]


def test_bad_rows_go_back_with_reasons_and_can_come_again() -> None:
    run = dry_run(POSTS, open_table(TEXT.encode(), vocabulary=POSTS.vocabulary))
    target = io.StringIO(newline="")
    assert write_rejects(run, target) == 3
    rows = list(csv.DictReader(io.StringIO(target.getvalue(), newline="")))
    assert [row["原行号"] for row in rows] == ["3", "4", "5"]
    assert rows[0]["岗位代码"] == "0102"
    assert "没有填写" in rows[0]["问题"]
    again = dry_run(POSTS, open_table(target.getvalue().encode(), vocabulary=POSTS.vocabulary))
    assert again.report.fatal is False
    assert again.report.rows == 3


def test_rejects_carry_no_formulas() -> None:
    run = dry_run(POSTS, open_table("岗位代码,报名开始,报名截止\n=cmd(),2026-01-01,2026-01-02\n".encode()))
    target = io.StringIO(newline="")
    write_rejects(run, target)
    assert "\n'=cmd()" in target.getvalue()


def test_a_missing_required_column_stops_everything() -> None:
    run = dry_run(POSTS, open_table("岗位代码,类别\n0101,教师\n".encode()))
    assert run.report.fatal
    assert [problem.column for problem in run.report.problems] == ["报名开始", "报名截止"]
    assert list(run.good_rows()) == []
    assert run.report.summary().en.startswith("Cannot be imported")


def test_a_mapping_can_be_chosen_and_remembered() -> None:
    table = open_table("甲,乙,丙\n0101,2026-01-01,2026-01-02\n".encode())
    run = dry_run(POSTS, table, overrides={"code": "甲", "opens": "B", "closes": "3"})
    assert run.report.good == 1
    assert run.columns.remember() == {"code": "甲", "opens": "乙", "closes": "丙"}


def test_progress_is_told() -> None:
    told: list[int] = []
    lines = "".join(f"{number:04},2026-01-01,2026-01-02\n" for number in range(2500))
    dry_run(POSTS, open_table(("岗位代码,报名开始,报名截止\n" + lines).encode()), progress=told.append)
    assert told == [1000, 2000]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_template_is_recognised_by_the_importer(language: str) -> None:
    table = open_table(template_xlsx(POSTS, language), vocabulary=POSTS.vocabulary)
    run = dry_run(POSTS, table)
    assert table.sheet in {"填报", "Data"}
    assert run.report.fatal is False
    assert set(run.columns.mapping) == {"code", "opens", "closes", "kind"}
    assert run.report.rows == 0


def test_kinds_register_once() -> None:
    assert register(POSTS) is POSTS
    assert register(POSTS) is record_kind("posts")
    assert POSTS in record_kinds()
    with pytest.raises(ValueError, match="posts"):
        register(RecordKind("posts", Text("另一", "other"), ()))
