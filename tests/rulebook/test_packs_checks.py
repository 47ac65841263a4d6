"""Every check of the catalogue holds for a good form and fails for the change made to break it."""

import copy
from datetime import date
from pathlib import Path

import pytest

from gongkai.rulebook.checks import compile_expression
from gongkai.rulebook.layers import compose
from gongkai.rulebook.loading import load_pack, read_yaml
from gongkai.rulebook.model import UnitFacts
from gongkai.rulebook.packs import builtin_packs
from gongkai.rulebook.samples import Occasion, incomplete, sample
from gongkai.rulebook.timing import Periodic, period_of
from gongkai.rulebook.values import clean
from gongkai.rulebook.vocabulary import UnitFunction, UnitKind

PACKS = Path(__file__).parents[2] / "src" / "gongkai" / "rulebook" / "packs"
EXAMPLES = read_yaml((Path(__file__).parent / "data" / "examples.yaml").read_text("utf-8"))["examples"]
DUTIES = {duty.id: duty for pack in (*builtin_packs(), load_pack(PACKS / "district-demo.yaml")) for duty in pack.duties}
CHECKS = sorted((duty.id, check.id) for duty in DUTIES.values() for check in duty.checks)


def changed(values, changes):
    """Apply changes written ``element`` or ``table.row.column``."""
    values = copy.deepcopy(values)
    for path, value in changes.items():
        place = values
        *parents, last = path.split(".")
        for name in parents:
            place = place[int(name) if name.isdigit() else name]
        place[last] = value
    return values


def broken(duty, values):
    return {one.code.removeprefix("check.") for one in clean(duty, values, complete=True).objections}


def occasion(duty, day, seed):
    periodic = duty.timing.of(Periodic)
    return Occasion("三道河村", day, period_of(periodic[0].period, day).key if periodic else None, seed)


def test_at_least_twenty_five_duties_have_checks_and_every_check_has_examples():
    assert len({duty for duty, _check in CHECKS}) >= 25
    assert sorted((duty, check) for duty, entry in EXAMPLES.items() for check in entry["bad"]) == CHECKS


@pytest.mark.parametrize(("duty", "check"), CHECKS)
def test_a_check_is_cel_about_the_elements_it_points_at(duty, check):
    found = next(one for one in DUTIES[duty].checks if one.id == check)
    assert compile_expression(found.cel).names == set(found.fields)


@pytest.mark.parametrize("name", sorted(EXAMPLES))
def test_the_good_example_has_no_objection(name):
    assert clean(DUTIES[name], EXAMPLES[name]["good"], complete=True).objections == ()


@pytest.mark.parametrize(("duty", "check"), CHECKS)
def test_the_bad_example_breaks_its_check(duty, check):
    entry = EXAMPLES[duty]
    assert check in broken(DUTIES[duty], changed(entry["good"], entry["bad"][check]))


@pytest.mark.parametrize("day", [date(2026, 1, 9), date(2026, 6, 30), date(2026, 12, 31)])
@pytest.mark.parametrize("name", sorted(DUTIES))
def test_what_a_recipe_gives_conforms(name, day):
    duty = DUTIES[name]
    for seed in range(2):
        assert clean(duty, sample(duty, occasion(duty, day, seed)), complete=True).objections == ()


@pytest.mark.parametrize("name", sorted(DUTIES))
def test_the_incomplete_variant_is_refused(name):
    duty = DUTIES[name]
    values = sample(duty, occasion(duty, date(2026, 5, 20), 1))
    assert "value.required" in {one.code for one in clean(duty, incomplete(duty, values, 1), complete=True).objections}


@pytest.fixture(scope="module")
def demonstration():
    return compose([*builtin_packs(), *(load_pack(path) for path in sorted(PACKS.glob("district-demo*.yaml")))])


@pytest.mark.parametrize("kind", list(UnitKind))
def test_recipes_conform_to_the_duties_as_the_demonstration_layers_change_them(demonstration, kind):
    day = date(2026, 9, 30)
    unit = UnitFacts("first-primary-school", kind, frozenset(UnitFunction.codes()))
    for duty in demonstration.duties_for(unit, day):
        assert clean(duty, sample(duty, occasion(duty, day, 3)), complete=True).objections == (), duty.id
