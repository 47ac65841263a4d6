"""A small rulebook that uses every review, several clocks and three audiences."""

from typing import Any


def text(zh: str) -> dict[str, str]:
    return {"zh": zh, "en": zh}


def duty(name: str, title: str, timing: str, reviews: list[str], **more: Any) -> dict[str, Any]:
    return {
        "id": name, "title": text(title), "matter": {"level1": text(title)}, "category": "authority", "topic": "02",
        "units": {"kinds": ["district_department", "village"], "functions": []},
        "elements": [
            {"id": "body", "type": "rich_text", "title": text("正文"), "required": True, "min_length": 5},
            {"id": "note", "type": "text", "title": text("备注")},
        ],
        "bases": [{"ref": "regulation", "article": "20"}], "timing": timing, "timing_text": timing,
        "channels": {"required": ["website"], "optional": []}, "audience": "public", "mode": "proactive",
        "reviews": reviews, "retention": "permanent", "verified": True,
    } | more  # fmt: skip


def column(name: str, kind: str, title: str) -> dict[str, Any]:
    return {"id": name, "type": kind, "title": text(title), "required": True}


BUDGET = [
    {"id": "summary", "type": "rich_text", "title": text("说明"), "required": True, "min_length": 5},
    {"id": "total", "type": "money", "title": text("收入合计"), "required": True, "unit": "元"},
    {"id": "lines", "type": "table", "title": text("收支表"), "required": True, "min_rows": 1,
     "columns": [column("item", "text", "项目"), column("income", "money", "收入")]},
]  # fmt: skip
BALANCED = {
    "id": "balances", "cel": "sum(column(lines, 'income')) == total", "message": text("收入合计与明细不符"),
    "fields": ["lines", "total"],
}  # fmt: skip

PACK: dict[str, Any] = {
    "pack": "test-base", "title": text("测试目录"), "layer": "national", "version": "1", "effective_from": "2020-01-01",
    "bases": {
        "regulation": {
            "title": "条例", "kind": "administrative_regulation", "in_force_from": "2019-05-15", "verified": True
        }
    },
    "anchors": {
        "formed": {**text("形成之日"), "scope": "unit"},
        "supply_stop": {**text("停水时间"), "scope": "unit"},
        "annulled": {**text("处罚决定被撤销之日"), "scope": "unit"},
        "npc_approved": {**text("人大批准之日"), "scope": "district"},
    },
    "duties": [
        duty("plain", "工作动态", "W(20,WD,formed)", []),
        duty("chain", "重大事项", "W(20,WD,formed)", ["unit_review", "unit_leader", "secrecy"]),
        duty("charge", "分管事项", "W(20,WD,formed)", ["leader_in_charge", "unit_leader"]),
        duty("budget", "部门预算", "W(20,CD,npc_approved)", ["unit_leader"], elements=BUDGET, checks=[BALANCED]),
        duty("notice", "任前公示", "W(20,WD,formed)+P(5,WD)", [], retention="5Y",
             channels={"required": ["website", "notice_board"], "optional": []}),
        duty("village", "村级财务", "W(20,WD,formed)", ["village_supervision", "deliberation"]),
        duty("penalty", "处罚决定", "W(7,WD,formed)+WDR(3,CD,annulled)", [],
             units={"kinds": ["district_department"], "functions": []}),
        duty("stop", "停水通知", "B(24,H,supply_stop)", []),
        duty("quarter", "季度报告", "F(quarter)", []),
        duty("staff", "内部事项", "W(20,WD,formed)", [], audience="staff"),
        duty("private", "个人事项", "W(20,WD,formed)", [], audience="individual"),
        duty("photo", "现场照片", "W(20,WD,formed)", [], elements=[
            {"id": "picture", "type": "image", "title": text("照片"), "required": True},
            {"id": "paper", "type": "file", "title": text("文件")},
        ]),
    ],
    "overrides": [],
}  # fmt: skip
