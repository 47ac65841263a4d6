"""``gongkai demo``: a living district to try everything in."""

import time
from datetime import datetime, timedelta

import typer

from gongkai.commands import django, readiness, setup


def demo(
    size: str = typer.Option(
        "small", help="tiny（十余个单位）、small（约 60 个）或 district（约 700 个）· tiny, small or district"
    ),
    if_empty: bool = typer.Option(False, "--if-empty", help="已有数据时不做任何事 · do nothing when there is data"),
    seed: int = typer.Option(1, help="随机种子；相同种子得到相同的区 · the same seed gives the same district"),
    until: datetime | None = typer.Option(
        None, formats=["%Y-%m-%d"], help="模拟到哪一天，默认昨天 · last day played, yesterday unless told"
    ),
) -> None:
    """建立虚构的明川区。Build the fictional Mingchuan district; existing data is never overwritten."""
    if if_empty and readiness.unchanged():
        return
    setup.setup(quiet=True, with_rulebook=False)
    django.load()
    from django.conf import settings
    from django.utils import timezone

    from gongkai.demo.build import build
    from gongkai.demo.places import SIZES
    from gongkai.demo.queries import district_exists
    from gongkai.site.indexing import deferred

    if size not in SIZES:
        typer.echo(f"没有“{size}”这种规模，可选：{'、'.join(SIZES)} · no such size", err=True)
        raise typer.Exit(2)
    if district_exists():
        if not if_empty:
            typer.echo(
                "数据库里已有单位，演示数据不会覆盖它们。要重新建立，请换一个空的数据目录（GONGKAI_HOME）。\n"
                "The database holds units already; nothing is overwritten. Use another data folder (GONGKAI_HOME).",
                err=True,
            )
            raise typer.Exit(1)
        readiness.remember()
        return
    started = time.monotonic()
    with typer.progressbar(length=1000, label="建立演示区 · building the demo district") as bar:
        done = [0]

        def progress(share: float) -> None:
            step = int(share * 1000) - done[0]
            if step > 0:
                done[0] += step
                bar.update(step)

        day = until.date() if until is not None else timezone.localdate() - timedelta(days=1)
        with deferred():
            built = build(size, today=day, seed=seed, progress=progress)
    (settings.HOME / "demo").touch()
    readiness.remember()
    typer.echo(
        f"{built.units} 个单位、{built.disclosures} 条公开信息，用时 {time.monotonic() - started:.0f} 秒 · "
        f"{built.units} units, {built.disclosures} disclosures"
    )
