"""``gongkai rulebook …``: check, diff, preview, export, schema, install. Only preview and install need the database."""

import json
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from gongkai.commands import django

if TYPE_CHECKING:  # reading packs loads a good part of the house, which no other command should wait for
    from gongkai.rulebook.model import Rulebook

app = typer.Typer(
    no_args_is_help=True,
    help="标准目录：检查、比较、预览、导出、施行。The rulebook: check, diff, preview, export, install.",
)

PACKS = typer.Argument(
    None, help="目录文件或文件夹；不给则用内置目录 · pack files or folders; the built-in ones when none"
)
ON = typer.Option(None, "--on", formats=["%Y-%m-%d"], help="按哪一天 · for which day")
SHOWN = 12  # units named in a preview
_MARKS = {"added": "+", "removed": "-", "changed": "±"}


def _read(paths: list[Path] | None) -> "Rulebook":
    from gongkai.rulebook.packs import PackError, builtin_packs, compose, load_pack

    try:
        packs = [load_pack(path) for path in paths] if paths else list(builtin_packs())
    except (PackError, OSError) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from error
    return compose(packs, strict=False)  # so that the lint names every layer that is laxer than the one below


def _days(rulebook: "Rulebook", on: datetime | None) -> list[date]:
    """The day asked for; otherwise today and the days to come on which something changes."""
    today = date.today()  # noqa: DTZ011 a person's own day
    if on is not None:
        return [on.date()]
    coming = [day for day in rulebook.boundaries if day > today]
    return [today, *coming] if rulebook.in_force(today) or not coming else coming


@app.command()
def check(
    packs: list[Path] = PACKS,
    on: datetime = ON,
    laws: Path | None = typer.Option(
        None, exists=True, help="法规文本目录或 .tar.xz，用于核对条款 · law texts, to check cited articles"
    ),
    quiet: bool = typer.Option(False, "--errors", help="只列错误 · errors only"),
) -> None:
    """检查目录：依据、时限、事件、责任单位。Lint; exits 1 when there is an error.

    Without a day: as it binds today, and on every later day on which it changes.
    """
    from gongkai.rulebook.lint import LawTexts, Severity, lint

    rulebook = _read(packs)
    texts = LawTexts(laws) if laws is not None else None
    findings = list(dict.fromkeys(one for day in _days(rulebook, on) for one in lint(rulebook, day, texts)))
    findings.sort(key=lambda one: one.severity != Severity.ERROR)
    errors = [finding for finding in findings if finding.severity == Severity.ERROR]
    for finding in errors if quiet else findings:
        typer.echo(f"{finding.severity:<8}{finding.where}: {finding.zh} · {finding.en}")
    typer.echo(
        f"{len(errors)} 个错误，{len(findings) - len(errors)} 个提醒 · {len(errors)} errors, {len(findings) - len(errors)} warnings"
    )
    if errors:
        raise typer.Exit(1)


@app.command("diff")
def compare(old: Path = typer.Argument(..., exists=True), new: Path = typer.Argument(..., exists=True)) -> None:
    """比较两版目录。Say what changed between two packs."""
    from gongkai.rulebook.diffing import diff

    changes = diff(_read([old]), _read([new]))
    for change in changes:
        typer.echo(f"{change.zh} · {change.en}")
    if not changes:
        typer.echo("没有差别 · no difference")


