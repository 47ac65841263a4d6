from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai.site.search import SearchIndex, SearchRequest, search

from .conftest import EDUCATION, FINANCE, SCHOOL, record

Found = Callable[..., set[int]]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("预算", {1, 5, 6}),  # inside a longer word, and traditional
        ("預算", {1, 5, 6}),
        ("预算执行", {1, 5, 6}),  # two words, anywhere
        ("“预算执行”", {1, 5}),  # a phrase does not cross a full stop
        ("「預算執行」", {1, 5}),
        ('"预算执行"', {1, 5}),
        ("'预算执行'", {1, 5}),
        ("《预算执行》", {1, 5}),
        ("“预算，执行”", {1, 5, 6}),  # a quotation with its marks is two phrases
        ("张泽彧", {2}),  # names that no dictionary has
        ("泽彧", {2}),
        ("沟门峪村", {2}),
        ("门峪", {2}),
        ("彧", {2}),  # one character
        ("峪", {2}),
        ("国办发〔2019〕54号", {3}),
        ("国办发[2019]54号", {3}),
        ("国办发（2019）54号", {3}),
        ("国办发【2019】 54 号", {3}),
        ("國辦發﹝2019﹞54號", {3}),
        ("国办发 2019 54号", {3}),
        ("国办发〔2019〕5号", set()),
        ("11430000MB1234567/2026-00123", {3}),
        ("11430000mb1234567／2026－00123", {3}),
        ("MB1234567", set()),  # a part of a number is not a number
        ("covid", {5}),
        ("COVID-19", {5}),
        ("ＣＯＶＩＤ１９", set()),
        ("1234", {5}),
        ("1,234万元", {5}),
        ("槐树胡同", {4}),  # attachments
        ("教育局", {3}),  # name of the unit
        ("预算 -报告", {5, 6}),
        ("预算 -“预算执行”", {6}),
        ("没有的东西", set()),
        ("。，！", set()),
    ],
)
def test_finds_exactly(found: Found, typed: str, expected: set[int]) -> None:
    assert found(typed) == expected


def test_filters(found: Found) -> None:
    assert found(unit_id=EDUCATION) == {3, 4}, "a unit and its subordinates"
    assert found(unit_id=SCHOOL) == {4}
    assert found(duty="school.admission") == {4}
    assert found(category="relief") == {2}
    assert found(topic="money") == {1}
    assert found(year=2025) == {3}
    assert found(date_from=date(2026, 3, 5), date_to=date(2026, 5, 1)) == {2, 4}
    assert found(date_to=date(2024, 2, 28)) == {6}
    assert found(date_from=date(2026, 1, 2), date_to=date(2026, 1, 1)) == set()
    assert found("预算", unit_id=FINANCE, date_from=date(2026, 1, 1)) == {1}
    assert found() == {1, 2, 3, 4, 5, 6}


def test_order_and_paging(index: SearchIndex) -> None:
    newest = search(index, SearchRequest(text="预算", order="newest", page_size=2))
    assert [hit.document.id for hit in newest.hits] == [1, 5]
    rest = search(index, SearchRequest(text="预算", order="newest", page_size=2, after=newest.next_after))
    assert [hit.document.id for hit in rest.hits] == [6]
    assert (rest.total, rest.next_after) == (3, "")
    second = search(index, SearchRequest(text="预算", order="newest", page_size=2, page=2))
    assert [hit.document.id for hit in second.hits] == [6]
    assert second.pages == 2


def test_title_and_exact_number_come_first(index: SearchIndex) -> None:
    index.add(
        [record(7, "转发通知", body="现转发国办发〔2019〕54号，请执行。" * 3), record(8, "杂项", body="预算" * 50)]
    )
    index.commit()
    assert search(index, SearchRequest(text="国办发（2019）54号")).hits[0].document.id == 3
    assert search(index, SearchRequest(text="预算")).hits[-1].document.id == 8


