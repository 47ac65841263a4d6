from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from gongkai.site.search import SearchDocument, SearchIndex

DISTRICT, EDUCATION, SCHOOL, FINANCE = 1, 10, 101, 20


def record(number: int, title: str, **rest: object) -> SearchDocument:
    given = {
        "path": f"/d/{number}",
        "published_on": date(2026, 1, 1),
        "unit_id": FINANCE,
        "unit_path": (DISTRICT,),
        "unit_name": "财政局",
        "category": "budget",
        **rest,
    }
    return SearchDocument(id=number, title=title, **given)


STOCK = [
    record(1, "2026年区级财政预算执行情况的报告", body="全区一般公共预算收入完成年初预算的98%。", topic="money"),
    record(
        2,
        "沟门峪村低保对象公示",
        body="张泽彧等三户，经村民会议评议。\n公示期七天。",
        published_on=date(2026, 3, 5),
        category="relief",
    ),
    record(
        3,
        "国务院办公厅关于规范校外培训的意见",
        document_number="国办发〔2019〕54号",
        index_number="11430000MB1234567/2026-00123",
        unit_id=EDUCATION,
        unit_name="教育局",
        duty="school.training",
        category="policy",
        published_on=date(2025, 6, 1),
    ),
    record(
        4,
        "第一小学招生简章",
        body='<b>义务教育</b> & 招生 "范围"',
        attachments_text="附件：学区划分表，含梧桐巷、槐树胡同。",
        unit_id=SCHOOL,
        unit_path=(DISTRICT, EDUCATION),
        unit_name="第一小学",
        duty="school.admission",
        category="education",
        published_on=date(2026, 5, 1),
    ),
    record(5, "关于預算執行的說明", body="ＣＯＶＩＤ－19 防控经费１，２３４万元", published_on=date(2024, 2, 29)),
    record(6, "部门预算。执行标准另行公布", published_on=date(2023, 2, 1)),
]


@pytest.fixture
def index(tmp_path: Path) -> SearchIndex:
    made = SearchIndex.open(tmp_path / "search")
    made.rebuild(STOCK)
    return made


@pytest.fixture
def found(index: SearchIndex) -> Callable[..., set[int]]:
    from gongkai.site.search import SearchRequest, search

    def ask(text: str = "", **rest: object) -> set[int]:
        answer = search(index, SearchRequest(text=text, **rest))
        assert answer.total == len(answer.hits)
        return {hit.document.id for hit in answer.hits}

    return ask
