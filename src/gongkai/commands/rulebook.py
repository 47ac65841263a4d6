"""``gongkai rulebook …``: check, diff, preview, export; no database needed but for preview."""

from datetime import date, datetime
from pathlib import Path

import typer

from gongkai.rulebook.lint import lint
from gongkai.rulebook.model import Rulebook
from gongkai.rulebook.packs import PackError, builtin_packs, compose, load_pack

app = typer.Typer(
    no_args_is_help=True, help="标准目录：检查、比较、预览、导出。The rulebook: check, diff, preview, export."
)

PACKS = typer.Argument(None, help="目录文件或文件夹；不给则用内置目录 · pack files or folders; built-in ones when none")
ON = typer.Option(None, "--on", formats=["%Y-%m-%d"], help="按哪一天检查 · the day to check for")


def _read(paths: list[Path] | None) -> Rulebook:
    try:
        packs = [load_pack(path) for path in paths] if paths else list(builtin_packs())
        return compose(packs)
    except PackError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from error


def _day(on: datetime | None) -> date:
    return on.date() if on else date.today()  # noqa: DTZ011 a person's own day


@app.command()
def check(
    packs: list[Path] = PACKS,
    on: datetime = ON,
    laws: Path = typer.Option(None, help="法规文本目录或 .tar.xz，用于核对条款 · law texts, to check cited articles"),
) -> None:
    """检查目录：依据、时限、事件、责任单位。Lint; exits 1 when there is an error."""
    findings = lint(_read(packs), _day(on), laws=laws)
    for finding in findings:
        typer.echo(f"{finding.severity:<8}{finding.where}: {finding.zh} · {finding.en}")
    errors = sum(1 for finding in findings if finding.severity == "error")
    typer.echo(f"{errors} 个错误，{len(findings) - errors} 个提醒 · {errors} errors, {len(findings) - errors} warnings")
    if errors:
        raise typer.Exit(1)
