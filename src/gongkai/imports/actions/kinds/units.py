"""Units from a spreadsheet."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from gongkai.duties.actions import expand_periods
from gongkai.duties.models import Obligation
from gongkai.imports.actions.kinds.each import State, UnitDirectory, one_by_one, remove, targets, users_of
from gongkai.imports.actions.kinds.words import functions, unit_kinds
from gongkai.imports.models import ImportedRow
from gongkai.imports.registry import ImportKind, Item, Outcome, Setting, register
from gongkai.intake.tables import ColumnSpec, Doubt, RecordKind, Text
from gongkai.intake.tables.records import Values
from gongkai.intake.tables.values import choice, date, integer, several, text
from gongkai.journal.actors import SYSTEM, Actor
from gongkai.journal.refusals import Objection
from gongkai.units.actions import change_unit, create_unit
from gongkai.units.models import Unit
from gongkai.units.roles import Right

KIND = "units"
AHEAD = timedelta(days=62)
_UNIT = Unit._meta.label_lower
# What an expansion raised for a new unit by itself is no work of anybody.
_OWN_ACCORD = (Obligation._meta.label_lower,)


def _columns() -> tuple[ColumnSpec, ...]:
    kinds, work = unit_kinds(), functions()
    return (
        ColumnSpec(
            "code", Text("单位代码", "Code"), text(longest=40, pattern=r"[A-Za-z0-9_-]+", example="finance"),
            ("代码", "编码", "单位编码"), required=True, example="finance",
            help=Text("字母、数字、短横线，用于网址，定后不变", "letters, digits and hyphens; never changes"),
        ),
        ColumnSpec("name", Text("全称", "Name"), text(longest=120), ("单位名称", "单位全称", "名称", "单位"), required=True, example="某区财政局"),
        ColumnSpec("short_name", Text("简称", "Short name"), text(longest=40), ("单位简称",), example="区财政局"),
        ColumnSpec("name_en", Text("英文名", "Name in English"), text(longest=160), ("英文名称",)),
        ColumnSpec(
            "kind", Text("类别", "Kind"), choice(kinds), ("单位类别", "单位类型", "类型", "性质"), required=True,
            example="区直部门", choices=tuple(words[0] for words in kinds.values()),
        ),
        ColumnSpec(
            "parent", Text("上级单位", "Parent"), text(longest=120), ("上级", "主管单位", "主管部门", "上级单位代码"), example="district",
            help=Text("上级的代码或名称；空着就是您选定的单位。上级要排在下级前面", "code or name; empty for the unit chosen; parents first"),
        ),
        ColumnSpec(
            "functions", Text("职能", "Functions"), several(choice(work)), ("职能标签", "对应职能"), example="财政",
            help=Text("几项用顿号隔开；决定它有哪些公开事项", "several are parted by 、; they decide its duties"),
        ),
        ColumnSpec("region_code", Text("区划代码", "Region code"), text(longest=12, pattern=r"\d{6,12}", example="990101"), ("行政区划代码",), example="990101"),
        ColumnSpec("uscc", Text("统一社会信用代码", "USCC"), text(longest=18), ("信用代码", "社会信用代码")),
        ColumnSpec("address", Text("办公地址", "Address"), text(longest=200), ("地址",)),
        ColumnSpec("office_hours", Text("办公时间", "Office hours"), text(longest=120)),
        ColumnSpec("phone", Text("联系电话", "Telephone"), text(longest=40), ("电话", "办公电话")),
        ColumnSpec("email", Text("电子邮箱", "E-mail"), text(longest=120), ("邮箱",)),
        ColumnSpec("postcode", Text("邮政编码", "Postcode"), text(longest=10), ("邮编",)),
        ColumnSpec("responsibilities", Text("主要职责", "Responsibilities"), text(), ("职责",)),
        ColumnSpec("supervision_phone", Text("监督电话", "Supervision telephone"), text(longest=40)),
        ColumnSpec("active_from", Text("设立日期", "Established on"), date(), ("成立日期",)),
        ColumnSpec("obliged_from", Text("纳入起始日期", "Counted from"), date(), help=Text("从这一天起计算应公开任务", "obligations count from this day")),
        ColumnSpec("order", Text("排序", "Order"), integer(least=0, most=999_999), ("序号", "顺序")),
    )  # fmt: skip


def _record(setting: Setting) -> RecordKind:
    known = UnitDirectory(Unit.objects.all())
    above: set[str] = set()

    def check(values: Values) -> Iterable[Doubt]:
        parent = str(values.get("parent") or "")
        if parent and known.find(parent) is None and parent.casefold() not in above:
            yield Doubt(
                "parent",
                Text(f"没有上级单位“{parent}”", f"there is no unit “{parent}”"),
                Text("写准代码或全称，并把上级排在前面", "give its code or full name, and put parents first"),
            )
        above.update(str(values.get(name) or "").casefold() for name in ("code", "name", "short_name"))

    return RecordKind(KIND, Text("单位", "Units"), _columns(), check, key=("code",))


def _take(setting: Setting, item: Item) -> Outcome:
    given: dict[str, Any] = dict(item.values)
    given["functions"] = list(given.get("functions", ()))
    parent_name = given.pop("parent", None)
    unit = Unit.objects.filter(code=given["code"]).first()
    if unit is None:
        parent = UnitDirectory(Unit.objects.all()).find(parent_name) if parent_name else setting.unit
        given.setdefault("region_code", (parent or setting.unit).region_code)
        code, name, kind = given.pop("code"), given.pop("name"), given.pop("kind")
        made = create_unit(actor=setting.actor, code=code, name=name, kind=kind, parent=parent, **given)
        return Outcome(State.ADDED, made)
    del given["code"]
    if "functions" not in item.values:
        del given["functions"]
    before = {name: getattr(unit, name) for name, value in given.items() if getattr(unit, name) != value}
    if not before:
        return Outcome(State.SAME, unit)
    change_unit(unit, actor=setting.actor, **given)
    return Outcome(State.CHANGED, unit, before=before)


def _built_on(rows: Sequence[ImportedRow]) -> Iterable[Objection]:
    added = {row.target_id for row in rows if row.outcome == State.ADDED and row.target_id is not None}
    units = Unit.objects.in_bulk(added)
    busy = set(
        Obligation.objects.filter(unit__in=units).exclude(state=Obligation.State.OPEN).values_list("unit_id", flat=True)
    )
    for key, unit in units.items():
        used = users_of(unit, (*_OWN_ACCORD, _UNIT, "imports.columnmemory"))
        outside = unit.children.exclude(pk__in=added).exists()
        if used or outside or key in busy:
            yield Objection(
                "undo.unit",
                f"{unit.label}（{unit.code}）已有人员、信息或下属单位，不能撤销登记",
                f"{unit.code} has people, disclosures or units below; its registration cannot be undone",
            )  # fmt: skip


def _revert(rows: Sequence[ImportedRow], actor: Actor, at: datetime) -> None:
    units = targets(rows, Unit)
    for row in rows:
        if row.outcome == State.CHANGED and row.target_id in units:
            change_unit(units[row.target_id], actor=actor, **row.before)
    added = [units[row.target_id] for row in rows if row.outcome == State.ADDED and row.target_id in units]
    Obligation.objects.filter(unit__in=[unit.pk for unit in added]).delete()
    remove(added)


def _after(setting: Setting) -> None:
    """Raise at once what the new units owe, rather than tomorrow."""
    assert setting.run is not None  # noqa: S101 rows were taken in a run
    keys = setting.run.taken.filter(outcome=State.ADDED).values("target_id")
    expand_periods(until=setting.on + AHEAD, actor=SYSTEM, units=Unit.objects.filter(pk__in=keys))


UNITS = register(
    ImportKind(
        id=KIND,
        title=Text("单位", "Units"),
        help=Text(
            "部门、乡镇、村、学校等单位的名单；已有的代码会更新资料，不会重复登记。",
            "Departments, townships, villages, schools …; codes that exist are updated, never registered twice.",
        ),
        right=Right.MANAGE_UNIT,
        record=_record,
        take=one_by_one(_take),
        built_on=_built_on,
        revert=_revert,
        after=_after,
    )
)
