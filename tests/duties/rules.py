"""A rulebook that uses every timing form, and a tree of units that owe it."""

from copy import deepcopy
from typing import Any

from gongkai.rulebook.model import Rulebook

KINDS = ["district_department", "township", "village"]


def text(zh: str) -> dict[str, str]:
    return {"zh": zh, "en": f"{zh} (en)"}


def duty(name: str, timing: str, **more: Any) -> dict[str, Any]:
    return {
        "id": name, "title": text(name), "matter": {"level1": text(name)}, "category": "authority", "topic": "02",
        "units": {"kinds": ["village"], "functions": []},
        "elements": [{"id": "body", "type": "rich_text", "title": text("正文"), "required": True}],
        "bases": [{"ref": "regulation", "article": "20"}], "timing": timing, "timing_text": timing,
        "channels": {"required": ["website"], "optional": []}, "audience": "public", "mode": "proactive",
        "reviews": [], "retention": "permanent", "verified": True,
    } | more  # fmt: skip


PACK: dict[str, Any] = {
    "pack": "duties-base", "title": text("测试目录"), "layer": "national", "version": "1", "effective_from": "2026-01-01",
    "bases": {"regulation": {"title": "条例", "kind": "administrative_regulation", "in_force_from": "2019-05-15",
                             "verified": True}},
    "anchors": {
        "formed": {**text("形成之日"), "scope": "unit"},
        "approved": {**text("批准之日"), "scope": "district"},
        "replied": {**text("批复之日"), "scope": "parent"},
        "annulled": {**text("撤销之日"), "scope": "district"},
        "ordered": {**text("责令之时"), "scope": "unit"},
        "questioned": {**text("质疑之日"), "scope": "unit"},
        "stop": {**text("停水时间"), "scope": "unit"},
    },
    "duties": [
        duty("within", "W(20,WD,formed)"),
        duty("hours", "W(24,H,formed)", units={"kinds": ["township"], "functions": []}),
        duty("approval", "W(20,CD,approved)", units={"kinds": KINDS, "functions": []}),
        duty("reply", "W(15,CD,replied)"),
        duty("ahead", "B(3,WD,stop)"),
        duty("posted", "W(20,WD,formed)+P(7,WD)", units={"kinds": ["township"], "functions": []}, retention="5Y"),
        duty("monthly", "F(month,15th)"),
        duty("quarterly", "F(quarter)", key=True),
        duty("yearly", "D(03-31)+WDR(3,CD,annulled)+WDR(24,H,ordered)+WDR(5,WD,questioned)"),
        duty("always", "PERM"),
        duty("prompt", "RT", units={"kinds": ["district_department"], "functions": []}),
        duty("prompt-local", "RT", local_limit="W(5,WD,stop)", units={"kinds": ["district_department"], "functions": []}),
    ],
    "overrides": [],
}  # fmt: skip


def rulebook(version: str = "1", effective_from: str = "2026-01-01", **changed: Any) -> Rulebook:
    """The rulebook, with timings changed by duty id; ``None`` leaves the duty out."""
    pack = deepcopy(PACK) | {"version": version, "effective_from": effective_from}
    pack["duties"] = [
        one | ({"timing": changed[one["id"]]} if one["id"] in changed else {})
        for one in pack["duties"]
        if changed.get(one["id"], "") is not None
    ]
    return Rulebook.from_json({"packs": [pack]})
