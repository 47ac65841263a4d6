"""The form as data, and values as people read them."""

import pytest

from gongkai.disclosures import actions
from gongkai.disclosures.display import entered, shown
from gongkai.disclosures.forms import form_of, posted
from gongkai.duties.queries import definition
from gongkai.journal.refusals import Refused
from gongkai.rulebook.model import Field
from tests.disclosures.conftest import NOW, District
from tests.disclosures.rules import text


def field(kind: str, **more: object) -> Field:
    return Field.from_json({"id": "x", "type": kind, "title": text("甲"), **more})


OPTIONS = [{"value": "a", "zh": "村级", "en": "village"}, {"value": "b", "zh": "镇级", "en": "township"}]


@pytest.mark.parametrize(
    ("one", "value", "zh", "en"),
    [
        (field("money"), "1234567.50", "1,234,567.50", "1,234,567.50"),
        (field("money", unit="万元"), "125000.00", "12.5", "12.5"),
        (field("percent"), "12.5", "12.5%", "12.5%"),
        (field("number"), "-1200", "-1,200", "-1,200"),
        (field("choice", options=OPTIONS), "a", "村级", "village"),
        (field("choice", options=OPTIONS, multiple=True), ["a", "b"], "村级、镇级", "village, township"),
        (field("boolean"), True, "是", "Yes"),
        (field("rich_text"), "<p>一</p><p>二</p>", "一\n二", "一\n二"),
        (field("table"), [{}, {}], "2 行", "2 rows"),
        (field("text"), None, "", ""),
        (field("person"), {"name": "周明", "post": "局长"}, "周明 局长", "周明 局长"),
        (field("number"), "不是数", "不是数", "不是数"),
    ],
)
def test_values_are_shown(one: Field, value: object, zh: str, en: str):
    assert (shown(one, value, "zh"), shown(one, value, "en")) == (zh, en)


def test_money_is_offered_for_editing_in_its_unit():
    assert entered(field("money", unit="万元"), "125000.00") == "12.5"
    assert entered(field("money", unit="元"), "125000.00") == "125000.00"
    assert entered(field("money", unit="万元"), "") == ""


def test_form_carries_values_and_objections_to_their_inputs(district: District):
    clerk = district.clerk
    draft = actions.start(district.finance, district.duty("budget"), actor=clerk, at=NOW, title="预算")
    raw = {"total": "好多钱", "lines": [{"item": "税收"}]}
    draft = actions.save_draft(draft, raw, {"keywords": "预算"}, 0, actor=clerk, at=NOW).disclosure
    with pytest.raises(Refused) as caught:
        actions.submit(draft, actor=clerk, at=NOW)
    form = form_of(draft, definition(draft.duty, draft.unit, draft.version), caught.value.objections)
    by_id = {one.id: one for one in (*form.metadata, *form.elements)}
    assert by_id["m-keywords"].value == "预算"
    assert [one.code for one in by_id["m-title"].objections] == ["metadata.title"]
    assert by_id["total"].value == "好多钱", "what was typed is not lost"
    assert [one.code for one in by_id["total"].objections] == ["value.number"]
    assert [column.id for column in by_id["lines"].columns] == ["item", "income"]
    assert [one.code for one in by_id["lines"].row_objections[1]] == ["value.required"]
    assert by_id["summary"].required
    assert form.general == ()
    assert form.count == len(caught.value.objections)
    assert form.saves == draft.saves


def test_the_topic_may_be_chosen_and_else_is_the_dutys(district: District):
    draft = district.draft("plain")
    form = form_of(draft, definition(draft.duty, draft.unit, draft.version))
    topic = next(one for one in form.metadata if one.id == "m-topic")
    assert (topic.value, len(topic.options)) == ("02", 22)
    saved = actions.save_draft(draft, {}, {"topic": "04"}, draft.saves, actor=district.clerk, at=NOW).disclosure
    content = actions.submit(saved, actor=district.clerk, at=NOW).submitted.content
    assert content["metadata"]["topic"] == "04"


def test_form_asks_for_the_event_only_where_the_unit_records_it(district: District):
    def ids(code: str) -> set[str]:
        draft = district.draft(code, {})
        return {one.id for one in form_of(draft, definition(draft.duty, draft.unit, draft.version)).metadata}

    assert "m-occurred" in ids("stop")
    assert "m-occurred" not in ids("quarter")
    assert "m-occurred" not in ids("budget"), "the district records the approval"


def test_what_a_form_sends_is_parted():
    assert posted({"title": "事项", "m-title": "标题"}) == ({"title": "事项"}, {"title": "标题"})
