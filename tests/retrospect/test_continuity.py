"""文号断号: the estimate, the gaps, and the published table."""

import datetime as dt
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.intake.tables import open_table
from gongkai.retrospect.continuity import SeriesYear, by_series, continuity, estimated_total, ranges
from gongkai.retrospect.documents import VOCABULARY, Document, read_documents, with_issuers
from gongkai.rulebook.document_numbers import parse

REAL = Path(os.environ.get("GONGKAI_REAL_DATA", Path(__file__).parents[3] / "shared" / "data"))
SERIES = ("国发", "国办发", "国函", "国办函")
# Brussee, The China Quarterly, 2024: share of numbered documents that became public, in percent.
PUBLISHED = {
    2008: (65.8, 29.9, 10.0, 2.9),
    2009: (54.5, 46.3, 14.8, 6.3),
    2010: (72.3, 59.7, 17.3, 9.0),
    2011: (69.6, 68.9, 19.5, 14.2),
    2012: (68.8, 74.1, 24.1, 29.2),
    2013: (84.0, 52.7, 15.4, 10.0),
    2014: (81.4, 75.7, 17.8, 10.9),
    2015: (86.3, 89.6, 16.8, 11.7),
    2016: (82.6, 84.8, 28.4, 27.9),
    2017: (76.8, 82.0, 20.0, 28.7),
    2018: (88.4, 73.4, 23.6, 18.2),
    2019: (74.1, 82.5, 12.6, 19.8),
    2020: (64.7, 88.5, 11.5, 18.9),
    2021: (72.2, 69.5, 20.4, 19.3),
    2022: (54.5, 75.0, 27.6, 17.7),
}


def document(number: str, title: str = "通知", row: int = 2) -> Document:
    return Document("made-up.csv", row, title, parse(number), dt.date(2020, 1, 2), dt.date(2020, 1, 3))


def one(*numbers: str) -> SeriesYear:
    (row,) = continuity([document(number, f"通知{index}") for index, number in enumerate(numbers)])
    return row


def test_a_year_says_what_is_seen_missing_and_estimated() -> None:
    row = one("农发〔2020〕2号", "农发[2020]第05号", "农发〔2020〕9号", "农发〔2020〕9号")
    assert (row.series, row.year, row.seen, row.largest, row.duplicates) == ("农发", 2020, 3, 9, 1)
    assert row.missing == (1, 3, 4, 6, 7, 8)
    assert row.gaps[0].canonical == "农发〔2020〕1号"
    assert row.estimated_total == 9 + 9 / 3 - 1
    assert row.public_share == pytest.approx(100 * 3 / 11)


def test_series_and_years_are_kept_apart() -> None:
    rows = continuity(map(document, ["农发〔2020〕1号", "农函〔2020〕1号", "农发〔2021〕1号", "农发〔2021〕2号"]))
    assert {(row.series, row.year, row.seen) for row in rows} == {
        ("农发", 2020, 1),
        ("农发", 2021, 2),
        ("农函", 2020, 1),
    }
    assert [total.series for total in by_series(rows)] == ["农发", "农函"]


def test_orders_count_through_the_years_from_the_first_seen() -> None:
    row = one("国务院令第711号", "国务院令第713号")
    assert (row.year, row.first, row.missing) == (None, 711, (712,))
    assert row.estimated_total == 3 + 3 / 2 - 1


def test_joint_documents_count_in_each_series() -> None:
    rows = continuity([document("教发〔2020〕1号 财发〔2020〕3号")])
    assert {(row.series, row.missing) for row in rows} == {("教发", ()), ("财发", (1, 2))}


def test_repeats_tell_one_document_twice_from_two_documents() -> None:
    (row,) = continuity(
        [
            document("农发〔2020〕1号", "甲 通知"),
            document("农发〔2020〕1号", "甲通知"),
            document("农发〔2020〕2号", "乙"),
            document("农发〔2020〕2号", "丙"),
        ]
    )
    assert [repeat.alike for repeat in row.repeats] == [True, False]


def test_a_number_far_beyond_the_others_is_suspected() -> None:
    assert one("农发〔2020〕1号", "农发〔2020〕2号", "农发〔2020〕200号").leap
    assert not one("农发〔2020〕1号", "农发〔2020〕2号", "农发〔2020〕5号").leap


@given(st.sets(st.integers(1, 400), min_size=1))
def test_seen_and_missing_make_up_the_largest(numbers: set[int]) -> None:
    row = one(*(f"农发〔2020〕{number}号" for number in numbers))
    assert row.seen + len(row.missing) == row.largest
    assert 0 < row.public_share <= 100
    assert row.estimated_total >= row.largest


@given(st.sets(st.integers(1, 200)))
def test_ranges_hold_exactly_the_numbers(numbers: set[int]) -> None:
    assert {number for first, last in ranges(numbers) for number in range(first, last + 1)} == numbers


def test_a_complete_series_is_wholly_public() -> None:
    assert estimated_total(10, 10) == 10
    assert one(*(f"农发〔2020〕{number}号" for number in range(1, 11))).public_share == 100


def test_a_made_up_collection_is_read_with_its_issuers() -> None:
    text = (
        "文件名称,发文字号,成文日期,发布日期\n"
        "某县人民政府关于春耕的通知,某政发〔2020〕1号,2020-01-01,2020-01-05\n"
        "春耕方案,某政发〔2020〕3号,2020年2月1日,2020.2.3\n"
        "某县人民政府办公室关于值班的通知,,20年2月1日,\n"
    )
    collection = read_documents(open_table(text.encode(), vocabulary=VOCABULARY))
    documents = with_issuers(collection.documents)
    assert [document.issuer for document in documents] == ["某县人民政府", "某县人民政府", "某县人民政府办公室"]
    assert documents[1].published_on == dt.date(2020, 2, 3)
    assert [odd.row for odd in collection.odd_dates] == [4]
    assert documents[2].issued_on is None


def real(name: str) -> list[SeriesYear]:
    path = REAL / name
    if not path.exists():
        pytest.skip(f"real data not present: {name}")
    return continuity(read_documents(open_table(path, vocabulary=VOCABULARY)).documents)


def test_the_published_table_is_reproduced() -> None:
    """All 60 cells of the published table lie within 2.5 percentage points."""
    shares = {(row.series, row.year): row.public_share for row in real("state-council-documents.csv")}
    off = {
        (series, year): (share, shares[series, year])
        for year, row in PUBLISHED.items()
        for series, share in zip(SERIES, row, strict=True)
        if abs(shares[series, year] - share) > 2.5
    }
    assert sum(map(len, PUBLISHED.values())) == 60
    assert off == {}


def test_guangdong_is_reported_likewise() -> None:
    rows = {(row.series, row.year): row for row in real("guangdong-documents.csv")}
    assert rows["粤府", 2020].seen + len(rows["粤府", 2020].missing) == rows["粤府", 2020].largest
    assert {"粤府", "粤府办", "粤府函", "粤办函"} <= {series for series, _ in rows}
