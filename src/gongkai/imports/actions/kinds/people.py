"""People with their roles, and posts with their holders, from spreadsheets."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from gongkai.imports.actions.kinds.each import State, UnitDirectory, one_by_one, remove, targets, users_of
from gongkai.imports.actions.kinds.words import roles
from gongkai.imports.models import ImportedRow
from gongkai.imports.registry import ImportKind, Item, Outcome, Setting, register
from gongkai.intake.tables import ColumnSpec, Doubt, RecordKind, Text
from gongkai.intake.tables.records import Values
from gongkai.intake.tables.values import boolean, choice, date, integer, text
from gongkai.journal.actors import Actor
from gongkai.journal.refusals import Objection
from gongkai.units.actions import add_person, fill_post, grant_role
from gongkai.units.models import Person, Post, RoleGrant, Unit
from gongkai.units.roles import Right

_UNIT_HELP = Text("代码或名称；空着就是您选定的单位", "code or name; empty for the unit chosen")
_NO_UNIT = Text("先导入单位，或写准单位的代码、全称", "import units first, or give its code or full name")


def _unit_column(example: str) -> ColumnSpec:
    return ColumnSpec(
        "unit", Text("单位", "Unit"), text(longest=120), ("所在单位", "单位名称", "单位代码", "工作单位"), example=example,
        help=_UNIT_HELP,
    )  # fmt: skip


def _unit_doubts(known: UnitDirectory, values: Values) -> Iterable[Doubt]:
    name = values.get("unit")
    if name and known.find(name) is None:
        yield Doubt("unit", Text(f"没有单位“{name}”", f"there is no unit “{name}”"), _NO_UNIT)


def _unit_of(setting: Setting, item: Item) -> Unit:
    name = item.values.get("unit")
    return (UnitDirectory(Unit.objects.all()).find(name) if name else None) or setting.unit


def _people(setting: Setting) -> RecordKind:
    words, known = roles(), UnitDirectory(Unit.objects.all())
    columns = (
        ColumnSpec(
            "username", Text("账号", "Username"), text(longest=60, pattern=r"[\w.@+-]+", example="zhangsan"),
            ("用户名", "登录名", "登录账号"), required=True, example="zhangsan",
        ),
        ColumnSpec("name", Text("姓名", "Name"), text(longest=60), ("人员姓名", "名字"), required=True, example="张三"),
        _unit_column("finance"),
        ColumnSpec(
            "role", Text("角色", "Role"), choice(words), ("系统角色", "岗位角色"), required=True, example="公开专员",
            choices=tuple(one[0] for one in words.values()),
            help=Text("一人几个角色就写几行", "one row for each role of a person"),
        ),
        ColumnSpec("phone", Text("手机", "Mobile"), text(longest=20), ("手机号", "联系电话", "电话")),
        ColumnSpec("email", Text("电子邮箱", "E-mail"), text(longest=120), ("邮箱",)),
        ColumnSpec("starts_on", Text("任职日期", "Since"), date(), ("开始日期", "任期开始")),
        ColumnSpec("ends_on", Text("任期结束", "Until"), date(), ("结束日期",)),
    )  # fmt: skip
    return RecordKind(
        "people", Text("人员与角色", "People and roles"), columns, lambda values: _unit_doubts(known, values),
        key=("username", "unit", "role"),
    )  # fmt: skip


def _take_person(setting: Setting, item: Item) -> Outcome:
    given, unit = item.values, _unit_of(setting, item)
    person = Person.objects.filter(username=given["username"]).first()
    fresh = person is None
    if person is None:
        contact = {name: given[name] for name in ("phone", "email") if name in given}
        person = add_person(actor=setting.actor, unit=unit, username=given["username"], name=given["name"], **contact)
    elif person.name != given["name"]:
        told = Objection(
            "import.person",
            f"账号 {person.username} 已属于另一个姓名，请核对",
            f"The username {person.username} belongs to somebody else",
            "username",
        )
        return Outcome(State.REFUSED, reasons=[told])
    held = RoleGrant.objects.filter(person=person, unit=unit, role=given["role"], ends_on__isnull=True).first()
    if held is not None:
        return Outcome(State.SAME, held)
    grant = grant_role(
        person, unit, given["role"], actor=setting.actor, starts_on=given.get("starts_on", setting.on),
        ends_on=given.get("ends_on"),
    )  # fmt: skip
    kept = {name: value for name, value in given.items() if name in {"unit", "role", "starts_on"}}
    return Outcome(State.ADDED, grant, before={"person": person.pk} if fresh else {}, values=kept)


def _people_built_on(rows: Sequence[ImportedRow]) -> Iterable[Objection]:
    grants = targets(rows, RoleGrant)
    people = Person.objects.in_bulk([row.before["person"] for row in rows if "person" in row.before])
    for person in people.values():
        others = RoleGrant.objects.filter(person=person).exclude(pk__in=grants).exists()
        if person.last_login or others or users_of(person, ("units.rolegrant",)):
            yield Objection(
                "undo.person", f"账号 {person.username} 已经使用，不能撤销", f"The account {person.username} is in use already"
            )  # fmt: skip
    for grant in grants.values():
        if grant.person_id not in people and grant.ends_on is None and grant.person.last_login:
            yield Objection(
                "undo.grant",
                f"账号 {grant.person.username} 的角色已在使用，请到“单位与人员”里结束任期",
                f"The role of {grant.person.username} is in use; end its term under units and people",
            )


def _revert_people(rows: Sequence[ImportedRow], actor: Actor, at: datetime) -> None:
    grants = targets(rows, RoleGrant)
    people = Person.objects.in_bulk([row.before["person"] for row in rows if "person" in row.before])
    remove(grants.values())
    remove(people.values())


PEOPLE = register(
    ImportKind(
        id="people",
        title=Text("人员与角色", "People and roles"),
        help=Text(
            "工作人员账号和他们在各单位的角色。不含密码，导入后发邀请链接。",
            "Accounts and roles at units. Without passwords: invite the people afterwards.",
        ),
        right=Right.MANAGE_UNIT,
        record=_people,
        take=one_by_one(_take_person),
        built_on=_people_built_on,
        revert=_revert_people,
    )
)


def _posts(setting: Setting) -> RecordKind:
    known = UnitDirectory(Unit.objects.all())
    columns = (
        _unit_column("finance"),
        ColumnSpec("title", Text("职务", "Post"), text(longest=80), ("职位", "岗位"), required=True, example="局长"),
        ColumnSpec("holder_name", Text("任职人", "Holder"), text(longest=60), ("姓名", "负责人"), example="李四"),
        ColumnSpec("username", Text("账号", "Username"), text(longest=60), help=Text("有账号的填写", "where there is an account")),
        ColumnSpec("responsibility", Text("分工", "Responsibility"), text(longest=200), ("工作分工", "职责")),
        ColumnSpec("rank", Text("排序", "Order"), integer(least=0, most=9_999), ("序号",)),
        ColumnSpec("public", Text("对外公开", "Public"), boolean(), ("是否公开",), example="是"),
        ColumnSpec("starts_on", Text("任期开始", "Since"), date(), ("任职日期", "开始日期"), required=True, example="2024-03-01"),
    )  # fmt: skip

    def check(values: Values) -> Iterable[Doubt]:
        yield from _unit_doubts(known, values)
        username = values.get("username")
        if username and not Person.objects.filter(username=username).exists():
            yield Doubt(
                "username", Text(f"没有账号“{username}”", f"there is no account “{username}”"),
                Text("先导入人员，或空着", "import people first, or leave it empty"),
            )  # fmt: skip

    return RecordKind("posts", Text("职务", "Posts"), columns, check, key=("unit", "title", "starts_on"))


def _take_post(setting: Setting, item: Item) -> Outcome:
    given, unit = dict(item.values), _unit_of(setting, item)
    given.pop("unit", None)
    username = given.pop("username", None)
    person = Person.objects.filter(username=username).first() if username else None
    title, starts_on = given.pop("title"), given.pop("starts_on")
    there = Post.objects.filter(
        unit=unit, title=title, starts_on=starts_on, holder_name=given.get("holder_name", "")
    ).first()
    if there is not None:
        return Outcome(State.SAME, there)
    ended = list(Post.objects.filter(unit=unit, title=title, ends_on__isnull=True).values_list("pk", flat=True))
    post = fill_post(unit, title, actor=setting.actor, starts_on=starts_on, person=person, **given)
    return Outcome(State.ADDED, post, before={"ended": ended})


def _revert_posts(rows: Sequence[ImportedRow], actor: Actor, at: datetime) -> None:
    for row in rows:
        Post.objects.filter(pk__in=row.before.get("ended", ())).update(ends_on=None)
    remove(targets(rows, Post).values())


POSTS = register(
    ImportKind(
        id="posts",
        title=Text("职务", "Posts"),
        help=Text("领导和负责人的职务、分工和任期。", "Leaders and responsible people: post, responsibility, term."),
        right=Right.MANAGE_UNIT,
        record=_posts,
        take=one_by_one(_take_post),
        built_on=lambda _rows: (),
        revert=_revert_posts,
    )
)
