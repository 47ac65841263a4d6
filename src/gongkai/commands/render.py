"""``gongkai render``: write every public page anew."""

import time

import typer

from gongkai.commands import django


def render(
    search: bool = typer.Option(False, "--search", help="改为重建检索索引 · rebuild the search index instead"),
) -> None:
    """重新生成全部公开页面。Render every public page; the result equals the pages written as they were published."""
    django.load()
    if search:
        from gongkai.site.indexing import rebuild_all

        typer.echo(f"{rebuild_all()} 条进入检索索引 · records in the search index")
        return
    from gongkai.site.rendering import render_all

    started = time.monotonic()
    with typer.progressbar(length=100, label="生成页面 · rendering") as bar:
        done = [0]

        def progress(share: float) -> None:
            step = int(share * 100) - done[0]
            done[0] += step
            bar.update(step)

        pages = render_all(progress)
    typer.echo(f"{pages} 页 · pages, {time.monotonic() - started:.1f} s")