def test_facets(index: SearchIndex) -> None:
    facets = search(index, SearchRequest(text="预算")).facets
    assert [(f.value, f.count) for f in facets["year"]] == [("2026", 1), ("2024", 1), ("2023", 1)]
    assert [(f.value, f.count) for f in facets["category"]] == [("budget", 3)]
    assert [(f.value, f.label, f.count) for f in facets["unit"]] == [("20", "财政局", 3)]
    assert facets["duty"] == ()


def test_snippets_mark_and_escape(index: SearchIndex) -> None:
    (hit,) = search(index, SearchRequest(text="招生 教育")).hits
    assert hit.title_html == "第一小学<mark>招生</mark>简章"
    assert hit.snippet_html == "&lt;b&gt;义务<mark>教育</mark>&lt;/b&gt; &amp; <mark>招生</mark> &quot;范围&quot;"
    (hit,) = search(index, SearchRequest(text="梧桐")).hits
    assert hit.snippet_from == "attachments"
    assert "<mark>梧桐</mark>巷" in hit.snippet_html
    (hit,) = search(index, SearchRequest(text="說明")).hits
    assert hit.title_html == "关于預算執行的<mark>說明</mark>", "shown as it was written"


def test_nothing_found_says_what_to_try(index: SearchIndex) -> None:
    answer = search(index, SearchRequest(text="预算 鹦鹉"))
    assert [(s.kind, s.text, s.total) for s in answer.suggestions] == [("drop_word", "预算", 3)]
    answer = search(index, SearchRequest(text="预算", unit_id=SCHOOL))
    assert [(s.kind, s.total) for s in answer.suggestions] == [("without_filters", 3)]
    answer = search(index, SearchRequest(text="财政局长热线"))
    assert [(s.kind, s.text, s.unit_id) for s in answer.suggestions] == [("unit", "财政局", FINANCE)]


def test_single_characters_are_loosened_before_giving_up(index: SearchIndex) -> None:
    answer = search(index, SearchRequest(text="村评议"))
    assert (answer.loosened, answer.total) == (True, 1)


hostile = st.one_of(
    st.text(st.characters(), max_size=400),
    st.text(
        st.sampled_from(list("预算执行村峪\"“”'《》-－〔2019〕a１ \t\n*:()[]{}~^\\/+&|!?\0\ud800\U0001f600é")),
        max_size=400,
    ),
)


requests = st.builds(
    SearchRequest,
    text=hostile,
    unit_id=st.none() | st.integers(),
    year=st.none() | st.integers(),
    duty=st.just("") | hostile,
    category=st.just("") | hostile,
    topic=st.just(""),
    date_from=st.none() | st.dates(),
    date_to=st.none() | st.dates(),
    order=st.sampled_from(["relevance", "newest"]),
    page=st.integers(),
    page_size=st.integers(),
    after=st.just("") | hostile | st.integers().map(str),
)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(requests)
def test_no_input_is_an_error(index: SearchIndex, request_: SearchRequest) -> None:
    answer = search(index, request_)
    assert len(answer.hits) <= 50
    assert all("<b>" not in hit.snippet_html for hit in answer.hits)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(hostile)
def test_no_text_is_an_error(index: SearchIndex, text: str) -> None:
    answer = search(index, SearchRequest(text=text))
    assert 0 <= answer.total <= len(index)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_every_stretch_of_a_title_is_found_as_a_phrase(index: SearchIndex, data: st.DataObject) -> None:
    title = "2026年区级财政预算执行情况的报告"
    start = data.draw(st.integers(4, len(title) - 1))
    end = data.draw(st.integers(start + 1, len(title)))
    answer = search(index, SearchRequest(text=f"“{title[start:end]}”"))
    assert 1 in {hit.document.id for hit in answer.hits}


def test_long_queries_are_cut_and_say_so(index: SearchIndex) -> None:
    assert search(index, SearchRequest(text="预算 " * 1000)).total == 3
    assert search(index, SearchRequest(text="预算 " * 1000)).cut
    assert search(index, SearchRequest(text=" ".join(chr(0x4E00 + n) for n in range(40)))).cut
