"""Catalogue coverage: matches that explain themselves, corrections that are learnt, and the real rate."""

import datetime as dt
import io

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from gongkai.retrospect.coverage import (
    Correction,
    Match,
    Matcher,
    MatchField,
    MatchRule,
    Owed,
    PastDocument,
    Status,
    cover,
    coverage_docx,
    coverage_xlsx,
    learn,
    rules_of_duties,
)
from gongkai.rulebook.model import Duty, Matter, UnitSelector
from gongkai.rulebook.text import Text
from gongkai.rulebook.timing import parse
from gongkai.rulebook.vocabulary import Category, UnitKind

TODAY = dt.date(2026, 3, 2)
RULES = (
    MatchRule("budget", MatchField.TITLE, "预算", 50, "rulebook"),
    MatchRule("budget", MatchField.COLUMN, "^财政预决算$", 80, "rulebook"),
    MatchRule("accounts", MatchField.TITLE, "决算", 50, "rulebook"),
    MatchRule("accounts", MatchField.CLASSIFICATION, "财政", 30, "rulebook"),
    MatchRule("fees", MatchField.TITLE, "收费(标准|项目)", 50, "rulebook"),
    MatchRule("fees", MatchField.TITLE, "收费", 20, "rulebook"),
)


def past(
    title: str, day: str = "2021-03-01", unit: str = "u1", column: str = "", classification: str = ""
) -> PastDocument:
    return PastDocument(title, unit, title, column, classification, "", dt.date.fromisoformat(day) if day else None)


def test_a_match_says_why() -> None:
    match = Matcher(RULES).match(past("2021年部门决算", classification="财政、金融"))
    assert (match.duty, match.score) == ("accounts", 80)
    assert [reason.found for reason in match.reasons] == ["决算", "财政"]
    assert match.reasons[0].words().zh == "标题中的“决算”符合规则 决算（+50，来源：rulebook）"
    assert match.reasons[0].words().en.startswith("“决算” in the title matches")


def test_only_the_strongest_hit_of_a_field_counts() -> None:
    match = Matcher(RULES).match(past("学校收费标准公示"))
    assert (match.duty, match.score) == ("fees", 50)


def test_equal_scores_are_left_to_a_person() -> None:
    match = Matcher(RULES).match(past("2021年预算和2020年决算"))
    assert match.duty is None
    assert match.undecided
    assert match.rivals == (("accounts", 50), ("budget", 50))
    assert Matcher(RULES).match(past("2021年预算和2020年决算", column="财政预决算")).duty == "budget"


def test_too_little_is_no_match() -> None:
    match = Matcher(RULES).match(past("收费的说明"))
    assert (match.duty, match.undecided) == (None, False)
    assert Matcher(RULES).match(past("春耕")).reasons == ()


def test_a_correction_is_learnt_for_titles_alike() -> None:
    wrong = Matcher(RULES).match(past("某校2021年春季收费标准预算表"))
    assert wrong.duty is None
    wrong = Matcher(RULES).match(past("某校2021年预算执行说明"))
    learnt = learn(Correction(wrong, "fees", "公开办", TODAY))
    matcher = Matcher((*RULES, *learnt))
    assert matcher.match(past("某校2021年预算执行说明")).duty == "fees"
    assert matcher.match(past("某校2022年预算执行说明")).duty == "fees"
    assert matcher.match(past("某县2022年预算")).duty == "budget"
    assert "公开办 2026-03-02" in matcher.match(past("某校2022年预算执行说明")).reasons[0].words().zh


def test_a_document_can_be_said_to_serve_no_duty() -> None:
    match = Matcher(RULES).match(past("预算软件采购培训"))
    learnt = learn(Correction(match, None, "公开办", TODAY))
    assert Matcher((*RULES, *learnt)).match(past("预算软件采购培训")).duty is None
    assert all(rule.weight < 0 for rule in learnt)


def test_rules_are_data() -> None:
    for rule in RULES:
        assert MatchRule.from_json(rule.to_json()) == rule
    with pytest.raises(ValueError, match="budget"):
        MatchRule("budget", MatchField.TITLE, "(", 50, "x")


def duty(name: str, title: str, level2: str) -> Duty:
    matter = Matter(Text("财政"), Text(level2))
    return Duty(name, Text(title), matter, Category("finance"), UnitSelector((UnitKind("village"),)), (), parse("PERM"))