@app.command()
def preview(
    packs: list[Path] = typer.Argument(..., exists=True, help="新的目录（全部层）· the new packs, all layers"),
    start: datetime = typer.Option(..., "--from", formats=["%Y-%m-%d"], help="预览起始日 · first day"),
    end: datetime = typer.Option(..., "--to", formats=["%Y-%m-%d"], help="预览截止日 · last day"),
) -> None:
    """预览新目录将要求谁做什么。Show what a new rulebook will ask of which units of this district."""
    new = _read(packs)
    django.load()
    from gongkai.duties.queries import rulebook_on
    from gongkai.rulebook.diffing import preview as look_ahead
    from gongkai.rulebook.packs import compose
    from gongkai.rulebook.timing import Period
    from gongkai.units.queries import active

    period = Period("preview", start.date(), end.date())
    old = rulebook_on(period.starts_on) or compose(())
    seen = look_ahead(old, new, [unit.facts() for unit in active(period.starts_on)], period)
    counts = seen.counts
    typer.echo(
        f"涉及 {counts['units']} 个单位：新增 {counts['added']} 项、停用 {counts['removed']} 项、修改 {counts['changed']} 项，"
        f"任务增减 {counts['more']:+} · {counts['units']} units: {counts['added']} added, {counts['removed']} removed, "
        f"{counts['changed']} changed, {counts['more']:+} obligations"
    )
    for one in sorted(seen.units, key=lambda unit: -unit.more)[:SHOWN]:
        typer.echo(f"  {one.unit.code}: {one.before} → {one.after} ({one.more:+})")
        for demand in one.demands:
            typer.echo(f"    {_MARKS[demand.kind]} {demand.duty.title.zh} · {demand.duty.title.text('en')}")
            for change in demand.changes:
                typer.echo(f"        {change.zh} · {change.en}")
    if len(seen.units) > SHOWN:
        typer.echo(f"  … 另有 {len(seen.units) - SHOWN} 个单位 · {len(seen.units) - SHOWN} more units")


@app.command()
def export(
    out: Path = typer.Argument(..., help="输出文件：.xlsx 为十列标准目录，.yaml 为目录包 · .xlsx or .yaml"),
    packs: list[Path] = PACKS,
) -> None:
    """导出目录。Write the catalogue as the official ten-column sheet, or a single pack as YAML."""
    from gongkai.rulebook.exporting import export_catalogue, export_pack

    rulebook = _read(packs)
    if out.suffix == ".xlsx":
        out.write_bytes(export_catalogue(rulebook))
    elif out.suffix in {".yaml", ".yml"} and len(rulebook.packs) == 1:
        out.write_text(export_pack(rulebook.packs[0]), encoding="utf-8")
    else:
        typer.echo("请用 .xlsx，或对单个目录包用 .yaml · use .xlsx, or .yaml for one pack", err=True)
        raise typer.Exit(2)
    typer.echo(f"{out}: {len(rulebook.duties)} 项 · duties")


@app.command()
def schema(out: Path = typer.Argument(None, help="输出文件；不给则打印 · file to write; printed when none")) -> None:
    """输出目录文件的 JSON Schema，供编辑器提示。Write the JSON Schema of pack files, for editors."""
    from gongkai.rulebook.loading import pack_schema

    text = json.dumps(pack_schema(), ensure_ascii=False, indent=2) + "\n"
    if out is None:
        typer.echo(text, nl=False)
    else:
        out.write_text(text, encoding="utf-8")


@app.command()
def install(
    packs: list[Path] = typer.Argument(..., exists=True, help="全部层的目录包 · the packs of all layers"),
    effective_from: datetime = typer.Option(..., "--from", formats=["%Y-%m-%d"], help="施行日期 · effective from"),
    title: str = typer.Option("标准目录", help="名称 · title"),
    note: str = typer.Option("", help="说明 · note"),
) -> None:
    """施行一版目录。Put a rulebook into force from a day."""
    rulebook = _read(packs)
    django.load()
    from django.utils import timezone

    from gongkai.duties.actions import install_rulebook
    from gongkai.journal.actors import SYSTEM
    from gongkai.journal.refusals import Refused

    try:
        version = install_rulebook(
            rulebook, actor=SYSTEM, title=title, effective_from=effective_from.date(), at=timezone.now(), note=note
        )
    except Refused as refused:
        for objection in refused.objections:
            typer.echo(f"{objection.zh} · {objection.en}", err=True)
        raise typer.Exit(1) from refused
    typer.echo(f"{version}: {version.effective_from}")
