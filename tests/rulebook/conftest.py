"""A duty in pack format that several tests change to their need."""

from copy import deepcopy
from typing import Any

import pytest

from gongkai.rulebook.model import Duty

DUTY: dict[str, Any] = {
    "id": "budget-general",
    "title": {"zh": "政府预算公开", "en": "Government budget"},
    "matter": {"level1": {"zh": "政府预算", "en": "Budget"}, "level2": {"zh": "收支总表", "en": "Summary"}},
    "category": "finance",
    "topic": "04",
    "units": {"kinds": ["district_department"], "functions": ["finance"]},
    "elements": [
        {
            "id": "summary",
            "type": "rich_text",
            "title": {"zh": "说明", "en": "Notes"},
            "required": True,
            "min_length": 10,
        },
        {
            "id": "lines",
            "type": "table",
            "title": {"zh": "收支表", "en": "Lines"},
            "required": True,
            "min_rows": 1,
            "columns": [
                {"id": "item", "type": "text", "title": {"zh": "项目", "en": "Item"}, "required": True},
                {"id": "income", "type": "money", "title": {"zh": "收入", "en": "Income"}, "unit": "元"},
                {"id": "spent", "type": "money", "title": {"zh": "支出", "en": "Spent"}, "unit": "万元"},
            ],
        },
        {"id": "total_income", "type": "money", "title": {"zh": "收入合计", "en": "Total income"}, "required": True},
        {"id": "approved_on", "type": "date", "title": {"zh": "批准日期", "en": "Approved on"}},
        {"id": "share", "type": "percent", "title": {"zh": "占比", "en": "Share"}, "minimum": 0, "maximum": 100},
        {
            "id": "kind",
            "type": "choice",
            "title": {"zh": "类别", "en": "Kind"},
            "options": [{"value": "a", "zh": "甲类", "en": "Class A"}, {"value": "b", "zh": "乙类", "en": "Class B"}],
        },
        {"id": "scan", "type": "file", "title": {"zh": "扫描件", "en": "Scan"}},
    ],
    "checks": [
        {
            "id": "balances",
            "cel": "sum(column(lines, 'income')) == total_income",
            "message": {"zh": "收入合计与明细不符", "en": "the total does not match the lines"},
            "fields": ["total_income", "lines"],
        },
        {
            "id": "covered",
            "cel": "lines.all(l, l.spent <= l.income)",
            "message": {"zh": "支出大于收入", "en": "more spent than received"},
            "fields": ["lines"],
        },
    ],
    "bases": [{"ref": "ogi-regulation-2019", "article": "20(7)"}],
    "timing": "W(20,CD,npc_approved)",
    "channels": {"required": ["website"], "optional": ["gazette"]},
    "reviews": ["unit_leader", "secrecy"],
    "key": True,
}


@pytest.fixture
def duty_data() -> dict[str, Any]:
    """The duty in pack format, free to change."""
    return deepcopy(DUTY)


@pytest.fixture
def duty(duty_data) -> Duty:
    """The duty."""
    return Duty.from_json(duty_data)


GOOD: dict[str, Any] = {
    "summary": "<p>2026年收支预算总体平衡，重点保障民生支出。</p>",
    "lines": [
        {"item": "税收收入", "income": "0.10", "spent": "0.05"},
        {"item": "非税收入", "income": "0.20", "spent": "0.20"},
    ],
    "total_income": "0.30",
}


@pytest.fixture
def good() -> dict[str, Any]:
    """Canonical values of the duty to which nobody objects."""
    return deepcopy(GOOD)