def test_the_catalogue_itself_gives_rules() -> None:
    duties = [duty("a", "村级财务公开", "收支明细"), duty("b", "惠农补贴发放", "收支明细"), duty("c", "账", "账")]
    rules = list(rules_of_duties(duties))
    assert {(rule.duty, rule.field, rule.pattern) for rule in rules} == {
        ("a", MatchField.COLUMN, "^村级财务公开$"),
        ("a", MatchField.TITLE, "村级财务"),
        ("b", MatchField.COLUMN, "^惠农补贴发放$"),
        ("b", MatchField.TITLE, "惠农补贴发放"),
    }
    assert Matcher(rules).match(past("2021年第一季度村级财务公示")).duty == "a"
    assert Matcher(rules).match(past("名单", column="惠农补贴发放")).duty == "b"


def owed(year: int, duty: str = "budget", unit: str = "u1", *, key: bool = False) -> Owed:
    return Owed(unit, duty, f"单位{unit}", f"事项{duty}", str(year), dt.date(year, 1, 1), dt.date(year, 4, 30), key=key)


def matched(*documents: PastDocument) -> list[Match]:
    return Matcher(RULES).match_all(documents)


def test_the_real_rate_has_its_numerator_and_denominator() -> None:
    coverage = cover(
        [owed(2020), owed(2021), owed(2022, key=True), owed(2022, "fees"), owed(2022, unit="u2")],
        matched(
            past("预算", "2020-03-01"), past("再次预算", "2020-06-01"), past("预算", "2021-06-01"), past("收费标准", "")
        ),
    )
    assert [(line.owed.period, line.owed.duty, line.status) for line in coverage.lines] == [
        ("2020", "budget", Status.ON_TIME),
        ("2021", "budget", Status.LATE),
        ("2022", "budget", Status.MISSING),
        ("2022", "fees", Status.UNDATED),
        ("2022", "budget", Status.MISSING),
    ]
    overall = coverage.overall
    assert (overall.owed, overall.published, overall.on_time, overall.share) == (5, 3, 1, 60)
    assert (coverage.key_duties.owed, coverage.key_duties.published) == (1, 0)
    assert [line.owed.key for line in coverage.missing] == [True, False]
    assert [(rate.name, rate.share) for rate in coverage.by_unit()] == [("单位u2", 0), ("单位u1", 75)]
    assert cover([], []).overall.share is None


def test_a_document_before_every_period_meets_none() -> None:
    (line,) = cover([owed(2021)], matched(past("预算", "2019-01-01"))).lines
    assert line.status is Status.MISSING


@given(st.lists(st.dates(dt.date(2018, 1, 1), dt.date(2024, 12, 31)), max_size=12))
def test_a_document_meets_at_most_one_obligation(days: list[dt.date]) -> None:
    documents = [past(f"预算{number}", day.isoformat()) for number, day in enumerate(days)]
    lines = cover([owed(year) for year in range(2019, 2024)], matched(*documents)).lines
    used = [document for line in lines for document in line.documents]
    assert len(used) == len(set(used)) == sum(day.year >= 2019 for day in days)


@pytest.mark.parametrize(("language", "heading"), [("zh", "未公开"), ("en", "Not published")])
def test_the_workbook_holds_every_table(language: str, heading: str) -> None:
    coverage = cover([owed(2020), owed(2021)], matched(past("=预算", "2020-03-01"), past("春耕")))
    book = CalamineWorkbook.from_filelike(io.BytesIO(coverage_xlsx(coverage, language)))
    assert len(book.sheet_names) == 6
    missing = book.get_sheet_by_name(heading).to_python()
    assert missing[1][:4] == ["单位u1", "事项budget", "", "2021"]
    assert missing[1][4] == dt.date(2021, 4, 30)
    summary = book.get_sheet_by_index(0).to_python()
    assert summary[1][1:] == [2.0, 1.0, 1.0, 0.5]
    reasons = book.get_sheet_by_index(5).to_python()
    assert len(reasons) == 3
    assert reasons[1][0] == "=预算"


def test_the_document_states_the_rate_in_one_sentence() -> None:
    coverage = cover([owed(2020, key=True), owed(2021)], matched(past("预算", "2020-03-01")))
    document = Document(io.BytesIO(coverage_docx(coverage, on=TODAY)))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert (
        "应公开 2 项，已公开 1 项（其中按时 1 项），公开率 50.0%。重点事项应公开 1 项，已公开 1 项，公开率 100.0%。"
        in text
    )
    assert document.tables[1].rows[1].cells[1].text == "事项budget"
    empty = Document(io.BytesIO(coverage_docx(cover([], []), on=TODAY, language="en")))
    assert "Nothing was owed" in "\n".join(paragraph.text for paragraph in empty.paragraphs)


def test_long_lists_say_that_they_are_cut() -> None:
    coverage = cover([owed(2020, unit=f"u{number}") for number in range(250)], [])
    document = Document(io.BytesIO(coverage_docx(coverage, on=TODAY)))
    assert len(document.tables[1].rows) == 201
    assert "只列出前 200 项，共 250 项。" in [paragraph.text for paragraph in document.paragraphs]
