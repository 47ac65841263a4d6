"""What changed, as a reviewer reads it."""

from hypothesis import given
from hypothesis import strategies as st

from gongkai.disclosures.diff import between, changed, table_rows, text_parts, words
from gongkai.rulebook.model import Column, Duty
from tests.disclosures.rules import BUDGET, duty

BUDGET_DUTY = Duty.from_json(duty("budget", "部门预算", "W(20,CD,formed)", [], elements=BUDGET))
COLUMNS = tuple(Column.from_json(one) for one in BUDGET[2]["columns"])


def content(**more: object) -> dict[str, object]:
    values = {
        "summary": "<p>本年度预算收支平衡。</p>",
        "total": "100.00",
        "lines": [{"item": "税收", "income": "100.00"}],
    }
    return {"title": "关于预算的公开", "values": values | more, "metadata": {"topic": "04"}, "attachments": []}


def test_texts_are_compared_by_words():
    parts = text_parts("今年的财政收入增加，支出减少", "今年的财政收入下降，支出减少")
    assert [(one.kind, one.text) for one in parts if one.kind != "same"] == [("removed", "增加"), ("added", "下降")]


@given(st.text(max_size=300), st.text(max_size=300))
def test_parts_give_both_texts_back(before: str, after: str):
    parts = text_parts(before, after)
    assert "".join(one.text for one in parts if one.kind != "added") == before
    assert "".join(one.text for one in parts if one.kind != "removed") == after


def test_long_texts_are_compared_by_sentence():
    text = "第一句。" * 20_000
    assert set(words(text)) == {"第一句。"}
    assert sum(one.kind != "same" for one in text_parts(text, text + "新的一句。")) == 1


def row(item: str, income: str) -> dict[str, str]:
    return {"item": item, "income": income}


def test_tables_are_aligned_by_rows():
    before = [row("税收", "100"), row("罚没", "5"), row("其他", "1")]
    after = [row("税收", "100"), row("新增", "7"), row("罚没", "5"), row("其他", "2")]
    rows = table_rows(COLUMNS, before, after, "zh")
    assert [(one.kind, one.before, one.after) for one in rows] == [
        ("same", 1, 1), ("added", None, 2), ("same", 2, 3), ("changed", 3, 4),
    ]  # fmt: skip
    assert [(cell.column, cell.before, cell.after) for cell in rows[3].cells if cell.kind == "changed"] == [
        ("income", "1", "2")
    ]


def test_very_long_tables_are_compared_place_by_place():
    before = [row(str(number), "1") for number in range(6000)]
    rows = table_rows(COLUMNS, before, [*before[:-1], row("5999", "2")], "zh")
    assert [one.before for one in rows if one.kind != "same"] == [6000]


def test_everything_that_differs_is_named():
    after = content(total="101.00", lines=[row("税收", "101.00")]) | {
        "title": "关于预算的公开（更正）", "attachments": [{"sha256": "a" * 64, "name": "表.xlsx"}],
    }  # fmt: skip
    changes = changed(between(BUDGET_DUTY, content(), after))
    assert [(one.id, one.kind) for one in changes] == [
        ("title", "changed"), ("total", "changed"), ("lines", "changed"), ("attachments", "added"),
    ]  # fmt: skip
    total = changes[1]
    assert (total.before, total.after) == ("100.00", "101.00")


def test_the_first_revision_is_compared_with_nothing():
    changes = changed(between(BUDGET_DUTY, {}, content()))
    assert {one.kind for one in changes} == {"added"}


def test_markup_alone_is_a_change_without_runs():
    after = content(summary="<p><strong>本年度</strong>预算收支平衡。</p>")
    (change,) = changed(between(BUDGET_DUTY, content(), after))
    assert (change.id, change.parts) == ("summary", ())
