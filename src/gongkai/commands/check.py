"""``gongkai check``: is everything in the database and the file store as it must be?"""

import hashlib
from collections.abc import Callable, Iterator

import typer

from gongkai.commands import django


def check() -> None:
    """核对数据：迁移、索引号、文件、判定、页面。Verify the data; exits 1 when something is wrong."""
    django.load()
    from django.core.management import call_command

    call_command("check")
    wrong = 0
    for name, look in _CHECKS:
        found = list(look())
        wrong += len(found)
        typer.echo(f"{'✓' if not found else '✗'} {name}")
        for line in found[:20]:
            typer.echo(f"    {line}")
        if len(found) > 20:
            typer.echo(f"    … {len(found) - 20} more")
        if found and look is _migrations:
            break  # the tables of the other checks may not be there
    if wrong:
        raise typer.Exit(1)


def _migrations() -> Iterator[str]:
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    for migration, _backwards in executor.migration_plan(executor.loader.graph.leaf_nodes()):
        yield f"未执行 · not applied: {migration}（运行 gongkai setup）"


def _index_numbers() -> Iterator[str]:
    from gongkai.disclosures.queries.integrity import index_number_faults

    yield from index_number_faults()


def _files() -> Iterator[str]:
    from gongkai.disclosures import store
    from gongkai.disclosures.queries.integrity import stored_digests

    for sha256 in stored_digests():
        try:
            intact = hashlib.sha256(store.read(sha256)).hexdigest() == sha256
        except FileNotFoundError:
            yield f"文件缺失 · missing: {sha256}"
            continue
        if not intact:
            yield f"文件被改动 · altered: {sha256}"


def _verdicts() -> Iterator[str]:
    from gongkai.duties.integrity import verdicts_out_of_line

    changed = verdicts_out_of_line()
    if changed:
        yield f"{changed} 项任务的判定与事实不符 · verdicts differ from their facts"


def _pages() -> Iterator[str]:
    from gongkai.site.integrity import page_faults

    yield from page_faults()


_CHECKS: tuple[tuple[str, Callable[[], Iterator[str]]], ...] = (
    ("数据库迁移 · migrations", _migrations),
    ("索引号连续 · index numbers without gaps", _index_numbers),
    ("附件完好 · files intact", _files),
    ("任务判定 · verdicts follow from facts", _verdicts),
    ("公开页面与记录一致 · public pages show the records as they are", _pages),
)
