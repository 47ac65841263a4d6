"""The built-in catalogue: its form, and that every kind of thing the rulebook knows is used in it."""

from collections import Counter
from pathlib import Path

import pytest

from gongkai.rulebook.layers import compose
from gongkai.rulebook.loading import PackError, load_pack
from gongkai.rulebook.model import UnitFacts
from gongkai.rulebook.packs import builtin_packs
from gongkai.rulebook.timing import (
    Before,
    ByDate,
    Periodic,
    PeriodKind,
    Permanent,
    Posted,
    RealTime,
    WithdrawWithin,
    Within,
)
from gongkai.rulebook.vocabulary import Audience, Category, Level, Mode, ReviewKind, UnitKind

PACKS = Path(__file__).parents[2] / "src" / "gongkai" / "rulebook" / "packs"
DATA = Path(__file__).parent / "data"
DEMO = sorted(PACKS.glob("district-demo*.yaml"))

# 公开事项26个领域 that a district owes (regulations reference 3.2); the names are those of the catalogue.
FIELDS = {
    "重大建设项目", "公共资源交易", "财政预决算", "安全生产", "税收管理", "征地补偿", "国有土地上房屋征收与补偿",
    "保障性住房", "农村危房改造", "生态环境", "公共文化服务", "公共法律服务", "扶贫", "救灾", "食品药品监管",
    "城市综合执法", "就业", "社会保险", "社会救助", "养老服务", "户籍管理", "涉农补贴", "义务教育", "医疗卫生",
    "市政服务", "城乡规划",
}  # fmt: skip


@pytest.fixture(scope="module")
def national():
    return next(pack for pack in builtin_packs() if pack.id == "national-base")


@pytest.fixture(scope="module")
def duties(national):
    return national.duties


@pytest.fixture(scope="module")
def rulebook(national):
    return compose([national, *(load_pack(path) for path in DEMO)])


def test_the_catalogue_has_at_least_eighty_duties_with_unique_ids(duties):
    assert len(duties) >= 80
    assert len({duty.id for duty in duties}) == len(duties)


@pytest.mark.parametrize("path", DEMO, ids=lambda path: path.stem)
def test_every_demonstration_layer_is_valid(path):
    assert load_pack(path).overrides


def test_the_demonstration_covers_three_layers_above_the_national_one():
    assert {load_pack(path).layer for path in DEMO} == {"district", "unit_kind", "unit"}


def test_no_demonstration_override_is_laxer_than_the_base(rulebook):
    assert rulebook.duties


@pytest.mark.parametrize(
    "clause",
    [Within, Posted, Before, Periodic, ByDate, RealTime, Permanent, WithdrawWithin],
    ids=lambda kind: kind.__name__,
)
def test_every_clause_of_the_timing_grammar_is_used(duties, clause):
    assert any(duty.timing.of(clause) for duty in duties)


@pytest.mark.parametrize("period", list(PeriodKind))
def test_every_period_is_used(duties, period):
    assert any(clause.period == period for duty in duties for clause in duty.timing.of(Periodic))


def test_limits_are_joined_and_counted_in_every_unit(duties):
    written = " ".join(str(duty.timing) for duty in duties)
    assert any(len(duty.timing) > 1 for duty in duties)
    for form in ("W(20,WD,", "W(20,CD,", "P(7,WD)", "P(30,CD)", "B(24,H,", "B(30,CD,", "B(7,WD,", "WDR(3,CD,"):
        assert form in written


@pytest.mark.parametrize("audience", list(Audience))
def test_every_audience_is_used(duties, audience):
    assert any(duty.audience == audience for duty in duties)


@pytest.mark.parametrize("kind", list(ReviewKind))
def test_every_review_is_used(duties, kind):
    assert any(kind in duty.reviews for duty in duties)


@pytest.mark.parametrize("mode", list(Mode))
def test_both_modes_are_used(duties, mode):
    assert any(duty.mode == mode for duty in duties)


@pytest.mark.parametrize("level", list(Level))
def test_every_level_is_used(duties, level):
    assert any(level in duty.levels for duty in duties)


@pytest.mark.parametrize("category", list(Category))
def test_every_category_of_the_seed_is_used(duties, category):
    assert sum(duty.category == category for duty in duties) >= 5


@pytest.mark.parametrize("kind", [kind for kind in UnitKind if kind != UnitKind.BRANCH])
def test_every_kind_of_unit_owes_something(duties, kind):
    assert any(kind in duty.units.kinds for duty in duties)


@pytest.mark.parametrize("field", sorted(FIELDS))
def test_every_field_of_the_national_guidelines_is_covered(duties, field):
    assert any(duty.field == field for duty in duties)


@pytest.mark.parametrize("row", [f"S{number:02}" for number in range(1, 47) if number != 2])
def test_every_row_of_the_seed_has_a_duty(duties, row):
    # S02 is the rate of disclosure itself, which is computed and not owed as a document.
    assert any(row in duty.seed_rows for duty in duties)


