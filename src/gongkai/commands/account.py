"""``gongkai account …``: for whoever stands at the machine when nobody can log in any more."""

from typing import TYPE_CHECKING

import typer

from gongkai.commands import django

if TYPE_CHECKING:
    from gongkai.units.models import Person

app = typer.Typer(
    no_args_is_help=True,
    help="账号：重置密码链接、清除第二因素、解除锁定。Accounts: a link for a new password, a lost second factor, a lock-out.",
)
USERNAME = typer.Argument(..., help="账号 · username")


def _person(username: str) -> "Person":
    django.load()
    from gongkai.units.queries import account

    found = account(username)
    if found is None:
        typer.echo(f"没有账号“{username}” · there is no such account", err=True)
        raise typer.Exit(1)
    return found


@app.command()
def link(username: str = USERNAME) -> None:
    """生成设置密码的链接，七天内有效。Make a link to set a password, good for seven days."""
    person = _person(username)
    from django.conf import settings
    from django.utils import timezone

    from gongkai.journal.actors import SYSTEM
    from gongkai.journal.refusals import Refused
    from gongkai.units.actions import invite
    from gongkai.units.models import Invitation

    purpose = Invitation.Purpose.RESET if person.has_usable_password() else Invitation.Purpose.INVITE
    try:
        token = invite(person, actor=SYSTEM, at=timezone.now(), purpose=purpose)
    except Refused as refused:
        _say(refused)
    typer.echo(f"{settings.SITE['base_url']}/workbench/join/{token}/")


@app.command()
def factor(username: str = USERNAME) -> None:
    """清除第二因素，下次登录后重新设置。Take a lost second factor away; a new one is set up after the next log-in."""
    person = _person(username)
    from django.utils import timezone

    from gongkai.journal.actors import SYSTEM
    from gongkai.journal.refusals import Refused
    from gongkai.units.actions import reset_second_factor

    try:
        reset_second_factor(person, actor=SYSTEM, at=timezone.now())
    except Refused as refused:
        _say(refused)
    typer.echo("已清除 · removed")


@app.command()
def unlock(username: str = USERNAME) -> None:
    """解除输错密码后的锁定。Lift the lock-out after wrong passwords."""
    person = _person(username)
    from axes.utils import reset

    typer.echo(f"已解除 · lifted: {reset(username=person.username)}")


def _say(refused: "Exception") -> None:
    for one in getattr(refused, "objections", ()):
        typer.echo(f"{one.zh} · {one.en}", err=True)
    raise typer.Exit(1) from refused
