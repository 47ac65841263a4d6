"""Reading packs, every problem at once with file, duty and place."""

import json
from copy import deepcopy

import jsonschema
import pytest
import yaml

from gongkai.rulebook import vocabulary
from gongkai.rulebook.loading import PackError, load_pack, pack_schema
from gongkai.rulebook.model import Duty, Pack
from gongkai.rulebook.packs import builtin_packs
from tests.rulebook.conftest import DUTY
from tests.rulebook.layers.test_layers import pack


def text_of(**changes) -> str:
    return yaml.safe_dump(pack().to_json() | changes, allow_unicode=True, sort_keys=False)


def test_the_schema_is_a_schema():
    jsonschema.Draft202012Validator.check_schema(pack_schema())


@pytest.mark.parametrize(
    ("path", "listed"),
    [
        ("layer", vocabulary.Layer),
        ("$defs/duty/category", vocabulary.Category),
        ("$defs/duty/audience", vocabulary.Audience),
        ("$defs/duty/mode", vocabulary.Mode),
        ("$defs/element/type", vocabulary.ElementType),
        ("$defs/basis/kind", vocabulary.BasisKind),
        ("$defs/anchor/scope", vocabulary.AnchorScope),
    ],
)
def test_the_schema_lists_what_the_vocabulary_lists(path, listed):
    *outer, name = path.split("/")
    node = pack_schema()
    for part in outer:
        node = node[part]
    assert tuple(node["properties"][name]["enum"]) == listed.codes()


def test_packs_and_duties_survive_being_written():
    for one in (*builtin_packs(), pack()):
        assert Pack.from_json(json.loads(json.dumps(one.to_json()))) == one
        for duty in one.duties:
            assert Duty.from_json(duty.to_json()) == duty


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"category": "wealth"}, "category"),
        ({"kay": True}, ""),
        ({"timing": "W(20,npc_approved)"}, "timing"),
        ({"timing": "X"}, "timing"),
        ({"local_limit": "W(x,WD,a)"}, "local_limit"),
        ({"elements": []}, "elements"),
        ({"elements": [DUTY["elements"][0], DUTY["elements"][0]]}, "elements"),
        ({"elements": [{"id": "a", "type": "choice", "title": "甲"}]}, "elements[0]"),
        ({"elements": [{"id": "a", "type": "rich", "title": "甲"}]}, "elements[0].type"),
        ({"checks": [DUTY["checks"][0] | {"fields": ["nowhere"]}]}, "checks[0].fields"),
        ({"units": {"kinds": []}}, "units.kinds"),
        ({"retention": "5 years"}, "retention"),
    ],
)
def test_a_problem_names_file_duty_and_place(change, path):
    with pytest.raises(PackError) as caught:
        load_pack(text_of(duties=[deepcopy(DUTY) | change]), name="pack.yaml")
    problem = caught.value.problems[0]
    assert (problem.file, problem.duty, problem.path) == ("pack.yaml", "budget-general", path)
    assert problem.zh
    assert problem.en


def test_all_problems_come_at_once():
    duties = [DUTY | {"category": "x"}, DUTY | {"id": "other-duty", "mode": "y"}]
    with pytest.raises(PackError) as caught:
        load_pack(text_of(duties=duties, version=""))
    assert [problem.duty for problem in caught.value.problems] == ["budget-general", "other-duty", None]


def test_an_id_twice_a_bad_date_and_a_key_twice():
    with pytest.raises(PackError, match="used 2 times"):
        load_pack(text_of(duties=[DUTY, DUTY]))
    with pytest.raises(PackError, match="not a date"):
        load_pack(text_of(effective_from="2026-02-30"))
    with pytest.raises(PackError, match="written twice"):
        load_pack(text_of() + "\nversion: '2'\n")


def test_dates_and_leading_zeros_stay_text():
    loaded = load_pack(text_of().replace("topic: '04'", "topic: 04").replace("'2026-01-01'", "2026-01-01"))
    assert loaded == pack()


def test_a_folder_is_one_pack(tmp_path):
    data = pack().to_json()
    duties = data.pop("duties")
    (tmp_path / "00-head.yaml").write_text(yaml.safe_dump(data, allow_unicode=True), "utf-8")
    (tmp_path / "10-duties.yaml").write_text(yaml.safe_dump({"duties": duties}, allow_unicode=True), "utf-8")
    assert load_pack(tmp_path) == pack()
    (tmp_path / "20-more.yaml").write_text(yaml.safe_dump({"duties": duties, "version": "2"}), "utf-8")
    with pytest.raises(PackError, match=r"20-more\.yaml: version"):
        load_pack(tmp_path)
    (tmp_path / "20-more.yaml").write_text(yaml.safe_dump({"duties": duties}), "utf-8")
    with pytest.raises(PackError, match=r"20-more\.yaml: budget-general: id"):
        load_pack(tmp_path)
