"""Recipes: every duty can be filled in by data, the same way each time."""

from datetime import date
from pathlib import Path

import pytest

from gongkai.rulebook.loading import load_pack
from gongkai.rulebook.model import Duty
from gongkai.rulebook.packs import builtin_packs
from gongkai.rulebook.samples import Occasion, RecipeError, incomplete, recipes, sample

PACKS = Path(__file__).parents[2] / "src" / "gongkai" / "rulebook" / "packs"
DUTIES = {
    duty.id: duty
    for pack in (*builtin_packs(), load_pack(PACKS / "district-demo.yaml"))
    for duty in pack.duties
}  # fmt: skip
OCCASION = Occasion("三道河村", date(2026, 6, 10), "2026-05", 7)


def test_every_duty_has_a_recipe_and_every_recipe_a_duty():
    assert set(recipes()) == set(DUTIES)


@pytest.mark.parametrize("name", sorted(DUTIES))
def test_a_sample_gives_every_required_element_and_nothing_unknown(name):
    duty = DUTIES[name]
    values = sample(duty, OCCASION)
    for element in duty.elements:
        if element.required:
            assert values[element.id] not in ("", []), element.id
        for row in values.get(element.id, ()) if element.columns else ():
            assert {column.id for column in element.columns if column.required} <= set(row)
            for column in element.columns:
                if column.options and column.id in row:
                    assert row[column.id] in {option.value for option in column.options}
        if element.options and element.id in values:
            assert values[element.id] in {option.value for option in element.options}
    assert set(values) <= {element.id for element in duty.elements}


def test_the_same_occasion_gives_the_same_values_and_another_seed_others():
    duty = DUTIES["village-ledger-monthly"]
    assert sample(duty, OCCASION) == sample(duty, OCCASION)
    assert sample(duty, OCCASION) != sample(duty, Occasion("三道河村", date(2026, 6, 10), "2026-05", 8))
    assert sample(duty, OCCASION) != sample(duty, Occasion("柳树沟村", date(2026, 6, 10), "2026-05", 7))


def test_no_placeholder_is_left_in_a_text():
    for name, duty in DUTIES.items():
        assert "{" not in str(list(_texts(sample(duty, OCCASION)))), name


def _texts(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)


@pytest.mark.parametrize("seed", range(4))
def test_the_incomplete_variant_lacks_one_required_element(seed):
    duty = DUTIES["fee-catalogue"]
    values = sample(duty, OCCASION)
    missing = set(values) - set(incomplete(duty, values, seed))
    assert len(missing) == 1
    assert duty.element(missing.pop()).required


def _duty(*elements):
    text = {"zh": "甲", "en": "A"}
    return Duty.from_json(
        {
            "id": "made-up",
            "title": text,
            "matter": {"level1": text},
            "category": "finance",
            "units": {"kinds": ["village"]},
            "elements": [{"id": name, "type": kind, "title": text} for name, kind in elements],
            "timing": "RT",
        }
    )


def test_totals_may_stand_above_what_they_total():
    duty = _duty(("total", "money"), ("left", "money"), ("a", "money"), ("b", "money"))
    recipe = {
        "total": {"calc": "left * 2"},
        "left": {"calc": "a - b"},
        "a": {"money": [100, 100]},
        "b": {"money": [0.01, 0.01]},
    }
    assert sample(duty, OCCASION, recipe) == {"total": "199.98", "left": "99.99", "a": "100.00", "b": "0.01"}


@pytest.mark.parametrize(
    "recipe",
    [{"a": {"calc": "b + 1"}}, {"a": {"calc": "a ** 2"}, "b": {"number": [1, 1]}}, {"a": {"dance": 1}}],
    ids=["names nothing", "not arithmetic", "no such verb"],
)
def test_a_recipe_that_cannot_be_followed_says_so(recipe):
    with pytest.raises(RecipeError):
        sample(_duty(("a", "number"), ("b", "number")), OCCASION, recipe)
