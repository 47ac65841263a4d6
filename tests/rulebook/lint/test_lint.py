"""The lint: lawful, reachable, measurable."""

import os
import tarfile
from datetime import date
from pathlib import Path

import pytest

from gongkai.rulebook.lint import LawTexts, lint
from gongkai.rulebook.lint.laws import chinese
from gongkai.rulebook.packs import builtin_packs, compose
from tests.rulebook.conftest import DUTY
from tests.rulebook.layers.test_layers import district, override, pack

ON = date(2026, 6, 1)
REAL = Path(os.environ.get("GONGKAI_REAL_DATA", Path(__file__).parents[4] / "shared" / "data")) / "laws.tar.xz"


def codes(duty=DUTY, *more, on=ON, **changes):
    rulebook = compose([pack(duties=[duty], **changes), *more], strict=False)
    return [(finding.severity.value, finding.code) for finding in lint(rulebook, on)]


def test_a_sound_duty_has_no_finding():
    assert codes() == []


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"bases": []}, ("error", "basis.missing")),
        ({"bases": [{"ref": "elsewhere"}]}, ("error", "basis.unknown")),
        ({"timing": "W(20,CD,unheard_of)"}, ("error", "anchor.unknown")),
        ({"units": {"kinds": ["village"], "levels": ["county"]}}, ("error", "duty.unreachable")),
        ({"verified": False}, ("warning", "duty.unverified")),
        ({"timing": "RT"}, ("warning", "timing.no_local_limit")),
        ({"channels": {}}, ("warning", "channels.none")),
        ({"audience": "individual"}, ("error", "audience.exposed")),
        ({"audience": "affected"}, ("warning", "audience.exposed")),
        ({"checks": [DUTY["checks"][0] | {"cel": "nothing > 1"}]}, ("error", "check.unknown_element")),
        ({"checks": [DUTY["checks"][0] | {"cel": "total_income >"}]}, ("error", "check.unreadable")),
        ({"checks": [DUTY["checks"][0] | {"cel": "foo(total_income)"}]}, ("error", "check.unknown_function")),
        (
            {"checks": [DUTY["checks"][0] | {"cel": "sum(column(lines, 'cost')) == total_income"}]},
            ("error", "check.unknown_column"),
        ),
        (
            {"checks": [DUTY["checks"][0] | {"cel": "lines.all(l, l.cost > 0)"}]},
            ("error", "check.unknown_column"),
        ),
    ],
)
def test_each_fault_is_found(change, expected):
    assert expected in codes(DUTY | change)


def test_a_local_limit_answers_promptly():
    assert codes(DUTY | {"timing": "RT", "local_limit": "W(5,WD,npc_approved)"}) == []


def test_a_basis_out_of_force_is_found_on_its_day():
    bases = {"ogi-regulation-2019": {"title": "条例", "kind": "law", "in_force_to": "2026-12-31", "replaced_by": "new"}}
    assert codes(bases=bases, on=ON) == []
    found = codes(bases=bases, on=date(2027, 1, 1))
    assert found == [("error", "basis.not_in_force"), ("error", "basis.none_in_force")]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"set": {"timing": "W(30,CD,npc_approved)"}}, ("error", "override.laxer")),
        ({"set": {"timing": "W(13,WD,npc_approved)"}}, ("warning", "override.incomparable")),
        ({"retire": True}, ("error", "override.laxer")),
        ({"retire": True, "applies_to": {"units": ["x"]}}, ("warning", "override.incomparable")),
        ({"duty": "gone"}, ("error", "override.unknown_duty")),
    ],
)
def test_layers_are_held_against_the_statute(changes, expected):
    assert codes(DUTY, district(override(**changes))) == [expected]


def test_a_pack_outside_its_days_is_told_and_a_rulebook_without_any_duty_refused():
    assert ("warning", "pack.not_in_force") in codes(DUTY, district(override(), effective_from="2027-01-01"))
    assert codes(DUTY, effective_from="2027-01-01") == [("error", "rulebook.empty"), ("warning", "pack.not_in_force")]
    assert ("error", "rulebook.empty") in codes(DUTY, effective_from="2025-01-01", effective_to="2026-01-31")


def test_an_id_twice_is_found():
    assert ("error", "duty.duplicate") in codes(DUTY, pack("district", duties=[DUTY]))


LAW = """# 条例

2019年5月15日 施行

<!-- INFO END -->

## 第一章 总则

第一条 甲。

第二十条 主动公开下列政府信息：

(一)甲；

(二)乙。

第一百零五条之一 第一款。

第二款，见第一条。
"""


@pytest.fixture(params=["folder", "archive"])
def laws(request, tmp_path):
    folder = tmp_path / "laws"
    folder.mkdir()
    (folder / "条例(2019-04-03).md").write_text(LAW, "utf-8")
    if request.param == "folder":
        return LawTexts(folder)
    with tarfile.open(tmp_path / "laws.tar.xz", "w:xz") as archive:
        archive.add(folder, "laws")
    return LawTexts(tmp_path / "laws.tar.xz")


@pytest.mark.parametrize(
    ("cited", "there"),
    [
        ("20", True),
        ("20(2)", True),
        ("20(3)", False),
        ("21", False),
        ("1,20(1)", True),
        ("1,2", False),
        ("105-1", True),
        ("105-1(2)", True),
        ("105-1(3)", False),
        ("105", False),
        ("第二十条", True),
    ],
)
def test_cited_articles_are_looked_up(laws, cited, there):
    assert laws.has_article("条例(2019-04-03)", cited) is there


def test_a_missing_article_is_an_error(laws):
    bases = {"ogi-regulation-2019": {"title": "条例", "kind": "law", "text": "条例(2019-04-03)"}}
    rulebook = compose([pack(bases=bases)])
    assert [finding.code for finding in lint(rulebook, ON, laws)] == ["basis.no_article"]
    unknown = {"ogi-regulation-2019": {"title": "条例", "kind": "law", "text": "没有(2000-01-01)"}}
    assert [finding.code for finding in lint(compose([pack(bases=unknown)]), ON, laws)] == ["basis.no_text"]


@pytest.mark.skipif(not REAL.exists(), reason=f"the collection of law texts is not at {REAL}")
def test_the_built_in_packs_cite_articles_that_exist():
    findings = lint(compose(builtin_packs()), ON, laws=REAL)
    assert [finding for finding in findings if finding.code.startswith("basis.no_")] == []


def test_the_built_in_packs_have_no_error():
    assert [finding for finding in lint(compose(builtin_packs()), ON) if finding.severity == "error"] == []


@pytest.mark.parametrize(
    ("number", "words"),
    [(8, "八"), (10, "十"), (21, "二十一"), (105, "一百零五"), (110, "一百一十"), (1260, "一千二百六十")],
)
def test_chinese_numerals(number, words):
    assert chinese(number) == words
