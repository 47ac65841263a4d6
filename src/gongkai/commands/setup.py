"""``gongkai setup``: bring the database, the rulebook and the static files to this release."""

import typer

from gongkai.commands import django


def setup(
    quiet: bool = typer.Option(False, "--quiet", "-q", help="只在出错时输出 · print only on error"),
    with_rulebook: bool = typer.Option(True, hidden=True),
) -> None:
    """建立或升级数据库和静态文件。Create or upgrade the database and static files; safe to repeat."""
    django.load()
    from django.core.management import call_command

    from gongkai.duties.actions import install_builtin_rulebook

    verbosity = 0 if quiet else 1
    call_command("migrate", interactive=False, verbosity=verbosity)
    call_command("collectstatic", interactive=False, verbosity=0)
    installed = install_builtin_rulebook() if with_rulebook else None
    if not quiet and installed is not None:
        typer.echo(f"标准目录 · rulebook: {installed}")