@pytest.mark.parametrize(
    ("phrase", "duty"),
    [
        ("政府的重要决策事项", "decision-draft"),
        ("发展目标、规划", "development-plan"),
        ("67个行政审批项目", "licensing-item-list"),
        ("基础设施建设", "infrastructure-progress"),
        ("生态能源建设", "infrastructure-approval"),
        ("扶贫开发", "poverty-relief-projects"),
        ("两免一补", "two-exemptions"),
        ("财政预决算", "budget-general"),
        ("公开招投标", "tender-notice"),
        ("收费项目和标准", "fee-catalogue"),
        ("招待费", "reception-expenses"),
        ("政府采购", "procurement-result"),
        ("区财务", "department-accounts"),
        ("乡镇财务", "township-budget"),
        ("村级财务", "village-ledger-monthly"),
        ("公开招录公务员", "civil-servant-recruitment"),
        ("招聘教师和卫生人员", "institution-recruitment"),
        ("干部任前公示", "pre-appointment"),
        ("机构人员编制", "establishment-posts"),
        ("考核奖惩", "rewards-assessment"),
        ("转业退伍军人安置", "veterans-placement"),
        ("教育收费", "school-fees"),
        ("药品价格", "drug-prices"),
        ("医疗服务项目收费标准", "medical-service-prices"),
        ("住院费用一日清单", "daily-hospital-bill"),
        ("承诺践诺公示", "commitment"),
        ("领导小组", "leading-group-register"),
        ("实施方案", "openness-plan"),
        ("责任制", "system-responsibility"),
        ("审议制度", "system-deliberation"),
        ("监督制度", "system-supervision"),
        ("反馈制度", "system-feedback"),
        ("备案制度", "system-filing"),
        ("考核", "system-assessment"),
        ("资源分配全过程公开", "resource-allocation"),
    ],
)
def test_every_phrase_of_the_seed_has_its_duty(duties, phrase, duty):
    found = next((one for one in duties if one.id == duty), None)
    assert found is not None, phrase
    assert found.seed_rows


def test_matters_for_few_are_never_required_on_the_open_website(duties):
    for duty in duties:
        if duty.audience in {Audience.INDIVIDUAL, Audience.STAFF, Audience.AFFECTED}:
            assert "website" not in duty.channels.required, duty.id


def test_a_rule_without_a_number_has_a_local_one(duties):
    assert [duty.id for duty in duties if duty.timing.of(RealTime) and duty.local_limit is None] == []


def test_every_anchor_is_declared_and_used(national):
    used = {
        name
        for duty in national.duties
        for timing in (duty.timing, duty.local_limit)
        if timing
        for name in timing.anchors
    }
    assert used == {anchor.id for anchor in national.anchors}


def test_superseded_texts_are_in_the_register_and_cited_by_no_duty(national):
    superseded = {basis.id for basis in national.bases if basis.replaced_by}
    assert {"ogi-regulation-2007", "villagers-committee-law-2018", "annual-report-format-2019"} <= superseded
    assert not superseded & {ref.ref for duty in national.duties for ref in duty.bases}
    known = {basis.id for basis in national.bases}
    assert {basis.replaced_by for basis in national.bases if basis.replaced_by} <= known


def test_what_rests_only_on_unread_texts_is_not_called_verified(national):
    bases = {basis.id: basis for basis in national.bases}
    for duty in national.duties:
        if duty.verified:
            assert any(bases[ref.ref].verified for ref in duty.bases), duty.id


def test_tables_are_typed_and_used_where_practice_has_tables(duties):
    kinds = Counter(column.type for duty in duties for element in duty.elements for column in element.columns)
    assert kinds["money"] >= 40
    assert sum(bool(element.columns) for duty in duties for element in duty.elements) >= 80


@pytest.mark.parametrize(
    ("unit", "owed", "not_owed"),
    [
        (UnitFacts("sanhe", "village", frozenset(), "village"), "village-ledger-monthly", "department-budget"),
        (
            UnitFacts("czj", "district_department", frozenset({"finance"}), "county"),
            "budget-general",
            "statistics-bulletin",
        ),
        (UnitFacts("wsy", "health_centre", frozenset(), "township"), "drug-prices", "water-stop"),
        (UnitFacts("zls", "water_utility", frozenset(), "county"), "water-stop", "gas-stop"),
        (UnitFacts("cgz", "township", frozenset(), "township"), "township-budget", "village-charter"),
    ],
)
def test_units_owe_what_is_theirs(rulebook, unit, owed, not_owed):
    from datetime import date

    ids = {duty.id for duty in rulebook.duties_for(unit, date(2026, 6, 1))}
    assert owed in ids
    assert not_owed not in ids


@pytest.mark.parametrize("name", ["lint-errors", "lint-laxer"])
def test_the_packs_made_for_lint_are_right_in_form(name):
    assert load_pack(DATA / f"{name}.yaml").version == "0"


def test_the_invalid_pack_names_every_fault_at_once():
    with pytest.raises(PackError) as refused:
        load_pack(DATA / "invalid-pack.yaml")
    said = refused.value.text("en")
    for word in ("Invalid Pack", "planet", "tomorrow", "colour", "nonsense", "kinds", "elements", "soon", "zh"):
        assert word in said
