"""``gongkai begin``: the first unit and the first person of a real district; everybody and everything else follows."""

import typer

from gongkai.commands import django


def begin(
    name: str = typer.Option(..., help="区（县）全称，如 某某区人民政府 · full name of the topmost unit"),
    region: str = typer.Option(..., help="区划代码，六位 · region code, six digits"),
    username: str = typer.Option(..., help="公开办第一位工作人员的账号 · account of the first person of the office"),
    person: str = typer.Option(..., help="其姓名 · the person's name"),
    code: str = typer.Option("district", help="单位代码，用于网址 · code of the unit, used in addresses"),
) -> None:
    """登记最上级单位和公开办的第一个账号。Register the topmost unit and the first account of the office."""
    django.load()
    from django.conf import settings
    from django.db import transaction
    from django.utils import timezone

    from gongkai.journal.actors import SYSTEM
    from gongkai.journal.refusals import Refused
    from gongkai.units.actions import add_person, create_unit, grant_role, invite
    from gongkai.units.queries import for_public
    from gongkai.units.roles import Role

    if for_public().exists():
        typer.echo("已经登记过单位，不能再次开始。 · There are units already; this is done only once.", err=True)
        raise typer.Exit(1)
    now = timezone.now()
    today = timezone.localdate(now)
    try:
        with transaction.atomic():
            root = create_unit(actor=SYSTEM, code=code, name=name, kind="district_government", region_code=region)
            first = add_person(actor=SYSTEM, unit=root, username=username, name=person)
            for role in (Role.OFFICE_STAFF, Role.OPERATOR):
                grant_role(first, root, role, actor=SYSTEM, starts_on=today)
            token = invite(first, actor=SYSTEM, at=now)
    except Refused as refused:
        for one in refused.objections:
            typer.echo(f"{one.zh} · {one.en}", err=True)
        raise typer.Exit(1) from refused
    typer.echo(
        f"已登记 {name}。请 {person} 在七天内打开下面的链接设置密码，然后从“导入与核查”开始。\n"
        "Registered. The person sets a password here within seven days, and begins with the imports:\n"
        f"{settings.SITE['base_url']}/workbench/join/{token}/"
    )
