"""``gongkai setup``: bring the database, the rulebook and the static files to this release."""

import hashlib
from pathlib import Path

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

    if _migrations_wait():
        call_command("migrate", interactive=False, verbosity=0 if quiet else 1)
    _static_files()
    installed = install_builtin_rulebook() if with_rulebook else None
    if not quiet and installed is not None:
        typer.echo(f"标准目录 · rulebook: {installed}")


def _migrations_wait() -> bool:
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _static_files() -> None:
    """Collect the static files, unless none has changed since the last time; a start should not wait for that."""
    from django.conf import settings
    from django.contrib.staticfiles.finders import get_finders
    from django.core.management import call_command

    found = sorted(
        f"{path} {stat.st_size} {stat.st_mtime_ns}"
        for finder in get_finders()
        for path, storage in finder.list(None)
        for stat in [Path(storage.path(path)).stat()]
    )
    seen = hashlib.sha256("\n".join(found).encode()).hexdigest()
    stamp = Path(settings.HOME) / "static.stamp"
    if not stamp.exists() or stamp.read_text(encoding="ascii") != seen or not Path(settings.STATIC_ROOT).is_dir():
        call_command("collectstatic", interactive=False, verbosity=0)
        stamp.write_text(seen, encoding="ascii")
