"""The closed lists."""

import pytest

from gongkai.rulebook import vocabulary
from gongkai.rulebook.objections import Objection
from gongkai.rulebook.text import Text
from gongkai.rulebook.vocabulary import Channel, Genre, Topic

LISTS = [getattr(vocabulary, name) for name in vocabulary.__all__ if name != "Labelled"]


@pytest.mark.parametrize("listed", LISTS, ids=lambda listed: listed.__name__)
def test_every_value_has_a_label_of_its_own_in_both_languages(listed):
    for language in ("zh", "en"):
        labels = [member.label.text(language) for member in listed]
        assert all(labels)
        assert len(set(labels)) == len(labels)
    assert [listed(code) for code in listed.codes()] == list(listed)
    assert listed.labels()[listed.codes()[0]] == next(iter(listed)).label


def test_the_lists_are_as_long_as_the_standards_say():
    assert len(Topic) == 22
    assert len(Genre) == 15
    assert len(Channel) == 13


def test_texts_fall_back_to_chinese():
    assert Text("预算").text("en") == "预算"
    assert Text("预算", "Budget").text("en-GB") == "Budget"
    assert Text.from_json("预算").to_json() == {"zh": "预算"}
    assert Objection("x", "缺少", "missing").text("fr") == "缺少"
