"""A small district with a rulebook, and shorthand for the way to publication. Everything goes through the actions."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from gongkai.disclosures import actions
from gongkai.disclosures.models import Disclosure, Withdrawal
from gongkai.duties.models import Duty, Obligation, RulebookText, RulebookVersion
from gongkai.rulebook.model import Rulebook
from gongkai.units.models import Person, RoleGrant, Unit
from gongkai.units.roles import Role

NOW = datetime(2026, 3, 10, 2, 0, tzinfo=UTC)  # ten in the morning in Shanghai


def words(zh: str) -> dict[str, str]:
    return {"zh": zh, "en": f"{zh} (en)"}


def column(name: str, kind: str, title: str, **more: Any) -> dict[str, Any]:
    return {"id": name, "type": kind, "title": words(title), **more}


def duty(name: str, title: str, **more: Any) -> dict[str, Any]:
    return {
        "id": name, "title": words(title), "matter": {"level1": words(title)}, "category": "authority", "topic": "02",
        "units": {"kinds": ["district_department", "township", "village"], "functions": []},
        "elements": [
            {"id": "body", "type": "rich_text", "title": words("正文"), "required": True, "min_length": 5},
            {"id": "note", "type": "text", "title": words("备注")},
        ],
        "bases": [{"ref": "regulation", "article": "20"}], "timing": "W(20,WD,formed)", "timing_text": "形成之日起 20 个工作日内",
        "channels": {"required": ["website"], "optional": []}, "audience": "public", "mode": "proactive",
        "reviews": [], "retention": "permanent", "verified": True,
    } | more  # fmt: skip


EVERY_TYPE = [
    {"id": "summary", "type": "rich_text", "title": words("说明"), "required": True},
    {"id": "total", "type": "money", "title": words("合计"), "unit": "元"},
    {"id": "share", "type": "percent", "title": words("节约率")},
    {"id": "count", "type": "number", "title": words("户数"), "unit": "户"},
    {"id": "when", "type": "date", "title": words("日期")},
    {"id": "period", "type": "period", "title": words("期间")},
    {"id": "kind", "type": "choice", "title": words("类型"), "options": [{"value": "a", "zh": "甲类", "en": "Kind A"}, {"value": "b", "zh": "乙类", "en": "Kind B"}]},
    {"id": "open", "type": "boolean", "title": words("是否上墙")},
    {"id": "who", "type": "unit", "title": words("承办单位")},
    {"id": "link", "type": "link", "title": words("原文")},
    {"id": "lines", "type": "table", "title": words("明细"), "columns": [
        column("item", "text", "项目", required=True), column("amount", "money", "金额", unit="元"), column("day", "date", "日期"),
    ]},
]  # fmt: skip

PACK: dict[str, Any] = {
    "pack": "site-base", "title": words("测试目录"), "layer": "national", "version": "1", "effective_from": "2020-01-01",
    "bases": {"regulation": {"title": "政府信息公开条例", "number": "国务院令第711号", "kind": "administrative_regulation", "in_force_from": "2019-05-15", "verified": True}},
    "anchors": {"formed": {**words("形成之日"), "scope": "unit"}, "annulled": {**words("撤销之日"), "scope": "unit"}},
    "duties": [
        duty("news", "工作动态"),
        duty("money", "财务收支", timing="W(20,WD,formed)+WDR(3,CD,annulled)", category="finance", topic="04", elements=EVERY_TYPE, key=True),
        duty("posted", "任前公示", category="personnel", topic="15", timing="W(20,WD,formed)+P(5,WD)", retention="5Y"),
        duty("inner", "内部事项", audience="staff"),
        duty("own", "本人事项", audience="individual"),
        duty("doubtful", "待核实事项", category="hot_issue", verified=False, channels={"required": ["website", "notice_board"], "optional": ["gazette"]}),
    ],
    "overrides": [],
}  # fmt: skip

BODY = {"body": "<p>本单位就有关事项公开如下。</p>"}
MONEY = {
    "summary": "<p>经审核，现将收支公开如下。</p>", "total": "157690.50", "share": "6.4", "count": "1284", "when": "2026-03-01",
    "period": "2025Q4", "kind": "b", "open": True, "who": "柳溪镇", "link": "https://www.mingchuan.example/a",
    "lines": [{"item": "鱼塘承包费", "amount": "36000", "day": "2025-11-02"}, {"item": "光伏收益", "amount": "121690.5"}],
}  # fmt: skip
VALUES: Mapping[str, Mapping[str, Any]] = {"money": MONEY}


@dataclass
class World:
    """A department, a township with a village below it, and a clerk for each."""

    finance: Unit
    township: Unit
    village: Unit

    @property
    def units(self) -> list[Unit]:
        return [self.finance, self.township, self.village]

    def clerk(self, unit: Unit) -> Person:
        person, _ = Person.objects.get_or_create(username=f"clerk-{unit.code}", defaults={"name": f"{unit.name}专员"})
        RoleGrant.objects.get_or_create(person=person, unit=unit, role=Role.CLERK, starts_on=date(2020, 1, 1))
        return Person.objects.get(pk=person.pk)

    def duty(self, code: str) -> Duty:
        return Duty.objects.get(code=code)

    def submit(
        self,
        title: str,
        code: str = "news",
        unit: Unit | None = None,
        *,
        at: datetime = NOW,
        values: Mapping[str, Any] | None = None,
    ) -> Disclosure:
        unit = unit or self.finance
        clerk = self.clerk(unit)
        one = actions.start(unit, self.duty(code), actor=clerk, at=at, title=title)
        metadata = {
            "produced_on": (at - timedelta(days=1)).date().isoformat(),
            "occurred": (at - timedelta(days=1)).date().isoformat(),
        }
        saved = actions.save_draft(
            one, VALUES.get(code, BODY) if values is None else values, metadata, 0, actor=clerk, at=at
        )
        assert saved.objections == ()
        return actions.submit(saved.disclosure, actor=clerk, at=at)

    def publish(
        self, title: str, code: str = "news", unit: Unit | None = None, *, at: datetime = NOW, **more: Any
    ) -> Disclosure:
        one = self.submit(title, code, unit, at=at, **more)
        return actions.publish(one, actor=self.clerk(one.unit), at=at)

    def correct(self, one: Disclosure, title: str, *, at: datetime, topic: str | None = None) -> Disclosure:
        clerk = self.clerk(one.unit)
        one = actions.correct(one, "标题写错", actor=clerk, at=at)
        metadata = {"title": title} | ({"topic": topic} if topic else {})
        one = actions.save_draft(one, {}, metadata, one.saves, actor=clerk, at=at).disclosure
        one = actions.submit(one, actor=clerk, at=at)
        return actions.publish(one, actor=clerk, at=at)

    def withdraw(self, one: Disclosure, *, at: datetime, kind: str = Withdrawal.Kind.PRIVACY) -> None:
        actions.withdraw(one, kind, "附件中有个人信息", "条例第十五条", actor=self.clerk(one.unit), at=at)

    def supersede(self, one: Disclosure, title: str, *, at: datetime) -> Disclosure:
        clerk = self.clerk(one.unit)
        new = self.submit(title, one.duty.code, one.unit, at=at)
        new = actions.supersede(one, new, actor=clerk, at=at)
        return actions.publish(new, actor=clerk, at=at)

    def obligation(self, one: Disclosure) -> Obligation | None:
        return Obligation.objects.filter(disclosure_id=one.pk).first()


def make_unit(code: str, name: str, kind: str, *, uscc: str | None = None, parent: Unit | None = None) -> Unit:
    unit = Unit.objects.create(code=code, name=name, kind=kind, region_code="990101", uscc=uscc, parent=parent)
    unit.path = f"{parent.path if parent else ''}{unit.pk}/"
    unit.save()
    return unit


def make_rulebook() -> RulebookVersion:
    rulebook = Rulebook.from_json({"packs": [PACK]})
    version = RulebookVersion.objects.create(
        number=1, title="测试目录", effective_from=date(2020, 1, 1), digest="1" * 64, installed_at=NOW
    )
    RulebookText.objects.create(version=version, content=rulebook.to_json())
    for order, one in enumerate(rulebook.duties):
        Duty.objects.create(
            code=one.id, title=one.title.zh, title_en=one.title.en, level1=one.matter.level1.zh, category=one.category.value, topic=one.topic or "",
            audience=one.audience.value, mode=one.mode.value, is_key=one.key, verified=one.verified, version=version, order=order,
        )  # fmt: skip
    return version


def make_world() -> World:
    make_rulebook()
    township = make_unit("liuxi", "柳溪镇人民政府", "township", uscc="11990101MB0000002X")
    return World(
        finance=make_unit("finance", "明川区财政局", "district_department", uscc="11990101MB0000001A"),
        township=township,
        village=make_unit("shiqiao", "石桥村村民委员会", "village", parent=township),
    )
